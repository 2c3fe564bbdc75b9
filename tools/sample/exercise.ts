// A recorder's own ledger for the second half of June at Wuxi, as it really comes: mixed dates and units, subtotals, and six mistakes to mend.

import type { WriteOptions } from 'hucre/xlsx';
import { zh as words } from '#domains/waste/words/zh.ts';
import type { Day } from './day.ts';
import type { Load } from './loads.ts';
import { siteOf } from './sites.ts';
import { streamOf } from './streams.ts';
import { vendorOf } from './vendors.ts';
import { dateCell } from './workbook.ts';

/** Loads of this site from this day on are in the exercise, not in the ledger. */
export const EXERCISE_SITE = 'WX1';
export const EXERCISE_FROM: Day = '2024-06-15';

const headings = [
  '序号',
  '工厂',
  '出厂日期',
  '废弃物名称',
  '处置方式',
  '重量（公斤）',
  '接收重量（公斤）',
  '单据类型',
  '单据号',
  '行号',
  '处置单位',
  '备注',
] as const;

const WEIGHT_COLUMN = headings.indexOf('重量（公斤）');
const WEIGHT_LETTER = String.fromCharCode(65 + WEIGHT_COLUMN);

/** What a cell holds: shown in the CSV as text, in the workbook as text, number or date. */
export type Cell = string | number | { day: Day };

interface LedgerRow {
  load: Load;
  date: Cell;
  stream: string;
  treatment: string;
  weight: Cell;
  received: Cell;
  vendor: string;
}

interface Mistake {
  /** Where it stands in the sheet, counted as Excel does. */
  sheetRow: number;
  en: string;
  zh: string;
}

const fullWidth = (text: string) =>
  text.replace(/[0-9.]/g, (digit) => (digit === '.' ? '．' : String.fromCharCode(digit.charCodeAt(0) + 0xfee0)));

const parts = (day: Day) => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { year, month: String(Number(month)), date: String(Number(date)) };
};

/** Recorders do not agree on how to write a date; nor does one recorder from line to line. */
export function dateAsWritten(day: Day, at: number): Cell {
  const { year, month, date } = parts(day);
  return [
    `${year}.${month}.${date}`,
    { day },
    `${month}月${date}日`,
    { day },
    fullWidth(`${year}.${month}.${date}`),
    `${year}年${month}月${date}日`,
    `${year}/${month}/${date}`,
  ][at % 7] as Cell;
}

const tonnes = (kilograms: number) => String(kilograms / 1000);

export function weightAsWritten(kilograms: number, at: number): Cell {
  return [
    kilograms,
    kilograms,
    `${tonnes(kilograms)}吨`,
    kilograms,
    fullWidth(String(kilograms)),
    `${kilograms * 2}斤`,
    kilograms,
    kilograms.toLocaleString('en-US'),
    `${kilograms}公斤`,
  ][at % 9] as Cell;
}

function asWritten(load: Load, at: number): LedgerRow {
  return {
    load,
    date: dateAsWritten(load.departedOn, at),
    // now and then a code, or the English name from the drop-down of another form
    stream: at % 11 === 5 ? load.stream.code : at % 13 === 7 ? load.stream.en : load.stream.zh,
    treatment: words[`waste.treatment.${load.treatment}`],
    weight: weightAsWritten(load.ownKg, at),
    received: load.receivedKg ?? '',
    vendor: at % 10 === 4 ? load.vendor.code : load.vendor.zh,
  };
}

/** The big load whose weight was typed with one nought too many: racks of a line that was taken down. */
export const dismantledLine: Load = {
  site: siteOf(EXERCISE_SITE),
  departedOn: '2024-06-28',
  stream: streamOf('N01'),
  treatment: 'recycle_metal',
  ownKg: 25_000,
  documentType: 'weigh_ticket',
  documentNumber: '240628-041',
  documentLine: 1,
  vendor: vendorOf('V01'),
  note: '旧产线机架拆除',
};

export interface Exercise {
  /** As they stand in the sheet, the spoilt ones and the repeated one among them. */
  rows: readonly LedgerRow[];
  mistakes: readonly Mistake[];
  workbook: WriteOptions;
  csv: { heading: readonly string[]; rows: readonly (readonly string[])[] };
  /** What the ledger holds once every row is right. */
  mended: readonly Load[];
  /** What it holds when only the rows without a mistake are taken. */
  goodOnly: readonly Load[];
}

type Spoil = { of: Load; spoil: (row: LedgerRow) => void; en: string; zh: string };

