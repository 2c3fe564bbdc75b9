// Is the chain what a stranger would compute: leaves, Merkle root and block hash, each bound to everything below it?
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChainedEntry, GENESIS, hashOfBlock, leafOf, merkleRoot, nextBlock } from './chain.ts';

const sha = (...parts: (string | Buffer)[]) =>
  parts.reduce((digest, part) => digest.update(part), createHash('sha256')).digest();
const entry: ChainedEntry = {
  ...{
    seq: 812,
    n: 1,
    at: '2024-06-30T08:15:00.000000Z',
    actor: 'operator',
    via: 'cli',
    action: 'import',
    kind: 'waste.load',
  },
  ...{ scopeId: null, importId: null, reason: 'loads-2024-h1.csv', rows: 40_920, digest: 'ab'.repeat(32) },
};

describe('by hand:', () => {
  test('a leaf is SHA-256 of a zero byte and the entry as a JSON list', () => {
    const text = `[812,1,"2024-06-30T08:15:00.000000Z","operator","cli","import","waste.load",null,null,"loads-2024-h1.csv",40920,"${'ab'.repeat(32)}"]`;
    expect(leafOf(entry).toString('hex')).toBe(sha(Buffer.from([0]), text).toString('hex'));
    expect(leafOf(entry).toString('hex')).toBe('68b480376207f8609df90c0c5389882e7d6643b387ed3ddf02a4acde7d99a17a');
  });

  test('the root of three leaves pairs the first two and carries the third', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((one) => sha(one)) as [Buffer, Buffer, Buffer];
    const one = Buffer.from([1]);
    expect(merkleRoot([a])).toEqual(a);
    expect(merkleRoot([a, b])).toEqual(sha(one, a, b));
    expect(merkleRoot([a, b, c])).toEqual(sha(one, sha(one, a, b), c));
    expect(merkleRoot([a, b, c])).not.toEqual(merkleRoot([a, b, c, c]));
    expect(() => merkleRoot([])).toThrow('at least one entry');
  });

  test('the first block names nobody as its predecessor, the second the first', () => {
    const first = nextBlock([entry], undefined, 900);
    expect(first).toMatchObject({
      height: 1,
      fromSeq: 0,
      beforeSeq: 900,
      entries: 1,
      previous: GENESIS,
      merkleRoot: leafOf(entry).toString('hex'),
    });
    const text = `[1,0,900,1,"${first.merkleRoot}","${'0'.repeat(64)}"]`;
    expect(first.hash).toBe(sha(Buffer.from([2]), text).toString('hex'));
    expect(nextBlock([{ ...entry, seq: 900 }], first, 950)).toMatchObject({
      height: 2,
      fromSeq: 900,
      previous: first.hash,
    });
  });
});

describe('nothing can be altered unseen:', () => {
  test.each(Object.keys(entry) as (keyof ChainedEntry)[])('the %s of an entry', (key) => {
    const other = typeof entry[key] === 'number' ? (entry[key] as number) + 1 : `${entry[key]}x`;
    expect(leafOf({ ...entry, [key]: other })).not.toEqual(leafOf(entry));
  });

  test.each(['height', 'fromSeq', 'beforeSeq', 'entries', 'merkleRoot', 'previous'] as const)(
    'the %s of a block',
    (key) => {
      const block = nextBlock([entry], undefined, 900);
      const other = typeof block[key] === 'number' ? block[key] + 1 : 'f'.repeat(64);
      expect(hashOfBlock({ ...block, [key]: other })).not.toBe(block.hash);
    },
  );

  test('an entry left out, doubled or in another place gives another root', () => {
    const leaves = fc
      .uniqueArray(fc.integer(), { minLength: 2, maxLength: 9 })
      .map((numbers) => numbers.map((seq) => leafOf({ ...entry, seq })));
    fc.assert(
      fc.property(leaves, fc.nat(), (all, pick) => {
        const at = pick % all.length;
        const root = merkleRoot(all);
        expect(merkleRoot(all.toSpliced(at, 0, all[at] as Buffer))).not.toEqual(root);
        expect(merkleRoot(all.toSpliced(at, 1))).not.toEqual(root);
        expect(merkleRoot([...all.slice(1), all[0] as Buffer])).not.toEqual(root);
      }),
      { numRuns: 200 },
    );
  });

  test('a text that contains the marks of the list cannot pass for another entry', () => {
    expect(leafOf({ ...entry, actor: 'a","b', via: 'c' })).not.toEqual(leafOf({ ...entry, actor: 'a', via: 'b","c' }));
  });
});
