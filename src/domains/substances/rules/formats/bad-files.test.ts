// Is every file that is wrong, or an attack, answered by what is wrong and where, with nothing of it loaded?

import { describe, expect, test } from 'vitest';
import { iecFile, ipcAFile } from './declarations.test-fixture.ts';
import { DeclarationReader, readDeclaration } from './read-declaration.ts';

const short = (file: string | Uint8Array, limits = {}) => {
  const { declaration, problems } = readDeclaration(file, { limits });
  return {
    loaded: declaration !== null,
    told: problems.map(({ level, code, line, facts }) => ({ level, code, line, ...(facts && { facts }) })),
  };
};
const refusedAs = (code: string, more = {}) => ({
  loaded: false,
  told: [expect.objectContaining({ level: 'error', code, ...more })],
});
const head = '<Main xmlns="http://std.iec.ch/iec62474" schemaDatabaseVersion="X8.21">';
/** The file of the fixture with one thing exchanged; the line on which it stands is told. */
const changed = (from: string, to: string) => {
  const at = iecFile.indexOf(from);
  if (at < 0) throw new Error(`Not in the fixture: ${from}`);
  return { file: iecFile.replace(from, to), line: iecFile.slice(0, at).split('\n').length };
};

describe('attacks', () => {
  test('a billion laughs are refused at their document type, before any entity is looked at', () => {
    const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
${head}<a>&lol2;</a></Main>`;
    expect(short(laughs)).toEqual(refusedAs('doctype_refused', { line: 2 }));
  });

  test('an external entity is refused, and one that nobody declared too', () => {
    expect(short(`<!DOCTYPE Main SYSTEM "file:///etc/passwd">${head}</Main>`)).toEqual(refusedAs('doctype_refused'));
    expect(short(`${head}&passwords;</Main>`)).toEqual(refusedAs('malformed_xml'));
  });

  test('a document type that never ends is not waited for', () => {
    const reader = new DeclarationReader();
    reader.take('<!DOCTYPE Main [');
    let pieces = 0;
    while (
      reader.take('<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">')
    )
      pieces += 1;
    expect(pieces).toBeLessThan(1000);
    expect(reader.end().problems).toMatchObject([{ code: 'no_root_in_time' }]);
  });

  test('a hundred and one elements within each other are too deep', () => {
    expect(short(head + '<ProductPart>'.repeat(101))).toEqual(refusedAs('too_deep'));
  });

  test('an element with thousands of attributes is refused while they come', () => {
    const many = Array.from({ length: 5000 }, (_, at) => ` a${at}="1"`).join('');
    expect(short(`${head}<Include${many}/></Main>`)).toEqual(refusedAs('too_many_attributes'));
  });

  test('an attribute without an end is refused by its length', () => {
    const reader = new DeclarationReader({ limits: { piece: 1_000_000 } });
    reader.take(`${head}<Include x="`);
    let pieces = 0;
    while (reader.take('a'.repeat(100_000))) pieces += 1;
    expect(pieces).toBeLessThan(12);
    expect(reader.end()).toMatchObject({ declaration: null, problems: [{ code: 'piece_too_long' }] });
  });

  test('a product of more elements than any has is refused', () => {
    const parts = '<SafeUse/>'.repeat(2000);
    expect(
      short(`${head}<BusinessInfo mode="Distribution"/><Product unitType="each"><ProductID/>${parts}`, {
        elements: 1000,
      }),
    ).toEqual(refusedAs('record_too_large'));
  });

  test('a file is not read beyond its limit', () => {
    expect(short(iecFile, { characters: 1000 })).toEqual(
      refusedAs('file_too_large', { facts: { limitCharacters: 1000 } }),
    );
  });

  test('a million faults are told by the first thousand and their number', () => {
    const faults = iecFile.replace('<Composition isFMD="true">', `<Composition isFMD="true">${'<No/>'.repeat(1500)}`);
    const { problems } = readDeclaration(faults);
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatchObject({ code: 'more_problems', facts: { count: expect.any(Number) } });
  });
});

describe('files of another kind', () => {
  test.each([
    ['nothing', '', 'empty_file'],
    ['a page', '<html xmlns="http://www.w3.org/1999/xhtml"><p/></html>', 'not_a_declaration'],
    ['an element of the right name in no namespace', '<Main schemaDatabaseVersion="X8.21"/>', 'not_a_declaration'],
    ['an edition that is built differently', iecFile.replace('X8.21', 'X9.00'), 'unknown_version'],
    ['an edition of IPC that nobody knows', ipcAFile.replace('175x/2.0', '175x/9.9'), 'unknown_version'],
    [
      'a bill of materials',
      '<PartsEco xmlns="http://www.grantadesign.com/17/11/BillOfMaterialsEco"/>',
      'not_a_declaration',
    ],
    ['a file that stops in the middle', iecFile.slice(0, 900), 'malformed_xml'],
    ['a prefix that is bound to nothing', `${head}<x:Include/></Main>`, 'malformed_xml'],
    ['two roots', `${head}</Main>${head}</Main>`, 'malformed_xml'],
  ])('%s is refused', (_, file, code) => {
    expect(short(file).loaded).toBe(false);
    expect(short(file).told).toContainEqual(expect.objectContaining({ level: 'error', code }));
  });
});

