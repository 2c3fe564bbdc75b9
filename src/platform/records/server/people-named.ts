// What people are called, by the ids that the history knows them by; who is no person is called by his id.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';

/** A person with his id. */
export interface NamedPerson {
  id: string;
  en: string;
  zh: string;
}

/** Names of people, as far as they still have one. */
export async function peopleNamed(tx: Tx, ids: readonly string[]): Promise<(id: string) => NamedPerson> {
  const asked = [...new Set(ids)];
  const { rows } =
    asked.length === 0
      ? { rows: [] }
      : await sql<NamedPerson>`
        select p.id, coalesce(a.name_en, p.user_name) as en, coalesce(a.name_zh, p.user_name) as zh
        from person p left join person_attribute a on a.person_id = p.id where p.id::text = any(${asked}::text[])`.execute(
          tx,
        );
  const names = new Map(rows.map((row) => [row.id, row]));
  return (id) => names.get(id) ?? { id, en: id, zh: id };
}
