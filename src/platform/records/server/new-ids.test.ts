import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { newIds } from './new-ids.ts';

test('ids of several draws are UUIDv7, unlike each other, and ascend', () => {
  const ids = [...newIds(1_000), ...newIds(1), ...newIds(0), ...newIds(500)];
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(1_501);
  expect([...ids].sort()).toEqual(ids);
});
