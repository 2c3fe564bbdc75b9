// What somebody sees who judges, compares and converts declarations on files alone.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { iecFile, ipcAFile } from '#domains/substances/rules/formats/declarations.test-fixture.ts';
import { readDeclaration } from '#domains/substances/rules/formats/read-declaration.ts';
import { substancesCommands } from './substances-commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'greenfab-substances-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const cable = file(
  'cable.csv',
  [
    'Part No,Part mass (mg),Material,Material mass (mg),Substance,CAS No,Content (%)',
    'CABLE-1,1000,PVC sheath,900,Polyvinyl chloride,9002-86-2,70',
    'CABLE-1,1000,PVC sheath,900,DEHP,117-81-7,30',
    'CABLE-1,1000,Conductor,100,Copper,7440-50-8,100',
  ].join('\n'),
);
const part = (number: string, inner = '') =>
  `<Part id="${number}"><Quantity Unit="Each">2</Quantity><PartNumber>${number}</PartNumber>${inner}</Part>`;
const bomOf = (inner: string) =>
  `<PartsEco xmlns="http://www.grantadesign.com/17/11/BillOfMaterialsEco"><Components>${inner}</Components></PartsEco>`;
const lamp = file('lamp.xml', bomOf(part('LAMP', `<Components>${part('CABLE-1')}</Components>`)));

let out = '';
let said = '';
beforeEach(() => {
  [out, said] = ['', ''];
  const into = (add: (text: string) => void) => (text: string | Uint8Array) => {
    add(String(text));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into((text) => (out += text))),
    vi.spyOn(process.stderr, 'write').mockImplementation(into((text) => (said += text))),
  ];
  return () => spies.forEach((spy) => void spy.mockRestore());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (name: string, paths: string[], values: Record<string, string | boolean> = {}) =>
  substancesCommands.find((one) => one.name === `substances ${name}`)?.run(paths, values);

describe('check', () => {
  test.each([
    ['en', /Does not comply.*\n.*DEHP.*PVC sheath.*300000 mg\/kg, limit 1000 mg\/kg/],
    ['zh', /不符合.*\n.*PVC sheath.*300000 mg\/kg，限值1000 mg\/kg/],
  ])('says the verdict, the material, the amount and the limit: %s', async (lang, words) => {
    expect(await run('check', [cable], { pack: 'rohs-eu', on: '2026-11-27', lang })).toBe(1);
    expect(out).toMatch(words);
  });
  test('a product by its bill of materials, with the way to the part', async () => {
    await run('check', [cable], { pack: 'rohs-eu', bom: lamp, on: '2026-11-27', json: true });
    const { found } = JSON.parse(out) as { found: { item: string; verdict: string; path: string[] }[] };
    expect(found.find(({ item }) => item === 'LAMP')).toMatchObject({
      ...{ verdict: 'does_not_comply', path: ['LAMP', 'CABLE-1'] },
    });
  });
  test('what is below every limit and disclosed whole is good', async () => {
    const copper = file(
      'copper.csv',
      'Part,Part mass (mg),Material,Material mass (mg),Substance,CAS,Content (%)\nWIRE,10,Copper,10,Copper,7440-50-8,100',
    );
    expect(await run('check', [copper], { pack: 'rohs-eu', on: '2026-11-27' })).toBe(0);
    expect(out).toContain('Complies (computed)');
  });
  test.each([
    ['a document type', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /:1:\d+: .*DOCTYPE/],
    ['no declaration', '<Main xmlns="urn:other"/>', /:1:1 .*no declaration/],
    ['broken XML', '<Main', /:1:\d+.*well-formed/],
    ['a picture', '\x89PNG\r\n\x1a\n', /no row of headings/],
  ])('of a file that is %s nothing is judged, and the line is told', async (_, text, words) => {
    expect(await run('check', [cable, file('bad', text)], { pack: 'rohs-eu' })).toBe(1);
    expect(said).toMatch(words);
    expect(out).toBe('');
  });
  test('a bill of materials that contains itself is refused with the circle', async () => {
    const circle = bomOf(
      part('LAMP', `<Components>${part('CABLE-1', `<Components>${part('LAMP')}</Components>`)}</Components>`),
    );
    expect(await run('check', [cable], { pack: 'rohs-eu', bom: file('circle.xml', circle) })).toBe(1);
    expect(said).toMatch(/contain each other: .*LAMP/);
    expect(out).toBe('');
  });
  test('a pack that there is not is wrong use, and those held are named', async () => {
    expect(await run('check', [cable], { pack: 'rohs-mars' })).toBe(2);
    expect(said).toMatch(/rohs-mars.*rohs-eu/);
  });
});

describe('impact', () => {
  test('a draft list by the customer: who is over it, and which products', async () => {
    const draft = file('draft.csv', 'Substance,CAS,Limit,Unit,Basis\nCopper,7440-50-8,100,ppm,article\n');
    expect(await run('impact', [cable], { list: draft, bom: lamp, on: '2026-11-27', json: true })).toBe(1);
    const { changed } = JSON.parse(out) as { changed: object[] };
    expect(changed).toMatchObject([
      { item: 'CABLE-1', after: 'does_not_comply', isProduct: false, byItself: true },
      { item: 'LAMP', after: 'does_not_comply', isProduct: true, byItself: false },
    ]);
  });
  test('what was put on the Candidate List since a day', async () => {
    const since = (day: string) =>
      run('impact', [cable], { pack: 'reach-candidate-list', since: day, on: '2026-11-27' });
    expect(await since('2008-01-01')).toBe(1);
    expect(out).toMatch(/CABLE-1: Not applicable → Must be communicated/);
    out = '';
    expect(await since('2020-01-01')).toBe(0);
    expect(out).toMatch(/Nothing comes out otherwise/);
  });
  test('a list whose numbers a spreadsheet made dates of is repaired, or refused by its row', async () => {
    const draft = file('dates.csv', 'Substance,CAS,Limit\nPhenolphthalein?,2001-13-45,100\n');
    expect(await run('impact', [cable], { list: draft })).toBe(1);
    expect(said).toMatch(/row 2: 2001-13-45/);
  });
});

describe('convert', () => {
  const iec = file('iec.xml', iecFile);
  test('writes the other format, and tells what is lost', async () => {
    const to = join(folder, 'ipc.xml');
    expect(await run('convert', [iec], { to: 'ipc-1752a', out: to })).toBe(0);
    expect(said).toMatch(/lost: /);
    expect(readDeclaration(readFileSync(to)).declaration?.format).toBe('ipc-1752a');
  });
  test('never over a file that is there', async () => {
    const to = file('there.xml', 'mine');
    await expect(run('convert', [iec], { to: 'ipc-1752a', out: to })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });
  test('what the format requires and nobody declared is not made up', async () => {
    const to = join(folder, 'undated.xml');
    const undated = file('ipc.xml', ipcAFile.replace(/ date="[^"]*"/i, ''));
    expect(await run('convert', [undated], { to: 'iec-62474', out: to })).toBe(1);
    expect(said).toMatch(/requires .* not declared/);
    expect(existsSync(to)).toBe(false);
  });
});
