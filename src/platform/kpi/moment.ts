// Which revision of a record is meant: what counts now, what awaits approval, or what counted at a past moment.
import { type RawBuilder, sql } from 'kysely';

/**
 * Which revisions are summed: what counts now, what would with submissions, the newest of each record whatever its step
 * (drafts too), or what counted when the history stood at `asOf`.
 */
export type Moment = 'counting' | 'awaiting' | 'newest' | { asOf: number };

/** A revision taken as if it counted already: what its approval would change is seen before. */
export interface Assumption {
  kind: string;
  id: string;
  revision: number;
}

/** Whether a revision counted at a moment of the history. */
export function countedAt(alias: string, asOf: number): RawBuilder<boolean> {
  const t = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`(${t('approved_seq')} < ${asOf} and (${t('ended_seq')} is null or ${t('ended_seq')} >= ${asOf}) and not ${t('voided')}
    and (${t('import_id')} is null or ${t('import_id')} in (select id from intake_import where committed_seq < ${asOf})))`;
}

const countsNow = (alias: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${alias}.approved_seq`)} is not null and ${sql.ref(`${alias}.ended_seq`)} is null and not ${sql.ref(`${alias}.voided`)})`;

/** Whether a revision is one of the moment. */
export function momentOf(alias: string, moment: Moment): RawBuilder<boolean> {
  if (moment === 'counting') return countsNow(alias);
  if (moment === 'awaiting')
    return sql`(${sql.ref(`${alias}.latest`)} and ${sql.ref(`${alias}.state`)} in ('submitted', 'reviewed') and not ${sql.ref(`${alias}.voided`)})`;
  if (moment === 'newest') return sql`(${sql.ref(`${alias}.latest`)} and not ${sql.ref(`${alias}.voided`)})`;
  return countedAt(alias, moment.asOf);
}

/** The same for a record that is looked up: submissions of it are not seen, an assumed revision stands for what counts. */
export function lookedUpAt(
  alias: string,
  kind: string,
  moment: Moment,
  assuming: Assumption | undefined,
): RawBuilder<boolean> {
  const counts = momentOf(alias, moment === 'awaiting' || moment === 'newest' ? 'counting' : moment);
  if (assuming?.kind !== kind) return counts;
  const [id, revision] = [sql.ref(`${alias}.id`), sql.ref(`${alias}.revision`)];
  return sql`case when ${id} = ${assuming.id} then ${revision} = ${assuming.revision} and not ${sql.ref(`${alias}.voided`)} else ${counts} end`;
}
