// The record kinds of waste: streams, loads, transfer manifests, and the yearly totals of a past without records.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Check, CheckContext, Entered, Problem, RecordKind, Values } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  fields,
  flag,
  integer,
  localText,
  optional,
  quantity,
  recordKind,
  ref,
  text,
  year,
} from '#platform/records/declare/kind.ts';
import { type Tonnes, tonnes } from '#units/quantity.ts';
import { compositions } from './model/composition.ts';
import { documentTypes, manifestOutcomes } from './model/papers.ts';
import { treatments } from './model/treatment.ts';
import { compareMasses, countingMass, type LoadMasses } from './rules/counting-mass.ts';
import { defaultMostTonnes, loadProblems } from './rules/load-checks.ts';

const massUnits = ['t', 'kg', 'jin', 'lb'] as const;

export const stream = recordKind({
  kind: 'waste.stream',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'name'],
  fields: {
    code: text({ max: 40 }),
    name: localText(),
    hazardous: flag(),
    nationalCode: optional(text({ max: 20 })),
    composition: code(compositions, 'waste.composition'),
    inUlScope: flag(),
    outOfScopeReason: optional(localText({ max: 500 })),
  },
  sameWhen: ['code'],
  review: 'one-step',
  evidence: 'none',
  list: ['code', 'name', 'hazardous', 'nationalCode', 'composition', 'inUlScope'],
});

function massesOf(values: Values): LoadMasses {
  const mass = (path: string): Tonnes | undefined => {
    const entered = values[path] as Entered | null | undefined;
    return entered ? tonnes(entered.value) : undefined;
  };
  const [ownMassTonnes, receivedMassTonnes, settledMassTonnes] = [
    mass('ownMassTonnes'),
    mass('receivedMassTonnes'),
    mass('settledMassTonnes'),
  ];
  return {
    ...(ownMassTonnes ? { ownMassTonnes } : {}),
    ...(receivedMassTonnes ? { receivedMassTonnes } : {}),
    ...(settledMassTonnes ? { settledMassTonnes } : {}),
  };
}

/** Mass and date within belief; the limit for one load can be set. */
const believable: Check = (values, _, { today, limits }) => {
  const limit = limits['waste.load.mass-tonnes'];
  return loadProblems(
    { departedOn: values.departedOn as CalendarDate, ...massesOf(values) },
    { today: today as CalendarDate, mostTonnes: limit ? tonnes(limit) : defaultMostTonnes },
  ).map(({ field, code: what, bound }) => ({
    field,
    code: what,
    level: 'error' as const,
    facts: {
      given: field === 'departedOn' ? String(values.departedOn) : ((values[field] as Entered | null)?.value ?? ''),
      limit: bound ? String(bound) : '',
    },
  }));
};

/** Two weights that differ too much are settled before the month closes; they do not stop the record. */
const weightsAgree: Check = (values) => {
  const masses = massesOf(values);
  return compareMasses(masses).flatMap(({ between: [earlier, later], withinTolerance }) =>
    withinTolerance
      ? []
      : {
          field: `${later}MassTonnes`,
          code: 'weights_differ',
          level: 'warning' as const,
          facts: {
            earlier: masses[`${earlier}MassTonnes`]?.toFixed() ?? '',
            later: masses[`${later}MassTonnes`]?.toFixed() ?? '',
          },
        },
  );
};

/** Hazardous waste goes only to a vendor whose licence covers its class on that day; told, since licences arrive late. */
const receiverLicensed: Check = (values, _, { refs }) => {
  const problems: Problem[] = [];
  const vendor = refs.vendor;
  if (vendor && !(vendor.values.roles as string[] | null)?.includes('waste_vendor'))
    problems.push({ field: 'vendor', code: 'not_a_waste_vendor', level: 'warning' });
  const national = refs.stream?.values.nationalCode as string | null | undefined;
  if (!vendor || !refs.stream?.values.hazardous || !national) return problems;
  const wasteClass = `HW${national.slice(-2)}`;
  const on = values.departedOn as string;
  const covered = vendor.lines.some((licence) => {
    const permitted = (licence.permittedCodes as string[] | null) ?? [];
    const before = licence.before as string | null;
    return (
      (licence.from as string) <= on &&
      (!before || on < before) &&
      (permitted.includes(wasteClass) || permitted.includes(national))
    );
  });
  if (!covered)
    problems.push({
      field: 'vendor',
      code: 'licence_does_not_cover',
      level: 'warning',
      facts: { given: on, code: national },
    });
  return problems;
};

