// Which licences count, and does one cover a waste: for questions about many loads at once, as `licenceFault` says it of one.
import { type RawBuilder, sql } from 'kysely';
import { counts } from './counts.ts';

/** The licences of suppliers that count, as a relation `vendor_id, permitted_codes, from_on, before_on`. */
export const licencesThatCount = sql`
  select t.id as vendor_id, l.permitted_codes, l.from_on, l.before_on from suppliers_supplier t
  join suppliers_supplier_licence l on l.record_id = t.id and l.revision = t.revision where ${counts('t')}`;

/** Whether the licence `c` holds on a day. */
export const licenceHolds = (on: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`(c.from_on <= ${on} and (c.before_on is null or ${on} < c.before_on))`;

/** Whether the licence `c` names a code of the national list, or its class. */
export const licenceNames = (code: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`(${code} = any(c.permitted_codes) or 'HW' || right(${code}, 2) = any(c.permitted_codes))`;
