// The endpoint of waste water: outlets with limits and plan, results with verdicts, the yearly test of each factory, open exceedances.
import { z } from 'zod';
import { listSiteFacts } from '#domains/factories/store/public/site-life.ts';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { contains, type Period, printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText } from '#units/quantity.ts';
import type { Named } from '../model/named.ts';
import type {
  CaseFactsAnswer,
  ExceedanceAnswer,
  OutletAnswer,
  RetestAnswer,
  WastewaterAnswer,
} from '../model/wastewater-answer.ts';
import { exceedances, judge } from '../rules/exceedance.ts';
import { yearlyTestRate } from '../rules/yearly-water-test.ts';
import { findCaseSite, type OutletRow } from '../store/wastewater.ts';
import {
  caseAnswer,
  limitAnswer,
  limitsOf,
  type PacksInUse,
  planAnswer,
  type Recorded,
  readRecorded,
  resultAnswer,
  resultsOf,
  sampleAnswer,
  yearAsked,
  yearSpan,
} from './read-wastewater.ts';
import { yearLoads } from './year-loads.ts';
import { sitesInYear, yearlyTestOf } from './yearly-tests.ts';

/** What waste water needs of the installation. */
export interface WastewaterWorld {
  db: Database;
  packs: PacksInUse;
  todayIn(timeZone: string): string;
}

/** Exceedances of an outlet, each with its case. */
export function exceedancesAt(
  outlet: OutletRow,
  site: Named,
  { samples, limits, cases, drainage }: Pick<Recorded, 'samples' | 'limits' | 'cases' | 'drainage'>,
  packs: PacksInUse,
): ExceedanceAnswer[] {
  const own = samples.filter(({ outletId }) => outletId === outlet.id);
  const { id, code, name } = outlet;
  return exceedances(resultsOf(outlet, own, drainage, packs), limitsOf(outlet, limits, packs)).map(
    ({ result, judgement, withinAgainOn }) => {
      const { sample, row } = result;
      const found = cases.find((one) => one.reportId === sample.id && one.parameter === row.parameter);
      return {
        ...resultAnswer(result, judgement),
        ...{ site, outlet: { id, code, name }, reportId: sample.id, number: sample.number },
        ...{ sampledOn: sample.sampledOn, counting: sample.counting, withinAgainOn },
        case: found ? caseAnswer(found) : null,
      };
    },
  );
}

function outletAnswer(
  outlet: OutletRow,
  recorded: Recorded,
  period: Period,
  today: CalendarDate,
  packs: PacksInUse,
): OutletAnswer {
  const { siteId: _, from, before, ...head } = outlet;
  const limits = limitsOf(outlet, recorded.limits, packs);
  const samples = recorded.samples.filter(({ outletId }) => outletId === outlet.id);
  const last = addDays(period.before, -1);
  const day = last < today ? last : today;
  return {
    ...head,
    limits: limits
      .filter((one) => (one.from === null || one.from <= day) && (one.before === null || day < one.before))
      .map(limitAnswer),
    loads: yearLoads(outlet, recorded, period, today, packs),
    plan: recorded.items
      .filter(({ outletId }) => outletId === outlet.id)
      .flatMap((item) => planAnswer(item, samples, period, today) ?? []),
    samples: samples
      .filter(({ sampledOn }) => contains(period, sampledOn))
      .map((sample) => sampleAnswer(sample, outlet, limits, recorded.drainage, packs)),
  };
}

const isOpen = (one: ExceedanceAnswer) => one.case?.state !== 'closed';

