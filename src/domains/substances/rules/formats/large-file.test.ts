// Does a file of half a gigabyte take no more memory than a small one, and is one refused that is beyond its limit?
// The file is made while it is read, and lies nowhere.

import { expect, test } from 'vitest';
import { DeclarationReader } from './read-declaration.ts';

const halfGigabyte = 512 * 1024 * 1024;

const head = `<?xml version="1.0" encoding="utf-8"?>
<Main xmlns="http://std.iec.ch/iec62474" schemaDatabaseVersion="X8.21"><BusinessInfo mode="Distribution" />\n`;

const substances = Array.from(
  { length: 20 },
  (_, at) =>
    `<Substance name="Substance ${at}"><SubstanceID><EntryID entryIdentity="7440-50-8" /></SubstanceID><MassPercent massPercent="2" /></Substance>\n`,
).join('');
/** A test report within the file, as suppliers send them. */
const report = 'QUJD'.repeat(250_000);
const product = (at: number) =>
  `<Product unitType="each"><ProductID name="Part ${at}" identifier="P-${at}"><Mass mass="12.5" unitOfMeasure="g" /></ProductID>
<Composition isFMD="true"><DeclarableSubstanceList authority="IEC62474" identity="DSL" version="D29.00" />
<Material name="Alloy"><Mass mass="10" unitOfMeasure="g" />
${substances}</Material></Composition><Attachment fileName="report.pdf" fileType="pdf" data="${report}" /></Product>\n`;

test('half a gigabyte is read product by product with flat memory', { timeout: 900_000 }, () => {
  let products = 0;
  let most = 0;
  let early = 0;
  const encoder = new TextEncoder();
  const reader = new DeclarationReader({
    limits: { characters: 2 * halfGigabyte },
    product: () => {
      products += 1;
    },
  });
  let read = 0;
  const take = (text: string) => {
    const bytes = encoder.encode(text);
    read += bytes.length;
    expect(reader.take(bytes)).toBe(true);
  };
  take(head);
  while (read < halfGigabyte) {
    take(product(products));
    if (products % 10 !== 0) continue;
    const { heapUsed } = process.memoryUsage();
    if (read < halfGigabyte / 8) early = Math.max(early, heapUsed);
    most = Math.max(most, heapUsed);
  }
  take('</Main>');
  const { declaration, problems } = reader.end();
  expect(problems).toEqual([]);
  expect(declaration).toMatchObject({ schemaVersion: 'X8.21', products: [] });
  expect(products).toBeGreaterThan(500);
  // what is read is seven times what was read by then; what is held is what garbage there happens to be
  expect(most - early).toBeLessThan(150 * 1024 * 1024);
});

test('a file beyond its limit is refused by its size, and what was read of it is let go', () => {
  const reader = new DeclarationReader({ limits: { characters: 8 * 1024 * 1024 } });
  reader.take(head);
  let products = 0;
  while (products < 100 && reader.take(product(products))) products += 1;
  expect(products).toBe(8);
  expect(reader.end()).toMatchObject({ declaration: null, problems: [{ code: 'file_too_large', level: 'error' }] });
});

test('a product without an end is refused by its elements', () => {
  const reader = new DeclarationReader({ limits: { elements: 20_000 } });
  reader.take(`${head}<Product unitType="each"><ProductID /><Composition>`);
  let pieces = 0;
  while (pieces < 1000 && reader.take(substances)) pieces += 1;
  // twenty substances of four elements at a time
  expect(pieces).toBe(249);
  expect(reader.end()).toMatchObject({ declaration: null, problems: [{ code: 'record_too_large' }] });
});
