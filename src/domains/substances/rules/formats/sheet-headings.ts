// Which row of somebody's sheet holds the headings, and which column is which? With the words of sheets of materials.
import type { SheetRow } from './sheet-cells.ts';

/** What a column of a sheet of materials can be. A unit may stand in a column of its own, in the heading, or in the cell. */
export const sheetColumns = [
  'part',
  'partName',
  'partMass',
  'partMassUnit',
  'material',
  'materialMass',
  'materialMassUnit',
  'materialShare',
  'substance',
  'cas',
  'mass',
  'massUnit',
  'share',
  'exemption',
] as const;
export type SheetColumn = (typeof sheetColumns)[number];

/** What somebody chose for a heading before, by the heading in comparable form; null leaves the column out. */
export type RememberedHeadings = ReadonlyMap<string, SheetColumn | null>;

export interface HeadingsFound<Column extends string> {
  /** number of the row in the file */
  row: number;
  /** place of the first row below the headings */
  first: number;
  columns: Partial<Record<Column, number>>;
  /** units that headings state */
  units: Partial<Record<Column, string>>;
  /** headings that nobody knows, by column */
  unknown: Record<number, string>;
}

const rowsLooked = 30;

/** Words of headings in comparable form; the first pattern that fits decides, so what is more special stands first. */
const words: readonly (readonly [SheetColumn, RegExp])[] = [
  ['exemption', /exempt|豁免|除外|適用除外/],
  ['cas', /\bcas\b|cas(no|number|番号|号|编号|編號)?$|化学文摘/],
  ['partMassUnit', /(part|component|product|item|部件|零件|产品|部品|製品).*(unit|单位|単位|單位)/],
  ['materialMassUnit', /(material|材料|材质|材質).*(unit|单位|単位|單位)/],
  ['massUnit', /^(unit|uom|units|单位|単位|單位)$|(substance|物质|物質).*(unit|单位|単位|單位)/],
  ['materialShare', /(material|材料|材质|材質).*(%|percent|ppm|share|ratio|content|比|率|含量)/],
  ['materialMass', /(material|材料|材质|材質).*(mass|weight|重|质量|質量)/],
  ['partMass', /(part|component|product|item|unit|部件|零件|产品|部品|製品|单件).*(mass|weight|重|质量|質量)/],
  ['share', /%|percent|ppm|concentration|content|share|ratio|wt|浓度|濃度|含量|含有率|比例|百分/],
  ['mass', /mass|weight|重量|质量|質量|净重|含有量/],
  ['substance', /substance|chemical|ingredient|constituent|物质|物質|成分|化学名/],
  ['material', /material|材料|材质|材質|素材/],
  ['partName', /(part|component|product|item).*(name|description)|(部件|零件|产品|物料|部品|製品)名|品名|名称$/],
  ['part', /part|component|product|item|mpn|p\/?n\b|料号|料號|品号|品番|型番|部件|零件|部品|产品|型号/],
];

/** The form in which headings are compared and remembered. */
export const comparableHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*]+/g, ' ')
    .replace(/\(.*?\)|\[.*?\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const inBrackets = /[([（【]\s*([^)\]）】]+?)\s*[)\]）】]|[,:/]\s*(mg|g|kg|µg|ug|ppm|%)\s*$/i;

/** Which column a heading is; null where it is to be left out, undefined where nobody knows. */
export type ColumnOf<Column extends string> = (heading: string) => Column | null | undefined;

/** The columns of a sheet of materials. */
export const materialColumn =
  (remembered?: RememberedHeadings): ColumnOf<SheetColumn> =>
  (heading) => {
    const plain = comparableHeading(heading);
    if (remembered?.has(plain)) return remembered.get(plain);
    const withUnit = heading.normalize('NFKC').toLowerCase();
    const looked = `${plain}${/%|ppm/.test(withUnit) && !/%|ppm/.test(plain) ? ' %' : ''}`;
    return looked === '' ? undefined : words.find(([, word]) => word.test(looked))?.[0];
  };

/** The row with most known headings among the first ones, at least three; null where there is none. */
export function headingsOf<Column extends string>(
  rows: readonly SheetRow[],
  columnOf: ColumnOf<Column>,
): HeadingsFound<Column> | null {
  let best: HeadingsFound<Column> | null = null;
  let most = 2;
  for (const [index, { row, cells }] of rows.slice(0, rowsLooked).entries()) {
    const found: HeadingsFound<Column> = { row, first: index + 1, columns: {}, units: {}, unknown: {} };
    for (const [at, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      const column = cell.length > 80 ? undefined : columnOf(cell);
      if (column === null) continue;
      if (column === undefined || found.columns[column] !== undefined) {
        found.unknown[at] = cell;
        continue;
      }
      found.columns[column] = at;
      const [, bracketed, last] = inBrackets.exec(cell.normalize('NFKC')) ?? [];
      const unit = bracketed ?? last ?? (/ppm/i.test(cell) ? 'ppm' : /%/.test(cell) ? '%' : undefined);
      if (unit !== undefined) found.units[column] = unit;
    }
    const count = Object.keys(found.columns).length;
    if (count <= most) continue;
    most = count;
    best = found;
  }
  return best;
}
