// Reads the file of identities that comes with the program into the database, once: in pieces, so that nobody waits long for it.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, type Database, systemActor } from '#platform/db/database.ts';
import { askJob, defineJob, type Job } from '#platform/jobs/declare.ts';
import {
  dropIdentities,
  endIdentities,
  findEditionOfFile,
  type Identity,
  type IdentityEdition,
  insertIdentities,
  noteIdentitiesProgress,
  startIdentities,
} from '../store/identities.ts';

const operator = systemActor('operator');
const JOB = 'substances.identities';
/** Rows of one statement: some 150 ms of the embedded database. */
const AT_ONCE = 1_500;
const TELL_MS = 1_000;

/** A file is not one of identities: told to who gave it. */
export class NotIdentities extends Error {}

/** The newest file that comes with the program; undefined where none does. */
export function identitiesFile(home: string): string | undefined {
  const folder = join(home, 'reference', 'substances');
  const newest = readdirSync(folder)
    .filter((name) => /^identities-.+\.tsv\.gz$/.test(name))
    .sort()
    .at(-1);
  return newest && join(folder, newest);
}

const sha256Of = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
/** `identities-2026-11.tsv.gz` is edition 2026-11. */
const editionOf = (path: string) => /^(?:identities-)?(.+?)\.tsv(?:\.gz)?$/.exec(basename(path))?.[1] ?? basename(path);

const columns = 'cas	ec	name_en	name_zh	formula	smiles	inchikey	lists	other_names';

/** A line of the file; null where it has no number, by which nothing could name it. */
function identityOf(line: string): Identity | null {
  const [
    cas = '',
    ec = '',
    nameEn = '',
    nameZh = '',
    formula = '',
    smiles = '',
    inchiKey = '',
    lists = '',
    others = '',
  ] = line.split('\t');
  if (cas === '' && ec === '') return null;
  return {
    key: cas === '' ? `ec:${ec}` : `cas:${cas}`,
    ...{ cas: cas || null, ec: ec || null, nameEn: nameEn || null, nameZh: nameZh || null },
    ...{ formula: formula || null, smiles: smiles || null, inchiKey: inchiKey || null, lists },
    otherNames: [...new Set(others.split('|').filter((name) => name !== '' && name !== nameEn))],
  };
}

async function* identitiesOf(path: string): AsyncGenerator<Identity> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  let first = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (first) {
      first = false;
      if (line !== columns) throw new NotIdentities(`${basename(path)}: the first line must be: ${columns}`);
      continue;
    }
    const identity = identityOf(line);
    if (identity) yield identity;
  }
}

export interface IdentityLoading {
  db: Database;
  actor?: Actor;
  signal?: AbortSignal;
  progress?(share: number): Promise<void>;
}

/**
 * Reads a file into an edition of its own. A file that is there already is left as it is; one whose reading was broken off
 * is read anew. Nobody sees any of it before all of it is there.
 */
export async function loadIdentities(
  { db, actor = operator, signal, progress }: IdentityLoading,
  path: string,
): Promise<{ edition: string; identities: number; loaded: boolean }> {
  const sha256 = sha256Of(path);
  const edition = editionOf(path);
  const before = await db.as(actor, (tx) => findEditionOfFile(tx, sha256));
  if (before?.state === 'ready') return { edition: before.edition, identities: before.identities, loaded: false };
  // What is wrong with a file is found before anything of it is kept.
  let all = 0;
  for await (const _ of identitiesOf(path)) all += 1;
  if (!before) await db.as(actor, (tx) => startIdentities(tx, { id: uuidv7(), edition, sha256 }));
  const { id } = (await db.as(actor, (tx) => findEditionOfFile(tx, sha256))) as IdentityEdition;
  await db.as(actor, (tx) => dropIdentities(tx, id));
  let kept = 0;
  let told = 0;
  let waiting: Identity[] = [];
  const send = async () => {
    const rows = waiting;
    waiting = [];
    kept += rows.length;
    const share = all === 0 ? 1 : kept / all;
    const isDue = Date.now() - told >= TELL_MS;
    if (isDue) told = Date.now();
    await db.as(actor, async (tx) => {
      await insertIdentities(tx, id, rows);
      if (isDue) await noteIdentitiesProgress(tx, id, share);
    });
    if (isDue) await progress?.(share);
  };
  for await (const one of identitiesOf(path)) {
    signal?.throwIfAborted();
    waiting.push(one);
    if (waiting.length >= AT_ONCE) await send();
  }
  if (waiting.length > 0) await send();
  await db.as(actor, (tx) => endIdentities(tx, id, kept));
  return { edition, identities: kept, loaded: true };
}

/** The job that reads the file that comes with the program. */
export const identitiesJob = ({ db, home }: { db: Database; home: string }): Job =>
  defineJob(JOB, { needs: 'settings.change' }, async ({ actor, progress, signal }) => {
    const path = identitiesFile(home);
    return path === undefined ? { identities: 0 } : loadIdentities({ db, actor, progress, signal }, path);
  });

/** Asks for that job where the file is not there yet; a server does when it starts. */
export async function askForIdentities({ db, home }: { db: Database; home: string }): Promise<void> {
  const path = identitiesFile(home);
  if (path === undefined) return;
  const sha256 = sha256Of(path);
  await db.as(operator, async (tx) => {
    if ((await findEditionOfFile(tx, sha256))?.state !== 'ready') await askJob(tx, { name: JOB }, operator);
  });
}
