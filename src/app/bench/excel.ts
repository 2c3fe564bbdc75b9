// bench excel: a list goes out as a workbook, one record in a hundred is changed in it, it comes back, is previewed and committed;
// against writing and reading the very same workbook and nothing else.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import { exportRows } from '#platform/intake/export.ts';
import { checkImport, type FileToImport, importFile, newImportId } from '#platform/intake/imports.ts';
import type { Counts } from '#platform/intake/outcomes.ts';
import { openTable } from '#platform/intake/read/open-table.ts';
import { isRefusal } from '#platform/intake/read/refusal.ts';
import { type CellToWrite, writeWorkbook } from '#platform/intake/read/write-workbook.ts';
import { markHeading } from '#platform/intake/sheet-mark.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { kinds, words } from '../wiring.ts';
import { codesOf, writeLoads } from './import.ts';
import { openScratch, watchMemory } from './scratch.ts';

const operator = systemActor('operator');
const usualRows = [10_000, 30_000, 100_000];
const changedEvery = 100;
const question = { which: 'latest' as const, filters: [], limit: 1_000, offset: 0, sums: [] };
const seconds = (since: number) => (performance.now() - since) / 1000;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));

const fileOf = (kind: RecordKind, path: string): FileToImport => ({
  ...{ importId: newImportId(), kind, path, fileName: 'back.xlsx', sha256: null },
  ...{ fixed: {}, chosen: {}, mended: {} },
});

/** The rows of a workbook, as texts. */
async function* rowsOf(path: string): AsyncGenerator<string[]> {
  const table = await openTable(path);
  if (isRefusal(table)) throw new Error(JSON.stringify(table));
  for await (const batch of table.batches()) for (const { cells } of batch) yield cells;
  await table.close();
}

/**
 * Writes the workbook anew as somebody's program would: the same cells, one own weight in a hundred another. What reading it
 * alone takes is taken off what reading and writing took together.
 */
async function editInto(from: string, to: string) {
  const reading = performance.now();
  let headings: string[] | undefined;
  for await (const cells of rowsOf(from)) headings ??= cells;
  const readSeconds = seconds(reading);
  const columns = (headings ?? []).map((heading) => ({ heading, hidden: heading === markHeading }));
  const mass = (headings ?? []).indexOf('Own weight (t)');
  let [changed, row] = [0, -1];
  const edited = async function* (): AsyncGenerator<CellToWrite[]> {
    for await (const cells of rowsOf(from)) {
      if (row++ < 0) continue;
      const isChanged = (row - 1) % changedEvery === 0;
      if (isChanged) changed += 1;
      yield columns.map((_, at) => {
        const text = cells[at] ?? '';
        if (at !== mass) return text;
        return { text: isChanged ? (Number(text) + 0.5).toFixed(3) : text, as: 'number' };
      });
    }
  };
  const writing = performance.now();
  await writeWorkbook(to, [{ name: 'Loads', columns, rows: edited() }]);
  return { changed, readSeconds, writeSeconds: seconds(writing) - readSeconds };
}

async function roundTrip(installation: Installation, folder: string, kind: RecordKind, rows: number) {
  const { db, intake } = installation;
  const [out, back] = [join(folder, `out-${rows}.xlsx`), join(folder, `back-${rows}.xlsx`)];
  const memory = watchMemory(installation);
  const exporting = performance.now();
  const { body } = await exportRows({ db, kinds, words }, operator, {
    ...{ kind, question, list: 'scope=group', format: 'xlsx', language: 'en' },
  });
  await pipeline(body as NodeJS.ReadableStream, createWriteStream(out));
  const exportSeconds = seconds(exporting);
  const exportMemory = memory.stop();
  const { changed, writeSeconds, readSeconds } = await editInto(out, back);
  const watching = watchMemory(installation);
  const previewing = performance.now();
  const checked = await checkImport(intake, operator, fileOf(kind, back));
  const previewSeconds = seconds(previewing);
  const committing = performance.now();
  const committed = await importFile(intake, operator, fileOf(kind, back), {
    ...{ acceptGood: false, state: 'draft', via: 'cli' },
  });
  const commitSeconds = seconds(committing);
  const importMemory = watching.stop();
  expectChanged('preview', checked.counts, rows, changed);
  expectChanged('commit', committed.counts, rows, changed);
  const again = await checkImport(intake, operator, fileOf(kind, back));
  expectChanged('the same file again', again.counts, rows, 0);
  return {
    rows,
    changed,
    export: { seconds: round(exportSeconds), rowsPerSecond: Math.round(rows / exportSeconds) },
    preview: { seconds: round(previewSeconds), rowsPerSecond: Math.round(rows / previewSeconds) },
    commit: { seconds: round(commitSeconds), rowsPerSecond: Math.round(rows / commitSeconds) },
    baseline: {
      method: 'the same cells written and read as a workbook, no database',
      write: { seconds: round(writeSeconds), rowsPerSecond: Math.round(rows / writeSeconds) },
      read: { seconds: round(readSeconds), rowsPerSecond: Math.round(rows / readSeconds) },
    },
    ratio: {
      export: round(writeSeconds / exportSeconds, 3),
      preview: round(readSeconds / previewSeconds, 3),
      commit: round(readSeconds / commitSeconds, 3),
    },
    peakMemoryMb: { export: exportMemory, import: importMemory },
  };
}

function expectChanged(what: string, counts: Counts, rows: number, changed: number): void {
  const { same, bad, new: added } = counts;
  if (counts.changed !== changed || same !== rows - changed || bad + added > 0)
    throw new Error(`${what}: ${JSON.stringify(counts)} where ${changed} of ${rows} were changed`);
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
      await writeLoads(path, rows, await codesOf(installation));
      options.tell(`${rows.toLocaleString('en')} records: recorded first`);
      const loaded = await importFile(installation.intake, operator, fileOf(kind, path), {
        ...{ acceptGood: false, state: 'approved', via: 'cli' },
      });
      if (loaded.counts.new !== rows) throw new Error(JSON.stringify(loaded));
      await tend(installation.db);
      options.tell('out, changed, and back');
      results.push(await roundTrip(installation, folder, kind, rows));
    } finally {
      await scratch.close();
    }
  }
  return { bench: 'excel', database, results, wantedMemoryMb: 1000 };
}
