// Meters: points in the tree of a factory, and the physical meters that stood there one after the other.
import { isCalendarDate } from '#period/calendar-date.ts';
import type { Check } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  decimal,
  flag,
  integer,
  localText,
  optional,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { notAheadOfToday, ofTheSameSite } from '#platform/records/declare/usual-checks.ts';
import {
  type WaterDestination,
  type WaterSource,
  type WaterUse,
  waterDestinations,
  waterSources,
  waterUses,
} from '../model/flows.ts';
import { registerKinds, spanCauses } from '../model/meter.ts';

/** Where a meter stands in the water of a factory. Stored and exported: add, never rename. */
export const meterRoles = ['source', 'main', 'sub', 'process', 'reuse', 'discharge'] as const;
/** Fresh, or with more than 1,000 mg/L of dissolved solids. */
export const waterQualities = ['fresh', 'other'] as const;
/** An instant as a device or a person tells it, with its offset. */
export const instant = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** A source says from where, a discharge whereto, and no other says either: the balance asks them by these. */
const sidesAreTold: Check = ({ role, source, destination }) => {
  if (role === 'source' && !source) return { field: 'source', code: 'missing', level: 'error' };
  if (role !== 'source' && source) return { field: 'source', code: 'only_for_a_source', level: 'error' };
  if (role === 'discharge' && !destination) return { field: 'destination', code: 'missing', level: 'error' };
  if (role !== 'discharge' && destination)
    return { field: 'destination', code: 'only_for_a_discharge', level: 'error' };
  return undefined;
};

/** What is said of a meter is said at its own factory. */
export const meterOfTheSite = ofTheSameSite('meter', 'meter_of_another_factory');

/** A meter below itself would have no main. Longer circles are told where the tree is drawn. */
const notBelowItself: Check = ({ code: own }, _, { refs }) =>
  refs.parent && refs.parent.values.code === own
    ? { field: 'parent', code: 'meter_below_itself', level: 'error' }
    : undefined;

/** What a meter measures, as far as somebody said: which side of the balance its water belongs to. */
export interface MeterMeasures {
  role: (typeof meterRoles)[number];
  source?: WaterSource | null | undefined;
  destination?: WaterDestination | null | undefined;
  use?: WaterUse | null | undefined;
}

/** The fields of a meter by what it measures; what does not belong to its role is refused by the checks of the kind. */
export const measuresOf = ({ role, source, destination, use }: MeterMeasures) => ({
  ...{ role, source: source ?? null, destination: destination ?? null, use: use ?? null },
});

/** A place where water is measured: its node in the tree of the factory, whatever meter stands there. */
export const meter = recordKind({
  kind: 'water.meter',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'name'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 40, pattern: /^[\w./-]+$/ }),
    name: localText(),
    role: code(meterRoles, 'water.meter-role'),
    parent: optional(ref('water.meter')),
    feedsIn: flag(),
    use: optional(code(waterUses, 'water.use')),
    source: optional(code(waterSources, 'water.source')),
    destination: optional(code(waterDestinations, 'water.destination')),
    quality: optional(code(waterQualities, 'water.quality')),
    unmeteredShare: optional(decimal({ min: '0', max: '1' })),
    routePlace: optional(integer({ min: 1, max: 9999 })),
    place: optional(localText()),
  },
  check: [sidesAreTold, notBelowItself, ofTheSameSite('parent', 'meter_of_another_factory')],
  looksUp: { parent: ['code', 'site'] },
  sameWhen: ['site', 'code'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'code', 'name', 'role', 'parent', 'use'],
});

const endsTheOneBefore: Check = ({ cause, endCountBefore }) =>
  cause === 'installed' && endCountBefore !== null
    ? { field: 'endCountBefore', code: 'only_for_a_replacement', level: 'error' }
    : undefined;

/** The 31st of April is no day, though it is written like one. */
const isTime: Check = ({ startsAt }) =>
  isCalendarDate((startsAt as string).slice(0, 10))
    ? undefined
    : { field: 'startsAt', code: 'not_a_time', facts: { given: startsAt as string }, level: 'error' };

/**
 * A time in which one register counted on: what one count is worth, where the register begins again, what it showed. A
 * reading is never altered; where a meter is replaced or set back, the next span says so.
 */
export const meterSpan = recordKind({
  kind: 'water.meter-span',
  version: 1,
  owner: 'site',
  calledBy: ['serial'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    startsAt: text({ max: 35, pattern: instant }),
    cause: code(spanCauses, 'water.span-cause'),
    serial: text({ max: 60 }),
    sends: code(registerKinds, 'water.meter-sends'),
    m3PerCount: decimal({ above: '0' }),
    registerSize: optional(decimal({ above: '0' })),
    maxM3PerHour: optional(decimal({ above: '0' })),
    readEveryMinutes: optional(integer({ min: 1, max: 525_600 })),
    backwardCounts: optional(decimal({ min: '0' })),
    startCount: optional(decimal({ min: '0' })),
    endCountBefore: optional(decimal({ min: '0' })),
    reason: optional(text({ max: 300, prose: true })),
  },
  check: [isTime, endsTheOneBefore, notAheadOfToday('startsAt'), meterOfTheSite],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'startsAt'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'meter', 'startsAt', 'cause', 'serial', 'm3PerCount'],
});

/** A calibration with its certificate, and the day by which the next is due. */
export const calibration = recordKind({
  kind: 'water.calibration',
  version: 1,
  owner: 'site',
  effective: 'calibratedOn',
  calledBy: ['certificate'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    calibratedOn: date(),
    dueOn: date(),
    certificate: text({ max: 60 }),
    laboratory: optional(text({ max: 200 })),
    errorShare: optional(decimal({ min: '-1', max: '1' })),
    passed: flag(),
  },
  check: [
    ({ calibratedOn, dueOn }) =>
      (dueOn as string) <= (calibratedOn as string)
        ? { field: 'dueOn', code: 'due_before_calibrated', level: 'error' }
        : undefined,
    meterOfTheSite,
  ],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'certificate'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'meter', 'calibratedOn', 'dueOn', 'certificate', 'passed'],
});
