// What are the columns of a sheet of readings: by their headings, and, since headings are often wrong, by what stands in them.
import { type Citation, cite } from '#standards/cite.ts';
import type { JudgedColumn, SheetRole } from '../model/reading-sheet.ts';
import { sheetTime } from './sheet-time.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const sheetColumnsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** Files have faulty cells, and a short one soon has a fifth of them. */
const nearlyAll = 0.8;

const words: readonly (readonly [SheetRole, RegExp])[] = [
  ['difference', /diff|consum|usage|\bflow|delta|差|用量|用水|耗水|流量/i],
  ['at', /time|date|when|stamp|时间|日期|时刻/i],
  ['count', /reading|register|index|count|total|volume|读数|示数|表底|累计|抄见|止码/i],
  ['meter', /meter|device|point|serial|key|\bid\b|表号|水表|表计|测点|仪表|编号|户号/i],
];

const saidBy = (heading: string): SheetRole | null => words.find(([, word]) => word.test(heading))?.[0] ?? null;

const isNumber = (text: string) => /^[+-]?\d{1,18}([.,]\d{1,9})?$/.test(text.trim());
const asNumber = (text: string) => Number(text.trim().replace(',', '.'));

/** The share of filled cells for which something holds; 0 where there are none. */
function share(cells: readonly string[], holds: (text: string) => boolean): number {
  const filled = cells.filter((text) => text.trim() !== '');
  return filled.length === 0 ? 0 : filled.filter(holds).length / filled.length;
}

/** Of neighbouring rows of one meter, the share for which something holds of the two. */
function shareOfSteps(meters: readonly string[], holds: (before: number, row: number) => boolean): number {
  let [steps, held] = [0, 0];
  for (let row = 1; row < meters.length; row++) {
    if (meters[row] !== meters[row - 1]) continue;
    steps += 1;
    if (holds(row - 1, row)) held += 1;
  }
  return steps === 0 ? 0 : held / steps;
}

/** Which columns hold the meter and the time, and which are numbers. */
function kindsOf(columns: readonly (readonly string[])[]) {
  const at = columns.findIndex(
    (cells) => share(cells, (text) => sheetTime(text, undefined) !== undefined) >= nearlyAll,
  );
  const numbers = columns.flatMap((cells, index) =>
    index !== at && share(cells, isNumber) >= nearlyAll ? [index] : [],
  );
  const texts = columns.flatMap((cells, index) =>
    index !== at &&
    !numbers.includes(index) &&
    share(cells, () => true) > 0 &&
    cells.every((text) => text.trim() !== '')
      ? [index]
      : [],
  );
  return { at: at < 0 ? null : at, numbers, meter: texts[0] ?? null };
}

/** What the cells of each column say that it is; null where they say nothing. */
function heldBy(columns: readonly (readonly string[])[], said: readonly (SheetRole | null)[]): (SheetRole | null)[] {
  const { at, numbers, meter: textMeter } = kindsOf(columns);
  const meter = textMeter ?? numbers.find((index) => said[index] === 'meter') ?? null;
  const held: (SheetRole | null)[] = columns.map(() => null);
  if (at === null) return held;
  held[at] = 'at';
  const values = numbers
    .filter((index) => index !== meter)
    .map((index) => ({ index, of: columns[index]?.map(asNumber) ?? [] }));
  if (meter === null) {
    for (const { index } of values) held[index] = 'point';
    return held;
  }
  held[meter] = 'meter';
  const meters = columns[meter] ?? [];
  const rises = ({ of }: { of: readonly number[] }) =>
    shareOfSteps(meters, (before, row) => (of[row] as number) >= (of[before] as number));
  for (const one of values) {
    const isDifferenceOf = (other: typeof one) =>
      other !== one &&
      shareOfSteps(meters, (before, row) => (other.of[row] as number) - (other.of[before] as number) === one.of[row]) >=
        nearlyAll;
    if (values.some(isDifferenceOf)) held[one.index] = 'difference';
  }
  const rest = values.filter(({ index }) => held[index] === null).sort((one, other) => rises(other) - rises(one));
  if (rest[0]) held[rest[0].index] = 'count';
  return held;
}

function stateOf(said: SheetRole | null, held: SheetRole | null): JudgedColumn['state'] {
  if (said === held) return said === null ? 'unknown' : 'agrees';
  if (held === null) return 'only_heading';
  // A sheet with a column for each meter is headed by their names.
  if (said === null || held === 'point') return held === 'point' ? 'agrees' : 'says_nothing';
  return 'contradicted';
}

/**
 * Each column with what is proposed for it. Cells count before headings, and what was chosen for a heading before counts
 * before both. Rows are a sample in the order of the file, each with all columns.
 */
export function judgeColumns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  remembered: Readonly<Record<number, SheetRole>> = {},
): JudgedColumn[] {
  const columns = headings.map((_, index) => rows.map((cells) => cells[index] ?? ''));
  const said = headings.map(saidBy);
  const held = heldBy(columns, said);
  return headings.map((heading, index) => {
    const [says, holds] = [said[index] ?? null, held[index] ?? null];
    const role = remembered[index] ?? holds ?? says ?? 'ignore';
    return { heading, said: says, held: holds, state: stateOf(says, holds), role };
  });
}
