// Is everything that somebody alters behind the program's back found, and named?
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import type { Tx } from '../db/database.ts';
import { contentHash } from '../records/server/content.ts';
import { type Block, hashOfBlock, leafOf, merkleRoot } from './chain.ts';
import { digestOf } from './entry.ts';
import { listBlocks, listEntries, seal } from './seal.ts';
import { type Discrepancy, verifyHistory } from './verify.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
const made = { load: '', corrected: '', draft: '', manifest: '' };
const kept = new Map<string, string>();
const tables = ['waste_load', 'waste_manifest', 'waste_manifest_line', 'history_entry', 'history_block'];

/** As who owns the tables and means ill: row-level security binds even him until he says that it should not. */
async function asThief(work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await company.db.asOwner(async (tx) => {
    for (const table of tables) await sql`alter table ${sql.table(table)} no force row level security`.execute(tx);
    await work(tx);
    for (const table of tables) await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
  });
}
const change = (...queries: RawBuilder<unknown>[]) =>
  asThief(async (tx) => {
    for (const query of queries) expect((await query.execute(tx)).numAffectedRows).toBeGreaterThan(0n);
  });

async function sealAll(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    await seal(company.db);
    if ((await verifyHistory(company.db, new Map())).unsealed === 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('something stays unsealed');
}

beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
  const at = (on: string, tonnes: string, ticket: string) => ({ site: id.SZ as string, on, tonnes, ticket });
  made.load = await company.loadAt('approved', at('2024-05-02', '5', 'H-1'));
  await sealAll();
  made.corrected = await company.loadAt('approved', at('2024-05-03', '6', 'H-2'));
  await company.record(people.suzhou, 'waste.load', [
    { id: made.corrected, values: company.load(at('2024-05-03', '7', 'H-2')), basedOn: 1 },
  ]);
  await company.step(people.suzhou, 'waste.load', 'submit', [made.corrected]);
  await company.step(people.reviewer, 'waste.load', 'review', [made.corrected]);
  await company.step(people.secondReviewer, 'waste.load', 'approve', [made.corrected]);
  made.draft = await company.loadAt('draft', at('2024-05-04', '8', 'H-3'));
  made.manifest = uuidv7();
  const line = (mass: string) => ({
    stream: id.OIL,
    wasteCode: '900-249-08',
    shippedMassTonnes: { value: mass, entered: null },
  });
  const values = { site: id.SZ, number: '20240500000001', vendor: id.V1, handedOverOn: '2024-05-02' };
  await company.record(people.suzhou, 'waste.manifest', [{ id: made.manifest, values, lines: [line('1'), line('2')] }]);
  await sealAll();
  await company.loadAt('submitted', at('2024-05-05', '9', 'H-4'));
  await sealAll();
  for (const table of tables) {
    kept.set(
      table,
      (
        await company.one(
          sql<{ all: string }>`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as all from ${sql.table(table)} t`,
        )
      ).all,
    );
  }
});
afterAll(() => company?.close());

/** Puts back what was there. */
afterEach(() =>
  asThief(async (tx) => {
    for (const table of [...tables].reverse())
      if (table !== 'waste_manifest_line') await sql`delete from ${sql.table(table)}`.execute(tx);
    for (const table of tables) {
      const { rows } = await sql<{
        name: string;
      }>`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`.execute(
        tx,
      );
      const own = sql.join(rows.map((row) => sql.ref(row.name)));
      await sql`insert into ${sql.table(table)} (${own}) select ${own} from jsonb_populate_recordset(null::${sql.table(table)}, ${kept.get(table)}::jsonb)`.execute(
        tx,
      );
    }
  }),
);

const found = async (): Promise<Discrepancy[]> => {
  const verification = await verifyHistory(company.db, kinds);
  expect(verification.ok).toBe(verification.discrepancies.length === 0);
  return verification.discrepancies;
};
const load = (recordId: string, revision: number) => `waste.load ${recordId} revision ${revision}`;
const seqOf = async (recordId: string, revision: number, what: 'written_seq' | 'approved_seq' = 'written_seq') =>
  (
    await company.one(
      sql<{
        seq: number;
      }>`select ${sql.ref(what)} as seq from waste_load where id = ${recordId} and revision = ${revision}`,
    )
  ).seq;
const entry = (seq: number) => `waste.load entry ${seq}`;
const heightOf = (blocks: readonly Block[], seq: number) =>
  blocks.find((block) => block.fromSeq <= seq && seq < block.beforeSeq)?.height;
