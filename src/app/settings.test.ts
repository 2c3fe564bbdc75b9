// What the settings say where nothing, or nothing usable, is given.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test('an empty PORT in the environment is none: not any port, of which the printed address would know nothing', () => {
  const { port, url } = readSettings({ data }, { PORT: '' });
  expect({ port, url }).toEqual({ port: 4600, url: 'http://localhost:4600' });
});

test('a database that is not PostgreSQL is refused', () => {
  expect(() => readSettings({ data }, { DATABASE_URL: 'mysql://here' })).toThrow(WrongSetting);
});

test('nobody is believed about where a request came from unless he is named', () => {
  const trusted = (text?: string) => readSettings({ data }, { GREENFAB_TRUST_PROXY: text }).trustProxy;
  expect([trusted(), trusted(''), trusted('loopback'), trusted('10.0.0.0/8, ::1')]).toEqual([
    ...[false, false, ['loopback']],
    ['10.0.0.0/8', '::1'],
  ]);
  for (const wrong of ['true', '*', 'proxy.example', '10.0.0.0/x', '1', '1.2.3', '10.0.0.0/8/8'])
    expect(() => trusted(wrong)).toThrow(WrongSetting);
});

test('a schema that is not there is told, and not found missing when the first file comes', () => {
  const path = join(data, 'IEC62474.xsd');
  const settings = () => readSettings({ data }, { GREENFAB_IEC62474_SCHEMA: path });
  expect(settings).toThrow(WrongSetting);
  writeFileSync(path, '<schema/>');
  expect(settings().iec62474Schema).toBe(path);
  expect(readSettings({ data }, { GREENFAB_IEC62474_SCHEMA: '' }).iec62474Schema).toBeUndefined();
});
