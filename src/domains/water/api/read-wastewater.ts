// Reads the waste water of a scope: samples judged by every limit that held, the plan, the yearly test, and cases.
import { listOutputs } from '#domains/factories/store/public/activity.ts';
import { type CalendarDate, dateOf, yearOf } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Packs } from '#platform/packs/load.ts';
import { exact, exactText } from '#units/quantity.ts';
import type { Bilingual } from '../model/named.ts';
import {
  type Averaging,
  type DischargeLimit,
  dischargeStandards,
  type LabResult,
  type LabValue,
  readDischargeLimits,
} from '../model/wastewater.ts';
import type {
  CaseAnswer,
  LimitAnswer,
  PlanAnswer,
  ResultAnswer,
  SampleAnswer,
  Thinned,
} from '../model/wastewater-answer.ts';
import { stepsLeft } from '../rules/case-steps.ts';
import { type Judgement, judge } from '../rules/exceedance.ts';
import { qualifierEffect, readLabValue } from '../rules/lab-value.ts';
import { planPeriod, selfMonitoring } from '../rules/self-monitoring.ts';
import type { OutletDue, TestReport } from '../rules/yearly-water-test.ts';
import { monthVolumes } from '../store/days.ts';
import {
  type CaseRow,
  type ExemptionRow,
  type LimitRow,
  listBaseDrainages,
  listCases,
  listExemptions,
  listLimits,
  listOutlets,
  listPlanItems,
  listSamples,
  type OutletRow,
  type PlanItemRow,
  type ResultRow,
  type SampleRow,
} from '../store/wastewater.ts';
import { type Drainage, withoutThinning } from './thinned.ts';

/** Packs that are in use. */
export type PacksInUse = Pick<Packs, 'inUse'>;

/** Everything that is recorded of the waste water of some factories. */
export interface Recorded {
  outlets: OutletRow[];
  limits: LimitRow[];
  samples: SampleRow[];
  items: PlanItemRow[];
  exemptions: ExemptionRow[];
  cases: CaseRow[];
  drainage: Drainage;
}

/** Reads it, samples up to a day: an open exceedance stays whenever it was. */
export async function readRecorded(tx: Tx, sites: readonly string[], before: CalendarDate): Promise<Recorded> {
  const span = { from: '1900-01-01' as CalendarDate, before };
  const bases = await listBaseDrainages(tx, sites);
  const limits = await listLimits(tx, sites);
  const isDrainageAsked = bases.length > 0 || limits.some(({ permittedYearKg }) => permittedYearKg !== null);
  return {
    outlets: await listOutlets(tx, sites),
    limits,
    samples: await listSamples(tx, sites, span),
    items: await listPlanItems(tx, sites),
    exemptions: await listExemptions(tx, sites),
    cases: await listCases(tx, sites),
    // Where neither drainage nor load is limited nobody asks what was made and drained.
    drainage: {
      bases,
      outputs: bases.length === 0 ? [] : await listOutputs(tx, sites, span),
      volumes: isDrainageAsked ? await monthVolumes(tx, sites, span) : [],
    },
  };
}

/** A limit with what is printed beside it. */
interface PrintedLimit extends DischargeLimit {
  title: Bilingual;
  recordId: string | null;
}

const both = (text: string): Bilingual => ({ en: text, zh: text });

/** Limits of an outlet: those of the standards that hold there, and those of permit, agreement and place. */
export function limitsOf(outlet: OutletRow, recorded: readonly LimitRow[], packs: PacksInUse): PrintedLimit[] {
  const standard = outlet.standards.flatMap((code) => {
    const { pack: name, tier } = dischargeStandards[code];
    const pack = packs.inUse[name];
    if (!pack) return [];
    return readDischargeLimits(pack, tier)
      .filter(({ place }) => place === outlet.place)
      .map((limit) => ({ ...limit, title: pack.title, recordId: null }));
  });
  const own = recorded
    .filter(({ outletId, upper, lower, notDetected }) => outletId === outlet.id && (upper || lower || notDetected))
    .map(({ id, parameter, unit, lower, upper, notDetected, averaging, document, edition, clause, from, before }) => {
      const source = [document, edition, clause].filter((part) => part !== null).join(', ');
      return {
        ...{ id, parameter, place: outlet.place, unit, notDetected, source, verified: true, from, before },
        lower: lower === null ? null : exact(lower),
        upper: upper === null ? null : exact(upper),
        averaging: averaging === 'any' ? null : (averaging as Averaging),
        title: both(source),
        recordId: id,
      };
    });
  // Of two that are alike the permit's is shown: somebody has read it.
  return [...own, ...standard];
}

