// Vendors' monthly statements: one paper for many loads, by stream; some sites, the first half of 2024, and July as an exercise.

import { csvBytes, type Table, tonnesText } from './csv.ts';
import { EXERCISE_SITE } from './exercise.ts';
import { countingKg, type Load } from './loads.ts';

const HEADING = ['Factory', 'Vendor', 'Month', 'Number', 'Total mass (t)'];
const LINE_HEADING = ['Statement', 'Line', 'Waste stream', 'Mass (t)', 'Number of loads'];
/** The same columns as the vendors' own office at Wuxi calls them, heads and lines in one sheet. */
const CHINESE = ['工厂', '处置单位', '月份', '对账单编号', '合计重量（t）', '废弃物种类', '重量（t）', '车次'];

/** Sites whose vendors of kitchen and domestic waste send a statement every month. */
const SITES = ['SZ1', 'DG1', 'HP1', EXERCISE_SITE];
/** Of this site and month every vendor has sent one. */
const COMPLETE_MONTH = '2024-05';
/** This one states 6 % more than was shipped: the vendor counted a load of April again. */
const OFF = { site: 'DG1', month: '2024-03' };

/** One vendor's statement of a month, with the loads that it covers. */
export interface Statement {
  site: string;
  vendor: string;
  month: string;
  number: string;
  loads: readonly Load[];
  lines: readonly { stream: string; kg: number; loads: number }[];
}

function statementOf(loads: readonly Load[], addShare = 0): Statement {
  const [first] = loads;
  if (!first) throw new Error('a statement without loads');
  const month = first.departedOn.slice(0, 7);
  const streams = Map.groupBy(loads, (load) => load.stream.code);
  return {
    ...{ site: first.site.code, vendor: first.vendor.code, month, loads },
    number: `${month.replace('-', '')}-${first.site.code}-${first.vendor.code}`,
    lines: [...streams].map(([stream, of]) => ({
      stream,
      kg: Math.round(of.reduce((sum, load) => sum + countingKg(load), 0) * (1 + addShare)),
      loads: of.length,
    })),
  };
}

const byVendor = (loads: readonly Load[]): Load[][] => [...Map.groupBy(loads, (load) => load.vendor.code).values()];

/** The statements that stand in the ledger. */
export function statementsOf(loads: readonly Load[]): Statement[] {
  return SITES.flatMap((site) => {
    const months = Map.groupBy(
      loads.filter((load) => load.site.code === site && load.departedOn >= '2024'),
      (load) => load.departedOn.slice(0, 7),
    );
    return [...months].flatMap(([month, ofMonth]) => {
      const complete = site === EXERCISE_SITE && month === COMPLETE_MONTH;
      // A month that is only half recorded has no statement yet.
      if (site === EXERCISE_SITE && month > COMPLETE_MONTH) return [];
      const sent = complete ? ofMonth : ofMonth.filter(({ documentType }) => documentType === 'vendor_statement');
      const addShare = OFF.site === site && OFF.month === month ? 0.06 : 0;
      return byVendor(sent).map((of) => statementOf(of, addShare));
    });
  });
}

/** The statements of July: every vendor's; the one with most loads has left out its last. */
export function julyStatements(july: readonly Load[]): Statement[] {
  const vendors = byVendor(july);
  const most = vendors.toSorted((a, b) => b.length - a.length)[0];
  return vendors.map((loads) => statementOf(loads === most ? loads.slice(0, -1) : loads));
}

const total = ({ lines }: Statement) => tonnesText(lines.reduce((sum, { kg }) => sum + kg, 0));

/** Heads and lines, as the ledger takes them. */
export const statementTables = (of: readonly Statement[]): { heads: Table; lines: Table } => ({
  heads: {
    heading: HEADING,
    rows: of.map((one) => [one.site, one.vendor, one.month, one.number, total(one)]),
  },
  lines: {
    heading: LINE_HEADING,
    rows: of.flatMap(({ number, lines }) =>
      lines.map(({ stream, kg, loads }, at) => [number, String(at + 1), stream, tonnesText(kg), String(loads)]),
    ),
  },
});

/** One statement as a sheet that a vendor's office sends: everything in words, a row a line. */
export function statementSheet(statement: Statement): Uint8Array {
  const [first] = statement.loads;
  const nameOf = (stream: string) => statement.loads.find((load) => load.stream.code === stream)?.stream.zh ?? stream;
  return csvBytes({
    heading: CHINESE,
    rows: statement.lines.map(({ stream, kg, loads }) => [
      ...[first?.site.zh ?? '', first?.vendor.zh ?? '', statement.month, statement.number, total(statement)],
      ...[nameOf(stream), tonnesText(kg), String(loads)],
    ]),
  });
}
