// The figure ledger: what a figure is called, how it is computed of stored sums, and where it is kept.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import { monthsOf, type Period, parsePeriod, printPeriod } from '#period/period.ts';
import type { Pack } from '#standards/pack.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { SiteCover } from './cells.ts';
import { lastDayOf } from './count-standings.ts';
import type { Computed, Kpi, Kpis, SumRow } from './declare.ts';
import { expectedSites, type Organisation, partsOfScope } from './organisation.ts';
import { type KpiSum, sumKpi, type Taken } from './sum-kpi.ts';

/** Which records a figure counts: what is approved, or also what is submitted and awaits approval. */
export type Basis = 'approved' | 'shown';

/** What identifies a figure. */
export interface FigureKey {
  kpi: string;
  scopeId: string;
  period: string;
  basis: Basis;
}

/** How complete a figure is. */
export interface Coverage {
  sitesIn: number;
  sitesExpected: number;
  /** ids of expected sites without records in the period */
  missing: string[];
  /** share of the shown sum that is approved, exact; null when nothing is shown */
  approvedShare: string | null;
  /** share of the approved sum whose basis is estimated */
  estimatedShare: string | null;
  /** the figure holds yearly totals carried in, which cannot be recomputed */
  carriedIn: boolean;
  records: number;
}

/** What the ledger keeps: the figure with everything that it was made of. */
export interface FigureResult {
  computed: Computed;
  coverage: Coverage;
  /** the sums it was computed of, by group */
  groups: { scopeId: string; rows: SumRow[] }[];
  monthsWithData: number;
  monthsEverywhere: number;
}

/** How many months of its period a figure rests on. */
export type MonthsRecorded = Pick<FigureResult, 'monthsWithData' | 'monthsEverywhere'>;

