// What is open, by kind, site, month and state: the step that it waits for, by when, and how long it lies with reviewers.
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '../../db/database.ts';
import type { RecordKind } from '../declare/kind.ts';
import { type ReviewDue, reviewDue, type SiteDays } from '../declare/review-due.ts';
import { policyFor, type Step, steps } from '../declare/review-steps.ts';
import { type DatedRules, rulePlace, rulesOfKinds } from './policies.ts';
import type { Kinds } from './refs.ts';
import type { State } from './write.ts';

/** What due dates need of the installation. */
export interface DueWorld {
  kinds: Kinds;
  /** zone and worked days of every site that the reader may see, by its id; a domain knows in which country a site is */
  siteDays(tx: Tx): Promise<ReadonlyMap<string, SiteDays>>;
  todayIn(timeZone: string): string;
}

/** Open revisions of one kind, site and month that wait for the same step. */
export interface OpenGroup {
  kind: string;
  /** null for what the group owns */
  scopeId: string | null;
  month: string | null;
  state: State;
  /** what comes next; `fix` for what was returned */
  step: Exclude<Step, 'return'> | 'fix';
  action: 'records.record' | 'records.review' | 'records.approve';
  count: number;
  /** since when it stands so: of what is reviewed, since it was submitted */
  since: Date | null;
  /** of what lies with its reviewers; null for what its recorder has to do */
  due: ReviewDue | null;
}

interface Row {
  scope_id: string | null;
  month: string | null;
  state: State;
  place: number;
  restatement: boolean;
  count: number;
  since: Date | null;
}

/** Of the group's own records, and of a site that says no more, only the weekends are known. */
export const unknownDays: SiteDays = { timeZone: 'Asia/Shanghai', calendar: undefined };

/** The step that an open revision waits for. */
function nextOf(rules: DatedRules, row: Row): Pick<OpenGroup, 'step' | 'action'> | undefined {
  if (row.state === 'returned') return { step: 'fix', action: 'records.record' };
  const policy = policyFor((rules[row.place] ?? rules[0]).policy, row);
  const next = steps[policy].find(({ step, from }) => step !== 'return' && from.includes(row.state));
  return next && next.step !== 'return' ? { step: next.step, action: `records.${next.by}` } : undefined;
}

const openOf = (kind: RecordKind, rules: DatedRules, month: RawBuilder<unknown>) => {
  const site = kind.owner === 'site' ? sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)}` : sql`null::uuid`;
  return sql<Row>`
    select o.*, h.at as since from (
      select ${site} as scope_id, ${month} as month, t.state, ${rulePlace(rules)} as place, t.restatement, count(*)::int as count,
        min(coalesce(t.submitted_seq, t.written_seq)) as since_seq
      from ${sql.table(kind.table)} t where t.latest and t.state <> 'approved' and (not t.voided or t.state in ('submitted', 'reviewed')) group by 1, 2, 3, 4, 5) o
    left join lateral (select h.at from history_entry h where h.seq = o.since_seq order by h.n limit 1) h on true order by 2, 1`;
};

/** Everything open that the reader may see. */
export async function listOpen(tx: Tx, world: DueWorld): Promise<OpenGroup[]> {
  const kinds = [...world.kinds.values()];
  const rules = await rulesOfKinds(tx, kinds);
  const days = await world.siteDays(tx);
  const groups: OpenGroup[] = [];
  for (const kind of kinds) {
    const own = rules.get(kind.kind);
    if (!own) continue;
    const { rows } = await openOf(kind, own, kind.effective ? sql`t.month` : sql`null::date`).execute(tx);
    for (const row of rows) {
      const next = nextOf(own, row);
      if (!next) continue;
      const ofSite = (row.scope_id === null ? undefined : days.get(row.scope_id)) ?? unknownDays;
      const isWithReviewers = row.state === 'submitted' || row.state === 'reviewed';
      groups.push({
        ...{ kind: kind.kind, scopeId: row.scope_id, month: row.month?.slice(0, 7) ?? null, state: row.state },
        ...next,
        ...{ count: row.count, since: row.since },
        due:
          isWithReviewers && row.since
            ? reviewDue(
                row.since,
                (own[row.place] ?? own[0]).workedDays,
                world.todayIn(ofSite.timeZone) as CalendarDate,
                ofSite,
              )
            : null,
      });
    }
  }
  return groups;
}
