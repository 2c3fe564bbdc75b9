// Where does the water of a scope come from and go to in a period, on what does each volume rest, and does it close?
import { sql } from 'kysely';
import { z } from 'zod';
import { type Period, printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Actor, Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import type { Dictionary } from '#platform/i18n/words.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { keepAnswers, type Sources, standingOf } from '#platform/kpi/kept-answers.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { type CubicMetres, compare, cubicMetres, exactText, share, sum } from '#units/quantity.ts';
import { tableOf, waterKpis } from '../kpis.ts';
import type { WaterDestination, WaterSource, WaterUse } from '../model/flows.ts';
import { monthItems, type VolumeOrigin } from '../model/month.ts';
import { meterTree } from '../rules/meter-tree.ts';
import { outsideBalance } from '../rules/outside-balance.ts';
import { type BalanceTerm, balanceTerms, defaultTolerance, splitByUse, waterBalance } from '../rules/water-balance.ts';
import { waterFlowPicture } from '../rules/water-flow-picture.ts';
import { type BalanceMeter, listBalanceMeters } from '../store/balance-meters.ts';
import type { Sites } from '../store/meters.ts';
import { listOrigins } from '../store/origins.ts';
import { listPolicies } from '../store/told-of-site.ts';
import { listTrueUps, listVolumes, type VolumeRow } from '../store/volumes.ts';
import { stressOf } from './balance-stress.ts';

/** What the balance needs of the installation. */
export interface BalanceWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
}

/** Of each line so many records are named; how many there are is told. */
const MOST_ORIGINS = 12;
const MOST_OUTSIDE = 500;
/** What came in, what it was used for, where it went, what was used again, what is told beside. */
const itemsShown = [...monthItems, 'withdrawal_metered'] as const;

const volumeOf = (rows: readonly VolumeRow[]): CubicMetres => sum(rows.map(({ volumeM3 }) => cubicMetres(volumeM3)));
/** Months of sites in which something is told. */
const monthsOf = (rows: readonly VolumeRow[]): Set<string> =>
  new Set(rows.map(({ siteId, month }) => `${siteId} ${month}`));

const rowsOfTerm = (rows: readonly VolumeRow[], term: BalanceTerm): VolumeRow[] =>
  rows.filter(({ item, destination }) => {
    if (term === 'dischargeM3') return item === 'discharge' && destination !== 'trucked_waste';
    if (term === 'truckedM3') return item === 'discharge' && destination === 'trucked_waste';
    return item === { consumedInUseM3: 'consumed_in_use', lossM3: 'loss', storageChangeM3: 'storage_change' }[term];
  });

/** The terms with what is known of each, and whether they close. A term told of some months only is not known of all. */
export function balanceOf(rows: readonly VolumeRow[], tolerance = defaultTolerance) {
  const withdrawn = rows.filter(({ item }) => item === 'withdrawal');
  const expected = monthsOf(withdrawn);
  const known = Object.fromEntries(
    balanceTerms.map((term) => {
      const own = rowsOfTerm(rows, term);
      return [term, own.length === 0 ? null : volumeOf(own)] as const;
    }),
  ) as Record<BalanceTerm, CubicMetres | null>;
  const partial = balanceTerms.filter((term) => {
    const told = monthsOf(rowsOfTerm(rows, term));
    return told.size > 0 && [...expected].some((month) => !told.has(month));
  });
  const answer = waterBalance({ withdrawalM3: volumeOf(withdrawn), ...known }, tolerance);
  if ('noData' in answer) return answer;
  return {
    value: exactText(answer.value),
    withdrawalM3: exactText(answer.terms.withdrawalM3),
    imbalanceShare: exactText(answer.imbalanceShare),
    closes: partial.length > 0 ? ('cannot_tell' as const) : answer.closes,
    missing: answer.missing,
    partial,
    tolerance: exactText(tolerance),
  };
}

