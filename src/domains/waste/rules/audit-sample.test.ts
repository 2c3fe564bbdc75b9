import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tonnes } from '#units/quantity.ts';
import { drawSample, printSampleHow, readSampleHow } from './audit-sample.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const rows = (...masses: string[]) => masses.map((mass, at) => ({ id: `id-${at}`, massTonnes: tonnes(mass) }));
const ids = (sample: readonly { id: string }[]) => sample.map(({ id }) => id);

describe('how a sample is written', () => {
  test.each(['seed:10:AUDIT-2024', 'seed:1:一月', 'top:200'])('%s', (text) => {
    const how = readSampleHow(text);
    expect(how && printSampleHow(how)).toBe(text);
  });

  test.each(['', 'all', 'top', 'top:0', 'top:201', 'top:-1', 'seed:10', 'seed:10:', 'seed:0:x', 'seed:10:a b'])(
    '“%s” is none',
    (text) => {
      expect(readSampleHow(text)).toBeUndefined();
    },
  );
});

test('worked by hand: the heaviest two, equal ones by id', () => {
  expect(ids(drawSample(rows('1', '3', '2', '3'), { by: 'top', count: 2 }, sha256))).toEqual(['id-1', 'id-3']);
});

test('worked with sha256sum: printf "A\\nid-0" and so on, the lowest two', () => {
  const ranks = [0, 1, 2, 3].map((at) => ({ id: `id-${at}`, rank: sha256(`A\nid-${at}`) }));
  const lowest = [...ranks].sort((one, other) => (one.rank < other.rank ? -1 : 1)).slice(0, 2);
  expect(ids(drawSample(rows('1', '1', '1', '1'), { by: 'seed', count: 2, seed: 'A' }, sha256))).toEqual(ids(lowest));
});

describe('whatever there is to draw from', () => {
  const population = fc
    .uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 })
    .map((drawn) => drawn.map((id, at) => ({ id, massTonnes: tonnes(String((at * 7) % 13)) })));
  const howAny = fc.oneof(
    fc.record({ by: fc.constant('seed' as const), count: fc.integer({ min: 1, max: 80 }), seed: fc.string() }),
    fc.record({ by: fc.constant('top' as const), count: fc.integer({ min: 1, max: 80 }) }),
  );

  test('the same seed gives the same sample in whatever order the records come, each once, and as many as there are', () => {
    fc.assert(
      fc.property(population, howAny, (all, how) => {
        const sample = ids(drawSample(all, how, sha256));
        expect(ids(drawSample(all.toReversed(), how, sha256))).toEqual(sample);
        expect(new Set(sample).size).toBe(Math.min(how.count, all.length));
      }),
    );
  });

  test('a record more changes at most one of those drawn', () => {
    fc.assert(
      fc.property(population, fc.uuid(), howAny, (all, id, how) => {
        fc.pre(!all.some((row) => row.id === id));
        const before = new Set(ids(drawSample(all, how, sha256)));
        const after = ids(drawSample([...all, { id, massTonnes: tonnes('5') }], how, sha256));
        expect(after.filter((one) => !before.has(one)).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
