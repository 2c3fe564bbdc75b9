// Which revision of a record counts: said once for the questions of this domain.
import { type RawBuilder, sql } from 'kysely';

/** Whether the revision under this alias counts now. */
export const counts = (alias: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${alias}.approved_seq`)} is not null and ${sql.ref(`${alias}.ended_seq`)} is null and not ${sql.ref(`${alias}.voided`)})`;
