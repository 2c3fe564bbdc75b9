// Are declarations read as they were meant, and written again with everything that was read?

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declarations, iecFile, ipcAFile, ipcBFile } from './declarations.test-fixture.ts';
import { readDeclaration } from './read-declaration.ts';
import { holds, missing } from './what-a-file-holds.test-fixture.ts';
import { convertDeclaration, lacking, writeDeclaration } from './write-declaration.ts';

const written = (declaration: Parameters<typeof writeDeclaration>[0]) => [...writeDeclaration(declaration)].join('');

function read(file: string | Uint8Array) {
  const { declaration, problems } = readDeclaration(file);
  if (!declaration) throw new Error(`Refused: ${JSON.stringify(problems)}`);
  return declaration;
}

describe('a file by IEC 62474', () => {
  const declaration = read(iecFile);
  const [product] = declaration.products;

  test('says who declares what of which product', () => {
    expect(declaration).toMatchObject({
      ...{
        format: 'iec-62474',
        schemaVersion: 'X8.21',
        documentId: 'R-1',
        issuedOn: '2026-01-20',
        requestedOn: '2026-01-08',
      },
      supplier: { name: 'Lamps Ltd', ids: [{ list: { authority: 'DUNS', version: '0' }, id: '123456789' }] },
      requester: { name: 'Asker Ltd', nameLocal: '问询公司' },
      authorizer: { name: 'Mei Zhou', nameLocal: '周梅', email: 'mei@lamps.example' },
    });
    // 0.040 kg are 40,000 mg
    expect(product).toMatchObject({
      name: 'Lamp',
      number: 'L-1',
      revision: 'B',
      requesterNumber: 'A-9',
      massMg: '40000',
    });
    expect(product?.alsoCovers).toMatchObject([{ number: 'L-2', massMg: null }]);
    expect(product).toMatchObject({ isArticle: true, isFullMaterial: true, unit: 'each' });
  });

  test('answers the entries of a list, and questions in words', () => {
    expect(product?.statements).toMatchObject([
      {
        ...{ list: { authority: 'IEC62474', identity: 'DSL', version: 'D29.00' }, entry: '00020', above: true },
        // 3.5E0 % is 0.035 of the whole, between 0.03 and 0.04
        amount: { share: '0.035', low: '0.03', high: '0.04', entered: '3.5E0 %' },
        exemptions: [{ id: '6(c)', list: { identity: '2011/65/EU Annex III' } }],
      },
      { entry: '00190', above: false, amount: null, exemptions: [] },
      { list: { authority: 'Asker' }, entry: 'q1', name: 'Contains conflict minerals', above: null, answer: false },
    ]);
  });

  test('names parts, materials and substances', () => {
    expect(product?.parts).toMatchObject([
      {
        ...{ name: 'Terminal', number: 'T-1', count: '2', massMg: '20000', isArticle: true },
        materials: [
          {
            ...{ name: 'Brass', isArticle: false, amount: { massMg: '20000', entered: '20 g' } },
            knownAs: [{ id: 'R312' }],
            classes: [{ list: { identity: 'MCL' }, id: 'M-121' }],
            contents: [
              { name: 'Copper', cas: '7440-50-8', ec: '231-159-6', amount: { share: '0.965' } },
              {
                ...{ name: 'Lead', cas: '7439-92-1', use: 'machining' },
                amount: { massMg: '700', share: '0.035', entered: '700 mg; 3.5 %' },
                groups: [{ id: '00020' }],
                thresholds: [{ above: true, application: 'All', threshold: '0.1 mass%' }],
              },
            ],
          },
        ],
      },
    ]);
  });

  test('is written again with every element and attribute that it had', () => {
    const again = written(declaration);
    expect(holds(again)).toEqual(holds(iecFile));
    expect(read(again)).toEqual(declaration);
  });

  test('of another encoding and with a prefix says the same', () => {
    const prefixed = iecFile
      .replace(/<(\/?)(?=[A-Z])/g, '<$1i:')
      .replace('xmlns=', 'xmlns:i=')
      .replace('utf-8', 'utf-16');
    const bytes = Buffer.from(`\uFEFF${prefixed}`, 'utf16le');
    expect(read(bytes).products).toEqual(declaration.products);
    expect(read(written(read(bytes)))).toEqual(read(bytes));
  });

  test('whose mass was changed does not get its old unit back', () => {
    const heavier = { ...declaration, products: declaration.products.map((one) => ({ ...one, massMg: '160000' })) };
    expect(read(written(heavier)).products[0]?.massMg).toBe('160000');
    expect(written(declaration)).toContain('<Mass mass="0.040" unitOfMeasure="kg" />');
    expect(written(heavier)).toContain('<Mass mass="160000" unitOfMeasure="mg" />');
  });
});

