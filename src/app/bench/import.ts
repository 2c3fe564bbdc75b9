// bench import: rows committed per second with checks, history and row security, against a bare bulk insert of the same rows.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import { importFile, newImportId } from '#platform/intake/imports.ts';
import { writeWorkbook } from '#platform/intake/read/write-workbook.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { kinds } from '../wiring.ts';
import { openScratch, watchMemory } from './scratch.ts';

const operator = systemActor('operator');
const headings = [
  'Factory',
  'Departed on',
  'Waste stream',
  'Treatment',
  'Own weight (t)',
  'Received weight (t)',
  'Document type',
  'Document number',
  'Document line',
  'Vendor',
  'Note',
];
const treatments = [
  'recycle_metal',
  'recycle_organic',
  'recycle_inorganic',
  'incineration_with_energy',
  'landfill',
  'composting',
];

export interface Codes {
  sites: string[];
  streams: string[];
  vendors: string[];
}

export async function codesOf(installation: Installation): Promise<Codes> {
  return installation.db.as(operator, async (tx) => {
    const codes = async (table: string, where = sql`true`) =>
      (
        await sql<{
          code: string;
        }>`select code from ${sql.table(table)} where latest and ${where} order by code`.execute(tx)
      ).rows.map((row) => row.code);
    return {
      sites: await codes('factories_site', sql`code not in ('CS1', 'YT1')`),
      streams: await codes('waste_stream', sql`not hazardous`),
      vendors: await codes('suppliers_supplier', sql`'waste_vendor' = any(roles)`),
    };
  });
}

/** Row `n` of the file: unlike all others, spread over sites and months; every hundredth has an error. */
function rowOf(n: number, { sites, streams, vendors }: Codes): string[] {
  const day = `${2022 + (n % 3)}-${String(1 + (Math.floor(n / 3) % 6)).padStart(2, '0')}-${String(1 + (Math.floor(n / 18) % 28)).padStart(2, '0')}`;
  const bad = n % 100 === 99;
  return [
    sites[n % sites.length] as string,
    day,
    bad && n % 200 === 99 ? 'no such stream' : (streams[n % streams.length] as string),
    treatments[n % treatments.length] as string,
    bad && n % 200 !== 99 ? '0' : `${1 + (n % 20)}.${String(n % 1000).padStart(3, '0')}`,
    '',
    'weigh_ticket',
    `B${String(n).padStart(9, '0')}`,
    '1',
    vendors[n % vendors.length] as string,
    '',
  ];
}

/** Writes loads without errors. */
export const writeLoads = (path: string, rows: number, codes: Codes): Promise<void> =>
  // Of a hundred rows every last is bad: those are skipped.
  writeCsv(path, rows, codes, (n) => n + Math.floor(n / 99));