describe('bytes', () => {
  const utf8 = new TextEncoder().encode(iecFile);
  const codeOf = (bytes: Uint8Array) => readDeclaration(bytes).problems.map(({ code }) => code);

  test('with a mark of UTF-8, in UTF-16 of both orders and without a mark are read', () => {
    const wide = Buffer.from(iecFile.replace('utf-8', 'utf-16'), 'utf16le');
    for (const bytes of [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]),
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]),
      wide,
      new TextEncoder().encode(iecFile.replace(/<\?xml.*\?>\n/, '')),
    ])
      expect(codeOf(bytes)).toEqual([]);
  });

  test('are read whatever the pieces they come in', () => {
    const reader = new DeclarationReader();
    for (const byte of utf8) reader.take(Uint8Array.of(byte));
    expect(reader.end().declaration).toEqual(readDeclaration(utf8).declaration);
  });

  test('of GB18030 are read where they say so, and refused where they say UTF-8', () => {
    // 问询公司 in GB18030
    const name = Buffer.from([0xce, 0xca, 0xd1, 0xaf, 0xb9, 0xab, 0xcb, 0xbe]);
    const ascii = iecFile.replaceAll('周梅', 'x');
    const parts = ascii.split('问询公司').map((part) => Buffer.from(part, 'latin1'));
    const gb = Buffer.concat([parts[0]!, name, parts[1]!]);
    const said = Buffer.from(gb.toString('latin1').replace('utf-8', 'GB18030'), 'latin1');
    expect(readDeclaration(said).declaration?.requester?.nameLocal).toBe('问询公司');
    expect(codeOf(gb)).toEqual(['bytes_not_in_encoding']);
  });

  test('of an encoding that nobody knows, or of another than they declare, are refused', () => {
    expect(codeOf(Buffer.from(iecFile.replace('utf-8', 'klingon')))).toEqual(['unknown_encoding']);
    expect(codeOf(Buffer.from(iecFile.replace('utf-8', 'utf-16')))).toEqual(['encoding_not_as_declared']);
    expect(codeOf(Buffer.from(`\uFEFF${iecFile}`, 'utf16le'))).toEqual(['encoding_not_as_declared']);
  });
});

describe('a structure that is not the one of the format is told at its line', () => {
  test.each([
    ['<Query statement=', '<Question statement=', 'unknown_element'],
    [' isFMD="true"', ' isFull="true"', 'unknown_attribute'],
    [' unitType="each"', ' unitType="bucket"', 'not_in_enumeration'],
    ['effectiveDate="2026-01-20"', 'effectiveDate="20.01.2026"', 'not_a_date'],
    ['isArticle="true" comment', 'isArticle="yes" comment', 'not_yes_or_no'],
    ['<Mass mass="700"', '<Mass mass="seven"', 'not_a_number'],
    ['<Mass mass="700"', '<Mass mass="NaN"', 'not_a_number'],
    ['<Mass mass="700"', '<Mass mass="INF"', 'not_a_number'],
    ['<Mass mass="700"', '<Mass mass="1e999"', 'not_a_number'],
    ['<DsDsgID entryIdentity="00190" />', '<DsDsgID />', 'missing_attribute'],
    [
      '<DsDsgID entryIdentity="00190" />',
      '<DsDsgID entryIdentity="00190" /><DsDsgID entryIdentity="00190" />',
      'too_many_of_element',
    ],
    ['<DsgID>', 'words<DsgID>', 'text_not_expected'],
    ['unitOfMeasure="mg"', 'unitOfMeasure="grain"', 'not_in_enumeration'],
  ])('%s as %s', (from, to, code) => {
    const { file, line } = changed(from, to.replace('<Question', '<Question'));
    const { loaded, told } = short(code === 'unknown_element' ? file.replace('</Query>', '</Question>') : file);
    expect(loaded).toBe(false);
    const near = told.filter((one) => one.code === code).map((one) => one.line);
    // text is told where its element begins
    expect(near).toContain(code === 'text_not_expected' ? line - 2 : line);
  });

  test('an attribute on a line of its own is told on that line', () => {
    const { file, line } = changed('<Mass mass="700"', '<Mass\n\n   mass="-700"');
    expect(short(file).told).toContainEqual(expect.objectContaining({ code: 'negative_amount', line: line + 2 }));
  });

  test('elements in another order, and a missing one', () => {
    const swapped = iecFile.replace(/(<DsDsgID entryIdentity="00190" \/>)\s*(<ComplianceThreshold.*?\/>)/s, '$2$1');
    expect(short(swapped).told.map(({ code }) => code)).toContain('element_out_of_place');
    const none = iecFile.replace(/<BusinessInfo.*<\/BusinessInfo>/s, '');
    expect(short(none)).toEqual(refusedAs('missing_element', { facts: { element: 'BusinessInfo' } }));
  });

  test('a list that is answered twice in two ways is refused, in one way is taken as one', () => {
    const compliance = /<Compliance .*?<\/Compliance>/s.exec(iecFile)?.[0] ?? '';
    const twice = (other: string) => iecFile.replace(compliance, compliance + other);
    expect(short(twice(compliance.replace('true', 'false')))).toMatchObject({
      loaded: false,
      told: [{ code: 'list_answered_twice' }],
    });
    const { declaration } = readDeclaration(twice(compliance));
    expect(declaration?.products[0]?.statements.map(({ entry }) => entry)).toEqual([
      '00020',
      '00190',
      '00020',
      '00190',
      'q1',
    ]);
  });
});

