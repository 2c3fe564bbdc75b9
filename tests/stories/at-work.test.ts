// The stories of waste at work in a real browser, in English on the embedded database.
import { expect, test } from 'vitest';
import { atWork } from './at-work.ts';
import { tellAtWork } from './tell-at-work.ts';

test('every story has a name of its own', () => {
  expect(new Set(atWork.map(({ name }) => name)).size).toBe(atWork.length);
});

tellAtWork({ database: 'PGlite', language: 'en' });