const blocks = () => company.db.as(people.auditor, listBlocks);

test('an honest history agrees, and says how much it is', async () => {
  const verification = await verifyHistory(company.db, kinds);
  const counted = await company.one(sql<{
    entries: number;
    revisions: number;
  }>`select (select count(*)::int from history_entry) as entries,
    (select count(*)::int from waste_load) as revisions`);
  expect(verification).toMatchObject({
    ok: true,
    unsealed: 0,
    discrepancies: [],
    entries: counted.entries,
    blocks: (await blocks()).length,
  });
  expect(verification.revisions).toBeGreaterThan(counted.revisions);
  expect(verification.head).toMatchObject({ height: verification.blocks, hash: (await blocks()).at(-1)?.hash });
});

describe('a record', () => {
  test('a mass that was made smaller', async () => {
    await change(sql`update waste_load set counting_mass_tonnes = 0.5 where id = ${made.load}`);
    expect(await found()).toEqual([{ what: 'content_hash', where: load(made.load, 1) }]);
  });

  test.each([
    ['its treatment', sql`treatment = 'reuse'`],
    ['its date', sql`departed_on = '2024-06-01'`],
    ['what was typed', sql`own_mass_tonnes_entered = '5000 kg'`],
    ['a note that appears', sql`note = 'x'`],
    ['that it was voided', sql`voided = true`],
  ])('%s', async (_, set) => {
    await change(sql`update waste_load set ${set} where id = ${made.load}`);
    expect(await found()).toEqual([{ what: 'content_hash', where: load(made.load, 1) }]);
  });

  test('a mass with a hash to match: the entry that speaks of it disagrees', async () => {
    const record = await company.newest('waste.load', made.draft);
    const values = { ...record.values, countingMassTonnes: '0.5' };
    const forged = contentHash(kindOf('waste.load'), values, []);
    await change(
      sql`update waste_load set counting_mass_tonnes = 0.5, content_hash = decode(${forged}, 'hex') where id = ${made.draft}`,
    );
    expect(await found()).toEqual([{ what: 'entry_digest', where: entry(await seqOf(made.draft, 1)) }]);
  });

  test('and with an entry to match: the block disagrees', async () => {
    const record = await company.newest('waste.load', made.draft);
    const forged = contentHash(kindOf('waste.load'), { ...record.values, countingMassTonnes: '0.5' }, []);
    const seq = await seqOf(made.draft, 1);
    const digest = digestOf([{ id: made.draft, revision: 1, hash: forged }]);
    await change(
      sql`update waste_load set counting_mass_tonnes = 0.5, content_hash = decode(${forged}, 'hex') where id = ${made.draft}`,
      sql`update history_entry set digest = ${digest} where seq = ${seq} and kind = 'waste.load'`,
    );
    expect(await found()).toEqual([{ what: 'merkle_root', where: `block ${heightOf(await blocks(), seq)}` }]);
  });

  test('that was deleted, with all its revisions', async () => {
    const [seq] = [await seqOf(made.draft, 1)];
    await change(sql`delete from waste_load where id = ${made.draft}`);
    expect(await found()).toEqual([{ what: 'entry_digest', where: `${entry(seq)}: its revisions are gone` }]);
  });

  test('of which the newest revision was deleted, and the one before brought back', async () => {
    const [written, approved] = [await seqOf(made.corrected, 2), await seqOf(made.corrected, 2, 'approved_seq')];
    await change(
      sql`delete from waste_load where id = ${made.corrected} and revision = 2`,
      sql`update waste_load set latest = true, ended_seq = null where id = ${made.corrected} and revision = 1`,
    );
    expect(await found()).toEqual([
      { what: 'entry_digest', where: `${entry(written)}: its revisions are gone` },
      { what: 'entry_digest', where: `${entry(approved)}: its revisions are gone` },
    ]);
  });

  test('that nobody recorded', async () => {
    const forged = uuidv7();
    await change(sql`insert into waste_load (site_id, departed_on, stream_id, treatment, counting_mass_tonnes, document_type, document_number, document_line, vendor_id,
        id, revision, kind_version, hash_version, content_hash, written_seq, state)
      select site_id, departed_on, stream_id, treatment, counting_mass_tonnes, document_type, 'FORGED', document_line, vendor_id,
        ${forged}, 1, kind_version, hash_version, content_hash, 3, 'draft' from waste_load where id = ${made.draft}`);
    expect(await found()).toEqual([
      { what: 'content_hash', where: load(forged, 1) },
      { what: 'unknown_entry', where: `waste.load seq 3 ${id.SZ}` },
    ]);
  });

  test('that was put into an entry where others stand', async () => {
    const seq = await seqOf(made.draft, 1);
    await change(sql`update waste_load set written_seq = ${seq} where id = ${made.load}`);
    expect((await found()).map((one) => one.what)).toEqual(expect.arrayContaining(['entry_digest']));
  });
});

