// What each way of keeping revisions costs at a bulk insert: the measurement behind docs/decisions/0001.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { startPostgres } from './postgres.mjs';

const ROWS = Number(process.argv[2] ?? 50_000);
const CHUNK = 1_000;
const columns = `site_id uuid not null, departed_on date not null, stream_id uuid not null, treatment text not null, own numeric check (own > 0),
  counting numeric not null, document_type text not null, document_number text not null, document_line integer not null, vendor_id uuid not null`;
const revision = `, id uuid not null, revision integer not null, content_hash bytea not null, written_seq bigint not null, state text not null,
  latest boolean not null default true, approved_seq bigint, ended_seq bigint, primary key (id, revision)`;

/** The layouts that were weighed. `setup` makes table `t`; `after` runs with each chunk. */
const layouts: readonly { name: string; setup: string; after?: string }[] = [
  {
    name: 'bare: the same columns and keys, no history',
    setup: `create table t (${columns}${revision}); create unique index on t (site_id, vendor_id, document_type, document_number, document_line) where latest`,
  },
  {
    name: 'one table of revisions with partial indexes',
    setup: `create table t (${columns}${revision}); create unique index on t (site_id, vendor_id, document_type, document_number, document_line) where latest;
      create unique index on t (id) where latest; create index on t (site_id, departed_on) where approved_seq is not null and ended_seq is null`,
  },
  {
    name: 'current rows, and a history row of JSON each',
    setup: `create table t (${columns}${revision}); create unique index on t (site_id, vendor_id, document_type, document_number, document_line) where latest;
      create table h (id uuid, revision integer, body jsonb, primary key (id, revision))`,
    after: 'insert into h select id, revision, to_jsonb(t) from t where written_seq = $1',
  },
  {
    name: 'current rows, and a row trigger that copies',
    setup: `create table t (${columns}${revision}); create unique index on t (site_id, vendor_id, document_type, document_number, document_line) where latest;
      create table h (like t); create function copy_row() returns trigger language plpgsql as 'begin insert into h select new.*; return null; end';
      create trigger copies after insert on t for each row execute function copy_row()`,
  },
];

async function measure(client: pg.Client, layout: (typeof layouts)[number]): Promise<number> {
  await client.query(
    'drop table if exists t cascade; drop table if exists h cascade; drop function if exists copy_row cascade',
  );
  await client.query(layout.setup);
  const started = performance.now();
  for (let chunk = 0; chunk < ROWS / CHUNK; chunk++) {
    await client.query('begin');
    await client.query(
      `insert into t (site_id, departed_on, stream_id, treatment, own, counting, document_type, document_number, document_line, vendor_id, id, revision, content_hash, written_seq, state, approved_seq)
       select ('00000000-0000-7000-8000-' || lpad((n % 36)::text, 12, '0'))::uuid, date '2024-01-01' + (n % 180), gen_random_uuid(), 'recycle_metal', 1.25, 1.25, 'weigh_ticket', 'D' || n, 1, gen_random_uuid(),
         gen_random_uuid(), 1, sha256(n::text::bytea), $1, 'approved', $1 from generate_series($2::int, $3::int) n`,
      [chunk, chunk * CHUNK, chunk * CHUNK + CHUNK - 1],
    );
    if (layout.after) await client.query(layout.after, [chunk]);
    await client.query('commit');
  }
  return ROWS / ((performance.now() - started) / 1000);
}

async function run(name: string, client: pg.Client): Promise<void> {
  await client.connect();
  await measure(client, layouts[0] as (typeof layouts)[number]); // a database that has just been made is slow at first
  let bare = 0;
  for (const layout of layouts) {
    const rate = await measure(client, layout);
    bare ||= rate;
    process.stdout.write(
      `${name}  ${Math.round(rate).toLocaleString('en').padStart(8)} rows/s  ${(rate / bare).toFixed(2)}  ${layout.name}\n`,
    );
  }
  await client.end();
}

const folder = mkdtempSync(join(tmpdir(), 'greenfab-measure-'));
const embedded = await startEmbedded(folder, () => undefined);
await run('PGlite    ', new pg.Client(embedded.connection));
await embedded.stop();
rmSync(folder, { recursive: true, force: true });
const server = await startPostgres({ durable: true });
await run('PostgreSQL', new pg.Client({ connectionString: server.url }));
await server.stop();