/** The weight that counts, by the policy in force on the day of departure. */
function countingOf(values: Values, { refs }: CheckContext): Values {
  const counted = countingMass({
    departedOn: values.departedOn as CalendarDate,
    hazardous: refs.stream?.values.hazardous === true,
    masses: massesOf(values),
  });
  return { countingMassTonnes: 'noData' in counted ? null : counted.value.toFixed() };
}

export const load = recordKind({
  kind: 'waste.load',
  version: 1,
  owner: 'site',
  effective: 'departedOn',
  calledBy: ['document.number'],
  fields: {
    site: ref('factories.site'),
    departedOn: date(),
    stream: ref('waste.stream'),
    treatment: code(treatments, 'waste.treatment'),
    ownMassTonnes: optional(quantity('t', { enteredIn: massUnits, basis: true })),
    receivedMassTonnes: optional(quantity('t', { enteredIn: massUnits })),
    settledMassTonnes: optional(quantity('t', { enteredIn: massUnits })),
    document: fields({
      type: code(documentTypes, 'waste.document'),
      number: text({ max: 40 }),
      line: integer({ min: 1, max: 999 }),
    }),
    vendor: ref('suppliers.supplier'),
    note: optional(text({ max: 500, prose: true })),
  },
  derived: { fields: { countingMassTonnes: quantity('t', { enteredIn: [] }) }, from: countingOf },
  check: [believable, weightsAgree, receiverLicensed],
  sameWhen: ['site', 'vendor', 'document.type', 'document.number', 'document.line'],
  nearWhen: ['site', 'stream', 'departedOn', 'ownMassTonnes'],
  review: 'two-step',
  evidence: 'per-vendor-month',
  notTogetherWith: 'waste.carried-total',
  list: [
    'site',
    'departedOn',
    'stream',
    'treatment',
    'countingMassTonnes',
    'document.type',
    'document.number',
    'vendor',
  ],
});

const fourteenDigits = /^\d{14}$/;

export const manifest = recordKind({
  kind: 'waste.manifest',
  version: 1,
  owner: 'site',
  effective: 'handedOverOn',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    number: text({ max: 14, pattern: fourteenDigits }),
    vendor: ref('suppliers.supplier'),
    carrier: optional(localText()),
    handedOverOn: date(),
    receivedOn: optional(date()),
  },
  lines: {
    name: 'line',
    fields: {
      stream: ref('waste.stream'),
      wasteCode: text({ max: 20 }),
      packages: optional(integer({ min: 1 })),
      shippedMassTonnes: quantity('t', { enteredIn: [], above: '0' }),
      receivedMassTonnes: optional(quantity('t', { enteredIn: [], above: '0' })),
      outcome: optional(code(manifestOutcomes, 'waste.outcome')),
    },
  },
  sameWhen: ['number'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'number', 'vendor', 'handedOverOn', 'receivedOn'],
});

export const carriedTotal = recordKind({
  kind: 'waste.carried-total',
  version: 1,
  owner: 'site',
  effective: 'year',
  calledBy: ['sourceDocument'],
  fields: {
    site: ref('factories.site'),
    year: year(),
    treatment: code(treatments, 'waste.treatment'),
    hazardous: flag(),
    massTonnes: quantity('t', { enteredIn: massUnits, above: '0' }),
    sourceDocument: text({ max: 200, prose: true }),
  },
  sameWhen: ['site', 'year', 'treatment', 'hazardous'],
  review: 'one-step',
  evidence: 'every-record',
  notTogetherWith: 'waste.load',
  list: ['site', 'year', 'treatment', 'hazardous', 'massTonnes', 'sourceDocument'],
});

export const wasteKinds: readonly RecordKind[] = [stream, load, manifest, carriedTotal];
