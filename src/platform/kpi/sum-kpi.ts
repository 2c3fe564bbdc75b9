// All that a KPI sums, over a scope and period: its own aggregate, and those it sums besides, told apart.
import { Decimal } from 'decimal.js';
import type { Period } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import { type PartArrays, type ScopeSum, type SiteCover, sumCells, sumRecords } from './cells.ts';
import { countStandings } from './count-standings.ts';
import { type Aggregate, aggregatesOf, type Kpi } from './declare.ts';
import type { Moment } from './moment.ts';
import { type Organisation, partsOfScope } from './organisation.ts';
import type { Part } from './sum-records.ts';

/** A sum of a scope, and of which aggregate where it is not the KPI's first. */
export type KpiSum = ScopeSum & { of?: string };

/** Parts of a scope as arrays. */
export function partArrays(organisation: Organisation, scopeId: string, each?: 'entity'): PartArrays {
  const parts = partsOfScope(organisation, scopeId, each);
  return {
    siteIds: parts.map((part) => part.siteId),
    groups: parts.map((part) => part.group),
    shares: parts.map((part) => part.share),
    from: parts.map((part) => part.from),
    before: parts.map((part) => part.before),
  };
}

const named = (kpi: Kpi, aggregate: Aggregate, sums: readonly ScopeSum[]): KpiSum[] =>
  sums.map((sum) => (aggregate === kpi.aggregate ? sum : { ...sum, of: aggregate.id }));

const added = (one: string, other: string) => new Decimal(one).plus(other).toFixed();

/** The covers of several aggregates by site: a site is there when any of them has records of it. */
function joined(covers: readonly SiteCover[]): SiteCover[] {
  const bySite = new Map<string, SiteCover>();
  for (const cover of covers) {
    const before = bySite.get(cover.site_id);
    bySite.set(
      cover.site_id,
      before
        ? {
            site_id: cover.site_id,
            months: Math.max(before.months, cover.months),
            approved: added(before.approved, cover.approved),
            shown: added(before.shown, cover.shown),
            estimated: added(before.estimated, cover.estimated),
            carried: before.carried || cover.carried,
            rows: before.rows + cover.rows,
          }
        : cover,
    );
  }
  return [...bySite.values()];
}

/** In what an aggregate adds up: what is recorded in cubic metres, in tonnes, or in no unit that a kind declares. */
const unitOfSum = (kinds: Kinds, { of, sum }: Aggregate): string | null => {
  const field = kinds.get(of)?.all.get(sum);
  return field?.type === 'quantity' ? field.unit : null;
};

/** A cover without how much is approved and estimated: money or pieces are not added to cubic metres. */
const withoutAmounts = (covers: readonly SiteCover[]): SiteCover[] =>
  covers.map((cover) => ({ ...cover, approved: '0', shown: '0', estimated: '0' }));

/** Sums taken in one transaction, by what was asked: KPIs of one aggregate ask the same of a scope and period. */
export type Taken = Map<string, Readonly<{ sums: ScopeSum[]; cover: SiteCover[] }>>;

/** The stored sums of a KPI, with how much of the scope they cover; what was `taken` before is not asked again. */
export async function sumKpi(
  tx: Tx,
  kinds: Kinds,
  kpi: Kpi,
  organisation: Organisation,
  asked: { scopeId: string; period: Period; basis: 'approved' | 'shown' },
  taken: Taken = new Map(),
): Promise<{ sums: KpiSum[]; cover: SiteCover[] }> {
  const parts = partArrays(organisation, asked.scopeId, kpi.each);
  const sums: KpiSum[] = [];
  const covers: SiteCover[] = [];
  for (const aggregate of aggregatesOf(kpi)) {
    const { from, before } = asked.period;
    const question = JSON.stringify([aggregate.id, kpi.each ?? null, asked.scopeId, from, before, asked.basis]);
    const found =
      taken.get(question) ??
      (aggregate.asOf
        ? await countStandings(tx, kinds, aggregate, organisation, parts, asked.period, { basis: asked.basis })
        : await sumCells(tx, kinds, aggregate, organisation, parts, asked.period, asked.basis));
    taken.set(question, found);
    sums.push(...named(kpi, aggregate, found.sums));
    const isAlike = unitOfSum(kinds, aggregate) === unitOfSum(kinds, kpi.aggregate);
    covers.push(...(isAlike ? found.cover : withoutAmounts(found.cover)));
  }
  return { sums, cover: joined(covers) };
}

/** The same from the records themselves, at a moment: what replays an edition, and what a change would do. */
export async function sumKpiOfRecords(
  tx: Tx,
  kinds: Kinds,
  kpi: Kpi,
  organisation: Organisation,
  asked: { scopeId: string; period: Period; moment: Moment; part?: Part },
): Promise<KpiSum[]> {
  const parts = partArrays(organisation, asked.scopeId, kpi.each);
  const sums: KpiSum[] = [];
  for (const aggregate of aggregatesOf(kpi)) {
    const world = [tx, kinds, aggregate, organisation, parts, asked.period] as const;
    const found = aggregate.asOf
      ? (await countStandings(...world, { moment: asked.moment, sites: asked.part?.sites })).sums
      : await sumRecords(...world, [asked.moment], asked.part);
    sums.push(...named(kpi, aggregate, found));
  }
  return sums;
}
