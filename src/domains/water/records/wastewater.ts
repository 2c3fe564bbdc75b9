// Waste water: outlets with what is asked of them, what laboratories found there, and the plan by which samples are taken.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Check, Problem } from '#platform/records/declare/kind.ts';
import {
  code,
  codes,
  date,
  decimal,
  flag,
  localText,
  optional,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { endsAfterItBegins, ofTheSameSite } from '#platform/records/declare/usual-checks.ts';
import { resultUnits } from '#units/concentration.ts';
import { productUnits } from '#units/product.ts';
import { exact } from '#units/quantity.ts';
import { waterDestinations } from '../model/flows.ts';
import {
  averagings,
  dischargeStandards,
  frequencies,
  limitOrigins,
  outletPlaces,
  parameters,
} from '../model/wastewater.ts';
import { readLabValue } from '../rules/lab-value.ts';
import { meterOfTheSite } from './meter.ts';

/** What a record says of an outlet of another factory would be judged by nobody. */
export const outletOfTheSite = ofTheSameSite('outlet', 'outlet_of_another_site');

/** Where waste water leaves a site or a workshop, by its number in the permit, with the standards that hold there. */
export const outlet = recordKind({
  kind: 'water.outlet',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'name'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 40, pattern: /^[\w./-]+$/ }),
    name: localText(),
    place: code(outletPlaces, 'water.outlet-place'),
    domestic: flag(),
    destination: code(waterDestinations, 'water.destination'),
    receivingWater: optional(localText()),
    standards: optional(codes(Object.keys(dischargeStandards), 'water.discharge-standard')),
    meter: optional(ref('water.meter')),
    permit: optional(text({ max: 60 })),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins(), meterOfTheSite],
  looksUp: { meter: ['site'] },
  sameWhen: ['site', 'code'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'code', 'name', 'place', 'destination', 'standards', 'permit'],
});

const limitsSomething: Check = ({ lower, upper, notDetected, permittedYearKg }) => {
  if (notDetected && (lower || upper))
    return { field: 'notDetected', code: 'not_detected_has_no_range', level: 'error' };
  if (!notDetected && !lower && !upper && !permittedYearKg)
    return { field: 'upper', code: 'limits_nothing', level: 'error' };
  return lower && upper && exact(lower as string).gt(exact(upper as string))
    ? { field: 'upper', code: 'range_is_reversed', level: 'error' }
    : undefined;
};

/** A limit that permit, agreement or place ask of an outlet, with its clause. Standards of the country stand in packs. */
export const limit = recordKind({
  kind: 'water.limit',
  version: 1,
  owner: 'site',
  calledBy: ['document', 'clause'],
  fields: {
    site: ref('factories.site'),
    outlet: ref('water.outlet'),
    parameter: code(parameters, 'water.parameter'),
    origin: code(limitOrigins, 'water.limit-origin'),
    document: text({ max: 120 }),
    edition: optional(text({ max: 40 })),
    clause: text({ max: 120 }),
    averaging: code(['any', ...averagings], 'water.averaging'),
    unit: code(resultUnits, 'water.result-unit'),
    lower: optional(decimal({ min: '0' })),
    upper: optional(decimal({ min: '0' })),
    notDetected: flag(),
    permittedYearKg: optional(decimal({ above: '0' })),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins(), limitsSomething, outletOfTheSite],
  looksUp: { outlet: ['site'] },
  sameWhen: ['outlet', 'parameter', 'document', 'averaging', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'outlet', 'parameter', 'upper', 'unit', 'averaging', 'document', 'clause'],
});

/** Every value can be read, and stands once; what was not found without a limit of detection proves nothing. */
const valuesCanBeRead: Check = (_, lines) => {
  const seen = new Set<string>();
  return lines.flatMap(({ parameter, written, detectionLimit }, index): Problem[] => {
    const at = { level: 'error', line: index + 1 } as const;
    if (seen.has(parameter as string)) return [{ field: 'parameter', code: 'parameter_twice', ...at }];
    seen.add(parameter as string);
    const value = readLabValue(written as string);
    if (!value) return [{ field: 'written', code: 'lab_value_unreadable', facts: { given: written as string }, ...at }];
    return value.comparator === 'less' && value.value === null && !detectionLimit
      ? [{ field: 'detectionLimit', code: 'no_detection_limit', level: 'warning', line: index + 1 }]
      : [];
  });
};

