// Reads a file of basins into an edition of its own: the whole of it is checked before any of it is kept, and nobody sees it
// before all of it is there.
import type { Actor, Database } from '#platform/db/database.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import { defineJob, type Job } from '#platform/jobs/declare.ts';
import { boundsOf, toWkb } from '../rules/outline.ts';
import { dropBasins, endEdition, insertBasins, listEditions, type NewBasin, noteProgress } from '../store/basins.ts';
import { type BasinFault, type BasinFile, BasinFileRefused, type BasinRow, isFault } from './basin-file/basin-row.ts';
import { openBasinFile } from './basin-file/open.ts';

/** Faults that are kept of a file: who mends these finds the others. */
const MOST_FAULTS = 50;
/** Aqueduct has 68,000 areas; a file of more than this is something else. */
const MOST_BASINS = 2_000_000;
/** Bytes of outlines that are sent to the database at once. */
const AT_ONCE = 8 * 1024 ** 2;
/** The part of the work that is checking. */
const CHECKING = 0.4;
const TELL_MS = 500;

/** What a file was found to hold. */
interface Found {
  form: string | null;
  synthetic: boolean;
  basins: number;
  baselines: number;
  futures: number;
  outlines: number;
  problems: BasinFault[];
}

/** What reading needs: where files lie, and who is told how far it is. */
export interface BasinReading {
  db: Database;
  evidence: Pick<EvidenceStore, 'pathOf'>;
  actor: Actor;
  signal?: AbortSignal;
  progress?(share: number): Promise<void>;
}

/** Reads a file to its end and says what it holds and what is wrong. */
async function checkFile(path: string, tell: (share: number) => Promise<void>): Promise<Found> {
  const found: Found = { form: null, synthetic: false, basins: 0, baselines: 0, futures: 0, outlines: 0, problems: [] };
  const ids = new Set<string>();
  let file: BasinFile | undefined;
  try {
    file = await openBasinFile(path);
    found.form = file.form;
    for await (const { rows, share } of file.batches()) {
      for (const one of rows) {
        const fault = isFault(one) ? one : countRow(one, found, ids);
        if (fault) found.problems.push(fault);
        if (found.problems.length >= MOST_FAULTS) return found;
      }
      if (found.basins > MOST_BASINS) throw new BasinFileRefused('too_many', { limit: MOST_BASINS });
      await tell(share * CHECKING);
    }
    found.synthetic = file.synthetic;
    if (found.basins === 0 && found.problems.length === 0) throw new BasinFileRefused('empty');
  } catch (error) {
    if (!(error instanceof BasinFileRefused)) throw error;
    found.problems.push(error.fault);
  } finally {
    await file?.close();
  }
  return found;
}

/** Counts a row; one whose id was there before is a fault: two values for one area are none. */
function countRow(row: BasinRow, found: Found, ids: Set<string>): BasinFault | undefined {
  const key = `${row.indicators ? 'baseline' : 'future'} ${row.id}`;
  if (ids.has(key)) return { code: 'id_twice', row: row.row, facts: { id: row.id } };
  ids.add(key);
  found.basins += 1;
  if (row.indicators) found.baselines += 1;
  if (row.futures) found.futures += 1;
  if (row.polygons) found.outlines += 1;
  return undefined;
}

const newBasin = (row: BasinRow): NewBasin => ({
  ...{ line: row.row, id: row.id, pfafId: row.pfafId, gid1: row.gid1, name: row.name },
  ...{ indicators: row.indicators, futures: row.futures },
  bounds: row.polygons ? boundsOf(row.polygons) : null,
  outline: row.polygons ? toWkb(row.polygons) : null,
});

/** Keeps the rows of a checked file, some at a time, so that nobody waits long for the database. */
async function keepFile(world: BasinReading, id: string, path: string, tell: (share: number) => Promise<void>) {
  const file = await openBasinFile(path);
  let waiting: NewBasin[] = [];
  let bytes = 0;
  const send = async () => {
    const rows = waiting;
    [waiting, bytes] = [[], 0];
    await world.db.as(world.actor, (tx) => insertBasins(tx, id, rows));
  };
  try {
    for await (const { rows, share } of file.batches()) {
      world.signal?.throwIfAborted();
      for (const one of rows) {
        if (isFault(one)) throw new Error(`water basins: row ${one.row} changed while it was read`);
        const basin = newBasin(one);
        waiting.push(basin);
        bytes += basin.outline?.length ?? 0;
        if (bytes >= AT_ONCE) await send();
      }
      await send();
      await tell(CHECKING + share * (1 - CHECKING));
    }
  } finally {
    await file.close();
  }
}

/**
 * Reads the file of an edition that waits to be read. Begun anew after it was broken off, it ends the same.
 * @returns the edition's state, and how many basins it holds
 */
export async function readBasins(world: BasinReading, id: string): Promise<{ state: string; basins: number }> {
  const { db, actor } = world;
  const edition = (await db.as(actor, listEditions)).find((one) => one.id === id);
  if (edition?.state !== 'reading') return { state: edition?.state ?? 'gone', basins: edition?.basins ?? 0 };
  let told = 0;
  const tell = async (share: number) => {
    world.signal?.throwIfAborted();
    if (Date.now() - told < TELL_MS) return;
    told = Date.now();
    await db.as(actor, (tx) => noteProgress(tx, id, share));
    await world.progress?.(share);
  };
  const path = await world.evidence.pathOf(edition.fileSha256);
  const found = await checkFile(path, tell);
  await db.as(actor, (tx) => dropBasins(tx, id));
  const state = found.problems.length === 0 ? 'ready' : 'refused';
  if (state === 'ready') await keepFile(world, id, path, tell);
  await db.as(actor, (tx) => endEdition(tx, id, { ...found, state }));
  return { state, basins: found.basins };
}

/** The job that reads an uploaded file. */
export const basinsJob = ({ db, evidence }: Pick<BasinReading, 'db' | 'evidence'>): Job =>
  defineJob('water.basins', { needs: 'settings.change' }, ({ actor, asked, progress, signal }) =>
    readBasins({ db, evidence, actor, progress, signal }, String(asked.edition)),
  );