/** A value of a sample as it is judged, with what it came from and what was made of it. */
export interface FoundResult extends LabResult {
  sample: SampleRow;
  row: ResultRow;
  qualified: ResultAnswer['qualified'];
  thinned: Thinned | null;
}

const flags = new WeakMap<object, ReadonlyMap<string, string>>();

/** What a laboratory's qualifier means, by the list in use; one that is not in it makes the value suspect. */
function meaningOf(qualifier: string | null, { inUse }: PacksInUse): ResultAnswer['qualified'] {
  if (qualifier === null) return null;
  const pack = inUse['wqx-qualifiers'];
  if (!pack) return 'suspect';
  const known = flags.get(pack) ?? new Map(pack.rows.map(({ id, flag }) => [id, String(flag)]));
  flags.set(pack, known);
  return qualifierEffect(known.get(qualifier) ?? '');
}

/** A number beside "not detected" is the limit of detection, and one beside "over range" what could be measured at most. */
const comparatorBy = (value: LabValue, qualified: ResultAnswer['qualified']): LabValue['comparator'] => {
  if (value.comparator !== 'equal' || value.upTo !== null) return value.comparator;
  if (qualified === 'not_detected') return 'less';
  return qualified === 'over_range' ? 'more' : 'equal';
};

/**
 * The values of samples of one outlet as they are judged: "not detected" takes the limit of detection that stands beside
 * it, a qualifier says what a number means, and what was thinned is corrected.
 */
export const resultsOf = (
  outlet: OutletRow,
  samples: readonly SampleRow[],
  drainage: Drainage,
  packs: PacksInUse,
): FoundResult[] =>
  samples.flatMap((sample) =>
    sample.results.flatMap((row) => {
      const value = readLabValue(row.written);
      if (!value) return [];
      const qualified = meaningOf(row.qualifier, packs);
      const known = value.comparator === 'less' && value.value === null && row.detectionLimit !== null;
      const found = {
        ...value,
        comparator: comparatorBy(value, qualified),
        value: known ? exact(row.detectionLimit as string) : value.value,
        ...{ parameter: row.parameter, unit: row.unit, place: outlet.place, averaging: sample.averaging },
        ...{ sampledOn: sample.sampledOn, sample, row, qualified },
      };
      const { judged, thinned } = withoutThinning(found, outlet, drainage);
      return { ...judged, thinned };
    }),
  );

const text = (value: Parameters<typeof exactText>[0] | null) => (value === null ? null : exactText(value));

/** A limit as it is printed. */
export const limitAnswer = (limit: PrintedLimit): LimitAnswer => ({
  ...{ id: limit.id, parameter: limit.parameter, unit: limit.unit, notDetected: limit.notDetected },
  ...{ lower: text(limit.lower), upper: text(limit.upper), averaging: limit.averaging },
  ...{ source: limit.title, recordId: limit.recordId, verified: limit.verified },
});

/** A value with its verdict. */
export function resultAnswer(
  { row, qualified, thinned }: Pick<FoundResult, 'row' | 'qualified' | 'thinned'>,
  { verdict, reason, limit, timesOver }: Judgement,
): ResultAnswer {
  return {
    ...{ parameter: row.parameter, written: row.written, unit: row.unit, qualifier: row.qualifier, qualified, thinned },
    ...{ verdict, reason: reason ?? null, timesOver: text(timesOver) },
    limit: limit === null ? null : limitAnswer(limit as PrintedLimit),
  };
}

/** A sample with each value judged. */
export function sampleAnswer(
  sample: SampleRow,
  outlet: OutletRow,
  limits: readonly PrintedLimit[],
  drainage: Drainage,
  packs: PacksInUse,
): SampleAnswer {
  const { id, number, sample: name, sampledOn, averaging, laboratory, thirdParty, counting } = sample;
  return {
    ...{ id, number, sample: name, sampledOn, averaging, laboratory, thirdParty, counting },
    results: resultsOf(outlet, [sample], drainage, packs).map((result) => resultAnswer(result, judge(result, limits))),
  };
}

