// Are the rows of a full material declaration read, whatever the order of its columns and the language of its headings?

import { describe, expect, test } from 'vitest';
import { readMaterialSheet } from './material-sheet.ts';
import { readDeclaration } from './read-declaration.ts';
import { convertDeclaration, writeDeclaration } from './write-declaration.ts';

const given = { supplier: { name: 'Lamps Ltd', nameLocal: null, ids: [] }, issuedOn: '2026-01-20' };
const read = (table: string, more = {}) =>
  readMaterialSheet(
    table.split('\n').map((line, at) => ({ row: at + 1, cells: line.split('|').map((cell) => cell.trim()) })),
    { ...given, ...more },
  );
const told = (table: string) => read(table).problems.map(({ level, code, at }) => `${level} ${code} ${at}`);

const english = `Full material declaration
Part Number | Part Mass (g) | Homogeneous Material | Material Mass (g) | Substance | CAS No. | Mass (mg) | Concentration (%) | RoHS Exemption
T-1 | 20 | Brass | 20 | Copper | 7440-50-8 | 19300 | 96.5 |
    |    |       |    | Lead | 7439-92-1 | 700 | 3.5 | 6(c)
T-2 | 1.5 | Plating | 0.5 | Tin | 7440-31-5 | 500 | 100 |
Total | | | | | | 20500 | |`;

describe('a sheet', () => {
  test('says part, material and substance row by row; what is empty goes on, a total is skipped', () => {
    const { declaration, problems } = read(english);
    expect(declaration).toMatchObject({
      format: 'material-sheet',
      issuedOn: '2026-01-20',
      supplier: { name: 'Lamps Ltd' },
    });
    expect(declaration?.products).toMatchObject([
      {
        ...{ number: 'T-1', massMg: '20000' },
        materials: [
          {
            ...{ name: 'Brass', amount: { massMg: '20000' } },
            contents: [
              { name: 'Copper', cas: '7440-50-8', amount: { massMg: '19300', share: '0.965' } },
              {
                name: 'Lead',
                cas: '7439-92-1',
                amount: { massMg: '700', share: '0.035' },
                exemptions: [{ id: '6(c)' }],
              },
            ],
          },
        ],
      },
      { number: 'T-2', massMg: '1500', materials: [{ name: 'Plating', contents: [{ name: 'Tin' }] }] },
    ]);
    expect(problems).toMatchObject([{ level: 'warning', code: 'row_skipped', line: 6 }]);
  });

  test.each([
    ['Chinese', '物质名称 | CAS号 | 含量(%) | 材质名称 | 料号 | 豁免条款\nCopper | 7440-50-8 | 96.5 | 黄铜 | T-1 | 无'],
    ['Japanese', '品番 | 材質名 | 物質名 | CAS番号 | 含有率(ppm)\nT-1 | 黄銅 | Copper | 7440-50-8 | 965000'],
    [
      'English, with units of their own',
      'CAS | Substance Name | Mass | UOM | Material | MPN\n7440-50-8 | Copper | 19.3 | g | Brass | T-1',
    ],
  ])('with headings in %s is read by what they mean', (_, table) => {
    const [product] = read(table).declaration?.products ?? [];
    const [content] = product?.materials[0]?.contents ?? [];
    expect(product?.number).toBe('T-1');
    expect(content).toMatchObject({ name: 'Copper', cas: '7440-50-8', exemptions: [] });
    expect(content?.amount?.share ?? content?.amount?.massMg).toMatch(/^(0\.965|19300)$/);
  });

  test('whose headings somebody explained before is read as he said', () => {
    const table = 'A | B | C | Stuff\nT-1 | Brass | 7440-50-8 | Copper';
    expect(read(table).declaration).toBeNull();
    const remembered = new Map<string, 'part' | 'material' | 'cas' | 'substance'>([
      ['a', 'part'],
      ['b', 'material'],
      ['c', 'cas'],
      ['stuff', 'substance'],
    ]);
    expect(read(table, { remembered }).declaration?.products[0]?.materials[0]?.contents[0]?.cas).toBe('7440-50-8');
  });

  test('keeps bounds and ranges as they were entered', () => {
    const table = `Part | Material | Substance | CAS | Content
P | PVC | DEHP | 117-81-7 | < 50 ppm
P | PVC | Lead | 7439-92-1 | 10 - 20 ppm
P | PVC | Zinc | 7440-66-6 | 0,35 %`;
    const amounts = read(table).declaration?.products[0]?.materials[0]?.contents.map(({ amount }) => amount);
    expect(amounts).toEqual([
      { high: '0.00005', entered: '< 50 ppm' },
      { low: '0.00001', high: '0.00002', entered: '10 - 20 ppm' },
      { share: '0.0035', entered: '0.35 %' },
    ]);
  });
});

