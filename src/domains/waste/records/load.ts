// What a load is: one weighed departure, with its paper, its three weights, and which of them counts.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Check, CheckContext, Entered, Problem, Values } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  fields,
  integer,
  optional,
  quantity,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { type Tonnes, tonnes } from '#units/quantity.ts';
import { instant, massUnits } from '../model/entry.ts';
import { documentTypes } from '../model/papers.ts';
import { estimateMethods } from '../model/plan.ts';
import { treatments } from '../model/treatment.ts';
import {
  type CountingPolicy,
  compareMasses,
  countingMass,
  countingPolicy,
  defaultCountingPolicies,
  type LoadMasses,
  type MassBasis,
  massBases,
  policyOn,
} from '../rules/counting-mass.ts';
import { licenceFault } from '../rules/licence.ts';
import { defaultMostTonnes, loadProblems } from '../rules/load-checks.ts';
import { takenOnADay } from './taken-at.ts';

/** The weights of a load from its values. */
export function massesOf(values: Values): LoadMasses {
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
const weightsAgree: Check = (values, _, { consulted }) => {
  if (values.decidedWeight) return undefined;
  const masses = massesOf(values);
  const policy = policyOn(policiesOf(consulted), values.departedOn as CalendarDate);
  return compareMasses(masses, policy?.tolerance).flatMap(
    ({ between: [earlier, later], allowedMassTonnes, withinTolerance }) =>
      withinTolerance
        ? []
        : {
            field: `${later}MassTonnes`,
            code: 'weights_differ',
            level: 'warning' as const,
            facts: {
              earlier: masses[`${earlier}MassTonnes`]?.toFixed() ?? '',
              later: masses[`${later}MassTonnes`]?.toFixed() ?? '',
              allowed: allowedMassTonnes.toFixed(),
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
  const on = values.departedOn as CalendarDate;
  const licences = vendor.lines.map((licence) => ({
    permittedCodes: (licence.permittedCodes as string[] | null) ?? [],
    from: licence.from as CalendarDate,
    before: licence.before as CalendarDate | null,
  }));
  if (licenceFault(licences, national, on))
    problems.push({
      field: 'vendor',
      code: 'licence_does_not_cover',
      level: 'warning',
      facts: { given: on, code: national },
    });
  return problems;
};

/** A dispute about weights is decided for one that a paper says, and says why. */
const decisionStands: Check = (values) => {
  const { decidedWeight, decidedReason } = values;
  if (!decidedWeight) return decidedReason ? { field: 'decidedWeight', code: 'missing', level: 'error' } : undefined;
  const problems: Problem[] = [];
  if (!values[`${decidedWeight}MassTonnes`])
    problems.push({ field: 'decidedWeight', code: 'decided_weight_missing', level: 'error' });
  if (!decidedReason) problems.push({ field: 'decidedReason', code: 'missing', level: 'error' });
  return problems;
};

/** A transfer to an own site goes to another one. */
const goesElsewhere: Check = (values) =>
  values.toSite && values.toSite === values.site
    ? { field: 'toSite', code: 'to_the_same_site', level: 'error' }
    : undefined;

/** A method is said of an estimate only. */
const onlyEstimatesHaveMethod: Check = (values) =>
  values.estimateMethod && values['document.type'] !== 'estimate'
    ? { field: 'estimateMethod', code: 'only_for_estimates', level: 'error' }
    : undefined;

const policiesRead = new WeakMap<CheckContext['consulted'], readonly CountingPolicy[]>();
/** The dated policies as the rule wants them, read once for all rows of a file. */
export function policiesOf(consulted: CheckContext['consulted']): readonly CountingPolicy[] {
  const known = policiesRead.get(consulted);
  if (known) return known;
  const recorded = (consulted['waste.weight-policy'] ?? []).map(({ values }) =>
    countingPolicy({
      from: values.from as CalendarDate,
      general: values.general as MassBasis,
      hazardous: values.hazardous as MassBasis,
      toleranceShare: values.toleranceShare as string,
      toleranceMassTonnes: (values.toleranceMassTonnes as Entered).value,
    }),
  );
  const policies = [...defaultCountingPolicies, ...recorded];
  policiesRead.set(consulted, policies);
  return policies;
}

/** The weight that counts: what a dispute was decided for, else by the policy in force on the day of departure. */
function countingOf(values: Values, { refs, consulted }: CheckContext): Values {
  const decided = values.decidedWeight && (values[`${values.decidedWeight}MassTonnes`] as Entered | null);
  if (decided) return { countingMassTonnes: decided.value };
  const counted = countingMass(
    {
      departedOn: values.departedOn as CalendarDate,
      hazardous: refs.stream?.values.hazardous === true,
      masses: massesOf(values),
    },
    policiesOf(consulted),
  );
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
    toSite: optional(ref('factories.site')),
    decidedWeight: optional(code(massBases, 'waste.mass-basis')),
    decidedReason: optional(text({ max: 500, prose: true })),
    bin: optional(ref('waste.bin')),
    plate: optional(text({ max: 20 })),
    takenAt: optional(text({ max: 40, pattern: instant })),
    estimateMethod: optional(code(estimateMethods, 'waste.estimate-method')),
    note: optional(text({ max: 500, prose: true })),
  },
  derived: { fields: { countingMassTonnes: quantity('t', { enteredIn: [] }) }, from: countingOf },
  check: [
    believable,
    weightsAgree,
    decisionStands,
    goesElsewhere,
    onlyEstimatesHaveMethod,
    receiverLicensed,
    takenOnADay,
  ],
  consults: ['waste.weight-policy'],
  sameWhen: ['site', 'document.number', 'vendor', 'document.type', 'document.line'],
  foundByNumber: 'document.number',
  nearWhen: ['site', 'stream', 'departedOn', 'ownMassTonnes'],
  review: 'two-step',
  evidence: 'per-vendor-month',
  // One stamped statement covers the loads of a vendor and month; hazardous waste, which travels by manifest, needs its own.
  papers: {
    vendor: 'vendor',
    through: [
      { kind: 'waste.statement', covers: 'vendor-month', same: { site: 'site', vendor: 'vendor' }, sameMonth: true },
      { kind: 'waste.manifest', covers: 'record', same: { site: 'site', number: 'document.number' } },
    ],
    each: { field: 'document.type', is: ['manifest'] },
    never: { field: 'document.type', is: ['estimate'] },
  },
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