describe('a line of a record', () => {
  const manifest = () => [{ what: 'content_hash', where: `waste.manifest ${made.manifest} revision 1` }];
  test.each([
    [
      'that was altered',
      () =>
        sql`update waste_manifest_line set shipped_mass_tonnes = 0.1 where record_id = ${made.manifest} and line = 2`,
    ],
    ['that was deleted', () => sql`delete from waste_manifest_line where record_id = ${made.manifest} and line = 2`],
    [
      'that was added',
      () =>
        sql`insert into waste_manifest_line (record_id, revision, line, stream_id, waste_code, shipped_mass_tonnes) values (${made.manifest}, 1, 3, ${id.OIL}, 'x', 1)`,
    ],
  ])('%s', async (_, query) => {
    await change(query());
    expect(await found()).toEqual(manifest());
  });
});

describe('an approval', () => {
  test('that nobody gave', async () => {
    await change(sql`update waste_load set state = 'approved', approved_seq = 7 where id = ${made.draft}`);
    expect(await found()).toEqual([{ what: 'unknown_entry', where: `waste.load seq 7 ${id.SZ}` }]);
  });

  test('that is said to have come with the recording', async () => {
    await change(sql`update waste_load set state = 'approved', approved_seq = written_seq where id = ${made.draft}`);
    expect(await found()).toEqual([{ what: 'lifecycle', where: load(made.draft, 1) }]);
  });

  test('that was given to something else', async () => {
    const seq = await seqOf(made.load, 1, 'approved_seq');
    await change(sql`update waste_load set state = 'approved', approved_seq = ${seq} where id = ${made.draft}`);
    expect(await found()).toEqual([{ what: 'entry_digest', where: entry(seq) }]);
  });

  test('that was taken back', async () => {
    const seq = await seqOf(made.load, 1, 'approved_seq');
    await change(sql`update waste_load set state = 'reviewed', approved_seq = null where id = ${made.load}`);
    expect(await found()).toEqual([{ what: 'entry_digest', where: `${entry(seq)}: its revisions are gone` }]);
  });

  test.each([
    [
      'that ends without a successor',
      () => sql`update waste_load set ended_seq = 99999 where id = ${made.load}`,
      () => load(made.load, 1),
    ],
    [
      'that goes on after its successor',
      () => sql`update waste_load set ended_seq = null where id = ${made.corrected} and revision = 1`,
      () => load(made.corrected, 1),
    ],
    [
      'that ends at another time',
      () => sql`update waste_load set ended_seq = ended_seq - 1 where id = ${made.corrected} and revision = 1`,
      () => load(made.corrected, 1),
    ],
    [
      'without the state',
      () => sql`update waste_load set state = 'draft' where id = ${made.load}`,
      () => load(made.load, 1),
    ],
    [
      'of what is no longer said to be the newest',
      () => sql`update waste_load set latest = false where id = ${made.load}`,
      () => load(made.load, 1),
    ],
  ])('%s', async (_, query, where) => {
    await change(query());
    expect(await found()).toEqual([{ what: 'lifecycle', where: where() }]);
  });
});

describe('an entry', () => {
  const ofDraft = async () => {
    const seq = await seqOf(made.draft, 1);
    return { seq, block: { what: 'merkle_root', where: `block ${heightOf(await blocks(), seq)}` } };
  };
  test.each([
    ['its actor', sql`actor = 'operator'`],
    ['its time', sql`at = at - interval '1 second'`],
    ['its reason', sql`reason = 'because'`],
    ['its number of rows', sql`rows = 2`],
    ['its import', sql`import_id = null, via = 'import'`],
  ])('%s', async (_, set) => {
    const { seq, block } = await ofDraft();
    await change(sql`update history_entry set ${set} where seq = ${seq}`);
    expect(await found()).toEqual([block]);
  });

  test('that was deleted', async () => {
    const { seq, block } = await ofDraft();
    await change(sql`delete from history_entry where seq = ${seq}`);
    expect(await found()).toEqual([block, { what: 'unknown_entry', where: `waste.load seq ${seq} ${id.SZ}` }]);
  });

  test('that was slipped in where a block is sealed already', async () => {
    const { seq, block } = await ofDraft();
    await change(
      sql`insert into history_entry (seq, n, actor, via, action, rows, digest) values (${seq}, 77, 'operator', 'cli', 'set', 1, sha256('x'))`,
    );
    expect(await found()).toEqual([block]);
  });
});

