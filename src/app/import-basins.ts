// A file of basins brought in by the operator, kept as it is and read whole at once.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { readBasins } from '#domains/water/api/read-basins.ts';
import type { BasinEdition } from '#domains/water/model/basin-edition.ts';
import { startEdition } from '#domains/water/store/basins.ts';
import { systemActor } from '#platform/db/database.ts';
import { noteFile } from '#platform/evidence/attach.ts';
import { historySeq } from '#platform/history/entry.ts';
import type { Installation } from './installation.ts';

const actor = systemActor('operator');

/** Imports it. @returns its id, and what became of it */
export async function importBasins(
  { db, evidence }: Pick<Installation, 'db' | 'evidence'>,
  path: string,
  about: Pick<BasinEdition, 'title' | 'publishedOn' | 'licence' | 'source'>,
) {
  const kept = await evidence.keep(createReadStream(path), statSync(path).size);
  const id = uuidv7();
  await db.as(actor, async (tx) => {
    await noteFile(tx, kept, await historySeq(tx));
    await startEdition(tx, { id, ...about, fileName: basename(path), fileSha256: kept.sha256, bytes: kept.bytes });
  });
  return { id, ...(await readBasins({ db, evidence, actor }, id)) };
}
