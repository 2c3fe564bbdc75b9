import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Exact, exact, exactText } from '#units/quantity.ts';
import { addedBy, type GapContributions, gapContributions, type RatePart } from './gap-contributions.ts';

const part = (siteId: string, streamId: string, above: number | string, below: number | string): RatePart => ({
  siteId,
  streamId,
  above: exact(above),
  below: exact(below),
});
const sumOf = (parts: readonly RatePart[]) => ({
  above: parts.reduce((sum, one) => sum.plus(one.above), new Exact(0)),
  below: parts.reduce((sum, one) => sum.plus(one.below), new Exact(0)),
});
const gapOf = (parts: readonly RatePart[], target: string): GapContributions => {
  const whole = sumOf(parts);
  const found = gapContributions(parts, { whole, added: whole }, exact(target), 'higher');
  if (!found) throw new Error('nothing to divide by');
  return found;
};
const linesOf = ({ lines }: GapContributions) =>
  lines.map((line) => [line.siteId, line.streamId, exactText(line.surplus), exactText(line.points)]);

/** 100 t of two factories, 86 t of it converted; 90 % is the target. */
const company = [
  part('Suzhou', 'metal', 50, 50),
  part('Suzhou', 'refuse', 2, 10),
  part('Wuhu', 'metal', 20, 20),
  part('Wuhu', 'refuse', 14, 20),
];

test('86 of 100 t against 90 % is four points short: refuse of Suzhou costs seven, of Wuhu four, metal saves seven', () => {
  const found = gapOf(company, '0.9');
  expect(exactText(found.gap.points)).toBe('-0.04');
  expect(exactText(found.gap.surplus)).toBe('-4');
  expect(linesOf(found)).toEqual([
    ['Suzhou', 'refuse', '-7', '-0.07'],
    ['Wuhu', 'refuse', '-4', '-0.04'],
    ['Wuhu', 'metal', '2', '0.02'],
    ['Suzhou', 'metal', '5', '0.05'],
  ]);
  expect(found.withheld).toBeNull();
  expect(found.notCounted).toBeNull();
});

test('by factory both cost two points, by stream refuse costs eleven and metal saves seven', () => {
  const { lines } = gapOf(company, '0.9');
  const told = (by: 'siteId' | 'streamId') => addedBy(lines, by).map(({ id, points }) => [id, exactText(points)]);
  expect(told('siteId')).toEqual([
    ['Suzhou', '-0.02'],
    ['Wuhu', '-0.02'],
  ]);
  expect(told('streamId')).toEqual([
    ['refuse', '-0.11'],
    ['metal', '0.07'],
  ]);
});

test('energy recovery above its cap is a line of its own: 100 t, 20 t burnt, ten of them count', () => {
  const parts = [part('Suzhou', 'refuse', 20, 20), part('Suzhou', 'metal', 80, 80)];
  const whole = { above: exact(90), below: exact(100) };
  const found = gapContributions(parts, { whole, added: sumOf(parts) }, exact('0.95'), 'higher');
  expect(found && exactText(found.gap.points)).toBe('-0.05');
  expect(found?.notCounted && exactText(found.notCounted.points)).toBe('-0.1');
});

test('who may see Suzhou alone sees the rest as one line', () => {
  const whole = sumOf(company);
  const found = gapContributions(company.slice(0, 2), { whole, added: whole }, exact('0.9'), 'higher');
  expect(found?.withheld && exactText(found.withheld.points)).toBe('-0.02');
});

test('where less is better the sign turns, and of nothing there is no gap', () => {
  const whole = { above: exact(30), below: exact(100) };
  const lower = gapContributions([], { whole, added: whole }, exact('0.2'), 'lower');
  expect(lower && exactText(lower.gap.points)).toBe('-0.1');
  const nothing = { above: exact(0), below: exact(0) };
  expect(gapContributions([], { whole: nothing, added: nothing }, exact('0.2'), 'higher')).toBeUndefined();
});

test('whatever the masses, lines, what is withheld and what is not counted add up to the gap, exactly', () => {
  const thousandths = fc.integer({ min: 0, max: 10_000_000 }).map((one) => new Exact(one).div(1_000));
  const parts = fc.array(
    fc.record({
      siteId: fc.constantFrom('a', 'b', 'c'),
      streamId: fc.constantFrom('x', 'y', null),
      above: thousandths,
      more: thousandths,
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 1_000 }), thousandths, fc.nat(12), (drawn, permille, cut, seen) => {
      const all = drawn.map(({ more, ...one }) => ({ ...one, below: new Exact(one.above).plus(more).plus('0.001') }));
      const added = sumOf(all);
      const whole = { above: Exact.max(0, added.above.minus(cut)), below: added.below };
      const found = gapContributions(all.slice(0, seen), { whole, added }, new Exact(permille).div(1_000), 'higher');
      if (!found) throw new Error('nothing to divide by');
      const surpluses = [...found.lines, found.withheld, found.notCounted].map((one) => one?.surplus ?? exact(0));
      const total = surpluses.reduce((sum, one) => sum.plus(one), new Exact(0));
      expect(exactText(total)).toBe(exactText(found.gap.surplus));
      for (const by of ['siteId', 'streamId'] as const) {
        const sums = addedBy(found.lines, by).reduce((sum, one) => sum.plus(one.surplus), new Exact(0));
        expect(exactText(sums)).toBe(exactText(found.lines.reduce((sum, one) => sum.plus(one.surplus), new Exact(0))));
      }
    }),
  );
});
