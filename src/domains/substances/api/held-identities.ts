// What is held of substances as verdicts need it: those that come with the program, and those of one's own.
import { type Database, systemActor } from '#platform/db/database.ts';
import { readIdentities } from '../cli/identities.ts';
import { substanceKey } from '../rules/own-number.ts';
import { listOwnFormulas } from '../store/substances.ts';
import type { Identity, ReadIdentities } from './held-rules.ts';

/** @param path of the file of identities */
export const readHeldIdentities =
  (db: Database, path: string): ReadIdentities =>
  async (wanted) => {
    const found = new Map<string, Identity>(await readIdentities(path, (key) => wanted.has(key)));
    for (const { number, nameEn, nameZh, formula } of await db.as(systemActor('figures'), listOwnFormulas)) {
      const key = substanceKey(number);
      const held = found.get(key);
      // What comes with the program has its formula from a register; one's own fills what is missing.
      if (wanted.has(key) && !held?.formula)
        found.set(key, { nameEn: held?.nameEn || (nameEn ?? ''), nameZh: held?.nameZh || (nameZh ?? ''), formula });
    }
    return found;
  };
