import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sentBefore } from './sent-before.ts';

const long = (letter: string) => JSON.stringify({ text: letter.repeat(20_000) });

test('a long answer is hashed and packed once, in each packing, and another text never gets its bytes', async () => {
  const [a, again, b] = [long('a'), long('a'), long('b')];
  expect(sentBefore(again)).toBe(sentBefore(a));
  expect(sentBefore(b).hash).not.toBe(sentBefore(a).hash);
  expect(await sentBefore(again).packed('br')).toBe(await sentBefore(a).packed('br'));
  expect(brotliDecompressSync(await sentBefore(a).packed('br')).toString()).toBe(a);
  expect(gunzipSync(await sentBefore(b).packed('gzip')).toString()).toBe(b);
});

test('those that were not asked for longest are forgotten', () => {
  const first = sentBefore(long('first'));
  const often = sentBefore(long('often'));
  for (let one = 0; one < 400; one++) {
    sentBefore(long(`${one} `));
    expect(sentBefore(long('often'))).toBe(often);
  }
  expect(sentBefore(long('first'))).not.toBe(first);
});
