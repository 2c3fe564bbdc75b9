// Does the lock file belong to package.json, and does it name packages rather than places?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from './source-files.ts';

const read = (name: string) => JSON.parse(readFileSync(join(checkout, name), 'utf8'));

test.each(['dependencies', 'optionalDependencies', 'devDependencies'])('the lock file knows the %s', (kind) => {
  expect(read('package-lock.json').packages[''][kind]).toEqual(read('package.json')[kind]);
});

test('the lock file names no address', () => {
  const places = Object.entries<{ resolved?: string }>(read('package-lock.json').packages);
  expect(places.length).toBeGreaterThan(100);
  expect(places.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
