import { expect, test } from 'vitest';
import { moveInAddress, movesInAddress, movesOf } from './what-if-address.ts';

const half = { streamId: 'a-1', from: 'landfill', to: 'composting', percent: 50 };

test('what was set is read back from the address as it was', () => {
  const set = [half, { streamId: 'b-2', from: 'landfill', to: '', percent: 0 }];
  expect(movesInAddress(set.map(moveInAddress).join(','))).toEqual(set);
});

test('an address that somebody has cut or bent sets nothing', () => {
  for (const bent of [
    undefined,
    '',
    'a',
    'a.landfill',
    'a.burning.reuse.5',
    'a.landfill.reuse.101',
    'a.landfill.reuse.x',
  ])
    expect(movesInAddress(bent)).toEqual([]);
});

test('half is a share of 0.5; a slider at nothing, or without a target, moves nothing', () => {
  expect(movesOf([half]).map(({ movedShare }) => movedShare.toFixed())).toEqual(['0.5']);
  expect(
    movesOf([
      { ...half, percent: 0 },
      { ...half, to: '' },
      { ...half, to: 'landfill' },
    ]),
  ).toEqual([]);
});
