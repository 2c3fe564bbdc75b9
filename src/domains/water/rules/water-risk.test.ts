import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import aqueductJson from '../../../../reference/aqueduct-4/4.0.json' with { type: 'json' };
import {
  aqueductColumn,
  type Indicator,
  indicators,
  readAqueductTable,
  type Weights,
  weightSchemes,
} from '../model/aqueduct.ts';
import {
  areCustomWeights,
  categoryOf,
  groupShares,
  type IndicatorReading,
  isStressed,
  readIndicator,
  remapped,
  scoreOf,
  weightedRisk,
} from './aqueduct-score.ts';
import { type Basin, basinOf, metresBetween, onWgs84, placeFault } from './basin-lookup.ts';

const table = readAqueductTable(aqueductJson);
const { scales, schemes, quantiles } = table;

describe('standards.md §7, bws score', () => {
  test.each([
    [0.05, 0],
    [0.1, 1],
    [0.4, 3],
    [0.8, 4],
    [1.6, 5],
  ])('raw %f is %f', (raw, score) => {
    expect(scoreOf(raw, scales.bws)).toBeCloseTo(score, 12);
  });

  test('no use at all is 0, ten times the supply is 5', () => {
    expect(scoreOf(0, scales.bws)).toBe(0);
    expect(scoreOf(10, scales.bws)).toBe(5);
  });
});

test('the examples that the pack brings along are those of the rules', () => {
  const expected = (id: string) => aqueductJson.examples.find((one) => one.id === id)?.expected;
  const raw = [0.05, 0.1, 0.4, 0.8, 1.6];
  expect(raw.map((one) => Math.round(scoreOf(one, scales.bws)! * 1e9) / 1e9)).toEqual(expected('bws score'));
  expect(Math.round(remapped(1.855, quantiles.tot) * 1e9) / 1e9).toBe(expected('remap tot'));
});

describe('standards.md §7, smc weights and def weights', () => {
  test('semiconductor: 11, 6 and 4 of 21 are 52.4 %, 28.6 % and 19.0 %', () => {
    const shares = groupShares(schemes.smc, table);
    expect(shares.qan).toBeCloseTo(11 / 21, 12);
    expect(shares.qal).toBeCloseTo(6 / 21, 12);
    expect(shares.rrr).toBeCloseTo(4 / 21, 12);
    expect([shares.qan, shares.qal, shares.rrr].map((one) => (one * 100).toFixed(1))).toEqual(['52.4', '28.6', '19.0']);
  });

  test('default: 17, 3 and 4.5 of 24.5 are 69.4 %, 12.2 % and 18.4 %', () => {
    const shares = groupShares(schemes.def, table);
    expect([shares.qan, shares.qal, shares.rrr].map((one) => (one * 100).toFixed(1))).toEqual(['69.4', '12.2', '18.4']);
    expect(((schemes.def.bws / 24.5) * 100).toFixed(2)).toBe('16.33');
  });
});

describe('standards.md §2.2, sums of weights', () => {
  const sums = {
    def: 24.5,
    smc: 21,
    che: 26.25,
    elp: 23.5,
    min: 36.25,
    con: 14,
    fnb: 23.5,
    agr: 29.75,
    ong: 25.5,
    tex: 22.5,
  };
  test.each(weightSchemes)('%s', (scheme) => {
    expect(indicators.reduce((total, id) => total + schemes[scheme][id], 0)).toBe(sums[scheme]);
  });
});