/** A value of a KPI as it stands in the ledger, with what it was computed from. */
export interface Figure {
  id: string;
  key: FigureKey;
  version: number;
  parameters: Record<string, unknown>;
  result: FigureResult;
  computedSeq: number;
  /** a newer write awaits its recomputation */
  stale: boolean;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A short id that people can read aloud (Crockford base 32), derived from what it names. */
export function shortId(of: string): string {
  const digest = createHash('sha256').update(of).digest();
  let id = '';
  for (let index = 0; index < 10; index++) id += alphabet[(digest[index] as number) % 32];
  return id;
}

const canonical = (value: unknown) => canonicalize(value) ?? 'null';
/** Hash of what a figure was defined by: the owner's parameters and the editions of its packs. */
export const parametersHash = (parameters: Record<string, unknown>) =>
  createHash('sha256').update(canonical(parameters)).digest('hex').slice(0, 16);

/** What a ledger needs to know of the world; bound in `app/wiring`. */
export interface LedgerContext {
  kinds: Kinds;
  kpis: Kpis;
  organisation: Organisation;
  packs: Readonly<Record<string, Pack>>;
  /** the owner's chosen parameters by KPI id, over the declared defaults */
  parameters: Readonly<Record<string, Record<string, unknown>>>;
}

/** The parameters a KPI is computed with, pack editions among them: they are part of the figure's key. */
export function parametersOf(context: LedgerContext, kpi: Kpi): Record<string, unknown> {
  const packs = Object.fromEntries(kpi.packs.map((name) => [name, context.packs[name]?.edition ?? 'missing']));
  return { ...kpi.parameters, ...(context.parameters[kpi.id] ?? {}), packs };
}

/** The id of the figure with this key. */
export function figureId(context: LedgerContext, key: FigureKey): string {
  const kpi = context.kpis.get(key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${key.kpi}`);
  const period = printPeriod(parsePeriod(key.period));
  return shortId(
    canonical([kpi.id, kpi.version, parametersHash(parametersOf(context, kpi)), key.basis, key.scopeId, period]),
  );
}

function coverageOf(expected: readonly string[], cover: readonly SiteCover[]): Coverage {
  const present = new Set(cover.filter((site) => site.rows > 0).map((site) => site.site_id));
  const total = (pick: (site: SiteCover) => string) =>
    cover.reduce((sum, site) => sum.plus(pick(site)), new Decimal(0));
  const approved = total((site) => site.approved);
  const shown = total((site) => site.shown);
  const estimated = total((site) => site.estimated);
  return {
    sitesIn: expected.filter((site) => present.has(site)).length,
    sitesExpected: expected.length,
    missing: expected.filter((site) => !present.has(site)),
    approvedShare: shown.isZero() ? null : Decimal.min(1, approved.div(shown)).toFixed(),
    estimatedShare: approved.isZero() ? null : estimated.div(approved).toFixed(),
    carriedIn: cover.some((site) => site.carried),
    records: cover.reduce((sum, site) => sum + site.rows, 0),
  };
}

/** Runs a KPI's rule over sums: pure, and the same for today's figure and a replayed one. */
export function computeFigure(
  kpi: Kpi,
  period: Period,
  groups: FigureResult['groups'],
  { monthsWithData, monthsEverywhere }: MonthsRecorded,
  parameters: Record<string, unknown>,
  packs: LedgerContext['packs'],
): Computed {
  return kpi.compute({ groups, period, monthsWithData, monthsEverywhere, parameters, packs });
}

/** Sums grouped as a rule wants them; a scope without any row still is one (empty) group. */
export function groupSums(
  kpi: Kpi,
  organisation: Organisation,
  scopeId: string,
  period: Period,
  sums: readonly KpiSum[],
): FigureResult['groups'] {
  const groups = new Map<string, SumRow[]>();
  if (!kpi.each) groups.set(scopeId, []);
  else {
    // A subsidiary of the boundary without any record is a group too: it is expected, and missing.
    for (const part of partsOfScope(organisation, scopeId, kpi.each)) {
      if (part.from < period.before && part.before > period.from) groups.set(part.group, []);
    }
  }
  for (const { group_id, dims, sum, of } of sums) {
    const rows = groups.get(group_id) ?? [];
    rows.push({ dims, sum: new Decimal(sum).toFixed(), ...(of === undefined ? {} : { of }) });
    groups.set(group_id, rows);
  }
  return [...groups].map(([id, rows]) => ({ scopeId: id, rows }));
}

/** Computes a figure from the stored sums and keeps it. Runs as the actor `figures` only. */
async function computeAndKeep(
  tx: Tx,
  context: LedgerContext,
  key: FigureKey,
  seq: number,
  taken: Taken,
): Promise<void> {
  const kpi = context.kpis.get(key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${key.kpi}`);
  const period = parsePeriod(key.period);
  const printed = printPeriod(period);
  const parameters = parametersOf(context, kpi);
  const asked = { scopeId: key.scopeId, period, basis: key.basis };
  const { sums, cover } = await sumKpi(tx, context.kinds, kpi, context.organisation, asked, taken);
  const groups = groupSums(kpi, context.organisation, key.scopeId, period, sums);
  const days = kpi.aggregate.asOf ? lastDayOf(period) : period;
  // Of no factory anything is expected where suppliers are counted.
  const expected = kpi.counts === 'supplier' ? [] : expectedSites(context.organisation, key.scopeId, days);
  const months = monthsRecorded(expected, cover, period);
  const result: FigureResult = {
    computed: computeFigure(kpi, period, groups, months, parameters, context.packs),
    coverage: coverageOf(expected, cover),
    groups,
    ...months,
  };
  const id = figureId(context, key);
  await sql`
    insert into figure (id, kpi, version, parameters, parameters_hash, basis, scope_id, period, from_on, before_on, result, computed_seq)
    values (${id}, ${kpi.id}, ${kpi.version}, ${JSON.stringify(parameters)}::jsonb, ${parametersHash(parameters)}, ${key.basis}, ${key.scopeId}, ${printed}, ${period.from}, ${period.before}, ${JSON.stringify(result)}::jsonb, ${seq})
    on conflict (id) do update set result = excluded.result, computed_seq = excluded.computed_seq, computed_at = now(), stale = false`.execute(
    tx,
  );
}

/** Computes figures, all of one transaction, in which nothing else changes sums. */
export async function computeAndKeepAll(
  tx: Tx,
  context: LedgerContext,
  keys: readonly FigureKey[],
  seq: number,
): Promise<void> {
  const taken: Taken = new Map();
  for (const key of keys) await computeAndKeep(tx, context, key, seq, taken);
}

// A carried-in year counts as no months, and an expected site without records has none.
function monthsRecorded(expected: readonly string[], cover: readonly SiteCover[], period: Period): MonthsRecorded {
  const monthsAt = new Map(cover.map((site) => [site.site_id, site.carried ? 0 : site.months]));
  const most = monthsOf(period).length;
  return {
    monthsWithData: Math.min(most, Math.max(0, ...monthsAt.values())),
    monthsEverywhere: expected.length === 0 ? 0 : Math.min(most, ...expected.map((site) => monthsAt.get(site) ?? 0)),
  };
}

interface FigureRow {
  id: string;
  kpi: string;
  version: number;
  parameters: Record<string, unknown>;
  basis: Basis;
  scope_id: string;
  period: string;
  result: FigureResult;
  computed_seq: number;
  stale: boolean;
}

const toFigure = (row: FigureRow): Figure => ({
  id: row.id,
  key: { kpi: row.kpi, scopeId: row.scope_id, period: row.period, basis: row.basis },
  version: row.version,
  parameters: row.parameters,
  result: row.result,
  computedSeq: row.computed_seq,
  stale: row.stale,
});

/** Figures of the ledger by id, as far as the reader may see them. */
export async function findFigures(tx: Tx, ids: readonly string[]): Promise<Map<string, Figure>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<FigureRow>`
    select id, kpi, version, parameters, basis, scope_id, period, result, computed_seq, stale from figure where id = any(${[...ids]}::text[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, toFigure(row)]));
}

/**
 * The stale figures, the oldest computation first, for the actor to bring up to date. One of a former version or of other
 * parameters is not computed again: it stays what it was.
 */
export async function listStale(tx: Tx, context: LedgerContext, limit: number): Promise<FigureKey[]> {
  const current = [...context.kpis.values()].map((kpi) => [
    kpi.id,
    kpi.version,
    parametersHash(parametersOf(context, kpi)),
  ]);
  const of = (place: number) => `{${current.map((one) => one[place]).join(',')}}`;
  const { rows } = await sql<{ kpi: string; scope_id: string; period: string; basis: Basis }>`
    select f.kpi, f.scope_id, f.period, f.basis from figure f
    join unnest(${of(0)}::text[], ${of(1)}::integer[], ${of(2)}::text[]) as c (kpi, version, parameters_hash)
      on c.kpi = f.kpi and c.version = f.version and c.parameters_hash = f.parameters_hash
    where f.stale order by f.computed_at limit ${limit}`.execute(tx);
  return rows.map((row) => ({ kpi: row.kpi, scopeId: row.scope_id, period: row.period, basis: row.basis }));
}

/** Scopes, and the days in which something of them has changed. */
export interface Touched {
  scopeIds: readonly string[];
  from: CalendarDate;
  before: CalendarDate;
}

/** Marks the kept figures stale that these scopes and days can touch. */
export async function markStale(tx: Tx, kpiIds: readonly string[], touched: readonly Touched[]): Promise<void> {
  if (touched.length === 0) return;
  const each = touched.flatMap(({ scopeIds, from, before }) => scopeIds.map((scopeId) => ({ scopeId, from, before })));
  await sql`update figure f set stale = true where not f.stale and f.kpi = any(${[...kpiIds]}::text[]) and exists (
    select from unnest(${each.map(({ scopeId }) => scopeId)}::uuid[], ${each.map(({ from }) => from)}::date[], ${each.map(({ before }) => before)}::date[]) t (scope_id, from_on, before_on)
    where t.scope_id = f.scope_id and f.from_on < t.before_on and f.before_on > t.from_on)`.execute(tx);
}
