// Recording and correcting: values are checked, compared with what is there, and become revisions in one transaction.
import { sql } from 'kysely';
import { projectOrganisation } from '../../access/organisation.ts';
import type { ShareGap } from '../../access/shares.ts';
import type { Tx } from '../../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../../history/entry.ts';
import { checkRecord, lineFields } from '../declare/check-values.ts';
import type { CheckContext, Field, Problem, RecordKind, References, Referred, Values } from '../declare/kind.ts';
import { refFields } from '../declare/references.ts';
import { policyFor } from '../declare/review-steps.ts';
import { contentHash } from './content.ts';
import { ruleNow, rulesOf } from './policies.ts';
import { findLatest, type RecordRead } from './read.ts';
import { consultedBy, type Kinds, referredOf } from './refs.ts';
import { Refused } from './refusal.ts';
import { endPredecessors, insertRevisions, markDirty, type NewRevision, type State, unmarkLatest } from './write.ts';

/** A record as its caller gives it. The id is the caller's (UUIDv7), so that sending twice records once. */
export interface Given {
  id: string;
  values: Record<string, unknown>;
  lines?: readonly Record<string, unknown>[];
  /** the revision that the caller saw; absent for a new record */
  basedOn?: number;
  void?: boolean;
  restatement?: boolean;
}

/** What happened to each: `same` changed nothing. */
export interface Recorded {
  id: string;
  revision: number;
  outcome: 'new' | 'changed' | 'same';
  state: State;
  warnings: Problem[];
}

/** What a kind asks of values beside its own checks, of whatever the database knows. */
export type RecordGuard = (tx: Tx, values: Values) => Promise<readonly Problem[]>;
/** Guards of kinds, by id. */
export type RecordGuards = Readonly<Record<string, RecordGuard | undefined>>;

export interface RecordOptions {
  kinds: Kinds;
  via: Via;
  reason?: string;
  /** today in a time zone: a record is dated in the zone of its site */
  todayIn: (timeZone: string) => string;
  limits: CheckContext['limits'];
  guard?: RecordGuard | undefined;
  /** carry straight to approved: policy `none`, and the operator's loading of a past that others approved */
  approve?: boolean;
}

/**
 * Records new and corrected values, all or none.
 * @throws Refused `record_has_problems` with every problem of every record, `changed_since` when another revision came
 * between, `reason_required` for a restatement or voiding without one
 */
export async function recordMany(
  tx: Tx,
  kind: RecordKind,
  given: readonly Given[],
  options: RecordOptions,
): Promise<Recorded[]> {
  const seq = await historySeq(tx);
  const before = new Map(
    (
      await findLatest(
        tx,
        kind,
        given.map((one) => one.id),
      )
    ).map((record) => [record.id, record]),
  );
  const refsOf = await referredOf(tx, options.kinds, kind, given.map(referring));
  const consulted = await consultedBy(tx, options.kinds, kind);
  const problems: Problem[] = [];
  const outcomes: Recorded[] = [];
  const toWrite: NewRevision[] = [];
  const isRestated = given.some((one) => one.restatement);
  const policy = policyFor(ruleNow(await rulesOf(tx, kind)).policy, { restatement: isRestated });
  const state: State = policy === 'none' || options.approve ? 'approved' : 'draft';

  given.forEach((one, index) => {
    const references = refsOf(referring(one));
    const previous = before.get(one.id);
    if (one.void && !previous) throw new Refused('not_found');
    const checked =
      one.void && previous
        ? { values: previous.values, lines: previous.lines, problems: [] }
        : checkRecord(kind, one.values, one.lines ?? [], {
            ...references,
            today: options.todayIn(zoneOf(kind, references.refs)),
            limits: options.limits,
            consulted,
          });
    const missing = one.void ? [] : missingReferences(kind, checked, refsOf(checked));
    const errors = [...checked.problems.filter((problem) => problem.level === 'error'), ...missing];
    if (errors.length > 0) {
      problems.push(...errors.map((problem) => ({ ...problem, facts: { ...problem.facts, record: index + 1 } })));
      return;
    }
    if ((one.void || one.restatement) && !options.reason) throw new Refused('reason_required');
    const hash = contentHash(kind, checked.values, checked.lines, one.void ?? false);
    const warnings = checked.problems.filter((problem) => problem.level === 'warning');
    if (previous && previous.hash === hash) {
      outcomes.push({ id: one.id, revision: previous.revision, outcome: 'same', state: previous.state, warnings });
      return;
    }
    if (previous && one.basedOn !== undefined && one.basedOn !== previous.revision) {
      throw new Refused('changed_since', { seen: one.basedOn, now: previous.revision });
    }
    if (previous && one.basedOn === undefined) throw new Refused('already_exists', { revision: previous.revision });
    const revision = (previous?.revision ?? 0) + 1;
    toWrite.push({
      id: one.id,
      revision,
      values: checked.values,
      lines: checked.lines,
      hash,
      voided: one.void ?? false,
      restatement: one.restatement ?? false,
    });
    outcomes.push({ id: one.id, revision, outcome: previous ? 'changed' : 'new', state, warnings });
  });
  if (options.guard)
    for (const { values, voided } of toWrite) if (!voided) problems.push(...(await options.guard(tx, values)));
  if (problems.length > 0) throw new Refused('record_has_problems', {}, problems);
  const gaps = await writeAndMark(tx, kind, toWrite, before, {
    seq,
    state,
    via: options.via,
    reason: options.reason ?? null,
  });
  tellShareGaps(kind, gaps, toWrite, outcomes);
  return outcomes;
}

