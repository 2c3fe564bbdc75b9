// How items stand under rule packs, as it was worked out: what stands is kept until it comes out otherwise.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Verdict, VerdictBasis } from '../model/verdict.ts';

/** Up to where, for which day and by which packs verdicts stand. */
export interface VerdictState {
  toSeq: number;
  day: string;
  /** names and editions of the packs */
  packs: string;
  items: number;
}

export async function findVerdictState(tx: Tx): Promise<VerdictState | null> {
  const { rows } = await sql<VerdictState>`
    select to_seq::int8 as "toSeq", day_on::text as day, packs, items from substances_verdict_state`.execute(tx);
  const [state] = rows;
  return state ? { ...state, toSeq: Number(state.toSeq) } : null;
}

export async function keepVerdictState(tx: Tx, { toSeq, day, packs, items }: VerdictState): Promise<void> {
  await sql`insert into substances_verdict_state (to_seq, day_on, packs, items) values (${toSeq}, ${day}, ${packs}, ${items})
    on conflict (one) do update set to_seq = excluded.to_seq, day_on = excluded.day_on, packs = excluded.packs, items = excluded.items`.execute(
    tx,
  );
}

/** A verdict to keep. */
export interface VerdictToKeep {
  item: string;
  pack: string;
  edition: string;
  verdict: Verdict;
  basis: VerdictBasis;
  own: Verdict;
}

/** Ends what came out otherwise and writes what it is now; what is the same stays. @returns how many are new */
export async function keepVerdicts(tx: Tx, day: string, verdicts: readonly VerdictToKeep[]): Promise<number> {
  const columns = ['item', 'pack', 'edition', 'verdict', 'basis', 'own'] as const;
  const of = (column: (typeof columns)[number]) => verdicts.map((one) => one[column]);
  const given = sql`given as materialized (
    select * from unnest(${of('item')}::uuid[], ${of('pack')}::text[], ${of('edition')}::text[], ${of('verdict')}::text[], ${of('basis')}::text[], ${of('own')}::text[])
      as g (item_id, pack, edition, verdict, basis, own))`;
  // Each is looked up by its key: as a join, the planner would read and sort all that stands for every page of them.
  const standing = (of: ReturnType<typeof sql>, besides: ReturnType<typeof sql>) =>
    sql`select ${of} from substances_verdict v where v.item_id = g.item_id and v.pack = g.pack and v.ended_seq is null ${besides}`;
  const differs = sql`and (v.edition, v.verdict, v.basis, v.own) <> (g.edition, g.verdict, g.basis, g.own) offset 0`;
  await sql`with ${given}, otherwise as materialized (select s.place from given g cross join lateral (${standing(sql`v.ctid as place`, differs)}) s)
    update substances_verdict v set ended_seq = app_seq() from otherwise o where v.ctid = o.place`.execute(tx);
  const written = await sql`with ${given}
    insert into substances_verdict (item_id, pack, since_seq, edition, verdict, basis, own, day_on)
    select g.item_id, g.pack, app_seq(), g.edition, g.verdict, g.basis, g.own, ${day}::date from given g
    where (${standing(sql`v.item_id`, sql`limit 1`)}) is null`.execute(tx);
  return Number(written.numAffectedRows ?? 0);
}

/** Until what was just written is counted, the planner takes it for a handful of rows and finds them by the wrong index. As the owner. */
export const countVerdictsForPlans = (tx: Tx) => sql`analyze substances_verdict`.execute(tx);

/** Ends verdicts of items that are no more, and of packs that are not judged by any more. */
export async function endVerdictsOf(tx: Tx, packs: readonly string[]): Promise<void> {
  await sql`update substances_verdict v set ended_seq = app_seq() where v.ended_seq is null and (not v.pack = any(${[...packs]}::text[])
    or not exists (select from substances_item i where i.id = v.item_id and i.approved_seq is not null and i.ended_seq is null and not i.voided))`.execute(
    tx,
  );
}
