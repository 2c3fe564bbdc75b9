// The record kinds of the organisation: regions, legal entities, sites, who belongs to whom, boundaries, activity.
import type { Check, RecordKind } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  decimal,
  integer,
  localText,
  masked,
  month,
  optional,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { endsAfterItBegins } from '#platform/records/declare/usual-checks.ts';
import { productUnits } from '#units/product.ts';

const countryCode = /^[A-Z]{2}$/;

/** Whether dates can be told in this zone: a name that only looks like one would stop every record of its factory. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const knownTimeZone: Check = (values) => {
  const zone = values.timeZone as string;
  return /^[A-Za-z_]+\/[A-Za-z_/+-]+$/.test(zone) && isZone(zone)
    ? undefined
    : { field: 'timeZone', code: 'unknown_time_zone', facts: { given: zone }, level: 'error' };
};

/** On what a coordinate stands: satellites and the world, Chinese maps, Baidu's. Stored and exported: add, never rename. */
export const datums = ['WGS-84', 'GCJ-02', 'BD-09'] as const;

/** A coordinate without its datum is off by hundreds of metres in China; half of one is none. */
const placeIsWhole: Check = ({ longitude, latitude, datum }) => {
  const given = [longitude, latitude, datum].filter((one) => one !== null).length;
  const missing = longitude === null ? 'longitude' : latitude === null ? 'latitude' : 'datum';
  if (given === 1 || given === 2) return { field: missing, code: 'place_not_whole', level: 'error' };
  return given === 3 && Number(longitude) === 0 && Number(latitude) === 0
    ? { field: 'latitude', code: 'place_zero_zero', level: 'error' }
    : undefined;
};

export const region = recordKind({
  kind: 'factories.region',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'name'],
  fields: { code: text({ max: 20 }), name: localText() },
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'name'],
  node: { type: 'region', name: 'name' },
});

export const entity = recordKind({
  kind: 'factories.entity',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'shortName', 'legalName'],
  fields: {
    code: text({ max: 20 }),
    shortName: localText(),
    legalName: localText({ max: 300 }),
    creditCode: optional(text({ max: 18, pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/ })),
    country: text({ max: 2, pattern: countryCode }),
  },
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'shortName', 'legalName', 'creditCode', 'country'],
  node: { type: 'entity', name: 'shortName' },
});

export const site = recordKind({
  kind: 'factories.site',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'name'],
  fields: {
    code: text({ max: 20 }),
    name: localText(),
    region: ref('factories.region'),
    country: text({ max: 2, pattern: countryCode }),
    city: optional(localText()),
    timeZone: text({ max: 60 }),
    startedOn: date(),
    closedOn: optional(date()),
    longitude: optional(decimal({ min: '-180', max: '180' })),
    latitude: optional(decimal({ min: '-90', max: '90' })),
    datum: optional(code(datums, 'factories.datum')),
  },
  check: [knownTimeZone, endsAfterItBegins('startedOn', 'closedOn'), placeIsWhole],
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'name', 'region', 'city', 'startedOn', 'closedOn'],
  node: { type: 'site', name: 'name', timeZone: 'timeZone', from: 'startedOn', before: 'closedOn', parent: 'region' },
});

export const membership = recordKind({
  kind: 'factories.membership',
  version: 1,
  owner: 'group',
  calledBy: ['entity'],
  fields: {
    site: ref('factories.site'),
    entity: ref('factories.entity'),
    share: decimal({ above: '0', max: '1' }),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins()],
  sameWhen: ['site', 'entity', 'from'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'entity', 'share', 'from', 'before'],
  edge: { parent: 'entity', child: 'site', share: 'share', from: 'from', before: 'before' },
});

/** How a company draws the line around what it reports (GHG Protocol's three approaches, as GRI 2-2 asks). */
export const approaches = ['operational_control', 'financial_control', 'equity_share'] as const;

export const boundary = recordKind({
  kind: 'factories.boundary',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'title'],
  fields: {
    code: text({ max: 40 }),
    title: localText(),
    approach: code(approaches, 'factories.approach'),
    from: date(),
    before: optional(date()),
    reason: optional(localText({ max: 1000 })),
  },
  lines: { name: 'line', fields: { site: ref('factories.site') } },
  check: [endsAfterItBegins()],
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'title', 'approach', 'from', 'before'],
});

export const activity = recordKind({
  kind: 'factories.activity',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['month'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    outputValueCny: masked(optional(decimal({ min: '0' }))),
    revenueCny: masked(optional(decimal({ min: '0' }))),
    headCount: optional(integer({ min: 0 })),
    residentCount: optional(integer({ min: 0 })),
    hoursWorked: optional(decimal({ min: '0' })),
    floorAreaM2: optional(decimal({ min: '0' })),
    landAreaM2: optional(decimal({ min: '0' })),
  },
  lines: {
    name: 'output',
    addedLater: true,
    fields: { productFamily: localText(), amount: decimal({ min: '0' }), unit: code(productUnits, 'factories.unit') },
  },
  sameWhen: ['site', 'month'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'month', 'outputValueCny', 'revenueCny', 'headCount', 'floorAreaM2'],
});

/** How warm or cold a month was, by which water and energy of two years are compared; from whom, and against which base. */
export const degreeDays = recordKind({
  kind: 'factories.degree-days',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['month'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    coolingDegreeDays: optional(decimal({ min: '0' })),
    heatingDegreeDays: optional(decimal({ min: '0' })),
    baseCelsius: decimal({ min: '-10', max: '40' }),
    source: text({ max: 200, prose: true }),
  },
  check: [
    ({ coolingDegreeDays, heatingDegreeDays }) =>
      coolingDegreeDays === null && heatingDegreeDays === null
        ? { field: 'coolingDegreeDays', code: 'missing', level: 'error' }
        : undefined,
  ],
  sameWhen: ['site', 'month'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'month', 'coolingDegreeDays', 'heatingDegreeDays', 'source'],
});

export const factoriesKinds: readonly RecordKind[] = [region, entity, site, membership, boundary, activity, degreeDays];
