// A sheet of readings as it stands in its file: its columns judged, its rows read, and every row told that cannot be.
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { localInstant, type ZoneOffsets } from '#period/zone-offsets.ts';
import { type DecimalMark, decimalMarkOf, findNumber } from '#platform/intake/cells/number-text.ts';
import { openTable } from '#platform/intake/read/open-table.ts';
import type { RawRow } from '#platform/intake/read/raw-row.ts';
import { TableRefused } from '#platform/intake/read/refusal.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { DayOrder, JudgedColumn, SheetAnswer, SheetRole } from '../model/reading-sheet.ts';
import { judgeColumns } from '../rules/sheet-columns.ts';
import { dayOrderOf, type SheetTime, sheetTime } from '../rules/sheet-time.ts';

/** A reading with its place in the file. */
export interface SheetReading {
  row: number;
  meter: string;
  atMs: number;
  /** exact decimal, in counts */
  count: string;
  /** what the sheet says has flowed since the reading before, where it says so */
  difference: string | null;
}

/** What a cell has against being a reading. */
export interface SheetProblem {
  row: number;
  column: number;
  code: 'not_a_time' | 'not_a_count' | 'reading_in_future' | 'meter_empty';
  given: string;
}

/** A row whose hour the clocks of the factory never showed, or showed twice. */
export interface SheetHour {
  row: number;
  meter: string;
  code: 'skipped_hour' | 'repeated_hour';
}

/** A file of readings, read. */
export interface ReadSheet extends Pick<SheetAnswer, 'hasHeadings' | 'columns' | 'order' | 'rows' | 'lacks'> {
  readings: SheetReading[];
  problems: SheetProblem[];
  hours: SheetHour[];
}

/** What is asked of a file besides: what its columns are and how its times are written, where a person says so. */
export interface SheetAsked {
  roles?: readonly SheetRole[] | undefined;
  order?: DayOrder | undefined;
  /** what was chosen for such headings before */
  rememberedFor?: (headings: readonly string[]) => Readonly<Record<number, SheetRole>>;
  zone: ZoneOffsets;
  nowMs: number;
}

const SAMPLE = 5_000;
const ROWS_AT_MOST = 2_000_000;
const EXAMPLES = 3;
const MINUTE_MS = 60_000;
const EPOCH = calendarDate('1970-01-01');

async function rowsOf(path: string): Promise<RawRow[]> {
  const table = await openTable(path, { limits: { rows: ROWS_AT_MOST, columns: 512 } });
  if ('refused' in table) throw new Refused('file_refused');
  try {
    const rows: RawRow[] = [];
    for await (const batch of table.batches())
      for (const row of batch) if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
    return rows;
  } catch (error) {
    if (error instanceof TableRefused) throw new Refused('file_refused');
    throw error;
  } finally {
    await table.close();
  }
}

/** The instant that a cell's time is; of an hour that the clocks showed twice the later one where the meter was read before. */
function instantOf(
  { day, minuteOfDay, beyondMs, offsetMinutes }: SheetTime,
  zone: ZoneOffsets,
  previousMs: number | undefined,
) {
  if (offsetMinutes !== null) {
    const { atMs } = localInstant([{ fromMs: 0, offsetMinutes }], day, minuteOfDay);
    return { atMs: atMs + beyondMs, code: null };
  }
  const { atMs, orMs, skipped } = localInstant(zone, day, minuteOfDay);
  if (orMs === null) return { atMs: atMs + beyondMs, code: skipped ? ('skipped_hour' as const) : null };
  const later = previousMs !== undefined && atMs + beyondMs <= previousMs;
  return { atMs: (later ? orMs : atMs) + beyondMs, code: 'repeated_hour' as const };
}

const plainCount = /^\d{1,18}(\.\d{1,9})?$/;
function countOf(text: string, decimal: DecimalMark): string | undefined {
  const given = text.trim();
  if (plainCount.test(given)) return given;
  const found = findNumber(given, undefined, decimal);
  return 'problem' in found || found.rest !== '' || !plainCount.test(found.number) ? undefined : found.number;
}
function signedOf(text: string, decimal: DecimalMark): string | null {
  const found = findNumber(text.trim(), undefined, decimal);
  return 'problem' in found || found.rest !== '' ? null : found.number;
}

class RowReader {
  readonly readings: SheetReading[] = [];
  readonly problems: SheetProblem[] = [];
  readonly hours: SheetHour[] = [];
  readonly #roles: readonly SheetRole[];
  readonly #headings: readonly string[];
  readonly #decimal: DecimalMark;
  readonly #order: DayOrder;
  readonly #asked: SheetAsked;
  readonly #newest = new Map<string, number>();

