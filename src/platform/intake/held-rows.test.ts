// How many rows of a long list are held at once while it goes out, and while it comes in: a bound, however long it is.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kinds, words } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import type { Actor, Database } from '../db/database.ts';
import { exportRows } from './export.ts';
import { type FileToImport, importFile } from './imports.ts';
import { fixtureFolder } from './read/fixture-files.ts';

const fixture = fixtureFolder();
const ROWS = 30_000;
const load = kindOf('waste.load');
let company: SmallCompany;
let administrator: Actor;
beforeAll(async () => {
  company = await openSmallCompany();
  ({ administrator } = company.people);
});
afterAll(() => company?.close());

const fileOf = (path: string): FileToImport => ({
  ...{ importId: uuidv7(), kind: load, path, fileName: 'loads', sha256: null, fixed: {}, chosen: {}, mended: {} },
});

/** Imports, and tells how many rows lay between what was read of the file and what was done with at most. */
async function mostHeld(path: string, dryRun: boolean) {
  let most = 0;
  const { counts } = await importFile(company.intake, administrator, fileOf(path), {
    ...{ acceptGood: false, dryRun, state: 'approved', via: 'import' },
    onProgress: (done, total, { rows }) => {
      most = Math.max(most, (done / total) * ROWS - rows);
    },
  });
  return { counts, most };
}

/** Counts the records that leave the database, and says when there are more. */
function counting(db: Database): { db: Database; fetched: () => number } {
  let fetched = 0;
  const counted: Database = Object.create(db, {
    as: {
      value: async (...asked: Parameters<Database['as']>) => {
        const answer = await db.as(...asked);
        fetched += (answer as { records?: readonly unknown[] } | undefined)?.records?.length ?? 0;
        return answer;
      },
    },
  });
  return { db: counted, fetched: () => fetched };
}

test('an import holds some chunks of its rows, not all of them', async () => {
  let csv =
    'Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\n';
  for (let row = 0; row < ROWS; row += 1)
    csv += `SZ,2024-0${1 + (row % 6)}-0${1 + (row % 9)},PAPER,recycle_organic,${1 + (row % 7)}.${row % 10},weigh_ticket,T-${row},1,V1\n`;
  const { counts, most } = await mostHeld(fixture('loads.csv', csv), false);
  expect(counts).toMatchObject({ new: ROWS, bad: 0 });
  expect(most).toBeLessThan(20_000);
});

test('an export holds a piece at a time; what comes back is not gathered either', async () => {
  const counted = counting(company.db);
  const { body } = await exportRows({ db: counted.db, kinds, words }, administrator, {
    kind: load,
    question: { which: 'latest', filters: [], limit: 1_000, offset: 0, sums: [] },
    ...{ list: 'scope=group', format: 'xlsx', language: 'en' },
  });
  // The sheet's own bytes tell which rows are out: behind the header of its part, unpacked as they come.
  const unpacked = createInflateRaw();
  let out = 0;
  unpacked.on('data', (bytes: Buffer) => {
    out += bytes.toString('latin1').split('</row>').length - 1;
  });
  const held: number[] = [];
  /** What is recorded while the list goes out is not in it; what is corrected stands as it was. */
  const meanwhile = async () => {
    const { id } = await company.one(
      sql<{ id: string }>`select id from waste_load where latest order by id desc limit 1`,
    );
    const { values, revision } = await company.newest('waste.load', id);
    const typed = Object.fromEntries([...load.flat.keys()].map((key) => [key, values[key] ?? null]));
    await company.record(administrator, 'waste.load', [{ id, values: { ...typed, note: 'late' }, basedOn: revision }]);
    await company.loadAt('draft', { site: company.id.SZ as string, on: '2024-06-02', tonnes: '1', ticket: 'late' });
  };
  const path = fixture('loads.xlsx', '');
  let isHeader = true;
  let isOver = false;
  unpacked.on('end', () => {
    isOver = true;
  });
  await pipeline(
    body as NodeJS.ReadableStream,
    async function* (chunks: AsyncIterable<Buffer | string>) {
      for await (const chunk of chunks) {
        yield chunk;
        if (isHeader) {
          isHeader = false;
          await meanwhile();
          continue;
        }
        if (!isOver && !unpacked.write(chunk)) await new Promise((done) => unpacked.once('drain', done));
        held.push(counted.fetched() - out);
      }
    },
    createWriteStream(path),
  );
  expect(counted.fetched()).toBe(ROWS);
  expect(held.length).toBeGreaterThan(10);
  expect(Math.max(...held)).toBeLessThan(9_000);

  const { counts, most } = await mostHeld(path, true);
  expect(counts).toMatchObject({ same: ROWS, bad: 0, new: 0 });
  expect(most).toBeLessThan(24_000);
});