/** The zone in which a record's dates are dates: its site's, else the group's. */
export const zoneOf = (kind: RecordKind, refs: CheckContext['refs']): string =>
  (kind.owner === 'site' && (refs[kind.site ?? 'site']?.values.timeZone as string | undefined)) || 'Asia/Shanghai';

const referring = ({ values, lines }: Given): Referred => ({
  values: values as Values,
  lines: (lines ?? []) as Values[],
});

function missingReferences(
  kind: RecordKind,
  { values, lines }: Referred,
  { refs, lineRefs }: Pick<CheckContext, 'refs' | 'lineRefs'>,
): Problem[] {
  const missing = (of: Values, fields: ReadonlyMap<string, Field>, found: References, line?: number): Problem[] =>
    refFields(fields).flatMap(({ path }) =>
      of[path] !== null && of[path] !== undefined && !found[path]
        ? [{ field: path, code: 'no_such_record', level: 'error', ...(line === undefined ? {} : { line }) }]
        : [],
    );
  return [
    ...missing(values, kind.flat, refs),
    ...lines.flatMap((one, index) => missing(one, lineFields(kind), lineRefs[index] ?? {}, index + 1)),
  ];
}

/** Shares that add to less than 1 are told at each record that was just written for that site. */
function tellShareGaps(
  kind: RecordKind,
  gaps: readonly ShareGap[],
  written: readonly NewRevision[],
  outcomes: readonly Recorded[],
): void {
  const { edge } = kind;
  if (!edge) return;
  for (const { siteId, ...facts } of gaps) {
    const ids = new Set(written.filter(({ values }) => values[edge.child] === siteId).map(({ id }) => id));
    for (const { id, warnings } of outcomes)
      if (ids.has(id)) warnings.push({ field: edge.share, code: 'shares_below_one', level: 'warning', facts });
  }
}

async function writeAndMark(
  tx: Tx,
  kind: RecordKind,
  revisions: readonly NewRevision[],
  before: ReadonlyMap<string, RecordRead>,
  options: { seq: number; state: State; via: Via; reason: string | null },
): Promise<ShareGap[]> {
  if (revisions.length === 0) return [];
  const ids = revisions.map((one) => one.id);
  await refuseMoveOutOfClosed(
    tx,
    kind,
    revisions.flatMap((one) => (before.has(one.id) && !one.restatement ? [one.id] : [])),
  );
  await unmarkLatest(
    tx,
    kind,
    ids.filter((id) => before.has(id)),
  );
  try {
    await insertRevisions(tx, kind, revisions, { seq: options.seq, state: options.state });
  } catch (error) {
    throw asRefusal(error);
  }
  await refuseOverlap(
    tx,
    kind,
    revisions.flatMap((one) => (one.voided ? [] : (siteYearOf(kind, one.values) ?? []))),
  );
  let gaps: ShareGap[] = [];
  if (options.state === 'approved') {
    await endPredecessors(tx, kind, ids, options.seq);
    gaps = await projectOrganisation(tx, kind, ids, options.seq);
  }
  // A draft that follows a submission takes it out of what is shown; one that is new moves nothing yet.
  await markDirty(tx, kind, options.state === 'approved' ? ids : ids.filter((id) => before.has(id)), options.seq);
  for (const scopeId of new Set(revisions.map((one) => scopeOf(kind, one.values)))) {
    const here = revisions.filter((one) => scopeOf(kind, one.values) === scopeId);
    const action = here.every((one) => one.voided) ? 'void' : 'record';
    await appendEntry(tx, {
      seq: options.seq,
      via: options.via,
      action,
      kind: kind.kind,
      scopeId,
      reason: options.reason,
      rows: here.length,
      digest: digestOf(here),
    });
  }
  return gaps;
}

