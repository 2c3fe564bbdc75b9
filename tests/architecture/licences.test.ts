// May everything that we ship be passed on as Apache-2.0 wants it? No package that binds what stands beside it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from './source-files.ts';

interface Locked {
  version: string;
  dev?: boolean;
  optional?: boolean;
  license?: string;
}

/** Permissive, or bound to its own files as MPL-2.0 is: that one we use as it comes. */
const free = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Unlicense'],
  ...['CC0-1.0', 'OFL-1.1', 'MPL-2.0'],
];

/** Packages that tell npm no licence of their own, and whose they have. */
const toldElsewhere: readonly [name: RegExp, licence: string][] = [
  // The builds for single machines of a package that is Apache-2.0.
  [/^@myriaddreamin\/typst-ts-node-compiler-/, 'Apache-2.0'],
];

const isFree = (licence: string): boolean => {
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isFree);
  return bare.split(' AND ').every((one) => free.includes(one));
};

const shipped = Object.entries<Locked>(
  JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')).packages,
).flatMap(([path, one]) => {
  const name = path.split('node_modules/').at(-1) ?? '';
  if (path === '' || one.dev) return [];
  return [{ name, licence: one.license ?? toldElsewhere.find(([of]) => of.test(name))?.[1] ?? 'none' }];
});

test('every package that is shipped may be', () => {
  expect(shipped.length).toBeGreaterThan(200);
  expect(shipped.filter(({ licence }) => !isFree(licence))).toEqual([]);
});

test.each(['GPL-3.0', 'AGPL-3.0-only', 'SSPL-1.0', '(MIT AND GPL-2.0)', 'none', 'SEE LICENSE IN LICENSE'])(
  '%s would be found',
  (licence) => expect(isFree(licence)).toBe(false),
);