  constructor(columns: readonly JudgedColumn[], decimal: DecimalMark, order: DayOrder, asked: SheetAsked) {
    this.#roles = columns.map(({ role }) => role);
    this.#headings = columns.map(({ heading }) => heading);
    this.#decimal = decimal;
    this.#order = order;
    this.#asked = asked;
  }

  read({ row, cells }: RawRow): void {
    const at = this.#roles.indexOf('at');
    const given = cells[at] ?? '';
    const time = sheetTime(given, this.#order);
    if (!time) return void this.problems.push({ row, column: at, code: 'not_a_time', given });
    const meterAt = this.#roles.indexOf('meter');
    const difference = this.#roles.indexOf('difference');
    for (const [column, role] of this.#roles.entries()) {
      if (role !== 'count' && role !== 'point') continue;
      const text = cells[column] ?? '';
      // Of a sheet with a column for each meter some are empty: a meter that was not read.
      if (role === 'point' && text.trim() === '') continue;
      const meter = (role === 'point' ? (this.#headings[column] ?? '') : (cells[meterAt] ?? '')).trim();
      if (meter === '') this.problems.push({ row, column: meterAt, code: 'meter_empty', given: '' });
      else this.#one({ row, meter, time, text, column, difference: difference < 0 ? undefined : cells[difference] });
    }
  }

  #one(said: {
    row: number;
    meter: string;
    time: SheetTime;
    text: string;
    column: number;
    difference: string | undefined;
  }): void {
    const { row, meter, time, text, column } = said;
    const count = countOf(text, this.#decimal);
    if (count === undefined) return void this.problems.push({ row, column, code: 'not_a_count', given: text });
    const { atMs, code } = instantOf(time, this.#asked.zone, this.#newest.get(meter));
    if (atMs > this.#asked.nowMs)
      return void this.problems.push({ row, column, code: 'reading_in_future', given: new Date(atMs).toISOString() });
    if (code) this.hours.push({ row, meter, code });
    this.#newest.set(meter, Math.max(atMs, this.#newest.get(meter) ?? atMs));
    const difference = said.difference === undefined ? null : signedOf(said.difference, this.#decimal);
    this.readings.push({ row, meter, atMs, count, difference });
  }
}

/** The first and the last day that a file may speak of, as instants: for them the clocks of a factory are wanted. */
export const sheetSpan = (nowMs: number) => ({
  fromMs: localInstant([{ fromMs: 0, offsetMinutes: 0 }], addDays(EPOCH, 9_131), 0).atMs,
  beforeMs: nowMs + 24 * 60 * MINUTE_MS,
});

/**
 * Reads a CSV file or a workbook of readings.
 * @throws Refused `file_refused` for what is no table
 */
export async function readSheet(path: string, asked: SheetAsked): Promise<ReadSheet> {
  const all = await rowsOf(path);
  const [first] = all;
  if (!first) throw new Refused('file_refused');
  const hasHeadings = !first.cells.some((cell) => sheetTime(cell, undefined) !== undefined);
  const rows = hasHeadings ? all.slice(1) : all;
  const headings = hasHeadings ? first.cells.map((cell) => cell.trim()) : first.cells.map(() => '');
  const sample = rows.slice(0, SAMPLE).map(({ cells }) => cells);
  const judged = judgeColumns(headings, sample, asked.rememberedFor?.(headings) ?? {});
  const columns = judged.map((one, index) => ({
    ...{ ...one, role: asked.roles?.[index] ?? one.role },
    examples: sample.slice(0, EXAMPLES).map((cells) => cells[index] ?? ''),
  }));
  const roles = columns.map(({ role }) => role);
  const has = (role: SheetRole) => roles.includes(role);
  const at = roles.indexOf('at');
  const order = dayOrderOf(at < 0 ? [] : rows.map(({ cells }) => cells[at] ?? ''));
  const lacks: ReadSheet['lacks'] = [
    ...(has('at') ? [] : (['at'] as const)),
    ...(has('meter') || has('point') ? [] : (['meter'] as const)),
    ...(has('count') || has('point') ? [] : (['count'] as const)),
  ];
  const told = { hasHeadings, columns, order: asked.order ?? order, rows: rows.length, lacks };
  if (lacks.length > 0) return { ...told, readings: [], problems: [], hours: [] };
  const counts = roles.flatMap((role, index) => (role === 'count' || role === 'point' ? [index] : []));
  const decimal = decimalMarkOf(sample.flatMap((cells) => counts.map((index) => cells[index] ?? '')));
  const reader = new RowReader(columns, decimal, asked.order ?? (order === 'mdy' ? 'mdy' : 'dmy'), asked);
  for (const row of rows) reader.read(row);
  const { readings, problems, hours } = reader;
  return { ...told, readings, problems, hours };
}
