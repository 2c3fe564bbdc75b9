// Which row of a sheet holds the headings, and which column is which: titles above it, two-storey headings, words people use.
import type { RawRow } from '../read/raw-row.ts';
import { editDistance } from './edit-distance.ts';
import { comparableHeading, type Heading, headingOf, type IsUnit, isKnownUnit } from './heading.ts';
import { plainText } from './plain-text.ts';

/** A column that is looked for. */
export interface WantedColumn {
  key: string;
  /** its labels in both languages */
  names: readonly string[];
  /** other words that people use for it */
  synonyms?: readonly string[];
  required: boolean;
}

/** How surely a heading means a column; `near` is to be shown to the person. */
export type Confidence = 'remembered' | 'exact' | 'synonym' | 'near';

export interface ColumnMatch {
  key: string;
  heading: string;
  confidence: Confidence;
  /** the unit in the heading, as written */
  unit?: string;
}

export interface UnmatchedHeading {
  column: number;
  heading: string;
  /** the key that another column took first, when this heading says the same */
  repeats?: string;
}

export interface HeaderFound {
  /** position in the rows given: the first row of headings, and the last, behind which the records begin */
  first: number;
  last: number;
  /** the last one's number in the file */
  row: number;
  /** matches by column, from 0 */
  columns: Map<number, ColumnMatch>;
  /** headings as read, by column, also unmatched ones */
  headings: Map<number, string>;
  unmatched: UnmatchedHeading[];
  /** keys of required columns that no heading means */
  missing: string[];
  /** the unit that the sheet's title states for everything below it (`单位：吨`), as written */
  sheetUnit?: string;
}

export interface HeaderOptions {
  /** what the person chose for a heading before, by `rememberedHeading`; null for a column to leave out */
  remembered?: ReadonlyMap<string, string | null>;
  isUnit?: IsUnit;
}

/** Rows in which headings are looked for. */
const rowsLooked = 40;

/** The form of a heading under which a person's choice is remembered. */
export const rememberedHeading = (heading: string): string => comparableHeading(heading);

/** Names of all wanted columns, in comparable form. */
class Names {
  readonly exact = new Map<string, string>();
  readonly others = new Map<string, string>();

  constructor(columns: readonly WantedColumn[], isUnit: IsUnit) {
    const shared = new Set<string>();
    const addOther = (name: string, key: string) => {
      if (name === '') return;
      if (this.others.has(name) && this.others.get(name) !== key) shared.add(name);
      this.others.set(name, key);
    };
    for (const { key, names, synonyms = [] } of columns) {
      for (const name of [key, ...names]) {
        const { whole, bare, hasRemark } = headingOf(name, isUnit);
        if (!this.exact.has(whole)) this.exact.set(whole, key);
        if (hasRemark) addOther(bare, key);
        // a heading may state another unit than the label
        else if (bare !== '' && !this.exact.has(bare)) this.exact.set(bare, key);
      }
      for (const name of synonyms) {
        const { whole, bare } = headingOf(name, isUnit);
        addOther(whole, key);
        addOther(bare, key);
      }
    }
    // a word that two columns share means neither of them
    for (const name of shared) this.others.delete(name);
  }

  /** The column that a heading means. */
  find(heading: Heading): { key: string; confidence: Confidence } | undefined {
    const { whole, bare, hasRemark } = heading;
    const exact = this.exact.get(whole) ?? (hasRemark ? undefined : this.exact.get(bare));
    if (exact !== undefined) return { key: exact, confidence: 'exact' };
    const other = this.others.get(whole) ?? this.others.get(bare) ?? this.exact.get(bare);
    if (other !== undefined) return { key: other, confidence: 'synonym' };
    const near = this.nearest(bare);
    return near === undefined ? undefined : { key: near, confidence: 'near' };
  }

