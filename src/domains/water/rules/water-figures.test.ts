import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cubicMetres, exact, exactText, quantity, share, tonnes } from '#units/quantity.ts';
import destinationsJson from '../../../../reference/water-destinations/2026-11.json' with { type: 'json' };
import sourcesJson from '../../../../reference/water-sources/2026-11.json' with { type: 'json' };
import {
  type DischargeRow,
  readFlowTable,
  type WithdrawalRow,
  waterDestinations,
  waterSources,
} from '../model/flows.ts';
import { gri303Consumption, gri303Discharge, gri303Withdrawal } from './gri303.ts';
import { type MeterNode, meterTree } from './meter-tree.ts';
import { type StressedLine, stressedDischargeLines, stressedWithdrawalLines } from './stressed-lines.ts';
import { type BalanceTerms, splitByUse, waterBalance } from './water-balance.ts';
import {
  condensateReturnRate,
  coolingCirculationRate,
  dischargeComplianceRate,
  leakageRate,
  meteringRate,
  processWaterReuseRate,
  reuseRate,
  unconventionalWaterRate,
  wastewaterReuseRate,
  waterPerOutputValue,
  waterPerProduct,
} from './water-efficiency.ts';
import { waterQuality } from './water-quality.ts';
import { utilisationProgress, utilisationTarget, withdrawnWaterUtilisation } from './withdrawn-water-utilisation.ts';

const m3 = cubicMetres;
const table = readFlowTable(sourcesJson, destinationsJson);

const given = <Outcome extends object>(outcome: Outcome): Exclude<Outcome, { noData: string }> => {
  if ('noData' in outcome) throw new Error(String(outcome.noData));
  return outcome as Exclude<Outcome, { noData: string }>;
};
const printed = (outcome: { value: ReturnType<typeof exact> } | { noData: string }) =>
  'noData' in outcome ? outcome.noData : exactText(outcome.value);

describe('standards.md §7, reuse rate: Vi 600, Vr 400', () => {
  test('is 40 %', () => {
    expect(printed(reuseRate(m3(400), m3(600)))).toBe('0.4');
  });
});

describe('standards.md §2.4, rates', () => {
  test.each([
    ['indirect cooling: 980 m³ circulated, 20 made up', coolingCirculationRate(m3(980), m3(20)), '0.98'],
    ['process water: 300 of 1,200 m³ used again', processWaterReuseRate(m3(300), m3(1200)), '0.25'],
    ['condensate: 60 of 80 m³ returned', condensateReturnRate(m3(60), m3(80)), '0.75'],
    ['wastewater reuse Kw: 200 again, 300 discharged', wastewaterReuseRate(m3(200), m3(300)), '0.4'],
    ['leakage Kl: 30 of 600 m³', leakageRate(m3(30), m3(600)), '0.05'],
    ['discharge compliance: 285 of 300 m³', dischargeComplianceRate(m3(285), m3(300)), '0.95'],
    ['unconventional water: 50 beside 450 m³', unconventionalWaterRate(m3(50), m3(450)), '0.1'],
    ['metering: 540 of 600 m³', meteringRate(m3(540), m3(600)), '0.9'],
    ['600 m³ for 240 t of product: 2.5 m³/t', waterPerProduct(m3(600), tonnes(240)), '2.5'],
    ['600 m³ for 3,000 ten thousand yuan: 0.2', waterPerOutputValue(m3(600), quantity<'CNY10k'>(3000)), '0.2'],
  ] as const)('%s', (_what, outcome, expected) => {
    expect(printed(outcome)).toBe(expected);
  });

  test('a site that recorded nothing has no rate, not 0 %', () => {
    expect(reuseRate(m3(0), m3(0))).toEqual({ noData: 'no_water_recorded' });
    expect(leakageRate(m3(0), m3(0))).toEqual({ noData: 'no_water_recorded' });
    expect(waterPerProduct(m3(600), tonnes(0))).toEqual({ noData: 'no_output_recorded' });
  });

  test('a rate says what it was worked out from', () => {
    expect(given(reuseRate(m3(400), m3(600))).inputs).toEqual({ repeatedUseM3: m3(400), withdrawalM3: m3(600) });
  });

  test('whatever the volumes, reuse rate lies between 0 and 1 and rises with reuse', () => {
    const volume = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(volume, volume, volume, (repeated, more, withdrawn) => {
        const rate = given(reuseRate(m3(repeated), m3(withdrawn))).value;
        const higher = given(reuseRate(m3(repeated + more), m3(withdrawn))).value;
        return rate.gt(0) && rate.lt(1) && higher.gt(rate);
      }),
    );
  });
});