const sampledByToday: Check = ({ sampledOn, reportedOn }, _, { today }) => {
  if ((sampledOn as CalendarDate) > today)
    return { field: 'sampledOn', code: 'day_in_future', facts: { given: sampledOn as string }, level: 'error' };
  return reportedOn && (reportedOn as CalendarDate) < (sampledOn as CalendarDate)
    ? { field: 'reportedOn', code: 'reported_before_sampled', level: 'error' }
    : undefined;
};

const accreditedByNumber: Check = ({ thirdParty, accreditation }) =>
  thirdParty && !accreditation ? { field: 'accreditation', code: 'no_accreditation', level: 'warning' } : undefined;

/** What a laboratory found in one sample of one outlet; each value as it was written. */
export const labReport = recordKind({
  kind: 'water.lab-report',
  version: 1,
  owner: 'site',
  effective: 'sampledOn',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    outlet: ref('water.outlet'),
    number: text({ max: 60 }),
    sample: text({ max: 60 }),
    sampledOn: date(),
    sampledAt: optional(text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/ })),
    averaging: code(averagings, 'water.averaging'),
    laboratory: text({ max: 200, prose: true }),
    thirdParty: flag(),
    accreditation: optional(text({ max: 60 })),
    accreditedUntil: optional(date()),
    reportedOn: optional(date()),
  },
  lines: {
    name: 'result',
    fields: {
      parameter: code(parameters, 'water.parameter'),
      written: text({ max: 40, figure: true }),
      unit: code(resultUnits, 'water.result-unit'),
      method: optional(text({ max: 120 })),
      detectionLimit: optional(decimal({ above: '0' })),
      qualifier: optional(text({ max: 20 })),
      accredited: optional(flag()),
    },
    across: { by: 'parameter', value: 'written', unit: 'unit', unitOf: { ph: 'pH' } },
  },
  check: [outletOfTheSite, sampledByToday, accreditedByNumber, valuesCanBeRead],
  looksUp: { outlet: ['site'] },
  sameWhen: ['site', 'number', 'sample'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'outlet', 'sampledOn', 'number', 'sample', 'laboratory', 'thirdParty'],
});

/** What a standard allows to be drained for a unit of product (单位产品基准排水量): by it thinned waste water is corrected. */
export const baseDrainage = recordKind({
  kind: 'water.base-drainage',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'product'],
  fields: {
    site: ref('factories.site'),
    outlet: ref('water.outlet'),
    code: text({ max: 40 }),
    product: localText(),
    unit: code(productUnits, 'factories.unit'),
    baseM3PerUnit: decimal({ above: '0' }),
    document: text({ max: 120 }),
    clause: text({ max: 120 }),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins(), outletOfTheSite],
  looksUp: { outlet: ['site'] },
  sameWhen: ['outlet', 'code', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'outlet', 'code', 'product', 'unit', 'baseM3PerUnit', 'document', 'clause'],
});

/** What the permit asks to be measured, and how often (自行监测). */
export const monitoringItem = recordKind({
  kind: 'water.monitoring-item',
  version: 1,
  owner: 'site',
  calledBy: ['clause'],
  fields: {
    site: ref('factories.site'),
    outlet: ref('water.outlet'),
    parameter: code(parameters, 'water.parameter'),
    frequency: code(frequencies, 'water.frequency'),
    automatic: flag(),
    clause: text({ max: 120 }),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins(), outletOfTheSite],
  looksUp: { outlet: ['site'] },
  sameWhen: ['outlet', 'parameter', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'outlet', 'parameter', 'frequency', 'automatic', 'clause'],
});

/** A site that need not have its waste water tested, and why: two others agree. */
export const testExemption = recordKind({
  kind: 'water.test-exemption',
  version: 1,
  owner: 'site',
  calledBy: ['reason'],
  fields: {
    site: ref('factories.site'),
    reason: text({ max: 500, prose: true }),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins()],
  sameWhen: ['site', 'from'],
  review: 'two-step',
  evidence: 'every-record',
  list: ['site', 'reason', 'from', 'before'],
});
