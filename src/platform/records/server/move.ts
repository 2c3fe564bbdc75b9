// Review: who may take which step, what it is bound to, and what it does to the revisions.
import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { projectOrganisation } from '../../access/organisation.ts';
import type { Action } from '../../access/roles.ts';
import type { Tx } from '../../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../../history/entry.ts';
import type { RecordKind } from '../declare/kind.ts';
import { policyFor, rightFor, type Step, type StepRule, stepFrom, steps } from '../declare/review-steps.ts';
import { type DatedRules, policyOfRevision, ruleNow, rulesOf } from './policies.ts';
import { Refused } from './refusal.ts';
import { arrayLiteral } from './rows.ts';
import { tellReturned, tellWaiting } from './tell-review.ts';
import { endPredecessors, markDirty, type State } from './write.ts';

/** A revision as its reviewer saw it: the approval is bound to exactly this content. */
export interface Bound {
  id: string;
  revision: number;
  hash: string;
}

/** Somebody for whom the one who asks reviews today, and what that other may do where. */
export interface StandIn {
  personId: string;
  may(action: Action, scopeId: string | null): boolean;
}

export interface MoveOptions {
  step: Step;
  via: Via;
  /** what was returned, by field; null for the whole record */
  words?: readonly { field: string | null; words: string }[];
  /** those for whom a step is taken that they could have taken themselves; the first who could */
  standIns?: readonly StandIn[];
}

/** Where a revision stands, as far as a step asks for it. */
interface Standing {
  state: State;
  restatement: boolean;
  submittedSeq: number | null;
}

