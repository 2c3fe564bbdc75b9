// Do files and the schema of IEC 62474 that are given by path load, come back whole, and keep to the schema? Neither may be committed:
// the schema is IEC's, and the examples are those of chemSHERPA's tool.
//
//   GREENFAB_IEC62474_SCHEMA=schema.xsd GREENFAB_IEC62474_FILES=one.xml:two.xml

import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSchema } from '#platform/xml/xsd-validation.ts';
import { declarations, iecFile, ipcAFile, ipcBFile } from './declarations.test-fixture.ts';
import { readDeclaration } from './read-declaration.ts';
import { holds } from './what-a-file-holds.test-fixture.ts';
import { convertDeclaration, writeDeclaration } from './write-declaration.ts';

const files = (process.env.GREENFAB_IEC62474_FILES ?? '').split(delimiter).filter((path) => path !== '');
const schemaPath = process.env.GREENFAB_IEC62474_SCHEMA;
const schema = schemaPath ? openSchema(readFileSync(schemaPath, 'utf8')) : undefined;

describe.runIf(files.length > 0)('files given by path', () => {
  test.each(files)('%s is read, and written with every element and attribute', (path) => {
    const file = readFileSync(path);
    const { declaration, problems } = readDeclaration(file);
    expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
    if (!declaration) throw new Error('refused');
    const again = [...writeDeclaration(declaration)].join('');
    expect(holds(again)).toEqual(holds(file));
    expect(readDeclaration(again).declaration).toEqual(declaration);
    expect(schema?.faults(again) ?? []).toEqual([]);
  });
});

describe.runIf(schema)('what is written keeps to the schema given by path', () => {
  const written = (file: string) => {
    const { declaration } = readDeclaration(file);
    if (!declaration) throw new Error('refused');
    return [...writeDeclaration(convertDeclaration(declaration, 'iec-62474').declaration)].join('');
  };

  test.each([
    ['read from IEC 62474', iecFile],
    ['converted from IPC-1752A', ipcAFile],
    ['converted from IPC-1752B', ipcBFile],
  ])('%s', (_, file) => {
    expect(schema?.faults(written(file))).toEqual([]);
  });

  test('and so does anything that the format can say', () => {
    fc.assert(
      fc.property(declarations('iec-62474'), (declaration) => {
        expect(schema?.faults([...writeDeclaration(declaration)].join(''))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('what the schema refuses is refused without it too', () => {
    const faulty = [
      iecFile.replace(' unitType="each"', ' unitType="bucket"'),
      iecFile.replace('mass="700"', 'mass="seven"'),
      iecFile.replace(' isFMD="true"', ' isFull="true"'),
      iecFile.replace(/<BusinessInfo.*<\/BusinessInfo>/s, ''),
      iecFile.replace('date="2026-01-20"', 'date="20.1.2026"'),
    ];
    for (const file of faulty) {
      expect(schema?.faults(file).length).toBeGreaterThan(0);
      expect(readDeclaration(file).declaration).toBeNull();
    }
  });
});
