// How often may somebody try, and when again?
import { expect, test } from 'vitest';
import { Attempts } from './sign-in-attempts.ts';

const threeAMinute = { most: 3, seconds: 60 };

test('three a minute: the fourth waits for what is left of the minute', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  for (const at of [0, 10_000, 20_000]) {
    now = at;
    expect(attempts.take('li.wei', threeAMinute)).toMatchObject({ allowed: true, waitSeconds: 0 });
  }
  now = 30_500;
  expect(attempts.take('li.wei', threeAMinute)).toMatchObject({ allowed: false, left: 0, waitSeconds: 30 });
  expect(attempts.take('wang.fang', threeAMinute).allowed).toBe(true);
  now = 60_000;
  expect(attempts.take('li.wei', threeAMinute).allowed).toBe(true);
});

test('waiting is not made longer by trying meanwhile', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  for (let second = 0; second < 60; second++) {
    now = second * 1000;
    attempts.take('li.wei', threeAMinute);
  }
  now = 60_000;
  expect(attempts.take('li.wei', threeAMinute).allowed).toBe(true);
});

test('who got in starts anew', () => {
  const attempts = new Attempts(() => 0);
  for (let n = 0; n < 3; n++) attempts.take('li.wei', threeAMinute);
  attempts.forget('li.wei');
  expect(attempts.take('li.wei', threeAMinute).allowed).toBe(true);
});

test('a flood of invented names takes no more memory than fifty thousand, and the newest are kept', () => {
  const attempts = new Attempts(() => 0);
  for (let n = 0; n < 3; n++) attempts.take('first', threeAMinute);
  for (let n = 0; n < 50_000; n++) attempts.take(`invented ${n}`, threeAMinute);
  for (let n = 0; n < 3; n++) attempts.take('last', threeAMinute);
  expect(attempts.take('last', threeAMinute).allowed).toBe(false);
  expect(attempts.take('first', threeAMinute).allowed).toBe(true);
});