describe('amounts that cannot be', () => {
  test.each([
    ['massPercent="96.5"', 'massPercent="-1"', 'negative_amount', 'error'],
    ['massPercent="96.5"', 'massPercent="100.6"', 'impossible_share', 'error'],
    ['massPercent="96.5"', 'massPercent="96.9"', 'contents_a_little_over_whole', 'warning'],
    ['massPercent="96.5"', 'massPercent="97"', 'contents_a_little_over_whole', 'warning'],
    ['massPercent="96.5"', 'massPercent="97.1"', 'contents_over_whole', 'error'],
    [
      '<Mass mass="20" unitOfMeasure="g" />\n          <Substance',
      '<Mass mass="21" unitOfMeasure="g" />\n          <Substance',
      'contents_over_whole',
      'error',
    ],
    ['massPercentRangeMin="3"', 'massPercentRangeMin="5"', 'range_reversed', 'error'],
    ['7439-92-1', '7439-92-2', 'cas_check_digit', 'warning'],
  ])('%s as %s', (from, to, code, level) => {
    const { file } = changed(from, to);
    const { declaration, problems } = readDeclaration(file);
    // the sum that is wrong with it is told beside it
    expect(problems).toContainEqual(expect.objectContaining({ code, level }));
    expect(declaration === null).toBe(level === 'error');
  });

  test('units and parts per million of IPC', () => {
    const told = (from: string, to: string) =>
      short(ipcAFile.replace(from, to)).told.filter(({ level }) => level === 'error');
    expect(told('value="965000" UOM="ppm"', 'value="1000001" UOM="ppm"')).toContainEqual(
      expect.objectContaining({ code: 'impossible_share' }),
    );
    expect(told('value="965000" UOM="ppm"', 'value="-3" UOM="ppm"')).toMatchObject([{ code: 'negative_amount' }]);
    expect(told('value="965000" UOM="ppm"', 'value="1" UOM="ton"')).toMatchObject([
      { code: 'unknown_unit', facts: { unit: 'ton' } },
    ]);
    expect(told('value="965000" UOM="ppm"', 'value="1" UOM=""')).toMatchObject([{ code: 'unit_missing' }]);
  });

  test('a CAS number with a wrong check digit stays a name', () => {
    const { declaration } = readDeclaration(iecFile.replace('7439-92-1', '7439-92-2'));
    const lead = declaration?.products[0]?.parts[0]?.materials[0]?.contents[1];
    expect(lead).toMatchObject({ name: 'Lead', cas: null, knownAs: [{ id: '7439-92-2' }] });
  });

  test('an exemption that no list knows is told, and kept', () => {
    const { declaration, problems } = readDeclaration(iecFile, { isKnownExemption: ({ id }) => id !== '6(c)' });
    expect(problems.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'warning exemption_unknown',
      'warning exemption_unknown',
    ]);
    expect(declaration?.products[0]?.statements[0]?.exemptions).toHaveLength(1);
  });

  test('a signature is kept, and told to be unchecked', () => {
    const signed = iecFile.replace(
      '<ToolName',
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>aGk=</SignatureValue></Signature><ToolName',
    );
    const { declaration, problems } = readDeclaration(signed);
    expect(problems).toMatchObject([{ level: 'warning', code: 'signature_not_checked' }]);
    expect(JSON.stringify(declaration?.rest)).toContain('aGk=');
  });
});
