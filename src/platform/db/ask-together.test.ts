import { expect, test } from 'vitest';
import { askTogether } from './ask-together.ts';

/** A question whose answers are given when the test says so. */
function question() {
  const asked: { keys: readonly string[]; answer(found: Record<string, string>): void; fail(): void }[] = [];
  const ask = askTogether((keys: readonly string[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, string>>();
    asked.push({
      keys,
      answer: (found) => resolve(new Map(Object.entries(found))),
      fail: () => reject(new Error('no')),
    });
    return promise;
  });
  return { asked, ask };
}
const aWhile = () => new Promise((rested) => setImmediate(rested));

test('what comes while a question is under way goes together in the next, and never gets an older answer', async () => {
  const { asked, ask } = question();
  const first = ask('a');
  await aWhile();
  const later = [ask('a'), ask('b'), ask('b')];
  await aWhile();
  expect(asked.map(({ keys }) => keys)).toEqual([['a']]);
  asked[0]?.answer({ a: 'old' });
  expect(await first).toBe('old');
  await aWhile();
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b']]);
  asked[1]?.answer({ a: 'new' });
  expect(await Promise.all(later)).toEqual(['new', undefined, undefined]);
  const last = ask('c');
  await aWhile();
  asked[2]?.answer({ c: 'c' });
  expect(await last).toBe('c');
});

test('one that fails fails for those who asked it, and the next is asked all the same', async () => {
  const { asked, ask } = question();
  const first = ask('a');
  await aWhile();
  const next = ask('b');
  asked[0]?.fail();
  await expect(first).rejects.toThrow('no');
  await aWhile();
  asked[1]?.answer({ b: 'b' });
  expect(await next).toBe('b');
});
