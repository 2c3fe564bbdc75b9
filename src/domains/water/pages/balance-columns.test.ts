// In the picture of a balance on a phone no words run into a node, and those of two columns do not meet.
import { expect, test } from 'vitest';
import { columnOf, columnsFor, labelSpan, NODE_WIDTH } from './balance-columns.ts';

/** What a page of 390 and of 360 pixels leaves for the picture. */
const widths = [324, 294];

test.each(widths)(
  'on a picture of %i pixels the words of a column lie between two nodes, and have room for a word',
  (width) => {
    const columns = columnsFor(true);
    const nodes = columns.at.map((at) => (at / 100) * (width - NODE_WIDTH));
    const spans = columns.at.flatMap((_, column) => labelSpan(columns, column, width) ?? []);
    expect(spans).toHaveLength(3);
    for (const { from, to } of spans) {
      expect(nodes.every((node) => node + NODE_WIDTH <= from || node >= to)).toBe(true);
      // “Municipal” in letters of eleven pixels.
      expect(to - from).toBeGreaterThanOrEqual(51);
    }
    const [sources, uses, destinations] = spans as [Span, Span, Span];
    expect(sources.to).toBeLessThanOrEqual(uses.from);
    expect(uses.to).toBeLessThanOrEqual(destinations.from);
    expect(destinations.to - destinations.from).toBeGreaterThan(75);
  },
);
type Span = { from: number; to: number };

test('water consumed in use is a destination: its words stand left of the last column', () => {
  expect(columnOf('to:consumed_in_use')).toBe(4);
  expect(columnsFor(true).sides[columnOf('to:consumed_in_use')]).toBe('left');
});
