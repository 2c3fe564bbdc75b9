// What the settings say where nothing, or nothing usable, is given.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings, WrongSetting } from './settings.ts';

const data = mkdtempSync(join(tmpdir(), 'greenfab-settings-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test('an empty DATABASE_URL in the environment is none: the embedded database', () => {
  expect(readSettings({ data }, { DATABASE_URL: '' }).databaseUrl).toBeUndefined();
  expect(readSettings({ data }, {}).databaseUrl).toBeUndefined();
});

test('a database that is not PostgreSQL is refused', () => {
  expect(() => readSettings({ data }, { DATABASE_URL: 'mysql://here' })).toThrow(WrongSetting);
});