/** A case in short: closed only by what was approved. */
export function caseAnswer(of: CaseRow): CaseAnswer {
  const isClosed = of.approvedClosedOn !== null;
  const inReview = of.state === 'submitted' || of.state === 'reviewed';
  return {
    ...{ id: of.id, number: of.number, closedOn: of.approvedClosedOn, taken: of.steps },
    state: isClosed ? 'closed' : inReview ? 'in_review' : 'open',
    left: stepsLeft(
      of.steps.map(({ step }) => step),
      of.reportDue,
    ),
  };
}

/** A line of the plan in a period, by what was sampled at its outlet. */
export function planAnswer(
  item: PlanItemRow,
  samples: readonly SampleRow[],
  period: Pick<Period, 'from' | 'before'>,
  today: CalendarDate,
): PlanAnswer | undefined {
  // The first of the plan's own periods is asked about whole: a quarter that was sampled in April is done in June.
  const whole = planPeriod(item.frequency, period.from).from;
  const from = item.from > whole ? item.from : whole;
  if (from > today || from >= period.before || (item.before !== null && item.before <= period.from)) return undefined;
  const { id, parameter, frequency, automatic, clause } = item;
  const head = { id, parameter, frequency, automatic, clause };
  if (automatic) return { ...head, state: null, dueOn: null, sampledOn: null, done: 0, overdue: 0 };
  const days = samples
    .filter(({ outletId, results }) => outletId === item.outletId && results.some((one) => one.parameter === parameter))
    .map(({ sampledOn }) => sampledOn);
  const periods = selfMonitoring(frequency, { from, before: item.before }, days, today).filter(
    (one) => one.from < period.before && one.before > period.from,
  );
  const counted = (state: string) => periods.filter((one) => one.state === state).length;
  const shown = periods.find(({ state }) => state === 'overdue') ?? periods.at(-1);
  return {
    ...head,
    ...{ state: shown?.state ?? null, dueOn: shown?.dueOn ?? null, sampledOn: shown?.sampledOn ?? null },
    ...{ done: counted('done'), overdue: counted('overdue') },
  };
}

/** The first day of a year, and the first of the next. */
export const yearSpan = (year: number): { from: CalendarDate; before: CalendarDate } => ({
  from: dateOf(year, 1, 1),
  before: dateOf(year + 1, 1, 1),
});

const holdsIn = (
  { from, before }: { from: CalendarDate; before: CalendarDate | null },
  span: { from: CalendarDate; before: CalendarDate },
) => from < span.before && (before === null || before > span.from);

/**
 * What must be tested at an outlet in a year: every parameter of its permit, agreement and plan; where they name none,
 * those of its standards.
 */
export function dueAt(
  outlet: OutletRow,
  { limits, items }: Pick<Recorded, 'limits' | 'items'>,
  year: number,
  packs: PacksInUse,
): OutletDue | undefined {
  const span = yearSpan(year);
  if (!holdsIn(outlet, span)) return undefined;
  const asked = [...limits, ...items]
    .filter((one) => one.outletId === outlet.id && holdsIn(one, span))
    .map(({ parameter }) => parameter);
  const named = asked.length > 0 ? asked : limitsOf(outlet, [], packs).map(({ parameter }) => parameter);
  return { outlet: outlet.id, parameters: [...new Set(named)] };
}

/** A sample as a test of the year: of those that count, the values for which the laboratory is accredited. */
export function testReportOf(sample: SampleRow): TestReport | undefined {
  if (!sample.counting || !sample.thirdParty) return undefined;
  const { outletId, sampledOn, accreditation, accreditedUntil, results } = sample;
  return {
    outlet: outletId,
    sampledOn,
    parameters: results.filter(({ accredited }) => accredited !== false).map(({ parameter }) => parameter),
    accredited: accreditation !== null && (accreditedUntil === null || accreditedUntil >= sampledOn),
  };
}

/** The exemption of a site in a year. */
export const exemptionIn = (exemptions: readonly ExemptionRow[], siteId: string, year: number) =>
  exemptions.find((one) => one.siteId === siteId && holdsIn(one, yearSpan(year)));

/** The year that a period asks about: that of its last day. */
export const yearAsked = ({ before, from }: Pick<Period, 'from' | 'before'>): number =>
  before.endsWith('-01-01') ? yearOf(before) - 1 : Math.max(yearOf(from), yearOf(before));