const isGeneral = (load: Load, code = load.stream.code) =>
  load.documentType === 'weigh_ticket' && load.stream.code === code;

/** Five rows spoilt, of those that were cut from the ledger; the duplicate is a sixth row. */
function spoils(loads: readonly Load[]): Spoil[] {
  const taken = new Set<Load>([dismantledLine]);
  const take = (found: Load | undefined): Load => {
    if (!found) throw new Error('the exercise finds no row to spoil');
    taken.add(found);
    return found;
  };
  const find = (...codes: string[]) =>
    take(codes.flatMap((code) => loads.filter((load) => !taken.has(load) && isGeneral(load, code)))[0]);
  const future = find('N06');
  const unknownStream = find('N02', 'N03');
  const zero = find('N05', 'N04');
  const unknownVendor = find('N04', 'N06', 'N08', 'N05');
  const { year, month, date } = parts(future.departedOn);
  const swapped = `2042.${month}.${date}`;
  return [
    {
      of: future,
      spoil: (row) => {
        row.date = swapped;
      },
      en: `Date in the future: \`${swapped}\` should be \`${year}.${month}.${date}\``,
      zh: `日期在未来：\`${swapped}\`应为\`${year}.${month}.${date}\``,
    },
    {
      of: unknownStream,
      spoil: (row) => {
        row.stream = `${unknownStream.stream.zh}削`;
      },
      en: `Unknown waste stream: \`${unknownStream.stream.zh}削\` should be \`${unknownStream.stream.zh}\``,
      zh: `废弃物名称不存在：\`${unknownStream.stream.zh}削\`应为\`${unknownStream.stream.zh}\``,
    },
    {
      of: zero,
      spoil: (row) => {
        row.weight = 0;
      },
      en: `Weight of 0: the ticket says ${zero.ownKg} kg`,
      zh: `重量为0：磅单为${zero.ownKg}公斤`,
    },
    {
      of: unknownVendor,
      spoil: (row) => {
        row.vendor = '老周废品站';
      },
      en: `Unknown vendor: \`老周废品站\` is what people call ${unknownVendor.vendor.en} (${unknownVendor.vendor.code})`,
      zh: `处置单位不存在：\`老周废品站\`是口头叫法，应为${unknownVendor.vendor.zh}（${unknownVendor.vendor.code}）`,
    },
    {
      of: dismantledLine,
      spoil: (row) => {
        row.weight = '250吨';
      },
      en: 'Weight of 250 t, more than a lorry carries: the ticket (exercises/weigh-ticket-240628-041.pdf) says 25 t',
      zh: '重量250吨，超过单车上限：磅单（exercises/weigh-ticket-240628-041.pdf）为25吨',
    },
  ];
}

const csvText = (cell: Cell) => (typeof cell === 'object' ? cell.day.replaceAll('-', '/') : String(cell));

function cellsOf({ load, ...row }: LedgerRow, number: number): Cell[] {
  return [
    number,
    load.site.zh,
    row.date,
    row.stream,
    row.treatment,
    row.weight,
    row.received,
    words[`waste.document.${load.documentType}`],
    load.documentNumber,
    load.documentLine,
    row.vendor,
    load.note,
  ];
}

type Line = { cells: Cell[]; row?: LedgerRow; merged?: boolean; sum?: readonly [first: number, last: number] };

const blank = (count: number): Cell[] => Array.from({ length: count }, () => '');
const titled = (text: string): Line => ({ cells: [text, ...blank(headings.length - 1)], merged: true });
const summed = (text: string, kilograms: number, first: number, last: number): Line => ({
  cells: headings.map((_, at) => (at === 0 ? text : at === WEIGHT_COLUMN ? kilograms : '')),
  sum: [first, last],
});

const numeric = (rows: readonly LedgerRow[]) =>
  rows.reduce((sum, row) => sum + (typeof row.weight === 'number' ? row.weight : 0), 0);

/** General waste, then hazardous waste, each with its subtotal, and a total: the sums are Excel's, which leave text cells out. */
function layOut(general: readonly LedgerRow[], hazardous: readonly LedgerRow[]): Line[] {
  const lines: Line[] = [
    titled('子午精密·无锡工厂 2024年6月废弃物出厂台账（下半月）'),
    titled('填表人：何小蔓　　　　单位：公斤（另注除外）　　　　样例数据，纯属虚构'),
    { cells: [...headings] },
  ];
  let number = 0;
  for (const rows of [general, hazardous]) {
    const first = lines.length + 1;
    for (const row of rows) {
      number += 1;
      lines.push({ cells: cellsOf(row, number), row });
    }
    lines.push(summed('小计', numeric(rows), first, lines.length));
  }
  lines.push(summed('合计', numeric([...general, ...hazardous]), 4, lines.length));
  return lines;
}

