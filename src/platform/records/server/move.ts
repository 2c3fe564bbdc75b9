// Review: which step follows which, who may take it, and what it does to the revisions it is bound to.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { projectOrganisation } from '../../access/organisation.ts';
import type { Action } from '../../access/roles.ts';
import type { Tx } from '../../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../../history/entry.ts';
import type { RecordKind } from '../declare/kind.ts';
import { Refused } from './refusal.ts';
import { arrayLiteral } from './rows.ts';
import { endPredecessors, markDirty, type State } from './write.ts';

export type Step = 'submit' | 'review' | 'approve' | 'return';

/** The steps by review policy. The first column of a step's row is where a revision must stand. */
export const steps: Record<
  RecordKind['review'],
  readonly { step: Step; from: readonly State[]; to: State; by: 'record' | 'review' | 'approve' }[]
> = {
  none: [],
  'one-step': [
    { step: 'submit', from: ['draft', 'returned'], to: 'submitted', by: 'record' },
    { step: 'approve', from: ['submitted'], to: 'approved', by: 'approve' },
    { step: 'return', from: ['submitted'], to: 'returned', by: 'approve' },
  ],
  'two-step': [
    { step: 'submit', from: ['draft', 'returned'], to: 'submitted', by: 'record' },
    { step: 'review', from: ['submitted'], to: 'reviewed', by: 'review' },
    { step: 'approve', from: ['reviewed'], to: 'approved', by: 'approve' },
    { step: 'return', from: ['submitted', 'reviewed'], to: 'returned', by: 'review' },
  ],
};

/**
 * What somebody needs to take a step with a revision that stands so; undefined where there is no such step. What was
 * reviewed already is the approver's to return.
 */
export function neededFor(kind: RecordKind, step: Step, state: State): Action | undefined {
  const taken = steps[kind.review].find((one) => one.step === step);
  if (!taken) return undefined;
  return `records.${step === 'return' && state === 'reviewed' ? 'approve' : taken.by}`;
}

