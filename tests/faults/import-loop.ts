// A program that imports without end, for the tests that kill it: says what it has acknowledged, and judges what it finds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { openInstallation } from '#app/installation.ts';
import { readSettings } from '#app/settings.ts';
import { kinds } from '#app/wiring.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor, type Tx } from '#platform/db/database.ts';
import { keepSealing, seal } from '#platform/history/seal.ts';
import { verifyHistory } from '#platform/history/verify.ts';
import { importFile } from '#platform/intake/imports.ts';

/** Loads of one import: more than one chunk, so that a kill can fall between two. */
const LOADS = 2_010;
/** Loads of the import before that every other import corrects. */
const CORRECTED = 40;
const operator = systemActor('operator');
const [dataFolder = '', first = '1'] = process.argv.slice(2);
const say = (what: string) => process.stdout.write(`${what}\n`);

const installation = await openInstallation(
  readSettings(
    { data: dataFolder, port: '0', url: 'http://localhost', secret: 'x'.repeat(32), lang: 'en' },
    { DATABASE_URL: process.env.DATABASE_URL },
  ),
  { join: false, tell: (line) => say(`told ${line}`) },
);
const { db, embedded, figures, intake } = installation;
const scratch = mkdtempSync(join(dataFolder, 'loop-'));

async function bring(
  kindId: string,
  fileName: string,
  lines: readonly string[],
  onProgress?: (rows: number) => void,
): Promise<'committed' | string> {
  const kind = kinds.get(kindId);
  if (!kind) throw new Error(kindId);
  const path = join(scratch, 'file.csv');
  writeFileSync(path, lines.join('\n'));
  const file = { importId: uuidv7(), kind, path, fileName, sha256: null, fixed: {}, chosen: {}, mended: {} };
  const report = await importFile(intake, operator, file, {
    ...{ acceptGood: false, state: 'approved', via: 'system' },
    ...(onProgress ? { onProgress: (_done, _total, counts) => onProgress(counts.rows) } : {}),
  });
  return report.status === 'committed' ? 'committed' : JSON.stringify(report.refusal ?? report.counts);
}

const count = (tx: Tx, table: string) =>
  sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`
    .execute(tx)
    .then(({ rows }) => rows[0]?.n ?? 0);
if ((await db.as(operator, (tx) => count(tx, 'waste_stream'))) === 0) {
  const base: [string, string[]][] = [
    ['factories.region', ['Code,Name (English),Name (Chinese)', 'EC,East,华东']],
    [
      'factories.entity',
      ['Code,Short name (English),Legal name (English),Country', 'E1,First,First Ltd.,CN', 'E2,Second,Second Ltd.,CN'],
    ],
    [
      'factories.site',
      [
        'Code,Name (English),Region,Country,Time zone,Started on',
        'S1,One,EC,CN,Asia/Shanghai,2020-01-01',
        'S2,Two,EC,CN,Asia/Shanghai,2020-01-01',
      ],
    ],
    [
      'factories.membership',
      ['Factory,Subsidiary,Share,From', 'S1,E1,0.6,2020-01-01', 'S1,E2,0.4,2020-01-01', 'S2,E2,1,2020-01-01'],
    ],
    ['suppliers.supplier', ['Code,Name (English),Country,Roles', 'V1,Recycler,CN,waste_vendor']],
    ['waste.stream', ['Code,Name (English),Hazardous,Composition,In UL 2799 scope', 'PAPER,Paper,no,paper,yes']],
  ];
  for (const [kind, lines] of base) {
    if ((await db.as(operator, (tx) => count(tx, kind.replace('.', '_')))) > 0) continue;
    const done = await bring(kind, `${kind}.csv`, lines);
    if (done !== 'committed') throw new Error(`${kind}: ${done}`);
  }
}

/** The loads of one import; every other says something else of some loads of the one before. */
function loadsOf(number: number, before: number | undefined): string[] {
  const line = (of: number, load: number, kilograms: number) =>
    `S${1 + (load % 2)},2024-0${1 + (load % 6)}-${String(1 + (load % 28)).padStart(2, '0')},PAPER,recycle_organic,${kilograms} kg,weigh_ticket,K${of}-${load},1,V1`;
  const own = Array.from({ length: LOADS }, (_, load) => line(number, load, 1_000 + load));
  const corrected =
    before !== undefined && number % 2 === 0
      ? Array.from({ length: CORRECTED }, (_, load) => line(before, load, 5_000 + (number % 1_000)))
      : [];
  return [
    'Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor',
    ...own,
    ...corrected,
  ];
}

/** Figures of whole, part and torn months: of the group, of a factory, and of a subsidiary that holds a share of one. */
const keys = async () => {
  const nodes = (
    await db.as(operator, (tx) =>
      sql<{ id: string }>`select id from scope_node where code in ('S1', 'E1') order by code`.execute(tx),
    )
  ).rows;
  return [GROUP_ID, ...nodes.map((node) => node.id)].flatMap((scopeId) =>
    (['2024', '2024-03', '2024-01-15..2024-02-10'] as const).map((period) => ({
      ...{ kpi: 'waste.shipped-mass', scopeId, period },
      basis: scopeId === GROUP_ID ? ('shown' as const) : ('approved' as const),
    })),
  );
};
const ofGroup = { kpi: 'waste.shipped-mass', scopeId: GROUP_ID, period: '2024', basis: 'approved' } as const;

/** Every stored sum, and the figures made of them. */
async function allFigures(): Promise<string> {
  await figures.settle();
  const asked = await figures.ask([ofGroup, ...(await keys())], operator);
  const { rows: cells } = await db.as(systemActor('figures'), (tx) =>
    sql`select aggregate, site_id, from_on, before_on, dims, carried, approved, approved_rows, shown, shown_rows, estimated
      from kpi_cell order by aggregate, site_id, from_on, before_on, dims, carried`.execute(tx),
  );
  return JSON.stringify([asked.map((one) => one && [one.key, one.result]), cells]);
}

/** What is there of the imports, as everybody may see it. */
const seen = () =>
  db.as(operator, async (tx) => {
    const { rows: imports } = await sql<{ number: number; loads: number }>`
      select substr(split_part(document_number, '-', 1), 2)::int as number, count(distinct id)::int as loads
      from waste_load group by 1 order by 1`.execute(tx);
    const { rows: sums } = await sql<{ tonnes: string }>`
      select trim_scale(coalesce(sum(counting_mass_tonnes), 0))::text as tonnes from waste_load
      where approved_seq is not null and ended_seq is null and not voided and month >= '2024-01-01'`.execute(tx);
    const { rows: twice } = await sql`
      select 1 from waste_load where approved_seq is not null and ended_seq is null group by id having count(*) > 1`.execute(
      tx,
    );
    const { rows: unequal } = await sql`
      select i.file_name from intake_import i left join waste_load l on l.import_id = i.id
      where i.status = 'committed' and i.kind = 'waste.load' group by i.id
      having (i.counts ->> 'new')::int <> count(*) filter (where l.revision = 1) or (i.counts ->> 'changed')::int <> count(*) filter (where l.revision > 1)
        or (i.counts ->> 'changed')::int not in (0, ${CORRECTED})`.execute(tx);
    const { rows: unfinished } = await sql<{ number: number }>`
      select substring(file_name from '[0-9]+')::int as number from intake_import
      where kind = 'waste.load' and status <> 'committed' order by 1`.execute(tx);
    const { rows: pending } = await sql`select 1 from intake_pending`.execute(tx);
    return {
      whole: imports.filter((one) => one.loads === LOADS).map((one) => one.number),
      halves: imports.filter((one) => one.loads !== LOADS),
      ...{ twice: twice.length, unequal, pending: pending.length, tonnes: sums[0]?.tonnes ?? '0' },
      unfinished: unfinished.map((one) => one.number),
    };
  });
/** Rows that imports left behind, which only the owner of the tables sees. */
const unswept = () =>
  db.asOwner(async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from waste_load
      where import_id in (select import_id from intake_pending)`.execute(tx);
    return rows[0]?.n;
  });