export const typedValue = (cell: Cell | undefined) =>
  cell === undefined || cell === '' ? null : typeof cell === 'object' ? dateCell(cell.day) : cell;

function workbookOf(lines: readonly Line[], lastMonth: readonly Load[]): WriteOptions {
  const cells = new Map<string, { formula?: string; formulaResult?: number; style?: object }>();
  const merges = [];
  for (const [at, line] of lines.entries()) {
    if (line.merged) {
      merges.push({ startRow: at, startCol: 0, endRow: at, endCol: headings.length - 1 });
      cells.set(`${at},0`, {
        style: { font: { bold: true }, ...(at === 0 && { alignment: { horizontal: 'center' } }) },
      });
    }
    for (const [column, cell] of line.cells.entries()) {
      if (typeof cell === 'object') cells.set(`${at},${column}`, { style: { numFmt: 'yyyy/m/d' } });
    }
    if (line.sum) {
      const isTotal = line.cells[0] === '合计';
      const subtotals = lines.flatMap((other, row) =>
        other.cells[0] === '小计' ? [`${WEIGHT_LETTER}${row + 1}`] : [],
      );
      const formula = isTotal
        ? subtotals.join('+')
        : `SUM(${WEIGHT_LETTER}${line.sum[0]}:${WEIGHT_LETTER}${line.sum[1]})`;
      cells.set(`${at},${WEIGHT_COLUMN}`, {
        formula,
        formulaResult: Number(line.cells[WEIGHT_COLUMN]),
        style: { font: { bold: true } },
      });
    }
  }
  const draft = lastMonth.map((load, at) => cellsOf(asWritten(load, 1), at + 1).map(typedValue));
  return {
    sheets: [
      {
        name: '6月台账',
        columns: [6, 12, 14, 24, 24, 14, 16, 10, 18, 6, 32, 36].map((width) => ({ width })),
        rows: lines.map((line) => line.cells.map(typedValue)),
        cells,
        merges,
        freezePane: { rows: 3 },
      },
      { name: '5月底稿', rows: [[...headings], ...draft], hidden: true },
    ],
  };
}

/**
 * The exercise from the loads that were cut out of the ledger.
 * @param lastMonth three loads of May already in the ledger, which stand on the hidden sheet
 */
export function exerciseOf(cut: readonly Load[], lastMonth: readonly Load[]): Exercise {
  const all = [...cut, dismantledLine].sort(
    (a, b) => Number(a.departedOn > b.departedOn) - Number(a.departedOn < b.departedOn),
  );
  const wrong = spoils(cut);
  const written = all.map(asWritten);
  for (const row of written) wrong.find((mistake) => mistake.of === row.load)?.spoil(row);
  const isSpoilt = (load: Load) => wrong.some((mistake) => mistake.of === load);
  const general = written.filter((row) => !row.load.stream.hazardous);
  const twice = general.findLast(
    (row) => isGeneral(row.load) && !isSpoilt(row.load) && row.stream === row.load.stream.zh,
  );
  if (!twice) throw new Error('the exercise finds no row to repeat');
  const repeated: LedgerRow = { ...twice, date: dateAsWritten(twice.load.departedOn, 0) };
  general.push(repeated);
  const lines = layOut(
    general,
    written.filter((row) => row.load.stream.hazardous),
  );
  const sheetRowOf = (row: LedgerRow | undefined) => lines.findIndex((line) => line.row === row) + 1;
  const mistakes = wrong.map(({ of, en, zh }) => ({
    sheetRow: sheetRowOf(written.find((row) => row.load === of)),
    en,
    zh,
  }));
  mistakes.push({
    sheetRow: sheetRowOf(repeated),
    en: `The same document twice: ticket ${twice.load.documentNumber} stands in row ${sheetRowOf(twice)} already; leave this row out`,
    zh: `单据重复：磅单${twice.load.documentNumber}已在第${sheetRowOf(twice)}行登记，应删除本行`,
  });
  return {
    rows: lines.flatMap(({ row }) => (row ? [row] : [])),
    mistakes: mistakes.sort((a, b) => a.sheetRow - b.sheetRow),
    workbook: workbookOf(lines, lastMonth),
    csv: {
      heading: (lines[0]?.cells ?? []).map(csvText),
      rows: lines.slice(1).map((line) => line.cells.map(csvText)),
    },
    mended: all,
    goodOnly: all.filter((load) => !isSpoilt(load)),
  };
}
