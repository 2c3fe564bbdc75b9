// The cells of an indicator as an Aqueduct file has them, and what the columns of a file say.
import { type AqueductColumn, aqueductColumn } from './aqueduct.ts';

/** Raw value, score, category and label as given: −9999 and 9999 are kept, an empty cell is null. */
export type Cells = readonly [raw: number | null, score: number | null, category: number | null, label: string | null];

/** What a file calls an area by, the most exact first. */
const idColumns = ['string_id', 'aq30_id', 'aqid', 'pfaf_id'] as const;

/** Where in a row the things are that count. */
export interface BasinColumns {
  readonly id: string;
  readonly pfafId: string | null;
  readonly gid1: string | null;
  readonly name: string | null;
  /** by `bws` or `bau50_ws`, the headings of its four cells */
  readonly indicators: ReadonlyMap<string, Partial<Record<keyof typeof cellAt, string>>>;
  readonly futures: ReadonlyMap<string, Partial<Record<keyof typeof cellAt, string>>>;
}

const cellAt = { raw: 0, score: 1, cat: 2, label: 3 } as const;

const keyOf = (column: AqueductColumn): string | undefined => {
  if (column.kind === 'indicator') return column.month === null ? column.indicator : undefined;
  if (column.kind === 'future') return `${column.scenario}${column.year - 2000}_${column.indicator}`;
  return undefined;
};

/** What a file's headings are; undefined where no id or no indicator is among them. Months are passed over. */
export function basinColumns(headings: readonly string[]): BasinColumns | undefined {
  const plain = new Map(
    headings.map((heading) => [
      heading
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
      heading,
    ]),
  );
  const id = idColumns.find((name) => plain.has(name));
  const indicators = new Map<string, Partial<Record<keyof typeof cellAt, string>>>();
  const futures = new Map<string, Partial<Record<keyof typeof cellAt, string>>>();
  for (const heading of headings) {
    const column = aqueductColumn(heading);
    const key = column && keyOf(column);
    if (!column || !key || column.type === 'weight_fraction') continue;
    const into = column.kind === 'future' ? futures : indicators;
    into.set(key, { ...into.get(key), [column.type]: heading });
  }
  if (!id || (indicators.size === 0 && futures.size === 0)) return undefined;
  const named = (name: string) => plain.get(name) ?? null;
  return {
    id: plain.get(id) as string,
    pfafId: named('pfaf_id'),
    gid1: named('gid_1'),
    name: named('name_1') ?? named('name_0'),
    indicators,
    futures,
  };
}

/** What is wrong with a cell. */
export type CellFault = { code: 'number' | 'score_outside' | 'category_outside'; column: string; given: string };

const noData = -9999;

function numberIn(given: unknown): number | null | undefined {
  if (given === null || given === undefined) return null;
  if (typeof given === 'number') return Number.isFinite(given) ? given : null;
  if (typeof given === 'bigint') return Number(given);
  if (typeof given !== 'string') return undefined;
  const text = given.trim();
  if (text === '') return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/**
 * Reads the cells of a row. A score is 0 to 5 or a sentinel, a category −1 to 4 or −9999: what lies beyond is another
 * scale, and a file on another scale is not guessed at.
 */
export function readCells(
  columns: ReadonlyMap<string, Partial<Record<keyof typeof cellAt, string>>>,
  cellOf: (heading: string) => unknown,
): Record<string, Cells> | CellFault | null {
  const read: Record<string, Cells> = {};
  for (const [key, { raw, score, cat, label }] of columns) {
    const [rawValue, scoreValue, category] = [raw, score, cat].map((heading) =>
      heading === undefined ? null : numberIn(cellOf(heading)),
    );
    const wrong = [rawValue, scoreValue, category].indexOf(undefined);
    const at = (heading: string | undefined) => ({
      column: heading ?? '',
      given: String(cellOf(heading ?? '')).slice(0, 60),
    });
    if (wrong >= 0) return { code: 'number', ...at([raw, score, cat][wrong]) };
    if (scoreValue != null && scoreValue !== noData && scoreValue !== -1 && !(scoreValue >= 0 && scoreValue <= 5))
      return { code: 'score_outside', ...at(score) };
    if (category != null && category !== noData && ![-1, 0, 1, 2, 3, 4].includes(category))
      return { code: 'category_outside', ...at(cat) };
    const told = label === undefined ? null : cellOf(label);
    const text = typeof told === 'string' && told.trim() !== '' ? told.trim().slice(0, 100) : null;
    if (rawValue != null || scoreValue != null || category != null || text !== null)
      read[key] = [rawValue ?? null, scoreValue ?? null, category ?? null, text];
  }
  return Object.keys(read).length === 0 ? null : read;
}
