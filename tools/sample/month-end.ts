// July 2024 at Wuxi as its recorder keeps it: own headings, one of them nobody else's, and three mistakes.

import type { WriteOptions } from 'hucre/xlsx';
import { zh as words } from '#domains/waste/words/zh.ts';
import { type Cell, dateAsWritten, typedValue, weightAsWritten } from './exercise.ts';
import type { Load } from './loads.ts';

/** `对方磅` is what she calls the weight at the receiver: she says so once. */
const headings = [
  '序号',
  '出厂日期',
  '废物名称',
  '处置方式',
  '净重（公斤）',
  '对方磅（公斤）',
  '单据类型',
  '单号',
  '行号',
  '接收单位',
  '备注',
] as const;
const column = { weight: headings.indexOf('净重（公斤）'), stream: headings.indexOf('废物名称') };
const letter = String.fromCharCode(65 + column.weight);

interface Mistake {
  /** where it stands in the sheet, counted as Excel does */
  sheetRow: number;
  /** what has to be typed there */
  mended: string;
  en: string;
  zh: string;
}

interface Line {
  cells: Cell[];
  merged?: boolean;
  sum?: { formula: string; result: number };
  mistake?: Omit<Mistake, 'sheetRow'>;
}

/** The month as a sheet, with what is wrong in it. */
export interface MonthEnd {
  loads: readonly Load[];
  mistakes: readonly Mistake[];
  workbook: WriteOptions;
}

function cellsOf(load: Load, at: number): Cell[] {
  return [
    at + 1,
    dateAsWritten(load.departedOn, at),
    load.stream.zh,
    words[`waste.treatment.${load.treatment}`],
    weightAsWritten(load.ownKg, at),
    load.receivedKg ?? '',
    words[`waste.document.${load.documentType}`],
    load.documentNumber,
    load.documentLine,
    load.vendor.zh,
    load.note,
  ];
}

/** Three rows as they go wrong every month: a slip in a name, a weight forgotten, kilograms called tonnes. */
function spoil(rows: readonly { load: Load; line: Line }[]): void {
  const take = (code: string) => {
    const found = rows.find(({ load, line }) => load.stream.code === code && !line.mistake);
    if (!found) throw new Error(`no load of ${code} to spoil`);
    return found;
  };
  const slip = take('N04');
  slip.line.cells[column.stream] = '废塑科（水口料）';
  slip.line.mistake = {
    mended: slip.load.stream.zh,
    en: `Unknown waste stream: \`废塑科（水口料）\` should be \`${slip.load.stream.zh}\``,
    zh: `废弃物名称不存在：\`废塑科（水口料）\`应为\`${slip.load.stream.zh}\``,
  };
  const forgotten = take('N08');
  forgotten.line.cells[column.weight] = '';
  forgotten.line.mistake = {
    mended: String(forgotten.load.ownKg),
    en: `No weight: the ticket says ${forgotten.load.ownKg} kg`,
    zh: `缺少重量：磅单为${forgotten.load.ownKg}公斤`,
  };
  const wrongUnit = take('N02');
  wrongUnit.line.cells[column.weight] = `${wrongUnit.load.ownKg}吨`;
  wrongUnit.line.mistake = {
    mended: `${wrongUnit.load.ownKg}公斤`,
    en: `Kilograms called tonnes: \`${wrongUnit.load.ownKg}吨\` are ${wrongUnit.load.ownKg} kg`,
    zh: `单位错误：\`${wrongUnit.load.ownKg}吨\`应为${wrongUnit.load.ownKg}公斤`,
  };
}

function layOut(loads: readonly Load[]): Line[] {
  const blank = (count: number): Cell[] => Array.from({ length: count }, () => '');
  const titled = (text: string): Line => ({ cells: [text, ...blank(headings.length - 1)], merged: true });
  const lines: Line[] = [
    titled('无锡工厂 2024年7月固体废物出厂流水账'),
    titled('记账：何小蔓　　　　样例数据，纯属虚构'),
    { cells: [...headings] },
  ];
  const rows: { load: Load; line: Line }[] = [];
  const subtotals: { row: number; result: number }[] = [];
  for (const isHazardous of [false, true]) {
    const first = lines.length + 1;
    for (const load of loads.filter(({ stream }) => stream.hazardous === isHazardous)) {
      const line: Line = { cells: cellsOf(load, rows.length) };
      rows.push({ load, line });
      lines.push(line);
    }
    const shown = lines.slice(first - 1).map(({ cells }) => cells[column.weight]);
    const result = shown.reduce<number>((total, cell) => total + (typeof cell === 'number' ? cell : 0), 0);
    lines.push({
      cells: headings.map((_, at) => (at === 0 ? '小计' : at === column.weight ? result : '')),
      sum: { formula: `SUM(${letter}${first}:${letter}${lines.length})`, result },
    });
    subtotals.push({ row: lines.length, result });
  }
  const result = subtotals.reduce((total, one) => total + one.result, 0);
  lines.push({
    cells: headings.map((_, at) => (at === 0 ? '合计' : at === column.weight ? result : '')),
    sum: { formula: subtotals.map(({ row }) => `${letter}${row}`).join('+'), result },
  });
  spoil(rows);
  return lines;
}

function workbookOf(lines: readonly Line[]): WriteOptions {
  const cells = new Map<string, { formula?: string; formulaResult?: number; style?: object }>();
  for (const [at, line] of lines.entries()) {
    for (const [index, cell] of line.cells.entries())
      if (typeof cell === 'object') cells.set(`${at},${index}`, { style: { numFmt: 'yyyy/m/d' } });
    if (line.merged)
      cells.set(`${at},0`, {
        style: { font: { bold: true }, ...(at === 0 && { alignment: { horizontal: 'center' } }) },
      });
    if (line.sum)
      cells.set(`${at},${column.weight}`, {
        formula: line.sum.formula,
        formulaResult: line.sum.result,
        style: { font: { bold: true } },
      });
  }
  return {
    sheets: [
      {
        name: '7月',
        columns: [6, 14, 22, 22, 14, 14, 10, 18, 6, 30, 28].map((width) => ({ width })),
        rows: lines.map((line) => line.cells.map(typedValue)),
        cells,
        merges: lines.flatMap((line, at) =>
          line.merged ? [{ startRow: at, startCol: 0, endRow: at, endCol: headings.length - 1 }] : [],
        ),
        freezePane: { rows: 3 },
      },
    ],
  };
}

/** The month from the loads that left in it. */
export function monthEndOf(loads: readonly Load[]): MonthEnd {
  const lines = layOut(loads);
  return {
    loads,
    mistakes: lines.flatMap(({ mistake }, at) => (mistake ? [{ sheetRow: at + 1, ...mistake }] : [])),
    workbook: workbookOf(lines),
  };
}