describe('a cell that is wrong is told where it stands', () => {
  const row = (cells: string) => `Part | Material | Substance | CAS | Mass (mg) | Share (%)\nP | PVC | ${cells}`;

  test('a CAS number that a spreadsheet made a date of is repaired, or refused where two or none are right', () => {
    const repaired = read(row('Something | 8/07/2708 | 5 | 1'));
    expect(repaired.declaration?.products[0]?.materials[0]?.contents[0]?.cas).toBe('2708-07-8');
    expect(repaired.problems).toMatchObject([
      { level: 'warning', code: 'cas_date_repaired', at: 'D2', facts: { cas: '2708-07-8' } },
    ]);
    expect(told(row('Something | 2708-07-09 | 5 | 1'))).toEqual(['error cas_was_date D2']);
  });

  test.each([
    ['Lead | 7439-92-2 | 5 | 1', 'warning cas_check_digit D2'],
    ['Lead | 7439-92-1 | much | 1', 'error not_a_number E2'],
    ['Lead | 7439-92-1 | -5 | 1', 'error negative_amount E2'],
    ['Lead | 7439-92-1 | 5 stone | 1', 'error unknown_unit E2'],
    ['Lead | 7439-92-1 | 5 | 101', 'error impossible_share F2'],
    [' | | 5 | 1', 'error substance_missing C2'],
    ['Lead | 7439-92-1 | 5 | 20 - 10', 'error range_reversed F2'],
  ])('%s', (cells, problem) => {
    expect(told(row(cells))).toContain(problem);
  });

  test('shares of a material that are more than the whole, and two masses of one part', () => {
    const over = `Part | Material | Substance | CAS | Share (%)\nP | PVC | A | 7439-92-1 | 60\nP | PVC | B | 7440-50-8 | 41`;
    expect(told(over)).toEqual(['error contents_over_whole B2']);
    const two = `Part | Part mass (g) | Material | Substance | CAS\nP | 5 | PVC | A | 7439-92-1\nP | 6 | PVC | B | 7440-50-8`;
    expect(told(two)).toEqual(['error mass_disagrees B3']);
  });

  test('a sheet without headings, or without a column that it needs', () => {
    expect(told('1 | 2 | 3')).toEqual(['error heading_not_known ']);
    expect(told('Part | Substance | CAS | Mass (g)\nP | Lead | 7439-92-1 | 1')).toEqual(['error column_missing ']);
    expect(told('Part | Material | Substance\n | | ')).toEqual(['error empty_file ']);
  });
});

test('a sheet is written as IEC 62474 and as IPC-1752', () => {
  const { declaration } = read(english);
  if (!declaration) throw new Error('refused');
  for (const format of ['iec-62474', 'ipc-1752a', 'ipc-1752b'] as const) {
    const converted = convertDeclaration(declaration, format);
    expect(converted.lost).toEqual([]);
    const again = readDeclaration([...writeDeclaration(converted.declaration)].join(''));
    expect(again.declaration?.products.map(({ number }) => number)).toEqual(['T-1', 'T-2']);
  }
});
