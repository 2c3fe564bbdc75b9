// What is held of substances as verdicts need it: those that come with the program, and those of one's own.
import { type Database, systemActor } from '#platform/db/database.ts';
import { readIdentities } from '../cli/identities.ts';
import { substanceKey } from '../rules/own-number.ts';
import { findEditionInUse, listFormulas } from '../store/identities.ts';
import { listOwnFormulas } from '../store/substances.ts';
import type { Identity, ReadIdentities } from './held-rules.ts';

const figures = systemActor('figures');
const READ_AT_ONCE = 5_000;

/** From the edition that was read in; undefined where none is whole yet. */
async function readFromTable(db: Database, wanted: ReadonlySet<string>): Promise<Map<string, Identity> | undefined> {
  const edition = await db.as(figures, findEditionInUse);
  if (edition?.state !== 'ready') return undefined;
  const found = new Map<string, Identity>();
  const keys = [...wanted];
  for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
    const page = keys.slice(from, from + READ_AT_ONCE);
    for (const { key, nameEn, nameZh, formula } of await db.as(figures, (tx) => listFormulas(tx, edition.id, page)))
      found.set(key, { nameEn: nameEn ?? '', nameZh: nameZh ?? '', formula });
  }
  return found;
}

/** @param path of the file of identities, which is read as long as the database does not hold it */
export const readHeldIdentities =
  (db: Database, path: string): ReadIdentities =>
  async (wanted) => {
    const found =
      (await readFromTable(db, wanted)) ??
      new Map<string, Identity>(await readIdentities(path, (key) => wanted.has(key)));
    for (const { number, nameEn, nameZh, formula } of await db.as(figures, listOwnFormulas)) {
      const key = substanceKey(number);
      const held = found.get(key);
      // What comes with the program has its formula from a register; one's own fills what is missing.
      if (wanted.has(key) && !held?.formula)
        found.set(key, { nameEn: held?.nameEn || (nameEn ?? ''), nameZh: held?.nameZh || (nameZh ?? ''), formula });
    }
    return found;
  };