/** Rows of one item and place as a line: what it comes to, on which bases, and the records behind it. */
function linesOf(rows: readonly VolumeRow[]) {
  const lines = Map.groupBy(rows, ({ item, source, destination, use }) => [item, source, destination, use].join(' '));
  const place = ({ item }: VolumeRow) => itemsShown.indexOf(item as (typeof itemsShown)[number]);
  const inOrder = [...lines.values()].sort(([one], [other]) => (one && other ? place(one) - place(other) : 0));
  return inOrder.flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { item, source, destination, use } = first;
    const origins = new Map<string, { kind: VolumeOrigin['kind']; id: string; volumeM3: CubicMetres }>();
    for (const { kind, id, volumeM3 } of own.flatMap((row) => row.origins)) {
      const before = origins.get(id);
      origins.set(id, { kind, id, volumeM3: sum([before?.volumeM3 ?? cubicMetres(0), cubicMetres(volumeM3)]) });
    }
    const byBasis = Map.groupBy(own, ({ basis }) => basis);
    const byQuality = Map.groupBy(own, ({ quality }) => quality ?? 'unknown');
    return [
      {
        ...{ item, source, destination, use, volumeM3: exactText(volumeOf(own)), months: monthsOf(own).size },
        bases: [...byBasis].map(([basis, some]) => ({ basis, volumeM3: exactText(volumeOf(some)) })),
        qualities: [...byQuality].map(([quality, some]) => ({ quality, volumeM3: exactText(volumeOf(some)) })),
        differing: own.flatMap(({ siteId, month, differing }) => differing.map((one) => ({ siteId, month, ...one }))),
        origins: [...origins.values()]
          .slice(0, MOST_ORIGINS)
          .map((one) => ({ ...one, volumeM3: exactText(one.volumeM3) })),
        originCount: origins.size,
      },
    ];
  });
}

const groupedBy = <K extends string>(rows: readonly VolumeRow[], of: (row: VolumeRow) => string | null) =>
  [...Map.groupBy(rows, (row) => of(row) as K)].map(([key, own]) => [key, volumeOf(own)] as const);

/** The bands of the picture. */
function pictureOf(rows: readonly VolumeRow[]) {
  const only = (item: string) => rows.filter((row) => row.item === item);
  const termOf = (item: string) => (only(item).length === 0 ? null : volumeOf(only(item)));
  return waterFlowPicture({
    withdrawals: groupedBy<WaterSource>(only('withdrawal'), ({ source }) => source).map(([source, volumeM3]) => ({
      source,
      volumeM3,
    })),
    uses: groupedBy<WaterUse>(only('use'), ({ use }) => use).map(([use, volumeM3]) => ({ use, volumeM3 })),
    discharges: groupedBy<WaterDestination>(only('discharge'), ({ destination }) => destination).map(
      ([destination, volumeM3]) => ({ destination, volumeM3 }),
    ),
    consumedInUseM3: termOf('consumed_in_use'),
    lossM3: termOf('loss'),
    storageChangeM3: termOf('storage_change'),
  }).map(({ from, to, volumeM3 }) => ({ from, to, volumeM3: exactText(volumeM3) }));
}

/** Meters with a volume that stands nowhere in the balance, the largest first, and what is theirs alone: a sub-meter's is its main's. */
function outsideOf(meters: readonly BalanceMeter[]) {
  const outside = outsideBalance(meters);
  const read = meters.flatMap(({ volumeM3, ...meter }) =>
    volumeM3 !== null && outside.has(meter.id) ? [{ ...meter, volumeM3: cubicMetres(volumeM3) }] : [],
  );
  const tops = read.filter(({ parentId }) => !read.some(({ id }) => id === parentId));
  return {
    count: read.length,
    volumeM3: exactText(sum(tops.map(({ volumeM3 }) => volumeM3))),
    meters: read
      .sort((one, other) => compare(other.volumeM3, one.volumeM3))
      .slice(0, MOST_OUTSIDE)
      .map(({ id, siteId, code, name, role, volumeM3 }) => ({
        ...{ id, siteId, code, name, role, volumeM3: exactText(volumeM3) },
      })),
  };
}

const seesFigures = ({ figures }: Actor, scopeId: string) => figures === 'all' || figures.includes(scopeId);