describe('standards.md §7, remap tot', () => {
  test('raw 1.855 is 2 + (1.855 − 1.61) ÷ (2.10 − 1.61) = 2.5', () => {
    expect(remapped(1.855, quantiles.tot)).toBeCloseTo(2.5, 12);
  });

  test.each([
    [0, 0],
    [1.01, 1],
    [2.68, 4],
    [5, 5],
    [6, 5],
  ])('raw %f is %f', (raw, score) => {
    expect(remapped(raw, quantiles.tot)).toBeCloseTo(score, 12);
  });

  test('more raw is never less score', () => {
    const raw = fc.integer({ min: 0, max: 5000 }).map((thousandth) => thousandth / 1000);
    fc.assert(
      fc.property(
        fc.constantFrom('qan' as const, 'qal' as const, 'rrr' as const, 'tot' as const),
        raw,
        raw,
        (group, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          return remapped(less, quantiles[group]) <= remapped(more, quantiles[group]) + 1e-12;
        },
      ),
    );
  });
});

describe('standards.md §2.2, categories and scores', () => {
  test.each([
    ['bws', 0.39, 2],
    ['bws', 0.4, 3],
    ['bwd', 0.04, 0],
    ['gtd', -1, 0],
    ['gtd', 9, 4],
    ['rfr', 0.005, 2],
    ['cep', -6, 0],
    ['ucw', 0.99, 3],
    ['ucw', 1, 4],
    ['rri', 60, 3],
  ] as const)('%s of %f is category %i', (id, raw, category) => {
    expect(categoryOf(raw, scales[id])).toBe(category);
  });

  test('straight lines between the cuts: bwd 0.375 is 2.5, iav 0.5 is 2, sev 1 is 3, drr 0.9 is 4.5, rri 55 is 2.5', () => {
    expect(scoreOf(0.375, scales.bwd)).toBeCloseTo(2.5);
    expect(scoreOf(0.5, scales.iav)).toBeCloseTo(2);
    expect(scoreOf(1, scales.sev)).toBeCloseTo(3);
    expect(scoreOf(0.9, scales.drr)).toBeCloseTo(4.5);
    expect(scoreOf(55, scales.rri)).toBeCloseTo(2.5);
  });

  test('where an end is not stated, or no formula is held, there is no score and nothing is made up', () => {
    expect(scoreOf(3, scales.gtd)).toBeCloseTo(2.5);
    expect(scoreOf(9, scales.gtd)).toBeNull();
    expect(scoreOf(-1, scales.gtd)).toBeNull();
    expect(scoreOf(0.005, scales.rfr)).toBeNull();
  });

  test('a score lies in its category', () => {
    const scored = indicators.filter((id) => scales[id].curve !== 'none' && id !== 'sev');
    fc.assert(
      fc.property(fc.constantFrom(...scored), fc.integer({ min: 0, max: 100_000 }), (id, thousandth) => {
        const raw = thousandth / 1000;
        const score = scoreOf(raw, scales[id]);
        return score === null || Math.min(4, Math.floor(score + 1e-9)) === categoryOf(raw, scales[id]);
      }),
    );
  });
});

describe('standards.md §2.2, sentinels', () => {
  const cells = (raw: number | null, score: number | null = null, category: number | null = null) => ({
    raw,
    score,
    category,
  });

  test.each([
    ['−9999 is no data', 'bws', cells(-9999, -9999, -9999), { state: 'no_data' }],
    ['an empty cell of the future layer is no data', 'bws', cells(null), { state: 'no_data' }],
    ['9999 is a supply used up', 'bws', cells(9999), { state: 'exhausted', score: 5, category: 4 }],
    ['category −1 of bws is arid', 'bws', cells(0.02, 5, -1), { state: 'arid', score: 5, category: -1 }],
    ['category −1 of cfr is no coast', 'cfr', cells(0, 0, -1), { state: 'no_risk', score: 0, category: -1 }],
    ["the file's score comes first", 'bws', cells(0.4, 3.1, 3), { state: 'value', raw: 0.4, score: 3.1, category: 3 }],
    ['without it, ours', 'bws', cells(0.4), { state: 'value', raw: 0.4, score: 3, category: 3 }],
  ] as const)('%s', (_what, id, given, expected) => {
    expect(readIndicator(id, given, scales[id])).toEqual(expected);
  });

  test('an area with water stress has a category of High or more, from 40 %; arid is treated as one unless chosen otherwise', () => {
    const stressed = (given: ReturnType<typeof cells>) => isStressed(readIndicator('bws', given, scales.bws));
    expect(stressed(cells(0.4))).toBe(true);
    expect(stressed(cells(0.399))).toBe(false);
    expect(stressed(cells(9999))).toBe(true);
    expect(stressed(cells(-9999))).toBeNull();
    expect(stressed(cells(0.01, null, -1))).toBe(true);
    expect(isStressed(readIndicator('bws', cells(0.01, null, -1), scales.bws), { aridCounts: false })).toBe(false);
  });
});

