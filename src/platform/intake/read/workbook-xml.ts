// The fixed parts of a workbook that we write: what it contains, its styles, its notes.

/** The hidden sheet that holds the choices of drop-down lists; left out when one of our workbooks is read again. */
export const listsSheetName = 'greenfab-lists';
/** The hidden sheet that says which list a workbook shows; read apart when it comes back. */
export const aboutSheetName = 'greenfab-list';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationshipsOf = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Control characters but tab and line feed, and the two that are no characters. */
const unwritable = /[^\t\n\P{Cc}]|[\ufffe\uffff]/gu;

const officeEscape = (found: string) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text for XML; characters that it cannot hold become Office's own `_x0000_`, and what looks like one is escaped itself. */
export function xmlText(text: string): string {
  const safe = /[^\t\n -\ud7ff\ue000-\ufffd]|_x/.test(text)
    ? text
        .toWellFormed()
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replace(unwritable, officeEscape)
    : text;
  return /[&<>"]/.test(safe)
    ? safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : safe;
}

/** Styles by their index: what a cell is, and whether something is wrong with it. */
export const styleIndex = {
  general: 0,
  heading: 1,
  requiredHeading: 2,
  text: 3,
  /** text that a spreadsheet might run: kept as text even when it is edited */
  guarded: 4,
  number: 5,
  date: 6,
  problemText: 7,
  problemGuarded: 8,
  problemNumber: 9,
  problemDate: 10,
  readOnlyHeading: 11,
  readOnlyText: 12,
  readOnlyNumber: 13,
  readOnlyDate: 14,
} as const;

const textFormat = 49;
const dateFormat = 164;

const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;

/** Cells below the headings are not locked: in a protected sheet they are typed in, sorted and deleted as in any other. */
const format = (numberFormat: number, fillIndex = 0, more = '', fontIndex = 0) =>
  `<xf numFmtId="${numberFormat}" fontId="${fontIndex}" fillId="${fillIndex}" borderId="0" xfId="0" applyNumberFormat="1"${
    fillIndex ? ' applyFill="1"' : ''
  }${fontIndex ? ' applyFont="1"' : ''}${more} applyProtection="1"><protection locked="0"/></xf>`;

const heading = (fillIndex: number, fontIndex = 1) =>
  `<xf numFmtId="${textFormat}" fontId="${fontIndex}" fillId="${fillIndex}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`;

export const stylesXml = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="${dateFormat}" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="4"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><sz val="11"/><color rgb="FF5A6060"/><name val="Calibri"/><family val="2"/></font><font><i/><sz val="11"/><color rgb="FF5A6060"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('E7EFEB')}${fill('BFDCCF')}${fill('FBD9D3')}${fill('EEEEEE')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="15">${[
  format(0),
  heading(2),
  heading(3),
  format(textFormat),
  format(textFormat, 0, ' quotePrefix="1"'),
  format(0),
  format(dateFormat),
  format(textFormat, 4),
  format(textFormat, 4, ' quotePrefix="1"'),
  format(0, 4),
  format(dateFormat, 4),
  heading(5, 3),
  format(textFormat, 5, '', 2),
  format(0, 5, '', 2),
  format(dateFormat, 5, '', 2),
].join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** A sheet that was written. */
export interface WrittenSheet {
  name: string;
  hidden: boolean;
  hasNotes: boolean;
  /** cells that the buttons of its headings sort and filter, as `$A$1:$L$40` */
  filtered?: string;
}

export function contentTypesXml(sheets: readonly WrittenSheet[]): string {
  const type = (part: string, what: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml"/>`;
  const overrides = sheets.map(({ hasNotes }, index) => {
    const sheet = type(`worksheets/sheet${index + 1}`, 'worksheet');
    return hasNotes ? sheet + type(`comments${index + 1}`, 'comments') : sheet;
  });
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}${overrides.join('')}</Types>`;
}

/** Relationships of a part: `[type, target]`, ids `rId1` onwards. */
export function relationshipsXml(relationships: readonly (readonly [string, string])[]): string {
  const each = relationships.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationshipsOf}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageRelationships}">${each.join('')}</Relationships>`;
}

export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const each = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${hidden ? ' state="veryHidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  // Excel keeps the range of a sheet's filter under this name too, and takes a file without it for one to mend.
  const filters = sheets.flatMap(({ name, filtered }, index) =>
    filtered
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${xmlText(name.replaceAll("'", "''"))}'!${filtered}</definedName>`,
        ]
      : [],
  );
  const names = filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : '';
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relationshipsOf}"><bookViews><workbookView/></bookViews><sheets>${each.join('')}</sheets>${names}</workbook>`;
}

/** A note on a cell; column and row from 0. */
export interface CellNote {
  column: number;
  row: number;
  text: string;
}

/** `A`, `B`, … `AA` for a column counted from 0. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

export function notesXml(notes: readonly CellNote[]): string {
  const each = notes.map(
    ({ column, row, text }) =>
      `<comment ref="${columnLetters(column)}${row + 1}" authorId="0"><text><r><t xml:space="preserve">${xmlText(text)}</t></r></text></comment>`,
  );
  return `${declaration}<comments xmlns="${main}"><authors><author>greenfab</author></authors><commentList>${each.join('')}</commentList></comments>`;
}

/** The boxes of the notes: Excel shows none without this older drawing. */
export function noteBoxesXml(notes: readonly CellNote[]): string {
  const each = notes.map(
    ({ column, row }, index) =>
      `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;width:220px;height:80px;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1},15,${row},2,${column + 4},15,${row + 4},4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  );
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${each.join('')}</xml>`;
}

export const sheetStart = `${declaration}<worksheet xmlns="${main}" xmlns:r="${relationshipsOf}">`;