  /** The only column whose name is contained in the heading, or differs from it by a slip. */
  private nearest(bare: string): string | undefined {
    if (bare.length < 2 || bare.length > 60) return undefined;
    let best: { key: string; score: number } | undefined;
    let isTied = false;
    for (const names of [this.exact, this.others]) {
      for (const [name, key] of names) {
        const score = similarity(bare, name);
        if (score === 0) continue;
        if (!best || score > best.score) {
          isTied = false;
          best = { key, score };
        } else if (score === best.score && key !== best.key) isTied = true;
      }
    }
    return isTied ? undefined : best?.key;
  }
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

/** From 0, not alike, to 1, the same. */
function similarity(heading: string, name: string): number {
  const longest = Math.max(heading.length, name.length);
  const allowed = isHan(name) ? (longest >= 4 ? 1 : 0) : longest >= 5 ? Math.max(1, Math.floor(longest / 6)) : 0;
  const distance = allowed > 0 ? editDistance(heading, name, allowed) : undefined;
  if (distance !== undefined) return 1 - distance / longest;
  const isContained = name.length >= (isHan(name) ? 2 : 5) && heading.includes(name);
  return isContained ? name.length / heading.length / 2 : 0;
}

/** The headings of a row, or of two rows one above the other, by column. */
function headingsOf(lower: RawRow, upper?: RawRow): Map<number, string> {
  const headings = new Map<number, string>();
  let above = '';
  const width = Math.max(lower.cells.length, upper?.cells.length ?? 0);
  for (let column = 0; column < width; column += 1) {
    const own = plainText(lower.cells[column] ?? '');
    const over = plainText(upper?.cells[column] ?? '');
    // a heading over several columns stands in the first of them
    if (over !== '') above = over;
    else if (upper && upper.kinds?.[column] !== 'merged' && own === '') above = '';
    if (!upper) {
      if (own !== '') headings.set(column, own);
    } else if (own === '' || own === over) {
      if (over !== '') headings.set(column, over);
    } else headings.set(column, above === '' ? own : `${above} ${own}`);
  }
  return headings;
}

const ranks: readonly Confidence[] = ['remembered', 'exact', 'synonym', 'near'];

type Match = Pick<HeaderFound, 'columns' | 'headings' | 'unmatched'> & { score: number };

function matchHeadings(headings: Map<number, string>, lower: RawRow, names: Names, options: HeaderOptions): Match {
  const { isUnit = isKnownUnit, remembered } = options;
  const candidates: { column: number; match: ColumnMatch }[] = [];
  const unmatched: UnmatchedHeading[] = [];
  for (const [column, heading] of headings) {
    const choice = remembered?.get(rememberedHeading(heading));
    if (choice === null) continue;
    const parts = headingOf(heading, isUnit);
    let found = choice === undefined ? names.find(parts) : { key: choice, confidence: 'remembered' as const };
    // in two storeys the lower one may say all of it
    if (!found || found.confidence === 'near') {
      const own = names.find(headingOf(lower.cells[column] ?? '', isUnit));
      if (own && own.confidence !== 'near') found = own;
    }
    if (!found) unmatched.push({ column, heading });
    else candidates.push({ column, match: { ...found, heading, ...(parts.unit ? { unit: parts.unit } : {}) } });
  }
  const columns = new Map<number, ColumnMatch>();
  const taken = new Set<string>();
  for (const rank of ranks) {
    for (const { column, match } of candidates) {
      if (match.confidence !== rank) continue;
      if (taken.has(match.key)) {
        unmatched.push({ column, heading: match.heading, ...(rank === 'near' ? {} : { repeats: match.key }) });
        continue;
      }
      taken.add(match.key);
      columns.set(column, match);
    }
  }
  let score = 0;
  for (const { confidence } of columns.values()) score += confidence === 'near' ? 0.4 : 1;
  return { columns, headings, unmatched: unmatched.sort((one, other) => one.column - other.column), score };
}

/** `单位：吨` above the headings. */
function sheetUnitAbove(rows: readonly RawRow[], before: number, isUnit: IsUnit): string | undefined {
  for (const { cells } of rows.slice(0, before)) {
    for (const cell of cells) {
      const written = /(?:单位|units?)\s*[:：]\s*([^\s,，;；)）]+)/i.exec(plainText(cell))?.[1];
      if (written && isUnit(written)) return written;
    }
  }
  return undefined;
}

/**
 * Finds the headings among the first rows of a sheet.
 *
 * @returns undefined when no row reads like headings: fewer than two wanted columns are found in any, or none where only
 *   one is wanted
 */
export function findHeader(
  firstRows: readonly RawRow[],
  columns: readonly WantedColumn[],
  options: HeaderOptions = {},
): HeaderFound | undefined {
  const { isUnit = isKnownUnit } = options;
  const names = new Names(columns, isUnit);
  const rows = firstRows.slice(0, rowsLooked);
  let best: (Match & { first: number; last: number }) | undefined;
  const consider = (first: number, last: number) => {
    const lower = rows[last] as RawRow;
    const headings = headingsOf(lower, first === last ? undefined : rows[first]);
    const match = matchHeadings(headings, lower, names, options);
    if (match.score > (best?.score ?? 0)) best = { ...match, first, last };
  };
  rows.forEach((_, index) => {
    consider(index, index);
  });
  for (let index = 0; index + 1 < rows.length; index += 1) consider(index, index + 1);
  if (!best || best.columns.size < Math.min(2, columns.length)) return undefined;
  const { first, last, columns: found, headings, unmatched } = best;
  const keys = new Set([...found.values()].map(({ key }) => key));
  const sheetUnit = sheetUnitAbove(rows, first, isUnit);
  return {
    first,
    last,
    row: (rows[last] as RawRow).row,
    columns: new Map([...found].sort(([one], [other]) => one - other)),
    headings,
    unmatched,
    missing: columns.filter(({ key, required }) => required && !keys.has(key)).map(({ key }) => key),
    ...(sheetUnit ? { sheetUnit } : {}),
  };
}