describe('standards.md §2.4 and practice 19: withdrawn water utilisation', () => {
  const volumes = {
    withdrawalM3: m3(600),
    repeatedUseM3: m3(400),
    circulatedCoolingM3: m3(300),
    output: exact(1200),
  };
  const by = (definition: Parameters<typeof withdrawnWaterUtilisation>[1]) =>
    given(withdrawnWaterUtilisation(volumes, definition));

  test('one site, three definitions: (a) 40 %, (b) 1.666…, (c) 2 of output for each m³', () => {
    expect(exactText(by('reuse_rate').value)).toBe('0.4');
    expect(exactText(by('use_per_withdrawal').value)).toMatch(/^1\.6666/);
    expect(exactText(by('output_per_withdrawal').value)).toBe('2');
  });

  test('circulated cooling water stands apart: without it (a) is 100 of 700', () => {
    expect(exactText(by('reuse_rate').withoutCooling!)).toMatch(/^0\.142857/);
    expect(by('output_per_withdrawal').withoutCooling).toBeNull();
  });

  test('without output there is no (c), without withdrawal there is nothing', () => {
    expect(withdrawnWaterUtilisation({ ...volumes, output: null }, 'output_per_withdrawal')).toEqual({
      noData: 'no_output_recorded',
    });
    expect(withdrawnWaterUtilisation({ ...volumes, withdrawalM3: m3(0) }, 'reuse_rate')).toEqual({
      noData: 'no_water_recorded',
    });
  });

  test('from 40 % to 48 % is +20 % of the value, and 8 points', () => {
    expect(printed(utilisationProgress(share('0.48'), share('0.4'), 'relative'))).toBe('0.2');
    expect(printed(utilisationProgress(share('0.48'), share('0.4'), 'points'))).toBe('0.08');
    expect(utilisationProgress(share('0.48'), share('0'), 'relative')).toEqual({ noData: 'base_is_zero' });
  });

  test('+20 % by (c) is −16.7 % of intensity', () => {
    const target = utilisationTarget('output_per_withdrawal', exact(2), share('0.2'), 'relative');
    expect(exactText(target.aimedAt)).toBe('2.4');
    expect(exactText(target.intensityChange!)).toMatch(/^-0\.16666/);
    expect(target.possible).toBe(true);
  });

  test('+20 % by (a) of a base of 83.4 % is impossible, of 83.3 % just possible', () => {
    expect(utilisationTarget('reuse_rate', share('0.834'), share('0.2'), 'relative')).toMatchObject({
      possible: false,
      notes: ['above_whole'],
    });
    expect(utilisationTarget('reuse_rate', share('0.833'), share('0.2'), 'relative').possible).toBe(true);
    expect(utilisationTarget('reuse_rate', share('0.834'), share('0.1'), 'points').possible).toBe(true);
  });

  test('percentage points of what is no share make no target', () => {
    expect(utilisationTarget('use_per_withdrawal', exact('1.5'), share('0.2'), 'points').possible).toBe(false);
  });
});