describe('weighing', () => {
  const all = (score: number): Record<Indicator, IndicatorReading> =>
    Object.fromEntries(indicators.map((id) => [id, { state: 'value', raw: null, score, category: null }])) as never;

  test('the same score everywhere is that score, raw, in any scheme', () => {
    for (const scheme of weightSchemes) expect(weightedRisk(all(3), schemes[scheme], table).tot.raw).toBeCloseTo(3);
  });

  test('semiconductor, quality: wastewater 5 weighs 4, eutrophication 2 weighs 2: raw 4, score 4.145', () => {
    const readings = {
      ...all(0),
      ucw: { state: 'value', raw: null, score: 5, category: 4 },
      cep: { state: 'value', raw: null, score: 2, category: 2 },
    } as const;
    const { qal } = weightedRisk(readings, schemes.smc, table);
    expect(qal.raw).toBe(4);
    expect(qal.score).toBeCloseTo(4 + (4 - 3.83) / (5 - 3.83));
  });

  test('an indicator without data is dropped with its weight, and named', () => {
    const { qal } = weightedRisk({ ...all(2), ucw: { state: 'no_data' } }, schemes.smc, table);
    expect(qal).toMatchObject({ raw: 2, missing: ['ucw'] });
    expect(qal.weightFraction).toBeCloseTo(2 / 6);
    const none = weightedRisk({ ...all(2), ucw: { state: 'no_data' }, cep: { state: 'no_data' } }, schemes.smc, table);
    expect(none.qal).toMatchObject({ raw: null, score: null, weightFraction: 0 });
  });

  test('own weights are 0.25, 0.5, 1, 2 or 4, or nothing', () => {
    const own = (weight: number) => Object.fromEntries(indicators.map((id) => [id, weight])) as Weights;
    expect(areCustomWeights(own(0.25))).toBe(true);
    expect(areCustomWeights({ ...own(1), bws: 0 })).toBe(true);
    expect(areCustomWeights(own(3))).toBe(false);
    expect(areCustomWeights(own(0))).toBe(false);
  });
});

describe('headings of an Aqueduct file', () => {
  test.each([
    ['bws_raw', { kind: 'indicator', indicator: 'bws', month: null, type: 'raw' }],
    ['bws_07_score', { kind: 'indicator', indicator: 'bws', month: 7, type: 'score' }],
    ['w_awr_smc_tot_cat', { kind: 'aggregate', scheme: 'smc', group: 'tot', type: 'cat' }],
    ['w_awr_def_qan_weight_fraction', { kind: 'aggregate', scheme: 'def', group: 'qan', type: 'weight_fraction' }],
    [
      'pes50_ws_x_s',
      { kind: 'future', scenario: 'pes', pathway: 'SSP5-8.5', year: 2050, indicator: 'ws', type: 'score' },
    ],
    ['\uFEFFBWS_CAT', { kind: 'indicator', indicator: 'bws', month: null, type: 'cat' }],
    ['drr_07_raw', undefined],
    ['string_id', undefined],
  ])('%s', (heading, expected) => {
    expect(aqueductColumn(heading)).toEqual(expected);
  });
});