describe('a file by IPC-1752, self-written, the schema not seen,', () => {
  test.each([
    ['A', 'ipc-1752a', ipcAFile],
    ['B', 'ipc-1752b', ipcBFile],
  ])('of revision %s declares statements, groups, lists and materials', (_, format, file) => {
    const { declaration, problems } = readDeclaration(file);
    expect(declaration).toMatchObject({
      format,
      issuedOn: '2026-01-20',
      supplier: { name: 'Lamps Ltd', ids: [{ id: '123456789' }] },
    });
    const [product] = declaration?.products ?? [];
    expect(product).toMatchObject({
      name: 'Lamp',
      number: 'L-1',
      requesterNumber: 'A-9',
      massMg: '40000',
      unit: 'each',
    });
    expect(product?.statements).toMatchObject([
      { list: { identity: 'EUREACH-0624', version: '2' }, name: 'Lead', above: true, application: 'All' },
      { name: 'Melamine', above: false },
      { name: 'Meets EU RoHS by exemptions', answer: true },
    ]);
    expect(product?.materialGroups).toMatchObject([{ name: 'Copper alloys', amount: { massMg: '40000' } }]);
    expect(product?.contents).toMatchObject([
      { cas: '7439-92-1', groups: [{ id: 'Lead' }], amount: { massMg: '1400' } },
    ]);
    expect(product?.parts[0]).toMatchObject({ name: 'Terminal', count: '2', massMg: '20000' });
    expect(product?.parts[0]?.materials[0]).toMatchObject({
      classes: [{ id: 'Copper alloys' }],
      contents: [
        {
          cas: '7439-92-1',
          amount: { massMg: '700', share: '0.035' },
          exemptions: [{ id: '6(c)' }],
          groups: [{ id: 'Lead/Lead Compounds' }],
        },
        { cas: '7440-50-8', amount: { share: '0.965', entered: '965000 ppm' } },
      ],
    });
    // what nobody knows is kept and told
    expect(problems).toMatchObject([
      { level: 'warning', code: 'unknown_element', facts: { element: 'ManufacturerNote' } },
    ]);
    expect(missing(file, written(read(file)))).toEqual([]);
    expect(read(written(read(file)))).toEqual(read(file));
  });
});

describe('any declaration', () => {
  test.each(['iec-62474', 'ipc-1752a', 'ipc-1752b'] as const)('that %s can say is read as it was written', (format) => {
    fc.assert(
      fc.property(declarations(format), (declaration) => {
        expect(read(written(declaration))).toEqual(declaration);
        expect(lacking(declaration)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('converting', () => {
  test('from IEC 62474 to IPC-1752A tells what IPC has no place for', () => {
    const { declaration, lost } = convertDeclaration(read(iecFile), 'ipc-1752a');
    expect(lost).toEqual(
      expect.arrayContaining([
        'documentId',
        'authorizer.nameLocal',
        'authorizer/@division',
        'products[0].isArticle',
        'products[0].isFullMaterial',
        'products[0].statements[0].amount.low',
        'products[0].parts[0].materials[0].isArticle',
        'products[0].parts[0].materials[0].contents[1].use',
        'products[0].parts[0].materials[0].contents[1]/SafeUse/@safeUseInformation',
        'products[0].statements[0].exemptions[0]/@regIndex',
      ]),
    );
    // what is not told is there
    expect(lost.filter((path) => /\.(cas|massMg|share|above|count|number)$/.test(path))).toEqual([]);
    const back = read(written(declaration));
    expect(back.products[0]?.parts[0]?.materials[0]?.contents.map(({ cas, amount }) => [cas, amount?.share])).toEqual([
      ['7440-50-8', '0.965'],
      ['7439-92-1', '0.035'],
    ]);
  });

  test('from IPC-1752 to IEC 62474 and back loses no material, substance, mass or exemption', () => {
    const { declaration, lost } = convertDeclaration(read(ipcAFile), 'iec-62474');
    expect(lacking(declaration)).toEqual([]);
    expect(read(written(declaration)).products[0]?.parts).toMatchObject(declaration.products[0]?.parts ?? []);
    expect(lost).toContain('products[0]/ProductID/@manufacturingSite');
    const back = convertDeclaration(declaration, 'ipc-1752a').declaration;
    expect(back.products[0]?.parts[0]?.materials[0]?.contents[0]).toMatchObject({
      cas: '7439-92-1',
      knownAs: [{ list: { authority: 'CAS' }, id: '7439-92-1' }],
      exemptions: [{ id: '6(c)' }],
    });
  });

  test('says what the format wants and nobody said, and makes nothing up', () => {
    const undated = { ...read(ipcAFile), issuedOn: null };
    const { declaration } = convertDeclaration(undated, 'iec-62474');
    expect(lacking(declaration)).toEqual(['Main/BusinessInfo/Response/date']);
  });
});