async function writeCsv(path: string, rows: number, codes: Codes, nth = (n: number) => n): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${headings.join(',')}\n`);
  for (let from = 0; from < rows; from += 5_000) {
    let text = '';
    for (let n = from; n < Math.min(rows, from + 5_000); n++) text += `${rowOf(nth(n), codes).join(',')}\n`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const bareColumns =
  'site_id, departed_on, stream_id, treatment, own_mass_tonnes, own_mass_tonnes_entered, own_mass_tonnes_basis, counting_mass_tonnes, document_type, document_number, document_line, vendor_id, id, revision, kind_version, hash_version, content_hash, written_seq, import_id, state, latest, voided, restatement, submitted_seq, approved_seq';

/**
 * The baseline: the very rows that the import wrote, into a table with the same columns, keys and checks but no policy and
 * no trigger. COPY on PostgreSQL; `unnest` of one array a column on the embedded database, which has no COPY.
 */
export async function bareInsert(
  installation: Installation,
  prefix: string,
): Promise<{ rows: number; seconds: number; method: string }> {
  const client = new pg.Client(
    installation.embedded ? installation.embedded.connection : { connectionString: installation.settings.databaseUrl },
  );
  await client.connect();
  try {
    await client.query(`create table bench_bare (like waste_load including defaults including constraints including generated);
      alter table bench_bare add primary key (id, revision), add foreign key (site_id) references scope_node (id);
      create unique index on bench_bare (id) where latest;
      create unique index on bench_bare (site_id, document_number text_pattern_ops, vendor_id, document_type, document_line) where latest and not voided`);
    if (!installation.embedded) return await bareCopy(installation, client, prefix);
    // Read beforehand, so that only writing is timed.
    const chunks: string[][] = [];
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await installation.db.as(operator, (tx) =>
        sql<
          Record<string, unknown> & { id: string }
        >`select ${sql.raw(bareColumns.replace('content_hash', "encode(content_hash, 'hex') as content_hash"))} from waste_load
          where id > ${after}::uuid and document_number like ${`${prefix}%`} order by id limit 1000`.execute(tx),
      );
      if (rows.length === 0) break;
      chunks.push(
        bareColumns
          .split(', ')
          .map((name) => `{${rows.map((row) => (row[name] === null ? 'NULL' : `"${row[name]}"`)).join(',')}}`),
      );
      after = rows.at(-1)?.id ?? after;
    }
    const types =
      'uuid,date,uuid,text,numeric,text,text,numeric,text,text,integer,uuid,uuid,integer,smallint,smallint,text,bigint,uuid,text,boolean,boolean,boolean,bigint,bigint'.split(
        ',',
      );
    const names = bareColumns.split(', ');
    const statement = `insert into bench_bare (${bareColumns}) select ${names.map((name) => (name === 'content_hash' ? `decode(${name}, 'hex')` : name)).join(', ')}
      from unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) as u (${bareColumns})`;
    const started = performance.now();
    for (const arrays of chunks) await client.query(statement, arrays);
    const seconds = (performance.now() - started) / 1000;
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from bench_bare');
    return { rows: rows[0]?.n ?? 0, seconds, method: 'unnest of arrays, 1,000 rows a statement' };
  } finally {
    await client.query('drop table if exists bench_bare');
    await client.end();
  }
}

async function bareCopy(
  installation: Installation,
  client: pg.Client,
  prefix: string,
): Promise<{ rows: number; seconds: number; method: string }> {
  // The owner is held by forced row security: the rows are copied out as the application role, in binary-safe text.
  const lines: string[] = [];
  await installation.db.as(operator, async (tx) => {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await sql<{ id: string; line: string }>`select id, concat_ws(E'\t', ${sql.raw(
        bareColumns
          .split(', ')
          .map((name) =>
            name === 'content_hash' ? "'\\\\x' || encode(content_hash, 'hex')" : `coalesce(${name}::text, '\\N')`,
          )
          .join(', '),
      )}) as line
        from waste_load where id > ${after}::uuid and document_number like ${`${prefix}%`} order by id limit 5000`.execute(
        tx,
      );
      if (rows.length === 0) break;
      lines.push(`${rows.map((row) => row.line).join('\n')}\n`);
      after = rows.at(-1)?.id ?? after;
    }
  });
  const started = performance.now();
  await pipeline(Readable.from(lines), client.query(copyStreams.from(`copy bench_bare (${bareColumns}) from stdin`)));
  const seconds = (performance.now() - started) / 1000;
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from bench_bare');
  return { rows: rows[0]?.n ?? 0, seconds, method: 'COPY' };
}

/** Imports `rows` loads with one in a hundred bad, then times the bare insert of the same rows in the same database. */
export async function benchImport(options: {
  rows: number;
  format: 'csv' | 'xlsx';
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    const codes = await codesOf(installation);
    const path = join(scratch.folder, `loads.${options.format}`);
    options.tell(`writing ${options.rows.toLocaleString('en')} rows as ${options.format}`);
    if (options.format === 'csv') await writeCsv(path, options.rows, codes);
    else {
      const cells = function* () {
        for (let n = 0; n < options.rows; n++) yield rowOf(n, codes);
      };
      await writeWorkbook(path, [{ name: 'Loads', columns: headings.map((heading) => ({ heading })), rows: cells() }]);
    }
    options.tell('importing');
    const kind = kinds.get('waste.load');
    if (!kind) throw new Error('no kind waste.load');
    const memory = watchMemory(installation);
    const started = performance.now();
    const kept = await installation.evidence.keep(createReadStream(path), 2 * 1024 ** 3);
    const report = await importFile(
      installation.intake,
      operator,
      {
        importId: newImportId(),
        kind,
        path,
        fileName: `loads.${options.format}`,
        sha256: kept.sha256,
        fixed: {},
        chosen: {},
        mended: {},
      },
      { acceptGood: true, state: 'approved', via: 'cli' },
    );
    const seconds = (performance.now() - started) / 1000;
    const peakMemoryMb = memory.stop();
    options.tell(`${report.counts.new.toLocaleString('en')} committed in ${seconds.toFixed(1)} s; now the bare insert`);
    await tend(installation.db); // the rows are read by the million now
    const bare = await bareInsert(installation, 'B');
    const ours = report.counts.new / seconds;
    const baseline = bare.rows / bare.seconds;
    return {
      bench: 'import',
      database: scratch.database,
      format: options.format,
      rows: options.rows,
      committed: report.counts.new,
      refused: report.counts.bad,
      seconds: Number(seconds.toFixed(2)),
      rowsPerSecond: Math.round(ours),
      baseline: {
        method: bare.method,
        rows: bare.rows,
        seconds: Number(bare.seconds.toFixed(2)),
        rowsPerSecond: Math.round(baseline),
      },
      ratio: Number((ours / baseline).toFixed(3)),
      wanted: 0.3,
      peakMemoryMb,
      wantedMemoryMb: 1000,
    };
  } finally {
    await scratch.close();
  }
}