describe('practice 11: datums', () => {
  test('Beijing railway station, GCJ-02 39.90245 116.42703, is WGS-84 39.90105 116.42079: the pin was 550 m off', () => {
    const place = onWgs84({ longitude: 116.42703, latitude: 39.90245 }, 'GCJ-02');
    expect(place.longitude).toBeCloseTo(116.42079, 4);
    expect(place.latitude).toBeCloseTo(39.90105, 4);
    expect(place.movedM).toBeGreaterThan(500);
    expect(place.movedM).toBeLessThan(600);
  });

  test('Baidu is farther off, WGS-84 and places outside China do not move', () => {
    expect(onWgs84({ longitude: 116.4334, latitude: 39.9085 }, 'BD-09').movedM).toBeGreaterThan(1000);
    expect(onWgs84({ longitude: 116.4, latitude: 39.9 }, 'WGS-84').movedM).toBe(0);
    expect(onWgs84({ longitude: -77, latitude: 38.9 }, 'GCJ-02').movedM).toBeLessThan(1);
  });

  test('swapped, impossible and empty coordinates are told', () => {
    expect(placeFault({ longitude: 31.2, latitude: 121.5 })).toBe('looks_swapped');
    expect(placeFault({ longitude: 200, latitude: 91 })).toBe('outside_the_globe');
    expect(placeFault({ longitude: 0, latitude: 0 })).toBe('zero_zero');
    expect(placeFault({ longitude: 121.5, latitude: 31.2 })).toBeUndefined();
  });
});

describe('the basin of a site', () => {
  const square = (id: string, west: number, south: number, side = 1): Basin => ({
    id,
    polygons: [
      [
        [
          [west, south],
          [west + side, south],
          [west + side, south + side],
          [west, south + side],
          [west, south],
        ],
      ],
    ],
  });
  const basins = [square('west', 120, 30), square('east', 121, 30)];

  test('well inside there is one', () => {
    expect(basinOf({ longitude: 120.5, latitude: 30.5 }, basins)).toEqual({
      basin: 'west',
      borderM: null,
      mayAlsoBe: [],
    });
  });

  test('480 m from the border the other is named: half a kilometre is what a Chinese map is off', () => {
    const found = basinOf({ longitude: 120.995, latitude: 30.5 }, basins);
    expect(found).toMatchObject({ basin: 'west', mayAlsoBe: ['east'] });
    expect(found.borderM).toBeCloseTo(
      metresBetween({ longitude: 120.995, latitude: 30.5 }, { longitude: 121, latitude: 30.5 }),
      0,
    );
  });

  test('at sea there is none', () => {
    expect(basinOf({ longitude: 130, latitude: 10 }, basins)).toEqual({ basin: null, borderM: null, mayAlsoBe: [] });
  });

  test('a hole belongs to what lies in it', () => {
    const ring = square('ring', 100, 20, 3);
    const hole = square('hole', 101, 21);
    const withHole: Basin = { id: 'ring', polygons: [[ring.polygons[0]![0]!, hole.polygons[0]![0]!]] };
    expect(basinOf({ longitude: 101.5, latitude: 21.5 }, [withHole, hole]).basin).toBe('hole');
    expect(basinOf({ longitude: 100.5, latitude: 21.5 }, [withHole, hole]).basin).toBe('ring');
  });

  test('every place on land lies in one basin, also on a border', () => {
    const grid = Array.from({ length: 16 }, (_, index) =>
      square(`b${index}`, 110 + (index % 4), 20 + Math.floor(index / 4)),
    );
    const degree = fc.integer({ min: 0, max: 4000 }).map((thousandth) => thousandth / 1000);
    fc.assert(
      fc.property(degree, degree, (east, north) => {
        const { basin } = basinOf({ longitude: 110 + east, latitude: 20 + north }, grid);
        const column = Math.min(3, Math.floor(east));
        const row = Math.min(3, Math.floor(north));
        const onBorder = Number.isInteger(east) || Number.isInteger(north);
        return onBorder ? basin !== null : basin === `b${row * 4 + column}`;
      }),
    );
  });
});
