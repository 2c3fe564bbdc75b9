// Is there an element or attribute of IEC 62474 that is lost when a file is read and written? One file that has them all says no.

import { expect, test } from 'vitest';
import { iecNamespace, iecStructure } from './iec-62474-structure.ts';
import { readDeclaration } from './read-declaration.ts';
import { holds, missing } from './what-a-file-holds.test-fixture.ts';
import { writeDeclaration } from './write-declaration.ts';
import { writeXml } from './write-xml.ts';
import { type MadeElement, make } from './xml-element.ts';

const samples = { text: 'x', boolean: 'true', number: '0.01', date: '2026-01-20', base64: 'aGk=' } as const;
let counter = 0;

/** An element with every attribute, and every child twice where it may be; no two texts are the same. */
function full(name: string, type: string, depth: number): MadeElement {
  const rules = iecStructure.types[type];
  if (!rules) return make(name, {});
  const attributes = Object.fromEntries(
    Object.entries(rules.attributes).map(([key, { kind }]) => {
      counter += 1;
      if (typeof kind !== 'string') return [key, kind[0]];
      return [key, kind === 'text' ? `${key} ${counter}` : samples[kind]];
    }),
  );
  const isAgain = (child: string) => child === type && depth > 1;
  const children = rules.children
    .filter(({ type: of }) => of !== 'any' && !isAgain(of))
    .flatMap(({ name: child, type: of, max }) => {
      const count = max > 1 ? 2 : 1;
      return Array.from({ length: count }, () => full(child, of, child === name ? depth + 1 : 0));
    });
  // what is within weighs less than what it is in
  const level = { Product: 0, ProductPart: depth + 1 }[type];
  for (const id of level === undefined ? [] : children.filter((child) => child.name === 'ProductID')) {
    for (const mass of id.children.filter((child) => child.name === 'Mass'))
      mass.attributes = { ...mass.attributes, mass: `1E${20 - 4 * (level ?? 0)}` };
  }
  return make(name, attributes, children);
}

test('a file with every element and attribute is read and written whole', () => {
  const main = full('Main', 'Main', 0);
  const root = { ...main, attributes: { ...main.attributes, xmlns: iecNamespace, schemaDatabaseVersion: 'X8.21' } };
  const file = [...writeXml(root)].join('');
  const names = new Set(holds(file).map((path) => path.split('@')[0]?.split('/').at(-1)));
  expect(names.size).toBeGreaterThan(60);

  const { declaration, problems } = readDeclaration(file);
  expect(problems).toEqual([]);
  if (!declaration) throw new Error('refused');
  const again = [...writeDeclaration(declaration)].join('');
  expect(missing(file, again)).toEqual([]);
  expect(readDeclaration(again).declaration).toEqual(declaration);
});
