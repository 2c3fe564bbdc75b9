// Items and their parts out of a bill of materials: by number once, in the units of items, and never in a circle.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bomItems, countedIn, usualClass } from './bom-items.ts';
import { readGrantaBom } from './formats/granta-bom.ts';

const example = readFileSync(new URL('./formats/granta-example/compliance-bom-1711.xml', import.meta.url));
const of = (file: Uint8Array | string) => {
  const { bom } = readGrantaBom(file);
  if (!bom) throw new Error('not read');
  return bomItems(bom);
};
const file = (parts: string) =>
  `<PartsEco xmlns="http://www.grantadesign.com/24/12/BillOfMaterialsEco">\n<Components>\n${parts}</Components></PartsEco>`;
const part = (number: string, quantity: string, parts = '') =>
  `<Part>${quantity}<PartNumber>${number}</PartNumber><Components>${parts}</Components></Part>\n`;
const each = (count: string) => `<Quantity Unit="Each">${count}</Quantity>`;
const toldOf = (parts: string) => of(file(parts)).problems.map(({ code, line, facts }) => ({ code, line, ...facts }));

test('the example that Granta publishes is ten items, of which four are made of others', () => {
  const { items, problems } = of(example);
  expect(problems).toEqual([]);
  expect(items.map((one) => [one.number, usualClass(one), one.parts.map(({ number }) => number)])).toEqual([
    ['Part 1', 'finished', ['Child 1', 'Child 2']],
    ['Child 1', 'semi_finished', ['Fire Distinguisher', 'mid_frame', 'Substance Component']],
    ['Fire Distinguisher', 'component', []],
    ['mid_frame', 'semi_finished', ['mid_frame: Body 1', 'mid_frame: Body 2']],
    ['mid_frame: Body 1', 'component', []],
    ['mid_frame: Body 2', 'component', []],
    ['Substance Component', 'component', []],
    ['Child 2', 'semi_finished', ['Material Component']],
    ['Material Component', 'component', []],
    ['Part 2', 'finished', []],
  ]);
  // 10.2 kg/Part
  expect(items[2]).toMatchObject({ massMg: '10200000', unit: 'piece' });
  expect(items[6]?.massMg).toBeNull();
});

test('quantities come in the units of items: 250 g are 0.25 kg, 120 mm are 0.12 m, and a stone is none', () => {
  expect(countedIn({ number: '250', unit: 'g' })).toEqual({ quantity: '0.25', unit: 'kg' });
  expect(countedIn({ number: '120', unit: 'mm' })).toEqual({ quantity: '0.12', unit: 'm' });
  expect(countedIn({ number: '36908', unit: 'mm^2' })).toEqual({ quantity: '0.036908', unit: 'm2' });
  expect(countedIn({ number: '2', unit: null })).toEqual({ quantity: '2', unit: 'piece' });
  expect(countedIn({ number: '2', unit: 'stone' })).toBeNull();
});

test('a part in two places is one item; where it is made of other parts there, that is told', () => {
  const bolt = part('BOLT', each('2'));
  const same = of(
    file(part('TOP', each('1'), part('A', each('1'), bolt) + part('B', each('1'), part('A', each('3'))))),
  );
  expect([same.problems, same.items.map(({ number }) => number)]).toEqual([[], ['TOP', 'A', 'BOLT', 'B']]);
  expect(same.items[1]?.parts).toMatchObject([{ number: 'BOLT', quantity: '2' }]);
  const other = part('A', each('1'), part('BOLT', each('3')));
  expect(toldOf(part('TOP', each('1'), part('A', each('1'), bolt) + part('B', each('1'), other)))).toEqual([
    { code: 'parts_differ', line: 5, part: 'A', first: 3 },
  ]);
});

test('a quantity that is missing is not one, none is no part, and a circle is told by numbers', () => {
  expect(toldOf(part('TOP', '', part('A', '')))).toEqual([{ code: 'quantity_missing', line: 3, part: 'A' }]);
  expect(toldOf(part('TOP', each('1'), part('A', each('0'))))).toMatchObject([{ code: 'quantity_zero', part: 'A' }]);
  expect(toldOf(part('TOP', each('1'), part('A', '<Quantity Unit="dozen">1</Quantity>')))).toMatchObject([
    { code: 'unit_not_counted_in', part: 'A', unit: 'dozen' },
  ]);
  expect(toldOf(part('A', each('1'), part('B', each('1'), part('C', each('1'), part('A', each('1'))))))).toMatchObject([
    { code: 'parts_go_round', path: 'A > B > C > A' },
  ]);
});
