// Are the parts of a Granta bill of materials read in their places, with what they are made of?

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readGrantaBom } from './granta-bom.ts';

const example = readFileSync(new URL('./granta-example/compliance-bom-1711.xml', import.meta.url));
const file = (parts: string) =>
  `<PartsEco xmlns="http://www.grantadesign.com/17/11/BillOfMaterialsEco">\n<Components>\n${parts}</Components></PartsEco>`;
const told = (parts: string) =>
  readGrantaBom(file(parts)).problems.map(({ level, code, line }) => `${level} ${code} ${line}`);

describe('the example that Granta publishes', () => {
  const { bom, problems } = readGrantaBom(example);
  const lines = bom?.lines ?? [];
  const numberOf = (at: number | null) => (at === null ? null : lines[at]?.partNumber);

  test('is eleven parts in four levels', () => {
    expect(bom?.name).toBe('Complex Bom');
    expect(lines.map(({ partNumber, parent }) => [partNumber, numberOf(parent)])).toEqual([
      ['Part 1', null],
      ['Child 1', 'Part 1'],
      ['Fire Distinguisher', 'Child 1'],
      ['mid_frame', 'Child 1'],
      ['mid_frame: Body 1', 'mid_frame'],
      ['mid_frame: Body 2', 'mid_frame'],
      ['Substance Component', 'Child 1'],
      ['Child 2', 'Part 1'],
      ['Material Component', 'Child 2'],
      ['Part 2', null],
    ]);
  });

  test('says masses, materials, substances and specifications', () => {
    // 10.2 kg/Part
    expect(lines[2]).toMatchObject({ massMg: '10200000', quantity: { number: '1', unit: 'Each' } });
    expect(lines[2]?.specifications).toMatchObject([{ identity: 'AMS2420,Class1' }]);
    expect(lines[4]?.materials).toMatchObject([
      { name: 'Aluminum, 2024, T6', share: '1', identity: 'aluminum-2024-t6' },
    ]);
    expect(lines[6]?.substances).toMatchObject([{ cas: '143-50-0', name: 'Kepone [143-50-0]', share: null }]);
  });

  test('lacks masses of parts without parts, which is told and stays so', () => {
    expect(problems.map(({ code, facts }) => `${code} ${facts?.part}`)).toEqual([
      'mass_missing Substance Component',
      'mass_missing Material Component',
      'mass_missing Part 2',
    ]);
    expect(lines[6]?.massMg).toBeNull();
  });
});

test('what is wrong is told at its line, and nothing is read', () => {
  const part = '<PartNumber>P</PartNumber>';
  expect(told(`<Part><Quantity>1</Quantity>\n<MassPerUom Unit="stone">1</MassPerUom>${part}</Part>`)).toEqual([
    'error unknown_unit 4',
  ]);
  expect(told(`<Part><Quantity>-1</Quantity>\n<MassPerUom Unit="kg">1</MassPerUom>${part}</Part>`)).toEqual([
    'error negative_amount 3',
  ]);
  expect(told('<Part><Quantity>1</Quantity><MassPerUom Unit="g">1</MassPerUom></Part>')).toEqual([
    'error part_number_missing 3',
  ]);
  expect(told(`<Part><MassPerUom Unit="g">1</MassPerUom>${part}</Part>`)).toEqual(['warning quantity_missing 3']);
  expect(readGrantaBom(file(`<Part><Quantity>x</Quantity>${part}</Part>`)).bom).toBeNull();
});

test('another file, another edition and an attack are refused', () => {
  const code = (text: string) => readGrantaBom(text).problems[0]?.code;
  expect(code('<Main xmlns="http://std.iec.ch/iec62474"/>')).toBe('not_a_bill_of_materials');
  expect(code('<PartsEco xmlns="http://www.grantadesign.com/99/01/BillOfMaterialsEco"/>')).toBe('unknown_version');
  expect(code(`<!DOCTYPE x [<!ENTITY e "x">]>${file('')}`)).toBe('doctype_refused');
});
