// bench excel: a filtered list goes out as a workbook, is worked on as people do in another program, comes back, is previewed by
// cell and committed; against reading and writing the very same workbooks and nothing else.
import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import { word } from '#platform/i18n/words.ts';
import { exportRows } from '#platform/intake/export.ts';
import {
  checkImport,
  type FileToImport,
  type ImportReport,
  importFile,
  newImportId,
} from '#platform/intake/imports.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { listRecords } from '#platform/records/server/read.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { kinds, words } from '../wiring.ts';
import type { Edited } from './edit-elsewhere-process.ts';
import { codesOf, writeLoads } from './import.ts';
import { openScratch, watchMemory } from './scratch.ts';

const operator = systemActor('operator');
const usualRows = [1_000, 10_000, 100_000];
/** All that was loaded, and yet a filter that each row is held against. */
const list = 'scope=group&filter.departedOn.from=2022-01-01&filter.departedOn.before=2025-01-01';
const seconds = (since: number) => (performance.now() - since) / 1000;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));
const rate = (rows: number, spent: number) => ({ seconds: round(spent), rowsPerSecond: Math.round(rows / spent) });

const fileOf = (kind: RecordKind, path: string): FileToImport => ({
  ...{ importId: newImportId(), kind, path, fileName: 'back.xlsx', sha256: null },
  ...{ fixed: {}, chosen: {}, mended: {} },
});

