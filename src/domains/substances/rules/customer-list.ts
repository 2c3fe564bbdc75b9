// A customer's list of restricted substances, out of the rows of a sheet whose columns stand in any order and language.
import type { Denominator, Duty, Restriction } from '../model/restriction.ts';
import { type CasProblem, orderOfDates, repairCas } from './cas-number.ts';

const headings = {
  name: ['substance', 'substance name', 'name', 'chemical name', '物质', '物质名称', '化学名称', '名称'],
  cas: ['cas', 'cas no', 'cas number', 'cas rn', 'cas号', 'cas编号', 'cas登记号'],
  limit: ['limit', 'threshold', 'limit value', 'max', '限值', '限量', '阈值', '管控限值'],
  unit: ['unit', '单位'],
  per: ['basis', 'denominator', 'per', '计算基准', '分母', '管控对象'],
  from: ['effective date', 'valid from', 'effective', '生效日期', '实施日期'],
} as const;
export type ListColumn = keyof typeof headings;

export const listProblemCodes = [
  'list_without_columns',
  'list_name_missing',
  'list_limit_unreadable',
  'list_unit_unknown',
  'list_date_unreadable',
] as const;
/** What is wrong with a row, counted from 1 as the sheet counts. */
export interface ListProblem {
  row: number;
  code: (typeof listProblemCodes)[number] | CasProblem;
  text: string;
}
/** A CAS number that was put right, told to whoever loads the list. */
export interface RepairedCell {
  row: number;
  text: string;
  cas: string;
}

export interface CustomerList {
  restrictions: Restriction[];
  problems: ListProblem[];
  repaired: RepairedCell[];
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.:#]|\(.*\)/g, '')
    .replace(/[\s_]+/g, ' ')
    .trim();

const perMilligrams: Readonly<Record<string, number>> = { ppm: 1, 'mg/kg': 1, '%': 10_000, ppb: 0.001, 'µg/kg': 0.001 };
const denominatorWords: readonly [RegExp, Denominator][] = [
  [/homogen|均质/i, 'homogeneous_material'],
  [/article|物品/i, 'article'],
  [/packag|包装/i, 'packaging'],
  [/product|产品/i, 'product'],
  [/material|材料/i, 'material'],
];

/** Which column holds what, by the first row that names a substance or a CAS number; null where there is none. */
export function listColumns(
  rows: readonly (readonly string[])[],
): { row: number; at: ReadonlyMap<ListColumn, number> } | null {
  for (const [row, cells] of rows.entries()) {
    const at = new Map<ListColumn, number>();
    for (const [column, cell] of cells.entries())
      for (const [name, words] of Object.entries(headings) as [ListColumn, readonly string[]][])
        if (!at.has(name) && words.includes(plain(cell))) at.set(name, column);
    if (at.has('name') && (at.has('cas') || at.has('limit'))) return { row, at };
  }
  return null;
}

/**
 * Restrictions of a customer's list. A row with a problem gives no restriction and is told, so that whoever loads the
 * list can refuse it whole. Without a limit the substance is prohibited on purpose only. A number that became a date is
 * put back where its check digit, or the order of day and month in the column, leaves one reading.
 * @param source the customer and the file, as the restrictions cite it
 */
export function customerList(
  rows: readonly (readonly string[])[],
  { source, duty = 'prohibited' }: { source: string; duty?: Duty },
): CustomerList {
  const found: CustomerList = { restrictions: [], problems: [], repaired: [] };
  const columns = listColumns(rows);
  if (!columns) {
    found.problems.push({ row: 1, code: 'list_without_columns', text: rows[0]?.join(' ') ?? '' });
    return found;
  }
  const body = rows.slice(columns.row + 1);
  const cell = (cells: readonly string[], column: ListColumn) => (cells[columns.at.get(column) ?? -1] ?? '').trim();
  const order = orderOfDates(body.map((cells) => cell(cells, 'cas'))) ?? undefined;
  for (const [place, cells] of body.entries()) {
    if (cells.every((one) => one.trim() === '')) continue;
    const row = columns.row + place + 2;
    const [name, casText] = [cell(cells, 'name'), cell(cells, 'cas')];
    const problem = (code: ListProblem['code'], text: string) => found.problems.push({ row, code, text });
    if (name === '') {
      problem('list_name_missing', cells.join(' '));
      continue;
    }
    const read = repairCas(casText, order);
    if ('problem' in read && read.problem !== 'cas_blank') {
      problem(read.problem, casText);
      continue;
    }
    const cas = 'cas' in read ? read.cas : null;
    if ('cas' in read && read.reading !== 'as_written' && read.reading !== 'notation')
      found.repaired.push({ row, text: casText, cas: read.cas });
    const limit = limitPpm(cell(cells, 'limit'), cell(cells, 'unit'));
    if (typeof limit === 'object' && limit !== null) {
      problem(limit.problem, `${cell(cells, 'limit')} ${cell(cells, 'unit')}`.trim());
      continue;
    }
    const from = cell(cells, 'from').replace(/[/.]/g, '-') || null;
    if (from !== null && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(from)) {
      problem('list_date_unreadable', from);
      continue;
    }
    found.restrictions.push({
      id: `row-${row}`,
      label: { en: name, zh: name },
      clause: `row ${row}`,
      members: [cas === null ? `key:row-${row}` : `cas:${cas}`],
      per: denominatorWords.find(([words]) => words.test(cell(cells, 'per')))?.[1] ?? 'homogeneous_material',
      measure: { of: 'each' },
      limitPpm: limit,
      comparator: 'at_most',
      duty,
      ...(limit === null ? { intentional: true } : {}),
      from,
      before: null,
      source,
      verified: false,
    });
  }
  return found;
}

/** mg/kg of a limit such as `1000`, `0.1 %`, `≤ 50 ppm`; null where the cell is blank or says that it is prohibited. */
function limitPpm(text: string, unitText: string): string | null | { problem: (typeof listProblemCodes)[number] } {
  const said = text.normalize('NFKC').replace(/\s|,(?=\d{3})/g, '');
  if (/^(-|n\.?d\.?|prohibited|banned|禁止|禁用|不得检出|不得使用)?$/i.test(said)) return null;
  const parts = /^(?:<=?|≤|max\.?)?(\d+(?:\.\d+)?)(.*)$/i.exec(said);
  if (!parts) return { problem: 'list_limit_unreadable' };
  const unit = (parts[2] || unitText.normalize('NFKC').trim() || 'ppm')
    .toLowerCase()
    .replace('μ', 'µ')
    .replace('wt%', '%');
  const factor = perMilligrams[unit];
  if (factor === undefined) return { problem: 'list_unit_unknown' };
  return String(Number((Number(parts[1]) * factor).toPrecision(12)));
}
