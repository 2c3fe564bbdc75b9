// Do the sums of a figure add up exactly under each treatment?
import { expect, test } from 'vitest';
import { sumsBy } from './sums-by.ts';

const sum = (treatment: string, hazard: string, tonnes: string) => ({
  group: { id: 'g', name: { en: 'Group', zh: '集团' } },
  labels: [treatment, hazard],
  sum: tonnes,
  unit: 't',
  printed: tonnes,
});

test('0.1 t and 0.2 t to landfill are 0.3 t, below 5 t recycled', () => {
  const sums = [sum('Landfill', 'hazardous', '0.1'), sum('Recycling', 'no', '5'), sum('Landfill', 'no', '0.2')];
  expect(sumsBy(sums, (one) => one.labels[0] ?? '')).toEqual([
    { name: 'Recycling', sum: '5' },
    { name: 'Landfill', sum: '0.3' },
  ]);
});
