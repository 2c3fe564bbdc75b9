import { expect, test } from 'vitest';
import { largestLoss } from './largest-loss.ts';

test('8 t of sludge in two hazards outweigh 7 t of mixed waste, and recycled metal is no loss', () => {
  expect(
    largestLoss([
      { treatment: 'recycle_metal', composition: 'metal', sum: '90' },
      { treatment: 'landfill', composition: 'sludge', sum: '5' },
      { treatment: 'landfill', composition: 'mixed', sum: '7' },
      { treatment: 'landfill', composition: 'sludge', sum: '3' },
      { treatment: 'incineration_with_energy', composition: 'mixed', sum: '40' },
    ]),
  ).toEqual({ treatment: 'landfill', composition: 'sludge', massTonnes: '8' });
});

test('where all waste is converted nothing is lost', () => {
  expect(largestLoss([{ treatment: 'reuse', composition: 'wood', sum: '1' }])).toBeUndefined();
});
