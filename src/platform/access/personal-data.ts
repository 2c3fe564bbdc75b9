// What is held on one person: read from every table that names people, as the person himself may have it.
import { type RawBuilder, sql } from 'kysely';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { type PersonalTable, personalTables, TOLD_AT_MOST } from './personal-tables.ts';

/** Rows of one table that name the person. */
export interface HeldRows extends Pick<PersonalTable, 'table' | 'kept' | 'erased'> {
  count: number;
  rows: Record<string, unknown>[];
}

/** That a person was erased, and why. */
export interface Erasure {
  number: number;
  at: Date;
  reason: string | null;
}

/** Everything that is held on a person. */
export interface PersonalData {
  personId: string;
  userName: string;
  language: 'en' | 'zh';
  erased: Erasure | null;
  tables: HeldRows[];
  /** what the scopes and posts in it are called */
  names: Record<string, { en: string; zh: string }>;
}

/**
 * Whoever asks, asks with the reach of the system: a person's own data lie in scopes that are no longer his, and in what was
 * told to him alone. Only the functions here and those that erase act so, and only about one person.
 */
export const actingAbout = (actorId: string): Actor => ({ ...systemActor('sign-in'), id: actorId });

/** From here on the transaction is about this person: row-level security shows what is otherwise his alone (migration 0029). */
export const about = (tx: Tx, personId: string) => sql`select set_config('app.about', ${personId}, true)`.execute(tx);

interface Standing {
  user_name: string;
  language: 'en' | 'zh' | null;
  erased_number: number | null;
  at: Date | null;
  reason: string | null;
}

async function standingOf(tx: Tx, personId: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select p.user_name, a.language, p.erased_number, e.at, e.reason from person p left join person_attribute a on a.person_id = p.id
      left join history_entry e on e.seq = p.erased_seq and e.action = 'erase' where p.id = ${personId}`.execute(tx);
  const [found] = rows;
  if (!found) throw new Refused('not_found');
  return found;
}

const erasureOf = ({ erased_number: number, at, reason }: Standing): Erasure | null =>
  number === null || at === null ? null : { number, at, reason };

const isOurs = ({ table }: PersonalTable) => !table.includes('.');
const named = ({ by }: PersonalTable, personId: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    by.map((column) => sql`${sql.ref(column)}::text = ${personId}`),
    sql` or `,
  )})`;

/** How many rows of each table name the person. */
export async function countHeld(
  db: Database,
  actorId: string,
  personId: string,
): Promise<Omit<PersonalData, 'tables' | 'names'> & { tables: Omit<HeldRows, 'rows'>[] }> {
  const held = await gather(db, actorId, personId, 0);
  const { tables, names: _, ...person } = held;
  return { ...person, tables: tables.map(({ rows: __, ...table }) => table) };
}

/** Everything, the newest rows first. */
export const readHeld = (db: Database, actorId: string, personId: string): Promise<PersonalData> =>
  gather(db, actorId, personId, TOLD_AT_MOST);

async function gather(db: Database, actorId: string, personId: string, most: number): Promise<PersonalData> {
  const rowsOf = new Map<PersonalTable, HeldRows>();
  const { person, names } = await db.as(actingAbout(actorId), async (tx) => {
    await about(tx, personId);
    const standing = await standingOf(tx, personId);
    for (const one of personalTables.filter(isOurs)) {
      const where = named(one, personId);
      const { rows: counted } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(one.table)} where ${where}`.execute(tx);
      const order = one.newest ? sql`order by ${sql.ref(one.newest)} desc nulls last` : sql``;
      const { rows } =
        most === 0
          ? { rows: [] }
          : await sql<Record<string, unknown>>`
        select ${sql.join(one.tells.map((column) => sql.ref(column)))} from ${sql.table(one.table)} where ${where} ${order} limit ${most}`.execute(
              tx,
            );
      rowsOf.set(one, heldOf(one, counted[0]?.n ?? 0, rows));
    }
    return { person: standing, names: await namesIn(tx, [...rowsOf.values()]) };
  });
  // The library's tables are nothing of the application role: its own connection reads them, by the id alone.
  for (const one of personalTables.filter((table) => !isOurs(table))) {
    const where = one.by.map((column) => `${column} = $1`).join(' or ');
    const { rows: counted } = await db.pool.query<{ n: number }>(
      `select count(*)::int as n from ${quoted(one.table)} where ${where}`,
      [personId],
    );
    const { rows } =
      most === 0
        ? { rows: [] }
        : await db.pool.query<Record<string, unknown>>(
            `select ${one.tells.join(', ')} from ${quoted(one.table)} where ${where} ${one.newest ? `order by ${one.newest} desc` : ''} limit ${most}`,
            [personId],
          );
    rowsOf.set(one, heldOf(one, counted[0]?.n ?? 0, rows));
  }
  return {
    ...{ personId, userName: person.user_name, language: person.language ?? 'en', erased: erasureOf(person), names },
    tables: personalTables.flatMap((one) => rowsOf.get(one) ?? []),
  };
}

const quoted = (table: string) => table.replace(/^(\w+)\.(\w+)$/, '$1."$2"');
const heldOf = ({ table, kept, erased }: PersonalTable, count: number, rows: Record<string, unknown>[]): HeldRows => ({
  ...{ table, kept, erased, count, rows },
});

async function namesIn(tx: Tx, held: readonly HeldRows[]): Promise<PersonalData['names']> {
  const ids = new Set<string>();
  for (const { rows } of held)
    for (const row of rows)
      for (const column of ['scope_id', 'post_id']) if (typeof row[column] === 'string') ids.add(row[column]);
  const asked = `{${[...ids].join(',')}}`;
  const { rows } = await sql<{ id: string; en: string; zh: string }>`
    select id, name_en as en, name_zh as zh from scope_node where id = any(${asked}::uuid[])
    union all select id, name_en, name_zh from post where id = any(${asked}::uuid[])`.execute(tx);
  return Object.fromEntries(rows.map(({ id, en, zh }) => [id, { en, zh }]));
}