/** The scope node that a record belongs to; null for the group's own. */
export const scopeOf = (kind: RecordKind, values: Values): string | null =>
  kind.owner === 'site' ? (values[kind.site ?? 'site'] as string) : null;

/** A text, number or day in a request that the database cannot read as such: not characters, not one, out of range, none. */
const unreadable: ReadonlySet<string> = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);

/** What the database refuses by constraint or policy, in our own words; anything else stays a surprise. */
export function asRefusal(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code && unreadable.has(code)) return new Refused('wrong_input');
  if (code === '23505') return new Refused('already_exists');
  if (code === '23503') return new Refused('wrong_input');
  // Raised by a trigger (migration 0062); its message is the way round, by numbers of items.
  if (code === 'GF001') return new Refused('bom_goes_round', { path: message ?? '' });
  // A policy of its own by name, so that a closed month is told from a foreign one.
  if (code === '42501' && message?.includes('period_open')) return new Refused('period_is_closed');
  if (code === '42501' && message?.includes('row-level security')) return new Refused('not_allowed');
  return error;
}

/**
 * A correction may not take a record out of a closed month either. The database refuses its approval (migration 0001); who
 * records it learns it at once.
 * @throws Refused `period_is_closed`
 */
export async function refuseMoveOutOfClosed(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || kind.owner !== 'site' || !kind.effective) return;
  const { rows } = await sql`select 1 from ${sql.table(kind.table)} t
    join period_closed c on c.kind = ${kind.kind} and c.scope_id = ${sql.ref(`t.${kind.site}_id`)} and c.month = t.month and c.reopened_seq is null
    where t.id = any(${[...ids]}::uuid[]) and t.approved_seq is not null and t.ended_seq is null limit 1`.execute(tx);
  if (rows.length > 0) throw new Refused('period_is_closed');
}

/** A site and the first day of a year, as `site year`. */
export type SiteYear = string;
export const siteYearOf = (kind: RecordKind, values: Values): SiteYear | null => {
  const effective = kind.effective && (values[kind.effective] as string | null);
  return kind.notTogetherWith && effective ? `${values[kind.site ?? 'site']} ${effective.slice(0, 4)}-01-01` : null;
};

/** Of these site-years, those for which the other kind has records: carried-in totals and records never count together. */
export async function overlapping(
  tx: Tx,
  kind: RecordKind,
  siteYears: readonly SiteYear[],
): Promise<Map<SiteYear, { site: string; year: string }>> {
  if (!kind.notTogetherWith || siteYears.length === 0) return new Map();
  const other = sql.table(kind.notTogetherWith.replace(/[.-]/g, '_'));
  const [sites, years] = [siteYears.map((one) => one.split(' ')[0]), siteYears.map((one) => one.split(' ')[1])];
  const { rows } = await sql<{ key: string; code: string; year: string }>`
    select w.site_id || ' ' || w.year as key, n.code, to_char(w.year, 'YYYY') as year
    from unnest(${`{${sites.join(',')}}`}::uuid[], ${`{${years.join(',')}}`}::date[]) as w (site_id, year) join scope_node n on n.id = w.site_id
    where exists (select 1 from ${other} x where x.site_id = w.site_id and x.latest and not x.voided and x.month >= w.year and x.month < (w.year + interval '1 year')::date)`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.key, { site: row.code, year: row.year }]));
}

/**
 * For one site and year either carried-in totals or records count, never both. Writers of one site-year wait for each
 * other here, so that neither can miss what the other is about to commit.
 * @throws Refused `carried_in_overlaps`
 */
export async function refuseOverlap(tx: Tx, kind: RecordKind, siteYears: Iterable<SiteYear>): Promise<void> {
  const asked = [...new Set(siteYears)].sort();
  if (!kind.notTogetherWith || asked.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtext(k)) from unnest(${asked}::text[]) as k order by k`.execute(tx);
  const [clash] = (await overlapping(tx, kind, asked)).values();
  if (clash) throw new Refused('carried_in_overlaps', clash);
}
