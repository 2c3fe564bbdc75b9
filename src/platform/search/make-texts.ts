// Makes all that search reads of records anew, where another version of the program made it, or none did.
import { sql } from 'kysely';
import { type Database, systemActor } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { decodeRows } from '../records/server/read.ts';
import { keepTexts } from './keep-texts.ts';
import { SEARCH_VERSION } from './search-text.ts';

const AT_ONCE = 500;

/**
 * Makes the texts where they are not of this version, before a server listens.
 * @returns whether there was anything to do
 */
export async function makeTexts(db: Database, kinds: Iterable<RecordKind>): Promise<boolean> {
  // All or nothing: what is half made would be found by half.
  return db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ version: number }>`select version from search_made`.execute(tx);
    if (rows.some(({ version }) => version === SEARCH_VERSION)) return false;
    await sql`delete from search_text`.execute(tx);
    for (const kind of kinds) {
      if (kind.foundByNumber) continue;
      for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
        const { rows: newest } = await sql<Record<string, unknown>>`
          select * from ${sql.table(kind.table)} where latest and id > ${after}::uuid order by id limit ${AT_ONCE}`.execute(
          tx,
        );
        const records = await decodeRows(tx, kind, newest);
        if (records.length === 0) break;
        await keepTexts(tx, kind, records);
        after = records.at(-1)?.id ?? after;
      }
    }
    await sql`delete from search_made`.execute(tx);
    await sql`insert into search_made (version) values (${SEARCH_VERSION})`.execute(tx);
    return true;
  });
}