describe('standards.md §2.3, GRI 303', () => {
  const withdrawn = (source: WithdrawalRow['source'], volume: number, more: Partial<WithdrawalRow> = {}) =>
    ({ source, quality: 'fresh', stressed: false, volumeM3: m3(volume), ...more }) as const;
  const discharged = (destination: DischargeRow['destination'], volume: number, more: Partial<DischargeRow> = {}) =>
    ({ destination, quality: 'fresh', stressed: false, volumeM3: m3(volume), ...more }) as const;
  const year = [
    withdrawn('municipal', 600_000, { stressed: true, thirdPartySource: 'surface' }),
    withdrawn('municipal', 100_000, { stressed: true }),
    withdrawn('purchased_reclaimed', 50_000, { quality: 'other' }),
    withdrawn('rain', 20_000),
    withdrawn('ground', 30_000, { stressed: null, quality: null }),
  ];
  const out = [
    discharged('sewer', 500_000, { stressed: true }),
    discharged('trucked_waste', 1_000),
    discharged('surface', 40_000),
  ];

  test('303-3: 800 ML, of them 700 where water is short; reclaimed is third-party and other water, rain is surface', () => {
    const figure = given(gri303Withdrawal(year, table));
    expect(exactText(figure.value)).toBe('800');
    expect(exactText(figure.stressed.totalMl)).toBe('700');
    expect(exactText(figure.inputs.notLookedUpMl)).toBe('30');
    const line = Object.fromEntries(figure.all.lines.map((one) => [one.line, one]));
    expect(exactText(line.third_party!.freshMl)).toBe('700');
    expect(exactText(line.third_party!.otherMl)).toBe('50');
    expect(exactText(line.surface!.freshMl)).toBe('20');
    expect(exactText(line.ground!.unknownMl)).toBe('30');
  });

  test('303-3-b: third-party water in stressed areas by its source, what no supplier tells apart', () => {
    const figure = given(gri303Withdrawal(year, table));
    expect(exactText(figure.thirdPartyBySource.totalMl)).toBe('600');
    expect(exactText(figure.thirdPartySourceUnknown.totalMl)).toBe('100');
  });

  test('303-3-b and -c: lines of stressed areas by quality, what was not looked up beside them; empty lines are none', () => {
    const lines = (list: readonly StressedLine[]) =>
      list.map(({ line, from, freshMl, otherMl, unknownMl, totalMl, notLookedUpMl }) =>
        [line, from, ...[freshMl, otherMl, unknownMl, totalMl, notLookedUpMl].map((one) => one && exactText(one))].join(
          ' ',
        ),
      );
    const some = [...year, withdrawn('ground', 7_000, { stressed: true, quality: 'other' })];
    // join writes what is absent as nothing
    expect(lines(stressedWithdrawalLines(given(gri303Withdrawal(some, table))))).toEqual([
      'ground  0 7 0 7 30',
      'third_party  700 0 0 700 0',
      'third_party surface 600 0 0 600 ',
      'third_party unknown 100 0 0 100 ',
      'all  700 7 0 707 30',
    ]);
    expect(lines(stressedDischargeLines(given(gri303Discharge(out, table))))).toEqual([
      ...['third_party  500 0 0 500 0', 'all  500 0 0 500 0'],
    ]);
  });

  test('303-4: trucked liquid waste has no line and is told apart', () => {
    const figure = given(gri303Discharge(out, table));
    expect(exactText(figure.value)).toBe('540');
    expect(exactText(figure.truckedMl)).toBe('1');
  });

  test('303-5: 800 − 540 = 260 ML; the 5 ML more in the tanks stand beside it and are not subtracted', () => {
    const figure = given(gri303Consumption(year, out, m3(5_000), table));
    expect(exactText(figure.value)).toBe('260');
    expect(exactText(figure.storageChangeMl!)).toBe('5');
    // 700 − 500 of what was looked up: the least that it can be, since of 30 ML withdrawn nobody knows.
    expect(exactText(figure.stressedMl!)).toBe('200');
    expect(exactText(figure.notLookedUpMl)).toBe('30');
    const nothing = year.map((row) => ({ ...row, stressed: null }));
    expect(given(gri303Consumption(nothing, out, null, table)).stressedMl).toBeNull();
    const lookedUp = given(gri303Consumption(year.slice(0, 4), out, null, table));
    expect(exactText(lookedUp.stressedMl!)).toBe('200');
    expect(lookedUp.storageChangeMl).toBeNull();
  });

  test('nothing recorded is no figure', () => {
    expect(gri303Withdrawal([], table)).toEqual({ noData: 'no_withdrawal_recorded' });
    expect(gri303Consumption(year, [], null, table)).toEqual({ noData: 'no_discharge_recorded' });
  });

  test('freshwater: 1,000 mg/L is fresh, 1,001 is not; unknown is not fresh by default', () => {
    expect(waterQuality(quantity<'mg/L'>(1000))).toBe('fresh');
    expect(waterQuality(quantity<'mg/L'>(1001), 'fresh')).toBe('other');
    expect(waterQuality(null, 'fresh')).toBe('fresh');
    expect(waterQuality(null)).toBeNull();
  });

  test('whatever is withdrawn, the lines add up to the total, and no stressed part is larger than the whole', () => {
    const rows = fc.array(
      fc.record({
        source: fc.constantFrom(...waterSources),
        quality: fc.constantFrom('fresh' as const, 'other' as const, null),
        stressed: fc.constantFrom(true, false, null),
        volumeM3: fc.integer({ min: 0, max: 1_000_000 }).map((volume) => m3(volume)),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (list) => {
        const { all, stressed, value } = given(gri303Withdrawal(list, table));
        const lines = all.lines.reduce(
          (total, one) => total.plus(one.freshMl).plus(one.otherMl).plus(one.unknownMl),
          exact(0),
        );
        return lines.eq(value) && stressed.totalMl.lte(value);
      }),
    );
  });

  test('codes are stored in records: they are added, never renamed', () => {
    expect(waterSources).toHaveLength(9);
    expect(waterDestinations).toEqual(['surface', 'ground', 'sea', 'sewer', 'to_others_use', 'trucked_waste']);
    expect(() => readFlowTable(destinationsJson, sourcesJson)).toThrow('Not a water-sources pack');
    const without = { ...sourcesJson, rows: sourcesJson.rows.slice(1) };
    expect(() => readFlowTable(without, destinationsJson)).toThrow('no row for "municipal"');
  });
});

describe('standards.md §2.4, the balance Vi = Vco + Vd + Vl + ΔS', () => {
  const terms: BalanceTerms = {
    withdrawalM3: m3(1000),
    consumedInUseM3: m3(200),
    dischargeM3: m3(700),
    truckedM3: m3(10),
    lossM3: m3(40),
    storageChangeM3: m3(20),
  };

  test('1,000 in; 200 + 700 + 10 + 40 + 20 out: 30 m³ or 3 % unaccounted for, within 5 %', () => {
    const balance = given(waterBalance(terms));
    expect(exactText(balance.value)).toBe('30');
    expect(exactText(balance.imbalanceShare)).toBe('0.03');
    expect(balance.closes).toBe(true);
    expect(given(waterBalance(terms, share('0.02'))).closes).toBe(false);
  });

  test('exactly 5 % closes, a litre more does not; too much out is as wrong as too little', () => {
    expect(given(waterBalance({ ...terms, dischargeM3: m3(680) })).closes).toBe(true);
    expect(given(waterBalance({ ...terms, dischargeM3: m3('679.999') })).closes).toBe(false);
    expect(given(waterBalance({ ...terms, dischargeM3: m3(800) })).closes).toBe(false);
  });

  test('what was used up is never the remainder: without it nobody can tell', () => {
    const balance = given(waterBalance({ ...terms, consumedInUseM3: null }));
    expect(balance).toMatchObject({ closes: 'cannot_tell', missing: ['consumedInUseM3'] });
    expect(exactText(balance.value)).toBe('230');
  });

  test('production, cooling and domestic apart; what no purpose is known for is shown', () => {
    const split = splitByUse(m3(1000), [
      { use: 'production', volumeM3: m3(500) },
      { use: 'domestic', volumeM3: m3(150) },
      { use: 'domestic', volumeM3: m3(50) },
    ]);
    expect(exactText(split.byUse.get('domestic')!)).toBe('200');
    expect(exactText(split.unallocatedM3)).toBe('300');
    expect(splitByUse(m3(10), [{ use: 'cooling', volumeM3: m3(11) }]).exceeds).toBe(true);
  });
});

describe('the meter tree', () => {
  const node = (
    id: string,
    parentId: string | null,
    volume: number | null,
    more: Partial<MeterNode> = {},
  ): MeterNode => ({
    id,
    parentId,
    volumeM3: volume === null ? null : m3(volume),
    ...more,
  });
  const states = (nodes: MeterNode[]) =>
    meterTree(nodes).map(
      ({ id, state, differenceM3 }) => `${id} ${state} ${differenceM3 ? exactText(differenceM3) : '?'}`,
    );

  test('main 1,000, subs 600 and 380: 2 % lost, closes', () => {
    expect(states([node('main', null, 1000), node('a', 'main', 600), node('b', 'main', 380)])).toEqual([
      'main closes 20',
    ]);
  });

  test('it says which node does not close, the largest first', () => {
    expect(
      states([
        node('main', null, 1000),
        node('a', 'main', 600),
        node('b', 'main', 200),
        node('a1', 'a', 700),
        node('b1', 'b', 199),
      ]),
    ).toEqual(['main unmetered 200', 'a subs_exceed_main -100', 'b closes 1']);
  });

  test('a well that feeds in beside the main counts as what came in', () => {
    expect(
      states([node('main', null, 900), node('well', 'main', 100, { feedsIn: true }), node('a', 'main', 990)]),
    ).toEqual(['main closes 10']);
  });

  test('garden taps of 10 % that everybody knows of are no finding', () => {
    const garden = { unmeteredShare: share('0.1') };
    expect(states([node('main', null, 1000, garden), node('a', 'main', 870)])).toEqual(['main closes 130']);
  });

  test('a silent sub-meter: nobody can tell, unless the others exceed the main already', () => {
    const silent = node('b', 'main', null);
    expect(states([node('main', null, 1000), node('a', 'main', 600), silent])).toEqual(['main sub_not_known ?']);
    expect(states([node('main', null, 1000), node('a', 'main', 1200), silent])).toEqual(['main subs_exceed_main -200']);
    expect(states([node('main', null, null), node('a', 'main', 600)])).toEqual(['main main_not_known ?']);
  });
});