/** Where the named records belong and how they stand, each pair once, as far as the one who asks sees them. */
export async function standingOf(
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<{ scopeId: string | null; state: State }[]> {
  const scope = kind.owner === 'site' ? sql.ref(`${kind.site ?? 'site'}_id`) : sql`null::uuid`;
  const { rows } = await sql<{ scopeId: string | null; state: State }>`
    select distinct ${scope} as "scopeId", state from ${sql.table(kind.table)} where latest and id = any(${arrayLiteral(ids)}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** A revision as its reviewer saw it: the approval is bound to exactly this content. */
export interface Bound {
  id: string;
  revision: number;
  hash: string;
}

export interface MoveOptions {
  step: Step;
  via: Via;
  /** what was returned, by field; null for the whole record */
  words?: readonly { field: string | null; words: string }[];
}

/**
 * Takes one step with many revisions, all or none.
 * @throws Refused `changed_since` when one is no longer what was seen, `wrong_step`, `own_submission` when a reviewer would
 * pass what he recorded, imported, submitted or reviewed himself, `words_required` for a return without words
 */
export async function move(tx: Tx, kind: RecordKind, bound: readonly Bound[], options: MoveOptions): Promise<void> {
  const taken = steps[kind.review].find((one) => one.step === options.step);
  if (!taken || bound.length === 0) throw new Refused('wrong_step');
  if (options.step === 'return' && !options.words?.some((one) => one.words.trim() !== ''))
    throw new Refused('words_required');
  const seq = await historySeq(tx);
  const table = sql.table(kind.table);
  const site = kind.owner === 'site' ? sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)}` : sql`null::uuid`;
  const ids = bound.map((one) => one.id);
  const seen = sql`unnest(${arrayLiteral(ids)}::uuid[], ${`{${bound.map((one) => one.revision).join(',')}}`}::integer[], ${arrayLiteral(bound.map((one) => one.hash))}::text[]) as u (id, revision, hash)`;

  const stands = await sql<{ id: string; state: State; same: boolean; mine: boolean }>`
    select t.id, t.state, t.latest and encode(t.content_hash, 'hex') = u.hash as same,
      exists (select 1 from review_event e where e.kind = ${kind.kind} and e.record_id = t.id and e.revision = t.revision
        and e.step in ('submit', 'review') and e.seq >= t.submitted_seq and e.actor = app_actor())
        or exists (select 1 from history_entry h where h.seq = t.written_seq and h.kind = ${kind.kind} and h.actor = app_actor())
        or exists (select 1 from intake_import i where i.id = t.import_id and i.actor = app_actor()) as mine
    from ${seen} join ${table} t on t.id = u.id and t.revision = u.revision for update of t`.execute(tx);
  if (stands.rows.length !== bound.length) throw new Refused('not_found');
  if (stands.rows.some((row) => !row.same)) throw new Refused('changed_since');
  if (stands.rows.some((row) => !taken.from.includes(row.state)))
    throw new Refused('wrong_step', { state: stands.rows[0]?.state ?? '' });
  if (options.step !== 'submit' && options.step !== 'return' && stands.rows.some((row) => row.mine))
    throw new Refused('own_submission');

  const stamp =
    taken.to === 'submitted'
      ? sql`, submitted_seq = ${seq}`
      : taken.to === 'approved'
        ? sql`, approved_seq = ${seq}`
        : sql``;
  await sql`update ${table} t set state = ${taken.to} ${stamp} from ${seen} where t.id = u.id and t.revision = u.revision`.execute(
    tx,
  );
  const words = options.words ? JSON.stringify(options.words) : null;
  const { rows } = await sql<{ scope_id: string | null; id: string; revision: number; hash: string }>`
    insert into review_event (id, kind, record_id, revision, scope_id, step, actor, seq, content_hash, words)
    select v.event, ${kind.kind}, t.id, t.revision, ${site}, ${options.step}, app_actor(), ${seq}, t.content_hash, ${words}::jsonb
    from unnest(${arrayLiteral(bound.map(() => uuidv7()))}::uuid[], ${arrayLiteral(ids)}::uuid[], ${`{${bound.map((one) => one.revision).join(',')}}`}::integer[]) as v (event, id, revision)
    join ${table} t on t.id = v.id and t.revision = v.revision
    returning scope_id, record_id as id, revision, encode(content_hash, 'hex') as hash`.execute(tx);
  if (taken.to === 'approved') {
    await endPredecessors(tx, kind, ids, seq);
    await projectOrganisation(tx, kind, ids, seq);
  }
  await markDirty(tx, kind, ids, seq);
  for (const scopeId of new Set(rows.map((row) => row.scope_id))) {
    const here = rows.filter((row) => row.scope_id === scopeId);
    await appendEntry(tx, {
      seq,
      via: options.via,
      action: options.step,
      kind: kind.kind,
      scopeId,
      reason: null,
      rows: here.length,
      digest: digestOf(here),
    });
  }
}

/** The open revisions of a site and month that a step may take, as the one who asks sees them now. */
export async function boundFor(
  tx: Tx,
  kind: RecordKind,
  step: Step,
  where: { scopeId?: string; month?: string; importId?: string },
): Promise<Bound[]> {
  const taken = steps[kind.review].find((one) => one.step === step);
  if (!taken) throw new Refused('wrong_step');
  const site = sql.ref(`${kind.site ?? 'site'}_id`);
  const { rows } = await sql<Bound>`
    select id, revision, encode(content_hash, 'hex') as hash from ${sql.table(kind.table)}
    where latest and state = any(${[...taken.from]}::text[])
      ${where.scopeId ? sql`and ${site} = ${where.scopeId}` : sql``}
      ${where.month ? sql`and month = ${`${where.month}-01`}` : sql``}
      ${where.importId ? sql`and import_id = ${where.importId}` : sql``}
    order by id`.execute(tx);
  return rows;
}
