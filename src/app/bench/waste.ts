// bench waste: a factory's own ledger as a workbook, the completeness matrix of many factories, the dashboard with ten readers.
import { openAsBlob, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, listAccounts, makeAccount } from '#platform/access/accounts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import { importFile, newImportId } from '#platform/intake/imports.ts';
import { openTable } from '#platform/intake/read/open-table.ts';
import { isRefusal } from '#platform/intake/read/refusal.ts';
import { csvLine } from '#platform/intake/read/write-csv.ts';
import { writeWorkbook } from '#platform/intake/read/write-workbook.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { type RunningServer, startServer } from '../server.ts';
import { kinds, words } from '../wiring.ts';
import { bareInsert } from './import.ts';
import { cookiesOfReaders, READERS, readingTimes, signedIn } from './readers.ts';
import { openScratch, percentile, type Scratch } from './scratch.ts';

const operator = systemActor('operator');
const ROUNDS = 5;
const ledgerSizes = [1_000, 3_000, 9_000];
const matrixSizes = [50, 200, 400];
const STREAMS = 8;
const MONTHS = 12;
const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** What somebody waited, over several rounds: the first, which finds nothing warm, the middle and the worst. */
function waited(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    firstMs: rounded(times[0] ?? 0),
    p50Ms: rounded(percentile(sorted, 0.5)),
    mostMs: rounded(sorted.at(-1) ?? 0),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, T]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

/** One factory's month as its people keep it: a title, Chinese heads and words, `2024.7.30`, kilograms. */
async function writeLedger(
  path: string,
  rows: number,
  prefix: string,
  names: { streams: string[]; vendors: string[] },
) {
  const heads = [
    '出厂日期',
    '废弃物名称',
    '处置方式',
    '重量（公斤）',
    '单据类型',
    '单据号',
    '行号',
    '处置单位',
    '备注',
  ];
  const treatments = ['recycle_metal', 'recycle_organic', 'incineration_with_energy', 'landfill'];
  const cells = function* () {
    yield heads;
    for (let n = 0; n < rows; n++)
      yield [
        `2024.7.${1 + (n % 31)}`,
        names.streams[n % names.streams.length] as string,
        words.zh[`waste.treatment.${treatments[n % treatments.length]}`] as string,
        String(500 + ((n * 37) % 9_000)),
        words.zh['waste.document.weigh_ticket'] as string,
        `${prefix}${String(n).padStart(6, '0')}`,
        '1',
        names.vendors[n % names.vendors.length] as string,
        '',
      ];
  };
  const columns = ['无锡工厂 2024年7月废弃物出厂台账', ...heads.slice(1).map(() => '')].map((heading) => ({ heading }));
  await writeWorkbook(path, [{ name: '7月', columns, rows: cells() }]);
}