/** Has the workbook changed by a process of its own, so that what that holds is not held against the program. */
function editElsewhere(kind: RecordKind, from: string, to: string): Promise<Edited> {
  const headings = ['ownMassTonnes', 'note', 'document.number'].map((path) =>
    word(words, 'en', `${kind.kind}.${path}`),
  );
  const child = fork(fileURLToPath(new URL('./edit-elsewhere-process.ts', import.meta.url)), [from, to, ...headings]);
  return new Promise((done, failed) => {
    child.once('message', (edited) => done(edited as Edited));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the other program ended with ${code}`)));
  });
}

/** Times a piece of work and watches what it takes of memory. */
async function measured<T>(installation: Installation, work: () => Promise<T>) {
  const memory = watchMemory(installation);
  const since = performance.now();
  const answer = await work();
  return { answer, spent: seconds(since), memory: memory.stop() };
}

async function roundTrip(
  installation: Installation,
  folder: string,
  kind: RecordKind,
  { rows, site, tell }: { rows: number; site: string; tell: (line: string) => void },
) {
  const { db, intake } = installation;
  const [out, back] = [join(folder, `out-${rows}.xlsx`), join(folder, `back-${rows}.xlsx`)];
  const takeOut = async (address: string, path: string, onProgress?: (records: number) => void) => {
    const question = await db.as(operator, async (tx) => intake.listBehind?.(tx, kind, address, undefined));
    if (!question) throw new Error('no such list');
    let records = 0;
    const { body } = await exportRows({ db, kinds, words }, operator, {
      ...{ kind, question, list: address, format: 'xlsx', language: 'en' },
      onProgress: (so) => {
        records = so;
        onProgress?.(so);
      },
    });
    await pipeline(body as NodeJS.ReadableStream, createWriteStream(path));
    return { records, question };
  };
  let told = 0;
  const exported = await measured(installation, () =>
    takeOut(list, out, (records) => {
      if (records - told < 100_000) return;
      told = records;
      tell(`${records.toLocaleString('en')} records are out`);
    }),
  );
  const month = `scope=site:${site}&period=2024-03`;
  const { answer: short, spent: shortSpent } = await measured(installation, () =>
    takeOut(month, join(folder, 'month.xlsx')),
  );
  const page = await measured(installation, () =>
    db.as(operator, (tx) => listRecords(tx, kind, { ...short.question, cursor: undefined })),
  );
  tell('changed elsewhere');
  const edited = await editElsewhere(kind, out, back);
  tell('previewed');
  const file = fileOf(kind, back);
  const preview = await measured(installation, () => checkImport(intake, operator, file));
  expectWhatWasDone('preview', preview.answer, rows, edited);
  const cells = await differentCells(installation, file.importId);
  if (cells !== edited.changed) throw new Error(`${cells} cells differ where ${edited.changed} were changed`);
  tell('committed');
  const commit = await measured(installation, () =>
    importFile(intake, operator, fileOf(kind, back), { acceptGood: false, state: 'draft', via: 'cli' }),
  );
  expectWhatWasDone('commit', commit.answer, rows, edited);
  const again = await checkImport(intake, operator, fileOf(kind, back));
  if (again.counts.same !== rows - edited.removed + edited.added)
    throw new Error(`the same file again: ${JSON.stringify(again.counts)}`);
  return {
    rows,
    edited: { changed: edited.changed, added: edited.added, removed: edited.removed },
    fileMb: { out: round((await stat(out)).size / 1e6, 1), back: round((await stat(back)).size / 1e6, 1) },
    export: rate(rows, exported.spent),
    exportOfOneMonth: {
      site,
      records: short.records,
      ms: round(shortSpent * 1_000),
      baselineMs: round(page.spent * 1_000),
    },
    preview: rate(rows, preview.spent),
    commit: rate(rows, commit.spent),
    baseline: {
      method:
        'the workbook that went out read and written anew, the one that came back read, no database; of one month, a page of its list',
      rewrite: rate(rows, edited.rewriteSeconds),
      read: rate(rows, edited.readSeconds),
    },
    ratio: {
      export: round(edited.rewriteSeconds / exported.spent, 3),
      preview: round(edited.readSeconds / preview.spent, 3),
      commit: round(edited.readSeconds / commit.spent, 3),
    },
    peakMemoryMb: { export: exported.memory, preview: preview.memory, commit: commit.memory },
  };
}

/** Cells that the preview shows as changed by the sheet. */
async function differentCells({ db }: Installation, importId: string): Promise<number> {
  const { rows } = await db.as(operator, (tx) =>
    sql<{ n: number }>`select count(*)::int as n from intake_row, jsonb_array_elements(difference->'cells') c
      where import_id = ${importId} and c->>'is' = 'sheet'`.execute(tx),
  );
  return rows[0]?.n ?? 0;
}

function expectWhatWasDone(what: string, { counts, returned }: ImportReport, rows: number, edited: Edited): void {
  const { changed, new: added, same, bad } = counts;
  const missing = what === 'preview' ? returned?.count : edited.removed;
  const isAll = same === rows - edited.changed - edited.removed && changed === edited.changed;
  if (!isAll || added !== edited.added || bad > 0 || missing !== edited.removed)
    throw new Error(`${what}: ${JSON.stringify({ counts, missing })} where ${JSON.stringify(edited)} was done`);
}

/** Round-trips lists of growing length, each in a database of its own. */
export async function benchExcel(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const kind = kinds.get('waste.load');
  if (!kind) throw new Error('no kind waste.load');
  const results = [];
  let database = '';
  for (const rows of options.rows === undefined ? usualRows : [options.rows]) {
    const scratch = await openScratch(options.databaseUrl);
    try {
      const { installation, folder } = scratch;
      ({ database } = scratch);
      await loadSample(installation, () => undefined, { withoutLoads: true });
      const path = join(folder, 'loads.csv');
      const codes = await codesOf(installation);
      await writeLoads(path, rows, codes);
      options.tell(`${rows.toLocaleString('en')} records: recorded first`);
      const loaded = await importFile(installation.intake, operator, fileOf(kind, path), {
        ...{ acceptGood: false, state: 'approved', via: 'cli' },
      });
      if (loaded.counts.new !== rows) throw new Error(JSON.stringify(loaded));
      await tend(installation.db);
      results.push(
        await roundTrip(installation, folder, kind, { rows, site: codes.sites[0] ?? '', tell: options.tell }),
      );
    } finally {
      await scratch.close();
    }
  }
  return { bench: 'excel', database, results, wantedMemoryMb: 1000 };
}
