// Does the plan say what the loads show, and do the vendors' statements add up to them?
import { describe, expect, test } from 'vitest';
import { sampleWaste } from './build.ts';
import { countingKg } from './loads.ts';
import { planTables } from './plan.ts';
import { julyStatements, statementsOf } from './vendor-statements.ts';

const sample = sampleWaste();
const recorded = [...sample.loads, ...sample.exercise.mended];
const tables = planTables(recorded, '2024-07-01');
const rowsOf = (name: string) => tables[name]?.rows ?? [];

describe('the plan', () => {
  test('every stream that a factory ever shipped is in it once, and nothing else', () => {
    const shipped = new Set(recorded.map((load) => `${load.site.code} ${load.stream.code}`));
    const planned = rowsOf('expected-data.csv').map(([site, stream]) => `${site} ${stream}`);
    expect(new Set(planned)).toEqual(shipped);
    expect(planned.length).toBe(shipped.size);
  });

  test('none is signed for a month in which something left', () => {
    const came = new Set(
      recorded.map((load) => `${load.site.code} ${load.departedOn.slice(0, 7)} ${load.stream.code}`),
    );
    const signed = rowsOf('nil-returns.csv').map(([site, month, stream]) => `${site} ${month} ${stream}`);
    expect(signed.filter((one) => came.has(one))).toEqual([]);
    expect(signed.length).toBeGreaterThan(20);
  });
});

describe('statements', () => {
  const kg = (statement: { lines: readonly { kg: number }[] }) =>
    statement.lines.reduce((sum, line) => sum + line.kg, 0);
  const shippedKg = (statement: { loads: readonly (typeof recorded)[number][] }) =>
    statement.loads.reduce((sum, load) => sum + countingKg(load), 0);

  test('each states what was shipped, but for one month of one factory', () => {
    const off = statementsOf(sample.loads).filter((one) => kg(one) !== shippedKg(one));
    expect(new Set(off.map(({ site, month }) => `${site} ${month}`))).toEqual(new Set(['DG1 2024-03']));
  });

  test('of Wuxi in May 2024 every load stands on one', () => {
    const may = sample.loads.filter(({ site, departedOn }) => site.code === 'WX1' && departedOn.startsWith('2024-05'));
    const covered = statementsOf(may).flatMap(({ loads }) => loads);
    expect(new Set(covered)).toEqual(new Set(may));
  });

  test('in July one load stands on none: its vendor left it out', () => {
    const covered = new Set(julyStatements(sample.july).flatMap(({ loads }) => loads));
    expect(sample.july.length - covered.size).toBe(1);
  });
});
