// Does a laboratory's sheet come in as it is kept: a row for each parameter, or a column for each, with its signs and units?
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#platform/db/database.ts';
import { importFile } from '#platform/intake/imports.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';

let company: SmallCompany;
const operator = systemActor('operator');
const both = (text: string) => ({ en: text, zh: text });

beforeAll(async () => {
  company = await openSmallCompany();
  // Every permit numbers its outlets alike: the row's own factory tells which is meant.
  for (const site of ['SZ', 'WH']) {
    await company.approved('water.outlet', {
      ...{ site: company.id[site], code: 'DW001', name: both('Main'), place: 'site_outlet', domestic: false },
      ...{ destination: 'sewer', from: '2020-01-01' },
    });
  }
}, 60_000);
afterAll(() => company?.close());

async function take(name: string, rows: string[][]) {
  const path = join(company.folder, name);
  writeFileSync(path, rows.map((row) => row.join(',')).join('\n'));
  const file = { importId: uuidv7(), kind: kindOf('water.lab-report'), path, fileName: name, sha256: null };
  const bad: { column: number | null; code: string }[] = [];
  const report = await importFile(
    company.intake,
    operator,
    { ...file, fixed: {}, chosen: {}, mended: {} },
    {
      ...{ acceptGood: true, state: 'approved', via: 'system' },
      onBadRow: ({ problems }) => {
        bad.push(...problems.filter(({ level }) => level === 'error').map(({ column, code }) => ({ column, code })));
      },
    },
  );
  return { ...report, bad };
}
const linesOf = (number: string) =>
  company.all<{ site: string; parameter: string; written: string; unit: string; method: string | null }>(
    sql`select n.code as site, l.parameter, l.written, l.unit, l.method from water_lab_report r join scope_node n on n.id = r.site_id
      join water_outlet o on o.id = r.outlet_id and o.site_id = r.site_id
      join water_lab_report_result l on l.record_id = r.id and l.revision = r.revision where r.number = ${number} order by l.line`,
  );
const head = ['工厂', '排放口', '报告编号', '样品编号', '采样日期', '取值方式', '检测机构', '第三方检测'];
const of = (site: string, number: string) => [site, 'DW001', number, 'S1', '2024-05-06', '瞬时样', '华检', '是'];

test('a row for each parameter, values as they were written', async () => {
  const rows = [
    ['化学需氧量', '48', 'mg/L', 'HJ 828-2017'],
    ['pH值', '7.1～7.4', '无量纲', ''],
    ['总铜', '0.05L', 'mg/L', ''],
    ['总镍', '未检出', 'mg/L', ''],
    ['总银', '0', 'ug/L', ''],
  ].map((row) => [...of('WH', 'N1'), ...row]);
  const report = await take('narrow.csv', [[...head, '检测项目', '结果', '单位', '检测方法'], ...rows]);
  expect(report.counts).toMatchObject({ new: 1, bad: 0 });
  expect(await linesOf('N1')).toEqual([
    { site: 'WH', parameter: 'cod', written: '48', unit: 'mg/L', method: 'HJ 828-2017' },
    { site: 'WH', parameter: 'ph', written: '7.1～7.4', unit: 'pH', method: null },
    { site: 'WH', parameter: 'cu', written: '0.05L', unit: 'mg/L', method: null },
    { site: 'WH', parameter: 'ni', written: '未检出', unit: 'mg/L', method: null },
    { site: 'WH', parameter: 'ag', written: '0', unit: 'ug/L', method: null },
  ]);
});

test('a column for each parameter, units in the headings or in the title; an empty cell was not measured', async () => {
  const report = await take('wide.csv', [
    ['2024年5月废水检测结果', '单位：mg/L'],
    [...head, 'pH', 'CODcr', '氨氮', '总镍（μg/L）', '六价铬'],
    [...of('SZ', 'W1'), '7.2', '＜4', '1.02', 'ND', '/'],
  ]);
  expect([report.missing, report.counts.new, report.counts.bad]).toEqual([[], 1, 0]);
  expect(await linesOf('W1')).toMatchObject([
    { site: 'SZ', parameter: 'ph', written: '7.2', unit: 'pH' },
    { parameter: 'cod', written: '＜4', unit: 'mg/L' },
    { parameter: 'nh3n', written: '1.02', unit: 'mg/L' },
    { parameter: 'ni', written: 'ND', unit: 'ug/L' },
  ]);
});

test('a value that says nothing is told at its cell, and so is a unit that nobody states', async () => {
  const unread = await take('unread.csv', [
    [...head, 'pH', 'COD（mg/L）'],
    [...of('SZ', 'W2'), '7', '合格'],
  ]);
  expect([unread.counts.new, unread.bad]).toEqual([0, [{ column: 9, code: 'lab_value_unreadable' }]]);
  const noUnit = await take('no-unit.csv', [
    [...head, 'pH', 'COD'],
    [...of('SZ', 'W3'), '7', '12'],
  ]);
  expect([noUnit.counts.new, noUnit.bad]).toEqual([0, [{ column: 9, code: 'missing' }]]);
});