async function readBalance(
  { db, figures, ...world }: BalanceWorld,
  reader: Actor,
  asked: { scope: string; period: Period; language: 'en' | 'zh' },
) {
  const { period, language } = asked;
  const found = await db.as(reader, async (tx) => {
    const scope = await findScope(tx, asked.scope);
    const sites: Sites = scope.type === 'group' ? 'all' : scope.siteIds;
    // A month belongs to the period in which it begins.
    const span = { from: period.from, before: period.before };
    const rows = await listVolumes(tx, sites, span);
    const policies = scope.type === 'site' ? await listPolicies(tx, scope.id) : [];
    const meters = await listBalanceMeters(tx, sites, span);
    const lines = linesOf(rows);
    const origins = await listOrigins(
      tx,
      lines.flatMap((line) => line.origins),
    );
    const context = await figures.context(tx);
    return { scope, rows, lines, policies, meters, origins, trueUps: await listTrueUps(tx, sites, span), context };
  });
  const { scope, rows, meters } = found;
  const policy = found.policies.filter(({ from }) => from < period.before).at(-1);
  const withdrawn = rows.filter(({ item }) => item === 'withdrawal');
  const uses = groupedBy<WaterUse>(
    rows.filter(({ item }) => item === 'use'),
    ({ use }) => use,
  );
  const split = splitByUse(
    volumeOf(withdrawn),
    uses.map(([use, volumeM3]) => ({ use, volumeM3 })),
  );
  const keys = waterKpis.map(({ id }) => ({
    kpi: id,
    scopeId: scope.id,
    period: printPeriod(period),
    basis: 'approved' as const,
  }));
  const askedFigures = seesFigures(reader, scope.id) ? await figures.ask(keys, reader) : [];
  const views = askedFigures.flatMap((figure) =>
    figure ? [viewOf(figure, { ...world, organisation: found.context.organisation, language })] : [],
  );
  const nodes = meterTree(
    meters.map(({ id, parentId, volumeM3, feedsIn, unmeteredShare }) => ({
      ...{ id, parentId, feedsIn, volumeM3: volumeM3 === null ? null : cubicMetres(volumeM3) },
      ...(unmeteredShare === null ? {} : { unmeteredShare: share(unmeteredShare) }),
    })),
  ).filter(({ state }) => state !== 'closes');
  const meterById = new Map(meters.map((meter) => [meter.id, meter]));
  const body = {
    period: printPeriod(period),
    scope: { id: scope.id, type: scope.type, code: scope.code, name: scope.name },
    months: monthsOf(withdrawn).size,
    lines: found.lines,
    balance: balanceOf(rows, policy ? share(policy.balanceToleranceShare) : defaultTolerance),
    unallocatedM3: withdrawn.length > 0 ? exactText(split.unallocatedM3) : null,
    picture: pictureOf(rows),
    trueUps: found.trueUps,
    origins: found.origins,
    nodes: nodes.map(({ id, state, differenceM3, differenceShare }) => ({
      ...{ id, state, code: meterById.get(id)?.code ?? '', name: meterById.get(id)?.name ?? { en: '', zh: '' } },
      differenceM3: differenceM3 && exactText(differenceM3),
      differenceShare: differenceShare && exactText(differenceShare),
    })),
    outside: outsideOf(meters),
    stress: stressOf(
      rows,
      tableOf(found.context),
      (siteId) => nodeOf(found.context.organisation, siteId)?.name ?? null,
    ),
    figures: views,
  };
  return { body, figures: askedFigures };
}

/**
 * What a balance is made of besides figures. A volume that comes out otherwise makes the figures of its months stale; the
 * months of a sub-meter, names and tolerances do not.
 */
const sources: Sources = {
  standing: sql<string>`concat_ws(' ', ${standingOf('water_meter')}, ${standingOf('water_volume_policy')}, ${standingOf('water_bill')},
    ${standingOf('water_landlord_statement')}, ${standingOf('water_month_entry')}, (select max(changed_seq) from water_month),
    (select md5(string_agg(concat_ws('|', id, code, name_en, name_zh), ',' order by id)) from scope_node))`,
};

/** The route of the balance. */
export function balanceRoutes(world: BalanceWorld): Route[] {
  const kept = keepAnswers(world.db, sources);
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/balance',
      summary:
        'The water balance of a scope and period: volumes with their bases and records, terms, bands and figures',
      query: z.object({ scope: z.string().max(60).default('group'), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async (from, asked) => {
        const { actor } = from.session;
        const question = {
          ...{ scope: asked.scope, period: askedPeriod(asked.period), language: languageOf(from.request, 'en') },
        };
        const make = () => readBalance(world, actor, question);
        // Without figures nothing would tell that a volume changed.
        const isKept =
          actor.figures === 'all' ||
          seesFigures(actor, (await world.db.as(actor, (tx) => findScope(tx, asked.scope))).id);
        if (!isKept) return (await make()).body;
        const key = `balance ${asked.scope} ${printPeriod(question.period)} ${question.language}`;
        return from.reply.type('application/json; charset=utf-8').send(await kept.jsonFor(actor, key, make));
      },
    }),
  ];
}
