// Is water of areas with stress told apart from the rest, and what nobody looked up from both?
import { expect, test } from 'vitest';
import { cubicMetres } from '#units/quantity.ts';
import { type AreaRow, stressSplit } from './stress-split.ts';

const row = (siteId: string, flow: AreaRow['flow'], area: AreaRow['area'], volume: string): AreaRow => ({
  ...{ siteId, flow, area, volumeM3: cubicMetres(volume) },
});
const told = (rows: readonly AreaRow[]) =>
  stressSplit(rows).map(({ area, withdrawalM3, dischargeM3, consumptionM3, sites }) =>
    [area, withdrawalM3?.toFixed(), dischargeM3?.toFixed(), consumptionM3?.toFixed(), sites].join(' '),
  );

test('each area has its own volumes, and consumption is what was not discharged', () => {
  expect(
    told([
      ...[
        row('A', 'withdrawal', 'yes', '100'),
        row('A', 'withdrawal', 'yes', '20.5'),
        row('A', 'discharge', 'yes', '90'),
      ],
      ...[row('B', 'withdrawal', 'no', '7'), row('B', 'discharge', 'no', '7')],
      ...[row('C', 'withdrawal', 'unknown', '3'), row('C', 'discharge', 'unknown', '1')],
    ]),
  ).toEqual(['yes 120.5 90 30.5 1', 'no 7 7 0 1', 'unknown 3 1 2 1']);
});

test('without the discharge of one of its factories an area has no consumption, and without any no discharge', () => {
  expect(
    told([row('A', 'withdrawal', 'yes', '5'), row('B', 'withdrawal', 'yes', '2'), row('B', 'discharge', 'yes', '1')]),
  )
    // join writes what is absent as nothing
    .toEqual(['yes 7 1  2']);
  expect(told([row('A', 'withdrawal', 'unknown', '5')])).toEqual(['unknown 5   1']);
});

test('what is told of an area is the consumption of its factories that tell both: the others have consumed nobody knows what', () => {
  // A keeps 100 − 90 = 10; B withdrew 40 and says nothing of discharge; C discharged 7 and says nothing of withdrawal.
  const [area] = stressSplit([
    ...[row('A', 'withdrawal', 'yes', '100'), row('A', 'discharge', 'yes', '90')],
    ...[row('B', 'withdrawal', 'yes', '40'), row('C', 'discharge', 'yes', '7')],
  ]);
  expect(area).toMatchObject({ consumptionM3: null, sites: 3 });
  expect(area?.toldConsumptionM3?.toFixed()).toBe('10');
  expect(area?.withoutDischargeM3.toFixed()).toBe('40');
  const [alone] = stressSplit([row('B', 'withdrawal', 'yes', '40')]);
  expect(alone).toMatchObject({ consumptionM3: null, toldConsumptionM3: null });
});