/** What is there, and whether it agrees with itself. */
async function judge(): Promise<object> {
  const { tonnes, ...inside } = await seen();
  await seal(db);
  const history = await verifyHistory(db, kinds);
  const kept = await allFigures();
  await db.as(systemActor('figures'), async (tx) => {
    await sql`delete from kpi_cell`.execute(tx);
    await sql`delete from figure`.execute(tx);
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) select distinct 'waste.load', site_id, month, app_seq() from waste_load`.execute(
      tx,
    );
  });
  const anew = await allFigures();
  const group = (await figures.ask([ofGroup], operator))[0]?.result.computed;
  return {
    ...inside,
    unswept: await unswept(),
    history: { ok: history.ok, discrepancies: history.discrepancies.slice(0, 5) },
    blocks: history.blocks,
    figuresEqual: kept === anew,
    sumsEqual: (group && 'value' in group ? group.value : '0') === tonnes,
  };
}

say(`judged ${JSON.stringify(await judge())}`);
let last = (await seen()).whole.at(-1);
const sealing = keepSealing(db);
const computing = figures.start();
let asked = false;
let ending = false;
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'judge') asked = true;
    if (line === 'pid') say(`database ${embedded?.pid() ?? ''}`);
  })
  .on('close', () => {
    ending = true;
  });
say('ready');

for (let number = Number(first); !ending; number++) {
  try {
    say(`begun ${number}`);
    const lines = loadsOf(number, last);
    const done = await bring('waste.load', `loads-${number}.csv`, lines, (rows) =>
      say(`${rows === lines.length - 1 ? 'wrote-all' : 'wrote'} ${number}`),
    );
    say(`${done === 'committed' ? 'committed' : `refused ${done}`} ${number}`);
    if (done === 'committed') last = number;
  } catch (error) {
    say(`failed ${number} ${error instanceof Error ? error.message : String(error)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  while (asked) {
    try {
      say(`judged ${JSON.stringify(await judge())}`);
      asked = false;
    } catch (error) {
      say(`not judged: ${error instanceof Error ? error.message : String(error)}`); // the database is on its way back
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}
await computing.stop();
await sealing.stop();
await installation.close();
rmSync(scratch, { recursive: true, force: true });
