import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Drawable, Drawing, printSampleHow, readSampleHow, type SampleHow } from './how.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const rows = (...quantities: string[]) => quantities.map((quantity, at) => ({ id: `id-${at}`, quantity }));
function draw(population: readonly Drawable[], how: SampleHow): string[] {
  const drawing = new Drawing(how, sha256);
  for (const row of population) drawing.add(row);
  return drawing.drawn().map(({ id }) => id);
}

describe('how a sample is written', () => {
  test.each(['seed:10:AUDIT-2024', 'seed:1:一月', 'top:200:countingMassTonnes'])('%s', (text) => {
    const how = readSampleHow(text);
    expect(how && printSampleHow(how)).toBe(text);
  });

  test.each([
    '',
    'all',
    'top',
    'top:5',
    'top:0:x',
    'top:201:x',
    'top:-1:x',
    'seed:10',
    'seed:10:',
    'seed:0:x',
    'seed:10:a b',
  ])('“%s” is none', (text) => {
    expect(readSampleHow(text)).toBeUndefined();
  });
});

test('worked by hand: the largest two, equal ones by id, to the last digit', () => {
  expect(draw(rows('1', '3', '2', '3'), { by: 'top', count: 2, field: 'm' })).toEqual(['id-1', 'id-3']);
  expect(draw(rows('9.99', '10', '-11', '10.000001'), { by: 'top', count: 3, field: 'm' })).toEqual([
    ...['id-3', 'id-1', 'id-0'],
  ]);
});

test('worked with sha256sum: printf "A\\nid-0" and so on, the lowest two', () => {
  const ranks = [0, 1, 2, 3].map((at) => ({ id: `id-${at}`, rank: sha256(`A\nid-${at}`) }));
  const lowest = [...ranks].sort((one, other) => (one.rank < other.rank ? -1 : 1)).slice(0, 2);
  expect(draw(rows('1', '1', '1', '1'), { by: 'seed', count: 2, seed: 'A' })).toEqual(lowest.map(({ id }) => id));
});

describe('whatever there is to draw from', () => {
  const population = fc
    .uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 })
    .map((drawn) => drawn.map((id, at) => ({ id, quantity: String((at * 7) % 13) })));
  const howAny = fc.oneof(
    fc.record({ by: fc.constant('seed' as const), count: fc.integer({ min: 1, max: 80 }), seed: fc.string() }),
    fc.record({ by: fc.constant('top' as const), count: fc.integer({ min: 1, max: 80 }), field: fc.constant('m') }),
  );

  test('the same seed gives the same sample in whatever order the records come, each once, and as many as there are', () => {
    fc.assert(
      fc.property(population, howAny, (all, how) => {
        const sample = draw(all, how);
        expect(draw(all.toReversed(), how)).toEqual(sample);
        expect(new Set(sample).size).toBe(Math.min(how.count, all.length));
      }),
    );
  });

  test('a record more changes at most one of those drawn', () => {
    fc.assert(
      fc.property(population, fc.uuid(), howAny, (all, id, how) => {
        fc.pre(!all.some((row) => row.id === id));
        const before = new Set(draw(all, how));
        const after = draw([...all, { id, quantity: '5' }], how);
        expect(after.filter((one) => !before.has(one)).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