/** The waste water of some factories in a period; of one, its outlets too. */
export function wastewaterAnswer(
  named: readonly Named[],
  recorded: Recorded,
  period: Period,
  today: CalendarDate,
  packs: PacksInUse,
): WastewaterAnswer {
  const year = yearAsked(period);
  const all = recorded.outlets.flatMap((outlet) => {
    const site = named.find(({ id }) => id === outlet.siteId);
    return site ? exceedancesAt(outlet, site, recorded, packs) : [];
  });
  const sites = named.map((site) => {
    const plan = recorded.items
      .filter(({ siteId }) => siteId === site.id)
      .flatMap((item) => planAnswer(item, recorded.samples, period, today) ?? []);
    return {
      site,
      test: yearlyTestOf(site.id, recorded, year, packs),
      outlets: recorded.outlets.filter(({ siteId }) => siteId === site.id).length,
      overdue: plan.filter(({ state }) => state === 'overdue').length,
      due: plan.filter(({ state }) => state === 'due').length,
      open: all.filter((one) => one.site.id === site.id && isOpen(one)).length,
    };
  });
  const rate = yearlyTestRate(sites.map(({ test }) => test));
  const [only] = named;
  return {
    ...{ period: printPeriod(period), year, yearEnds: addDays(yearSpan(year).before, -1), today },
    rate: 'noData' in rate ? null : exactText(rate.value),
    done: sites.filter(({ test }) => test.state === 'done').length,
    partial: sites.filter(({ test }) => test.state === 'partial').length,
    dueSites: sites.filter(({ test }) => test.state !== 'exempt').length,
    sites,
    exceedances: all
      .filter((one) => isOpen(one) || contains(period, one.sampledOn))
      .sort((one, other) => (one.sampledOn < other.sampledOn ? 1 : -1)),
    outlets:
      named.length === 1 && only
        ? recorded.outlets
            .filter(({ siteId }) => siteId === only.id)
            .map((outlet) => outletAnswer(outlet, recorded, period, today, packs))
        : null,
  };
}

/** What a case is about, and the samples that were taken at its outlet since. */
async function caseFacts(tx: Tx, id: string, packs: PacksInUse): Promise<CaseFactsAnswer> {
  const siteId = await findCaseSite(tx, id);
  const [site] = siteId === undefined ? [] : await listSiteFacts(tx, [siteId]);
  if (!site) throw new Refused('not_found');
  const recorded = await readRecorded(tx, [site.id], '9999-01-01' as CalendarDate);
  const own = recorded.cases.find((one) => one.id === id);
  const sample = recorded.samples.find((one) => one.id === own?.reportId);
  const outlet = recorded.outlets.find((one) => one.id === sample?.outletId);
  if (!own) throw new Refused('not_found');
  if (!sample || !outlet) return { exceedance: null, case: caseAnswer(own), retest: null, later: [] };
  const limits = limitsOf(outlet, recorded.limits, packs);
  const after = recorded.samples.filter((one) => one.outletId === outlet.id && one.sampledOn > sample.sampledOn);
  const later = resultsOf(outlet, after, recorded.drainage, packs)
    .filter(({ parameter }) => parameter === own.parameter)
    .map((result): RetestAnswer => {
      const { id: sampleId, number, sampledOn } = result.sample;
      return { ...resultAnswer(result, judge(result, limits)), id: sampleId, number, sampledOn };
    });
  const { code, name } = site;
  return {
    exceedance:
      exceedancesAt(outlet, { id: site.id, code, name }, recorded, packs).find(
        (one) => one.reportId === sample.id && one.parameter === own.parameter,
      ) ?? null,
    case: caseAnswer(own),
    retest: later.find((one) => one.id === own.retestId) ?? null,
    later,
  };
}

/** The endpoints. */
export function wastewaterRoutes({ db, packs, todayIn }: WastewaterWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/wastewater',
      summary:
        'Waste water of a scope and period: the yearly third-party test of each factory, the plan, exceedances with their cases, and, of one factory, outlets with limits and results',
      query: z.object({ scope: z.string().max(60).default('group'), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked): Promise<WastewaterAnswer> =>
        db.as(session.actor, async (tx) => {
          const period = askedPeriod(asked.period);
          const scope = await findScope(tx, asked.scope);
          const facts = await listSiteFacts(tx, scope.type === 'group' ? undefined : scope.siteIds);
          const readable = facts.filter(({ id }) => session.may('records.read', id));
          const sites = sitesInYear(readable, yearAsked(period));
          const recorded = await readRecorded(
            tx,
            sites.map(({ id }) => id),
            yearSpan(yearAsked(period)).before,
          );
          const named = sites.map(({ id, code, name }) => ({ id, code, name }));
          const today = todayIn(sites[0]?.timeZone ?? 'Asia/Shanghai') as CalendarDate;
          return wastewaterAnswer(named, recorded, period, today, packs);
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/exceedance-cases/:id',
      summary:
        'What a case of an exceedance is about: the result with its limit, steps taken and left, and later samples',
      query: z.object({ id: z.uuid() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }): Promise<CaseFactsAnswer> =>
        db.as(session.actor, (tx) => caseFacts(tx, id, packs)),
    }),
  ];
}