describe('a block', () => {
  const forge = (block: Block, to: Partial<Block>) => {
    const other = { ...block, ...to };
    return { ...other, hash: hashOfBlock(other) };
  };
  const write = (
    block: Block,
  ) => sql`update history_block set merkle_root = decode(${block.merkleRoot}, 'hex'), entries = ${block.entries},
    previous = decode(${block.previous}, 'hex'), hash = decode(${block.hash}, 'hex') where height = ${block.height}`;

  test('whose root was altered', async () => {
    const [first] = await blocks();
    await change(sql`update history_block set merkle_root = sha256('x') where height = 1`);
    expect(await found()).toEqual([
      { what: 'block_hash', where: 'block 1' },
      { what: 'merkle_root', where: 'block 1' },
    ]);
    expect(first?.height).toBe(1);
  });

  test('that was made anew over altered entries: the next one names another predecessor', async () => {
    const [first] = (await blocks()) as [Block];
    await asThief(async (tx) => {
      await sql`update history_entry set reason = 'forged' where seq = (select min(seq) from history_entry)`.execute(
        tx,
      );
      const entries = await listEntries(tx, first.fromSeq, first.beforeSeq);
      await write(forge(first, { merkleRoot: merkleRoot(entries.map(leafOf)).toString('hex') })).execute(tx);
    });
    expect(await found()).toEqual([{ what: 'block_chain', where: 'block 2' }]);
  });

  test('that was deleted in the middle', async () => {
    await change(sql`delete from history_block where height = 2`);
    expect(await found()).toEqual([{ what: 'block_chain', where: 'block 3' }]);
  });

  test('that was made anew with all that follow: only a head that was printed elsewhere tells', async () => {
    const printed = (await verifyHistory(company.db, kinds)).head;
    await asThief(async (tx) => {
      await sql`update history_entry set reason = 'forged' where seq = (select min(seq) from history_entry)`.execute(
        tx,
      );
      let previous: Block | undefined;
      for (const block of await listBlocks(tx)) {
        const entries = await listEntries(tx, block.fromSeq, block.beforeSeq);
        previous = forge(block, {
          merkleRoot: merkleRoot(entries.map(leafOf)).toString('hex'),
          ...(previous ? { previous: previous.hash } : {}),
        });
        await write(previous).execute(tx);
      }
    });
    const now = await verifyHistory(company.db, kinds);
    expect(now.ok).toBe(true);
    expect(now.head?.height).toBe(printed?.height);
    expect(now.head?.hash).not.toBe(printed?.hash);
  });

  test('that was taken off the end leaves its entries unsealed, which is said', async () => {
    await change(sql`delete from history_block where height = (select max(height) from history_block)`);
    const verification = await verifyHistory(company.db, kinds);
    expect(verification.unsealed).toBeGreaterThan(0);
  });
});

test('many faults are all counted as one verdict, and a hundred of them told', async () => {
  await asThief((tx) =>
    sql`insert into history_entry (seq, n, actor, via, action, kind, rows, digest)
    select 1000000 + g, 1, 'operator', 'cli', 'record', 'waste.load', 1, sha256('x') from generate_series(1, 150) g`.execute(
      tx,
    ),
  );
  const verification = await verifyHistory(company.db, kinds);
  expect([verification.ok, verification.discrepancies.length]).toEqual([false, 100]);
});

test('a digest is SHA-256 over lines of id, revision and hash, in order of id and revision', () => {
  const [a, b] = [
    { id: '018f0000-0000-7000-8000-00000000000a', revision: 2, hash: 'aa' },
    { id: '018f0000-0000-7000-8000-00000000000b', revision: 1, hash: 'bb' },
  ];
  const text = '018f0000-0000-7000-8000-00000000000a 2 aa\n018f0000-0000-7000-8000-00000000000b 1 bb\n';
  expect(digestOf([b, a])).toEqual(createHash('sha256').update(text).digest());
});