const siteOf = (kind: RecordKind) =>
  kind.owner === 'site' ? sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)}` : sql`null::uuid`;

/** The row of the table of steps for a revision: what is submitted now goes under the rule of now. */
const ruleFor = (rules: DatedRules, step: Step, standing: Standing): StepRule | undefined =>
  stepFrom(
    step === 'submit' ? policyFor(ruleNow(rules).policy, standing) : policyOfRevision(rules, standing),
    step,
    standing.state,
  );

/** What the named records need of somebody who takes a step with them, and where, each pair once. */
export async function neededFor(
  tx: Tx,
  kind: RecordKind,
  step: Step,
  ids: readonly string[],
): Promise<{ scopeId: string | null; action: Action }[]> {
  const rules = await rulesOf(tx, kind);
  const { rows } = await sql<{ scopeId: string | null } & Standing>`
    select distinct ${siteOf(kind)} as "scopeId", t.state, t.restatement, t.submitted_seq as "submittedSeq"
    from ${sql.table(kind.table)} t where t.latest and t.id = any(${arrayLiteral(ids)}::uuid[])`.execute(tx);
  const needs = new Map<string, { scopeId: string | null; action: Action }>();
  for (const row of rows) {
    const rule = ruleFor(rules, step, row);
    if (!rule) continue;
    const action = `records.${rightFor(rule, row.state)}` as const;
    needs.set(`${row.scopeId} ${action}`, { scopeId: row.scopeId, action });
  }
  return [...needs.values()];
}

/** Whether a revision `t` is somebody's own: recorded, imported, submitted or reviewed by him, or by another for him. */
const ownOf = (kind: RecordKind, who: RawBuilder<unknown>) => sql<boolean>`(
  exists (select 1 from review_event e where e.kind = ${kind.kind} and e.record_id = t.id and e.revision = t.revision
    and e.step in ('submit', 'review') and e.seq >= t.submitted_seq and (e.actor = ${who} or e.on_behalf_of::text = ${who}))
  or exists (select 1 from history_entry h where h.seq = t.written_seq and h.kind = ${kind.kind} and h.actor = ${who})
  or exists (select 1 from intake_import i where i.id = t.import_id and i.actor = ${who}))`;

interface Stands extends Bound, Standing {
  scopeId: string | null;
  same: boolean;
  mine: boolean;
  /** whether it is the own of each of those for whom the one who asks stands in */
  theirs: boolean[];
}

/**
 * Takes one step with many revisions, all or none.
 * @throws Refused `changed_since` when one is no longer what was seen, `wrong_step`, `own_submission` when a reviewer would
 * pass what he recorded, imported, submitted or reviewed himself, `words_required` for a return without words
 */
export async function move(tx: Tx, kind: RecordKind, bound: readonly Bound[], options: MoveOptions): Promise<void> {
  const { step, standIns = [] } = options;
  if (bound.length === 0) throw new Refused('wrong_step');
  if (step === 'return' && !options.words?.some((one) => one.words.trim() !== '')) throw new Refused('words_required');
  const rules = await rulesOf(tx, kind);
  const seen = sql`unnest(${arrayLiteral(bound.map(({ id }) => id))}::uuid[], ${`{${bound.map(({ revision }) => revision).join(',')}}`}::integer[], ${arrayLiteral(bound.map(({ hash }) => hash))}::text[]) as u (id, revision, hash)`;
  const theirs = standIns.map(({ personId }) => ownOf(kind, sql`${personId}::text`));
  const { rows } = await sql<Stands>`
    select t.id, t.revision, u.hash, t.state, t.restatement, t.submitted_seq as "submittedSeq", ${siteOf(kind)} as "scopeId",
      t.latest and encode(t.content_hash, 'hex') = u.hash as same, ${ownOf(kind, sql`app_actor()`)} as mine,
      array[${sql.join(theirs)}]::boolean[] as theirs
    from ${seen} join ${sql.table(kind.table)} t on t.id = u.id and t.revision = u.revision for update of t`.execute(
    tx,
  );
  if (rows.length !== bound.length) throw new Refused('not_found');
  if (rows.some((row) => !row.same)) throw new Refused('changed_since');
  const takes = rows.map((row) => {
    const rule = ruleFor(rules, step, row);
    if (!rule) throw new Refused('wrong_step', { state: row.state });
    const action = `records.${rightFor(rule, row.state)}` as const;
    const other = standIns.find(({ may }, at) => step !== 'submit' && !row.theirs[at] && may(action, row.scopeId));
    return { row, to: rule.to, next: nextAction(rules, step, row, rule.to), for: other?.personId ?? null };
  });
  if (step !== 'submit' && step !== 'return' && rows.some((row) => row.mine)) throw new Refused('own_submission');
  await write(tx, kind, takes, options);
}

/** A revision with where the step leads it, and for whom it is taken. */
interface Take {
  row: Stands;
  to: State;
  /** by which right it goes on from there */
  next: Action | undefined;
  for: string | null;
}

/** What a step is on record as: where nobody reviews, what is submitted is approved by that. */
const stepsTaken = (step: Step, { to }: Take): Step[] =>
  step === 'submit' && to === 'approved' ? ['submit', 'approve'] : [step];

/** Who is to be told that something waits for him: of what is submitted or reviewed, the one who passes it next. */
function nextAction(rules: DatedRules, step: Step, row: Standing, to: State): Action | undefined {
  if (to !== 'submitted' && to !== 'reviewed') return undefined;
  const policy = step === 'submit' ? policyFor(ruleNow(rules).policy, row) : policyOfRevision(rules, row);
  const next = steps[policy].find((one) => one.step !== 'return' && one.from.includes(to));
  return next && `records.${next.by}`;
}

async function write(tx: Tx, kind: RecordKind, takes: readonly Take[], options: MoveOptions): Promise<void> {
  const seq = await historySeq(tx);
  const table = sql.table(kind.table);
  const ids = takes.map(({ row }) => row.id);
  for (const to of new Set(takes.map((one) => one.to))) {
    const here = takes.filter((one) => one.to === to);
    const submitted = options.step === 'submit' ? sql`, submitted_seq = ${seq}` : sql``;
    const approved = to === 'approved' ? sql`, approved_seq = ${seq}` : sql``;
    await sql`update ${table} t set state = ${to} ${submitted} ${approved}
      from unnest(${arrayLiteral(here.map(({ row }) => row.id))}::uuid[], ${`{${here.map(({ row }) => row.revision).join(',')}}`}::integer[]) as u (id, revision)
      where t.id = u.id and t.revision = u.revision`.execute(tx);
  }
  const words = options.words ? JSON.stringify(options.words) : null;
  const events = takes.flatMap((take) => stepsTaken(options.step, take).map((step) => ({ take, step })));
  await sql`
    insert into review_event (id, kind, record_id, revision, scope_id, step, actor, on_behalf_of, seq, content_hash, words)
    select v.event, ${kind.kind}, t.id, t.revision, ${siteOf(kind)}, v.step, app_actor(), v.other, ${seq}, t.content_hash, ${words}::jsonb
    from unnest(${arrayLiteral(events.map(() => uuidv7()))}::uuid[], ${arrayLiteral(events.map(({ take }) => take.row.id))}::uuid[],
      ${`{${events.map(({ take }) => take.row.revision).join(',')}}`}::integer[], ${arrayLiteral(events.map(({ step }) => step))}::text[],
      ${arrayLiteral(events.map(({ take }) => take.for))}::uuid[]) as v (event, id, revision, step, other)
    join ${table} t on t.id = v.id and t.revision = v.revision`.execute(tx);
  const counting = takes.flatMap(({ row, to }) => (to === 'approved' ? [row.id] : []));
  if (counting.length > 0) {
    await endPredecessors(tx, kind, counting, seq);
    await projectOrganisation(tx, kind, counting, seq);
  }
  await markDirty(tx, kind, ids, seq);
  const entries = Map.groupBy(takes, ({ row, to, next }) => JSON.stringify([row.scopeId, to, next]));
  for (const of of entries.values()) {
    const others = [...new Set(of.flatMap((one) => one.for ?? []))];
    const [first] = of;
    for (const action of first ? stepsTaken(options.step, first) : [])
      await appendEntry(tx, {
        ...{ seq, via: options.via, action, kind: kind.kind, scopeId: first?.row.scopeId ?? null },
        reason: others.length > 0 ? `for ${others.join(' ')}` : null,
        rows: of.length,
        digest: digestOf(of.map(({ row }) => row)),
      });
    const scopeId = of[0]?.row.scopeId ?? null;
    const taken = { kind, scopeId, ids: of.map(({ row }) => row.id), seq };
    if (options.step === 'return') await tellReturned(tx, taken, options.words ?? []);
    const next = of[0]?.next;
    if (next) await tellWaiting(tx, taken, next);
  }
}

/** Which open revisions of a kind a step is taken with. */
export interface OpenQuestion {
  scopeId?: string;
  month?: string;
  importId?: string;
  /** where they stand; any from which the step leads when absent */
  state?: State;
  /** the snapshot in which they were seen: what came later was not */
  seen?: string;
}

/** The open revisions that a step may take. */
export interface OpenRevisions {
  bound: Bound[];
  /** those that came or changed since they were seen */
  changed: number;
  /** those that are the asker's own, and so another's to pass */
  own: number;
}

/** The open revisions that a step may take, as the one who asks sees them now. */
export async function openFor(tx: Tx, kind: RecordKind, step: Step, where: OpenQuestion): Promise<OpenRevisions> {
  const rules = await rulesOf(tx, kind);
  const from = [
    ...new Set(Object.values(steps).flatMap((of) => of.flatMap((one) => (one.step === step ? one.from : [])))),
  ];
  const isUnseen = where.seen
    ? sql<boolean>`not (app_seen(t.written_seq, ${where.seen}::pg_snapshot) and app_seen(coalesce(t.submitted_seq, 0), ${where.seen}::pg_snapshot))`
    : sql<boolean>`false`;
  const { rows } = await sql<Bound & Standing & { mine: boolean; unseen: boolean }>`
    select t.id, t.revision, encode(t.content_hash, 'hex') as hash, t.state, t.restatement, t.submitted_seq as "submittedSeq",
      ${ownOf(kind, sql`app_actor()`)} as mine, ${isUnseen} as unseen
    from ${sql.table(kind.table)} t
    where t.latest and (t.state = any(${where.seen ? [...from, 'draft', 'returned'] : from}::text[]))
      ${where.scopeId && kind.owner === 'site' ? sql`and ${siteOf(kind)} = ${where.scopeId}` : sql``}
      ${where.month && kind.effective ? sql`and t.month = ${`${where.month}-01`}` : sql``}
      ${where.importId ? sql`and t.import_id = ${where.importId}` : sql``}
    order by t.id`.execute(tx);
  const isPassing = step === 'review' || step === 'approve';
  const isOffered = (row: Standing) =>
    (where.state === undefined || row.state === where.state) && ruleFor(rules, step, row) !== undefined;
  const fits = rows.filter(isOffered);
  const seen = fits.filter((row) => !row.unseen);
  const passable = isPassing ? seen.filter((row) => !row.mine) : seen;
  return {
    bound: passable.map(({ id, revision, hash }) => ({ id, revision, hash })),
    changed: rows.filter((row) => row.unseen && (row.revision > 1 || isOffered(row))).length,
    own: seen.length - passable.length,
  };
}