/** What the page does: uploads, waits for the check, reads the first rows, commits; through the server, as a recorder would. */
async function importOnce(server: RunningServer, { cookie, origin }: { cookie: string; origin: string }, path: string) {
  const ask = async (way: string, init: RequestInit = {}) => {
    const answer = await fetch(`${server.address}/api/v1${way}`, {
      ...init,
      headers: { cookie, origin, ...init.headers },
    });
    if (!answer.ok) throw new Error(`${way}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; status: string; counts: { new: number; bad: number } };
  };
  const body = new FormData();
  body.set('file', await openAsBlob(path), basename(path));
  const [previewMs, { id, counts }] = await timed(async () => {
    const { id: importId } = await ask('/imports/waste.load?scope=site:WX1', { method: 'POST', body });
    for (;;) {
      const shown = await ask(`/imports/${importId}`);
      if (shown.status === 'checked') {
        await ask(`/imports/${importId}/rows?limit=200`);
        return shown;
      }
      if (shown.status !== 'checking') throw new Error(`the ledger was ${shown.status}`);
      await new Promise((rested) => setTimeout(rested, 10));
    }
  });
  const [commitMs] = await timed(async () => {
    const json = { 'content-type': 'application/json' };
    let { status } = await ask(`/imports/${id}/commit`, { method: 'POST', body: '{"acceptGood":true}', headers: json });
    while (status !== 'committed') ({ status } = await ask(`/imports/${id}`));
  });
  return { previewMs, commitMs, counts };
}

async function bareParse(path: string): Promise<void> {
  const table = await openTable(path);
  if (isRefusal(table)) throw new Error(table.refused);
  for await (const _ of table.batches());
  await table.close();
}

async function benchLedgers({ installation, folder }: Scratch, server: RunningServer, cookie: string, tell: Tell) {
  const names = await installation.db.as(operator, async (tx) => {
    const all = async (query: ReturnType<typeof sql<{ name: string }>>) =>
      (await query.execute(tx)).rows.map((row) => row.name);
    return {
      streams: await all(sql`select name_zh as name from waste_stream where latest and not hazardous order by code`),
      vendors: await all(
        sql`select name_zh as name from suppliers_supplier where latest and 'waste_vendor' = any(roles) order by code`,
      ),
    };
  });
  const results = [];
  for (const rows of ledgerSizes) {
    const times: { previewMs: number; commitMs: number }[] = [];
    const prefix = `W${rows}-`;
    for (let round = 0; round < ROUNDS; round++) {
      const path = join(folder, `ledger-${rows}-${round}.xlsx`);
      await writeLedger(path, rows, `${prefix}${round}-`, names);
      const { counts, ...time } = await importOnce(server, { cookie, origin: installation.settings.url }, path);
      if (counts.new !== rows) throw new Error(`${JSON.stringify(counts)} of ${rows}`);
      times.push(time);
    }
    const parses: number[] = [];
    for (let round = 0; round < ROUNDS; round++)
      parses.push((await timed(() => bareParse(join(folder, `ledger-${rows}-${round}.xlsx`))))[0]);
    const bare = await bareInsert(installation, `${prefix}0-`);
    const preview = waited(times.map(({ previewMs }) => previewMs));
    const commit = waited(times.map(({ commitMs }) => commitMs));
    const parse = waited(parses);
    const insertMs = rounded(bare.seconds * 1_000);
    results.push({
      rows,
      preview,
      commit,
      baseline: { what: `bare parse, then ${bare.method}`, parseMs: parse.p50Ms, insertMs },
      ratioOfParseToPreview: Number((parse.p50Ms / preview.p50Ms).toFixed(2)),
      ratioOfParseAndInsertToCommit: Number(((parse.p50Ms + insertMs) / commit.p50Ms).toFixed(2)),
    });
    tell(`ledger of ${rows} rows: previewed in ${preview.p50Ms} ms, committed in ${commit.p50Ms} ms`);
  }
  return results;
}

type Tell = (line: string) => void;

/** Imports lines as approved. */
async function take(installation: Installation, folder: string, kindId: string, lines: readonly (readonly string[])[]) {
  const kind = kinds.get(kindId);
  if (!kind) throw new Error(`no kind ${kindId}`);
  const path = join(folder, `${kindId}.csv`);
  writeFileSync(path, lines.map((line) => csvLine(line)).join(''));
  const { counts, status, missing } = await importFile(
    installation.intake,
    operator,
    { importId: newImportId(), kind, path, fileName: basename(path), sha256: null, fixed: {}, chosen: {}, mended: {} },
    { acceptGood: false, state: 'approved', via: 'cli' },
  );
  if (status !== 'committed') throw new Error(`${kindId}: ${status} ${JSON.stringify(counts)} ${missing.join()}`);
}

const numbers = (from: number, before: number) => Array.from({ length: before - from }, (_, at) => from + at);
const heads = (kind: string, ...fields: string[]) => fields.map((field) => words.en[`${kind}.${field}`] ?? field);
const both = (kind: string, field: string) =>
  ['English', 'Chinese'].map((one) => `${words.en[`${kind}.${field}`]} (${one})`);

/** Loads of [factory, day, stream, tonnes, ticket], all landfilled. */
const addLoads = ({ installation, folder }: Pick<Scratch, 'installation' | 'folder'>, loads: readonly string[][]) =>
  take(installation, folder, 'waste.load', [
    heads(
      ...(['waste.load', 'site', 'departedOn', 'stream', 'ownMassTonnes', 'document.number'] as const),
      ...(['treatment', 'document.type', 'document.line', 'vendor'] as const),
    ),
    ...loads.map((load) => [...load, 'landfill', 'weigh_ticket', '1', 'V']),
  ]);

/** Factories from one number to another, each with a plan of eight streams and a year of loads, one month in seventeen missing. */
async function addFactories({ installation, folder }: Scratch, from: number, before: number): Promise<void> {
  const add = (kind: string, head: string[], lines: string[][]) => take(installation, folder, kind, [head, ...lines]);
  const streams = numbers(0, STREAMS).map((n) => `S${n}`);
  if (from === 0) {
    const codeAndName = (kind: string) => [...heads(kind, 'code'), ...both(kind, 'name')];
    await add('factories.region', codeAndName('factories.region'), [['R', 'Region', '区域']]);
    await add(
      'suppliers.supplier',
      [...codeAndName('suppliers.supplier'), ...heads('suppliers.supplier', 'country', 'roles')],
      [['V', 'Vendor', '处置单位', 'CN', 'waste_vendor']],
    );
    await add(
      'waste.stream',
      [...codeAndName('waste.stream'), ...heads('waste.stream', 'hazardous', 'composition', 'inUlScope')],
      streams.map((code) => [code, `Stream ${code}`, `废弃物 ${code}`, 'no', 'mixed', 'yes']),
    );
  }
  const sites = numbers(from, before).map((n) => `F${n}`);
  await add(
    'factories.site',
    [
      ...[...heads('factories.site', 'code'), ...both('factories.site', 'name')],
      ...heads('factories.site', 'region', 'country', 'timeZone', 'startedOn'),
    ],
    sites.map((code) => [code, `Factory ${code}`, `工厂 ${code}`, 'R', 'CN', 'Asia/Shanghai', '2020-01-01']),
  );
  await add(
    'waste.expected-data',
    heads('waste.expected-data', 'site', 'stream', 'what', 'frequency', 'from', 'dueDay'),
    sites.flatMap((site) => streams.map((stream) => [site, stream, 'load', 'monthly', '2020-01-01', '10'])),
  );
  const months = numbers(1, MONTHS + 1).map((month) => `2024-${String(month).padStart(2, '0')}`);
  const all = sites.flatMap((site) => months.flatMap((month) => streams.map((stream) => ({ site, month, stream }))));
  await addLoads(
    { installation, folder },
    all.flatMap(({ site, month, stream }, n) =>
      n % 17 === 16 ? [] : [[site, `${month}-05`, stream, String(1 + (n % 9)), `${site}-${month}-${stream}`]],
    ),
  );
  await tend(installation.db);
}

async function benchMatrix(databaseUrl: string | undefined, tell: Tell) {
  const scratch = await openScratch(databaseUrl);
  const { installation } = scratch;
  try {
    const personId = await makeAccount(installation.db, {
      ...{ userName: 'bench', nameEn: 'Bench', nameZh: '基准', language: 'en', sample: true },
    });
    await grantRole(installation.db, {
      ...{ personId, role: 'group_administrator', scopeId: GROUP_ID, from: '2020-01-01' as CalendarDate },
    });
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const cookie = await signedIn(server, personId);
      const results = [];
      let there = 0;
      for (const sites of matrixSizes) {
        await addFactories(scratch, there, sites);
        await installation.figures.settle();
        there = sites;
        const url = `${server.address}/api/v1/waste/completeness?scope=group&period=2024`;
        const answer = await fetch(url, { headers: { cookie } });
        const { counts } = (await answer.json()) as { counts: { expected: number; in: number } };
        const expected = sites * STREAMS * MONTHS;
        if (counts.expected !== expected || counts.in !== expected - Math.floor(expected / 17))
          tell(`the matrix of ${sites} factories says ${JSON.stringify(counts)}, and ${expected} are expected`);
        const { requests, ...times } = await readingTimes(url, [cookie]);
        // What is kept while nobody writes is worked out again after a load has come.
        const afterWrite: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          await addLoads(scratch, [['F0', '2024-01-06', 'S0', '1', `again-${sites}-${round}`]]);
          afterWrite.push((await timed(async () => (await fetch(url, { headers: { cookie } })).arrayBuffer()))[0]);
        }
        const bare: number[] = [];
        for (let round = 0; round < ROUNDS; round++)
          bare.push(
            (
              await timed(() =>
                installation.db.as(operator, (tx) =>
                  sql`select count(*) from (select site_id, stream_id, month from waste_load where latest and not voided and month >= '2024-01-01' and month < '2025-01-01' group by 1, 2, 3) l`.execute(
                    tx,
                  ),
                ),
              )
            )[0],
          );
        const baselineMs = waited(bare).p50Ms;
        results.push({
          ...{
            sites,
            months: MONTHS,
            streams: STREAMS,
            loads: counts.in,
            requests,
            ...times,
            afterWrite: waited(afterWrite),
          },
          baseline: { what: 'one bare count of site-months by stream over the same loads', ms: baselineMs },
          ratioOfBareToAfterWrite: Number((baselineMs / waited(afterWrite).p50Ms).toFixed(2)),
        });
        tell(`matrix of ${sites} factories: ${times.p50Ms} ms, ${waited(afterWrite).p50Ms} ms after a write`);
      }
      return results;
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}

/** The ledger and the dashboard on the sample company, the matrix on a company made for it. */
export async function benchWaste({ databaseUrl, tell }: { databaseUrl: string | undefined; tell: Tell }) {
  const scratch = await openScratch(databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined);
    await installation.figures.settle();
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const cookies = await cookiesOfReaders(installation, server);
      const url = `${server.address}/api/v1/dashboards/waste?scope=group&period=2024-H1`;
      const dashboard = await readingTimes(url, cookies);
      tell(`dashboard: p95 ${dashboard.p95Ms} ms with ten readers`);
      const [bareMs] = await timed(() =>
        installation.db.as(operator, (tx) =>
          sql`select treatment, sum(counting_mass_tonnes) from waste_load where approved_seq is not null and ended_seq is null and departed_on >= '2024-01-01' and departed_on < '2024-07-01' group by 1`.execute(
            tx,
          ),
        ),
      );
      const recorder = (await listAccounts(installation.db)).find(({ grants }) =>
        grants.some(({ role }) => role === 'group_administrator'),
      );
      const cookie = await signedIn(server, recorder?.personId ?? '');
      const ledgers = await benchLedgers(scratch, server, cookie, tell);
      const matrix = await benchMatrix(databaseUrl, tell);
      return {
        bench: 'waste',
        database: scratch.database,
        ledgers: { sizes: ledgers, rounds: ROUNDS, wanted: { rows: 3_000, previewMs: 1_000, commitMs: 1_000 } },
        matrix: { sizes: matrix, wanted: { sites: 200, ms: 100 } },
        dashboard: {
          ...{ readers: READERS, ...dashboard, wantedP95Ms: 50 },
          baseline: { what: 'one bare sum by treatment over the records of the half-year', ms: rounded(bareMs) },
          ratioOfP50ToBare: Number((dashboard.p50Ms / bareMs).toFixed(3)),
        },
      };
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}
