// What a workbook says about itself before any row is read: its sheets, its date system, its formats.
import { type NumberStyle, numberStyle } from './number-format.ts';
import { type Archive, wholeXml } from './unpack.ts';
import { eachTag } from './xml-bytes.ts';
import type { ZipPart } from './zip-directory.ts';

/** Characters that a workbook's small parts may have. */
const longestPart = 32 * 1024 * 1024;

/** The target of a relationship as a part's name in lower case. */
function partName(base: string, target: string): string {
  const path = target.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/').toLowerCase();
}

interface Relationship {
  type: string;
  target: string;
}

/** Relationships of a part by id, targets as part names; the last word of the type is what it is. */
export async function readRelationships(
  archive: Archive,
  parts: ReadonlyMap<string, ZipPart>,
  of: string,
): Promise<Map<string, Relationship>> {
  const slash = of.lastIndexOf('/') + 1;
  const part = parts.get(`${of.slice(0, slash)}_rels/${of.slice(slash)}.rels`);
  const found = new Map<string, Relationship>();
  if (!part) return found;
  eachTag(await wholeXml(archive, part, longestPart), (name, attributes) => {
    if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
    const type = attributes.get('Type')?.split('/').pop() ?? '';
    const target = attributes.get('Target') ?? '';
    found.set(attributes.get('Id') ?? '', { type, target: partName(of, target) });
  });
  return found;
}

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  part: ZipPart;
}

export interface WorkbookContents {
  sheets: WorkbookSheet[];
  from1904: boolean;
}

/** Sheets in the order of their tabs; chart sheets and sheets whose part is missing are left out. */
export async function readContents(
  archive: Archive,
  parts: ReadonlyMap<string, ZipPart>,
  workbook: string,
  relationships: ReadonlyMap<string, Relationship>,
): Promise<WorkbookContents> {
  const contents: WorkbookContents = { sheets: [], from1904: false };
  const part = parts.get(workbook);
  if (!part) return contents;
  eachTag(await wholeXml(archive, part, longestPart), (name, attributes, within) => {
    if (name === 'workbookPr') contents.from1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
    if (name !== 'sheet' || within.at(-1) !== 'sheets') return;
    const relationship = relationships.get(attributes.get('id') ?? '');
    const sheet = relationship?.type === 'worksheet' ? parts.get(relationship.target) : undefined;
    if (!sheet) return;
    const state = attributes.get('state') ?? 'visible';
    contents.sheets.push({ name: attributes.get('name') ?? '', hidden: state !== 'visible', part: sheet });
  });
  return contents;
}

/** How cells of each style show their numbers, by the index that cells name. */
export async function readStyles(archive: Archive, part: ZipPart | undefined): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (!part) return styles;
  eachTag(await wholeXml(archive, part, longestPart), (name, attributes, within) => {
    if (name === 'numFmt') {
      codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
    }
    if (name !== 'xf' || within.at(-1) !== 'cellXfs') return;
    const id = Number(attributes.get('numFmtId') ?? 0);
    styles.push(numberStyle(id, codes.get(id)));
  });
  return styles;
}
