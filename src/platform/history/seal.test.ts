// Does the sealer chain everything once, in order, and nothing that a writer who is still at it could come before?
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { appendEntry, digestOf, historySeq } from './entry.ts';
import { keepSealing, listBlocks, listEntries, seal } from './seal.ts';
import { verifyHistory } from './verify.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.db;
});
afterAll(() => opened?.close());

const operator = systemActor('operator');
const note = async (tx: Tx, reason: string) => {
  const seq = await historySeq(tx);
  await appendEntry(tx, {
    seq,
    via: 'cli',
    action: 'set',
    kind: null,
    scopeId: null,
    reason,
    rows: 1,
    digest: digestOf([]),
  });
  return seq;
};
const write = (reason: string) => db.as(operator, (tx) => note(tx, reason));
const blocks = () => db.as(operator, listBlocks);
const sealedReasons = async () => {
  const before = (await blocks()).at(-1)?.beforeSeq ?? 0;
  return (await db.as(operator, (tx) => listEntries(tx, 0, before))).map((entry) => entry.reason);
};

/** On a server, other test files hold the horizon for a moment: everything below it is sealed sooner or later. */
async function sealed(reason: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    await seal(db);
    if ((await sealedReasons()).includes(reason)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`${reason} was never sealed`);
}

/** A writer of his own, at it until he says so. */
async function openWriter(reason: string): Promise<{ seq: number; end(how: 'commit' | 'rollback'): Promise<void> }> {
  const client: pg.PoolClient = await db.pool.connect();
  await client.query('begin');
  const { rows } = await client.query<{ seq: number }>('select app_seq() as seq');
  await client.query(
    `insert into history_entry (seq, n, actor, via, action, reason, rows, digest) select app_seq(), 1, 'operator', 'cli', 'set', $1, 1, sha256('x')
     from (select set_config('role', 'greenfab_app', true), set_config('app.actor', 'operator', true)) as set`,
    [reason],
  );
  return {
    seq: rows[0]?.seq as number,
    end: async (how) => {
      await client.query(how);
      client.release();
    },
  };
}

test('nothing to seal is no block', async () => {
  expect(await seal(db)).toBeUndefined();
  expect(await blocks()).toEqual([]);
});

test('what is committed is sealed once, and a block follows the other', async () => {
  for (const reason of ['one', 'two', 'three']) {
    await write(reason);
    await sealed(reason);
  }
  const all = await blocks();
  expect(all.map((block) => [block.height, block.entries])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(all[1]).toMatchObject({ previous: all[0]?.hash, fromSeq: all[0]?.beforeSeq });
  const head = await seal(db);
  expect(head).toEqual(all[2]);
  expect(await blocks()).toHaveLength(3);
});

test('sealers at the same moment make one chain, and each is told a block that is there', async () => {
  const heads = [];
  for (const reason of ['four', 'five']) {
    await write(reason);
    heads.push(...(await Promise.all([seal(db), seal(db), seal(db), seal(db)])));
    await sealed(reason);
  }
  const hashes = new Set((await blocks()).map((block) => block.hash));
  for (const head of heads) expect(hashes.has(head?.hash ?? '')).toBe(true);
  expect(await verifyHistory(db, new Map())).toMatchObject({ ok: true, unsealed: 0 });
});

test('eight who write at once while a sealer runs: everything is in the chain exactly once', async () => {
  const sealing = keepSealing(db);
  const reasons = Array.from({ length: 8 }, (_, writer) =>
    Array.from({ length: 12 }, (__, index) => `w${writer}-${index}`),
  );
  await Promise.all([
    ...reasons.map(async (own) => {
      for (const reason of own) await write(reason);
    }),
    (async () => {
      for (let round = 0; round < 20; round++) await seal(db);
    })(),
  ]);
  await sealing.stop();
  await write('last');
  await sealed('last');
  const all = await sealedReasons();
  expect(all.filter((reason) => reason?.startsWith('w')).sort()).toEqual(reasons.flat().sort());
  const verified = await verifyHistory(db, new Map());
  expect(verified).toMatchObject({ ok: true, unsealed: 0, entries: all.length });
});

describe('while somebody is still writing (a server; the embedded database lets one write at a time)', () => {
  beforeEach((context) => {
    if (db.engine === 'pglite') context.skip('writers take turns here');
  });

  test('whoever began after him is not sealed before him, and nothing below a block changes when he is done', async () => {
    await sealed('last');
    const slow = await openWriter('slow');
    const quick = await write('quick');
    expect(quick).toBeGreaterThan(slow.seq);
    const before = await blocks();
    for (let round = 0; round < 3; round++) await seal(db);
    expect(await sealedReasons()).not.toContain('quick');
    expect((await blocks()).at(-1)?.beforeSeq ?? 0).toBeLessThanOrEqual(slow.seq);
    expect((await verifyHistory(db, new Map())).unsealed).toBeGreaterThanOrEqual(1);
    await slow.end('commit');
    await sealed('quick');
    expect((await sealedReasons()).slice(-2)).toEqual(['slow', 'quick']);
    expect((await blocks()).slice(0, before.length)).toEqual(before);
    expect((await verifyHistory(db, new Map())).ok).toBe(true);
  });

  test('who gives up leaves no gap that matters', async () => {
    const given = await openWriter('given up');
    await write('went on');
    await given.end('rollback');
    await sealed('went on');
    expect(await sealedReasons()).not.toContain('given up');
    expect((await verifyHistory(db, new Map())).ok).toBe(true);
  });

  test('random writers that overlap in any order are chained by number, and no sealed entry ever gets a neighbour below', async () => {
    let state = 7;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const open: Awaited<ReturnType<typeof openWriter>>[] = [];
    let highest = (await blocks()).at(-1)?.beforeSeq ?? 0;
    for (let step = 0; step < 60; step++) {
      const what = random(3);
      if (what === 0 && open.length < 6) {
        const writer = await openWriter(`r-${step}`);
        expect(writer.seq).toBeGreaterThanOrEqual(highest);
        open.push(writer);
      } else if (what === 1 && open.length > 0)
        await open.splice(random(open.length), 1)[0]?.end(random(4) === 0 ? 'rollback' : 'commit');
      else {
        await seal(db);
        highest = (await blocks()).at(-1)?.beforeSeq ?? 0;
        for (const writer of open) expect(writer.seq).toBeGreaterThanOrEqual(highest);
      }
    }
    for (const writer of open) await writer.end('commit');
    await write('the end');
    await sealed('the end');
    expect(await verifyHistory(db, new Map())).toMatchObject({ ok: true, unsealed: 0 });
  });
});
