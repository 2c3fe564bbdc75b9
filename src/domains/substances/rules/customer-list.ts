// A customer's list of restricted substances, out of the rows of a sheet whose columns stand in any order and language.
import type { ListDuty } from '../model/customer-list.ts';
import type { Denominator, Duty, Restriction } from '../model/restriction.ts';
import { type CasProblem, orderOfDates, repairCas } from './cas-number.ts';

const headings = {
  name: ['substance', 'substance name', 'name', 'chemical name', '物质', '物质名称', '化学名称', '名称'],
  cas: ['cas', 'cas no', 'cas number', 'cas rn', 'cas号', 'cas编号', 'cas登记号'],
  limit: ['limit', 'threshold', 'limit value', 'max', '限值', '限量', '阈值', '管控限值'],
  unit: ['unit', '单位'],
  per: ['basis', 'denominator', 'per', '计算基准', '分母', '管控对象'],
  from: ['effective date', 'valid from', 'effective', '生效日期', '实施日期'],
  duty: ['duty', 'control type', 'restriction type', '管控要求', '管控方式', '管控类型'],
  note: ['note', 'notes', 'remark', 'remarks', 'comment', '备注', '说明'],
} as const;
export type ListColumn = keyof typeof headings;

export const listProblemCodes = [
  'list_without_columns',
  'list_name_missing',
  'list_limit_unreadable',
  'list_limit_over_whole',
  'list_unit_unknown',
  'list_per_unknown',
  'list_duty_unknown',
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

/** A row as a restriction, with what the customer notes beside it. */
export interface ListedRestriction extends Restriction {
  /** row, as the sheet counts */
  row: number;
  remark?: string;
}

export interface CustomerList {
  restrictions: ListedRestriction[];
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

const dutyWords: readonly [RegExp, ListDuty][] = [
  [/declar|report|communicat|disclos|申报|声明|告知|报告|披露|通报/i, 'communicate'],
  [/prohibit|ban|restrict|not allowed|forbid|禁|限制|限用|不得/i, 'prohibited'],
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
    const number = repairCas(casText, order);
    if ('problem' in number && number.problem !== 'cas_blank') {
      problem(number.problem, casText);
      continue;
    }
    const cas = 'cas' in number ? number.cas : null;
    if ('cas' in number && number.reading !== 'as_written' && number.reading !== 'notation')
      found.repaired.push({ row, text: casText, cas: number.cas });
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
    const [perText, dutyText] = [cell(cells, 'per'), cell(cells, 'duty')];
    const per = perText === '' ? 'homogeneous_material' : read(denominatorWords, perText);
    const ownDuty = dutyText === '' ? duty : read(dutyWords, dutyText);
    if (per === undefined) {
      problem('list_per_unknown', perText);
      continue;
    }
    if (ownDuty === undefined) {
      problem('list_duty_unknown', dutyText);
      continue;
    }
    const remark = cell(cells, 'note');
    found.restrictions.push({
      ...{ id: `row-${row}`, row },
      label: { en: name, zh: name },
      clause: `row ${row}`,
      members: [cas === null ? `key:row-${row}` : `cas:${cas}`],
      per,
      measure: { of: 'each' },
      limitPpm: limit,
      comparator: 'at_most',
      duty: ownDuty,
      ...(remark === '' ? {} : { remark }),
      ...(limit === null ? { intentional: true } : {}),
      from,
      before: null,
      source,
      verified: false,
    });
  }
  return found;
}

const read = <Meaning>(words: readonly [RegExp, Meaning][], text: string): Meaning | undefined =>
  words.find(([said]) => said.test(text))?.[1];

const plainNumber = (value: number) => value.toFixed(12).replace(/\.?0+$/, '');

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
  const ppm = Number((Number(parts[1]) * factor).toPrecision(12));
  // Not as a power of ten, which no column of numbers takes.
  return ppm > 1_000_000 ? { problem: 'list_limit_over_whole' } : plainNumber(ppm);
}
