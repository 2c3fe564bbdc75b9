import { expect, test } from 'vitest';
import { streamsOf } from './month-paper.tsx';

test('a vendor is asked once for each stream that it took; a load that was taken back is none', () => {
  const load = (stream: string, voided = false) => ({ voided, values: { stream } });
  expect(streamsOf({ records: [load('N02'), load('N02'), load('N08', true), load('N04')] })).toEqual(['N02', 'N04']);
});
