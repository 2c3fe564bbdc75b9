// What figures sum that nobody recorded: volumes, hours or whatever else a domain works out of its records and keeps.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Pack } from '#standards/pack.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Mark } from './marks.ts';

/**
 * A source of sums that is no record kind. It is declared like one, so that sums, dimensions, cover and replay are written
 * once; its table has the columns by which a revision counts (`approved_seq`, `ended_seq`, …), and each change of a row is
 * a new revision. It is in no list of kinds: nobody records, imports or reviews it.
 */
export interface WorkedOut {
  kind: RecordKind;
  /** the marks after which it is worked out again, kinds of records or marks of the domain's own: their month, or the whole site */
  from: Readonly<Record<string, 'month' | 'site'>>;
  /** works out these months of a site anew, or all of them, as the actor `figures`; those that came out otherwise */
  workOut(
    tx: Tx,
    siteId: string,
    months: readonly CalendarDate[] | 'all',
    packs: Readonly<Record<string, Pack>>,
  ): Promise<CalendarDate[]>;
}

/** The same of what belongs to the group: its records are marked without a site, and all of it is worked out again. */
export interface WorkedOutOfGroup {
  kind: RecordKind;
  /** kinds of the group's records on which it rests */
  from: readonly string[];
  /** works out all of it anew; of whom in which month it came out otherwise, by the id that stands in the place of a site's */
  workOutAll(tx: Tx): Promise<{ id: string; month: CalendarDate }[]>;
}

/** Whatever is worked out, of sites or of the group. */
export type AnyWorkedOut = WorkedOut | WorkedOutOfGroup;

/** Works out what marks may have moved, and marks the site-months that came out otherwise for whoever sums them. */
export async function workOutMarked(
  tx: Tx,
  workedOut: AnyWorkedOut,
  marks: readonly Mark[],
  packs: Readonly<Record<string, Pack>>,
): Promise<void> {
  const { kind } = workedOut;
  if ('workOutAll' in workedOut) {
    if (!marks.some((mark) => workedOut.from.includes(mark.kind))) return;
    const changed = await workedOut.workOutAll(tx);
    const [ids, months] = [changed.map(({ id }) => id), changed.map(({ month }) => month)];
    await sql`insert into kpi_dirty (kind, scope_id, month, seq)
      select distinct ${kind.kind}, c.id, c.month, app_seq() from unnest(${`{${ids.join(',')}}`}::uuid[], ${`{${months.join(',')}}`}::date[]) c (id, month)`.execute(
      tx,
    );
    return;
  }
  const { from, workOut } = workedOut;
  const bySite = Map.groupBy(
    marks.filter((mark) => mark.scope_id !== null && from[mark.kind]),
    (mark) => mark.scope_id as string,
  );
  for (const [siteId, own] of bySite) {
    const isWhole = own.some((mark) => from[mark.kind] === 'site' || mark.month === null);
    const asked = isWhole ? 'all' : [...new Set(own.map(({ month }) => month as CalendarDate))];
    const changed = await workOut(tx, siteId, asked, packs);
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) select ${kind.kind}, ${siteId}, m, app_seq() from unnest(${`{${changed.join(',')}}`}::date[]) m`.execute(
      tx,
    );
  }
}

/** Everything that sums may be taken of: what is recorded and what is worked out. */
export const summable = (kinds: Kinds, workedOut: readonly AnyWorkedOut[]): Kinds =>
  new Map([...kinds, ...workedOut.map(({ kind }) => [kind.kind, kind] as const)]);
