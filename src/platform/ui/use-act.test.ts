import { beforeEach, expect, test } from 'vitest';
import { actIn } from './use-act.ts';

const happened: string[] = [];
const underWay = new Set<string>();
const act = actIn({
  say: (done) => happened.push(`said ${done}`),
  refuse: (error) => happened.push(`refused ${(error as Error).message}`),
  askAnew: async () => happened.push('asked anew'),
  underWay,
  onChange: () => happened.push(`under way: ${[...underWay].join()}`),
});
beforeEach(() => {
  happened.length = 0;
});

test('it is done, said, and everything is asked anew, under way until then', async () => {
  const well = await act(async () => 3, { done: (count) => `${count} reminded`, as: 'remind' });
  expect(well).toBe(true);
  expect(happened).toEqual(['under way: remind', 'said 3 reminded', 'asked anew', 'under way: ']);
});

test('what is refused is said, nothing is said to be done, and it can be tried again', async () => {
  const refused = () => act(() => Promise.reject(new Error('the month is closed')), { done: 'done', as: 'close' });
  expect(await refused()).toBe(false);
  expect(happened).toEqual(['under way: close', 'refused the month is closed', 'under way: ']);
  await refused();
  expect(happened.filter((one) => one.startsWith('refused'))).toHaveLength(2);
});

test('the same act is not begun twice, another is', async () => {
  let finish = () => {};
  const first = act(() => new Promise<void>((resolve) => (finish = resolve)), { as: 'a' });
  expect(await act(async () => happened.push('a again'), { as: 'a' })).toBe(false);
  expect(await act(async () => happened.push('b'), { as: 'b' })).toBe(true);
  finish();
  expect(await first).toBe(true);
  expect(happened).toContain('b');
  expect(happened).not.toContain('a again');
  expect(underWay.size).toBe(0);
});
