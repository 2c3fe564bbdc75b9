// Where the invented factories stand, the made-up basins around them, and what they do about their water risks.
// Cities lie where they lie; factories, basins and every value are invented.

import {
  aqueductColumn,
  type Indicator,
  type IndicatorScale,
  indicators,
  readAqueductTable,
} from '#domains/water/model/aqueduct.ts';
import aqueductJson from '../../reference/aqueduct-4/4.0.json' with { type: 'json' };
import type { Table } from './csv.ts';
import { drawFor } from './random.ts';

type Point = [longitude: number, latitude: number];

/** Degrees within the cities. Those on GCJ-02 were taken from a Chinese map. */
const places: Readonly<Record<string, readonly [longitude: string, latitude: string, datum: string]>> = {
  SZ1: ['120.732', '31.318', 'GCJ-02'],
  SZ2: ['120.548', '31.262', 'GCJ-02'],
  TC1: ['121.13', '31.458', 'WGS-84'],
  WX1: ['120.372', '31.552', 'WGS-84'],
  CZ1: ['119.946', '31.772', 'WGS-84'],
  NT1: ['120.894', '31.98', 'WGS-84'],
  TZ1: ['119.923', '32.456', 'WGS-84'],
  NB1: ['121.62', '29.868', 'WGS-84'],
  HU1: ['120.087', '30.894', 'WGS-84'],
  JX1: ['120.756', '30.746', 'WGS-84'],
  SH1: ['121.41', '31.11', 'BD-09'],
  HF1: ['117.227', '31.82', 'WGS-84'],
  // Nobody has told yet where WU1 stands.
  DG1: ['113.752', '23.02', 'GCJ-02'],
  DG2: ['113.88', '22.91', 'WGS-84'],
  SN1: ['113.93', '22.7', 'WGS-84'],
  HZ1: ['114.416', '23.11', 'WGS-84'],
  HZ2: ['114.52', '22.93', 'WGS-84'],
  ZS1: ['113.39', '22.52', 'WGS-84'],
  ZH1: ['113.35', '22.22', 'WGS-84'],
  FS1: ['113.12', '23.02', 'WGS-84'],
  QY1: ['113.056', '23.682', 'WGS-84'],
  WN1: ['114.16', '30.5', 'WGS-84'],
  NC1: ['115.892', '28.676', 'WGS-84'],
  CS1: ['112.98', '28.194', 'WGS-84'],
  CD1: ['104.05', '30.57', 'WGS-84'],
  CQ1: ['106.55', '29.563', 'WGS-84'],
  XA1: ['108.94', '34.26', 'WGS-84'],
  TJ1: ['117.2', '39.13', 'WGS-84'],
  YT1: ['121.39', '37.52', 'WGS-84'],
  BN1: ['106.06', '21.19', 'WGS-84'],
  HP1: ['106.68', '20.86', 'WGS-84'],
  TN1: ['105.84', '21.59', 'WGS-84'],
  HN1: ['105.92', '20.54', 'WGS-84'],
  QR1: ['-100.39', '20.59', 'WGS-84'],
  BR1: ['16.62', '49.17', 'WGS-84'],
};

/** Columns of the list of sites that say where each stands. */
export const placeHeading = ['Longitude', 'Latitude', 'Datum of the coordinate'];
/** The cells below them. */
export const placeCells = (code: string): string[] => [...(places[code] ?? ['', '', ''])];

/** Degrees of a cell of the grid, and how far its corners and borders stray. */
const [SIDE, CORNER, WOBBLE, STEPS] = [2, 0.3, 0.07, 6];
const rounded = (value: number, digits = 4) => Number(value.toFixed(digits));
const stray = (name: string, most: number) => (drawFor('basin', name).next() * 2 - 1) * most;

const cornerOf = (x: number, y: number): Point => [
  rounded(x * SIDE + stray(`x ${x} ${y}`, CORNER)),
  rounded(y * SIDE + stray(`y ${x} ${y}`, CORNER)),
];

/** A border between two corners, the same from either side. */
function border(from: Point, to: Point): Point[] {
  const isTurned = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
  const [a, b] = isTurned ? [to, from] : [from, to];
  const points = Array.from({ length: STEPS }, (_, index): Point => {
    const at = index / STEPS;
    const off = index === 0 ? 0 : stray(`${a} ${b} ${index}`, WOBBLE);
    return [rounded(a[0] + (b[0] - a[0]) * at + off), rounded(a[1] + (b[1] - a[1]) * at + off)];
  });
  // Without the last corner, which begins the next border.
  return isTurned ? [b, ...points.slice(1).reverse()] : points;
}

function ringOf(x: number, y: number): Point[] {
  const corners = [cornerOf(x, y), cornerOf(x + 1, y), cornerOf(x + 1, y + 1), cornerOf(x, y + 1)] as const;
  const ring = corners.flatMap((corner, index) => border(corner, corners[(index + 1) % 4] as Point));
  return [...ring, ring[0] as Point];
}

const labels = ['Low', 'Low-Medium', 'Medium-High', 'High', 'Extremely High'];
const { scales } = readAqueductTable(aqueductJson);

/** A raw value that lies in the category of a score, as far into it as the score says. */
function rawOf(score: number, { cuts, bottom }: IndicatorScale): number {
  const category = Math.min(4, Math.floor(score));
  const low =
    category === 0 ? (bottom ?? Math.min(0, cuts[0] - Math.abs(cuts[1] - cuts[0]))) : (cuts[category - 1] as number);
  const high = category === 4 ? (cuts[3] as number) * 1.2 + 0.01 : (cuts[category] as number);
  return rounded(low + (high - low) * (score - category), 6);
}

function valuesOf(name: string, indicator: Indicator): Record<string, number | string> {
  const draw = drawFor('basin', name, indicator);
  const cells = (raw: number, score: number, category: number, label: string) => ({
    ...{ [`${indicator}_raw`]: raw, [`${indicator}_score`]: score, [`${indicator}_cat`]: category },
    [`${indicator}_label`]: label,
  });
  if (indicator === 'gtd' && draw.chance(0.2)) return cells(-9999, -9999, -9999, 'No Data');
  if (indicator === 'cfr' && draw.chance(0.5)) return cells(0, 0, -1, 'No Risk');
  // The lower of two draws: most basins are no emergency.
  const score = rounded(Math.min(draw.next(), draw.next()) * 4.9, 2);
  return cells(rawOf(score, scales[indicator]), score, Math.floor(score), labels[Math.floor(score)] as string);
}

function futuresOf(name: string): Record<string, number | string> {
  return Object.fromEntries(
    ['opt', 'bau', 'pes'].flatMap((scenario, worse) =>
      [30, 50, 80].flatMap((year, later) =>
        ['ws', 'wd', 'sv'].flatMap((indicator) => {
          const key = `${scenario}${year}_${indicator}_x`;
          if (aqueductColumn(`${key}_r`) === undefined) throw new Error(`${key} is no column`);
          const score = rounded(
            Math.min(4.9, drawFor('future', name, indicator).next() * 3 + worse * 0.5 + later * 0.4),
            2,
          );
          const category = Math.floor(score);
          return [
            [`${key}_r`, rounded(score / 5, 4)],
            [`${key}_s`, score],
            [`${key}_c`, category],
            [`${key}_l`, labels[category]],
          ];
        }),
      ),
    ),
  );
}

/** The basins of the cells in which factories stand, and of their neighbours: GeoJSON that says it is made up. */
export function madeUpBasins(): string {
  const cells = new Map<string, Point>();
  for (const [longitude, latitude] of Object.values(places)) {
    const [x, y] = [Math.floor(Number(longitude) / SIDE), Math.floor(Number(latitude) / SIDE)];
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      cells.set(`${x + dx} ${y + dy}`, [x + dx, y + dy]);
  }
  const features = [...cells.values()]
    .sort((one, other) => one[0] - other[0] || one[1] - other[1])
    .map(([x, y], index) => {
      const name = `made-up ${x} ${y}`;
      return JSON.stringify({
        type: 'Feature',
        properties: {
          ...{ string_id: `SYN-${index + 1}`, pfaf_id: `S${index + 1}`, gid_1: `SYN.${index + 1}_1` },
          name_1: `Made-up basin ${index + 1} 虚构流域`,
          ...Object.assign({}, ...indicators.map((indicator) => valuesOf(name, indicator))),
          ...futuresOf(name),
        },
        geometry: { type: 'Polygon', coordinates: [ringOf(x, y)] },
      });
    });
  return `{"type": "FeatureCollection", "synthetic": true, "name": "made-up basins around an invented company", "features": [\n${features.join(',\n')}\n]}\n`;
}

interface Plan {
  site: string;
  risk: Indicator;
  title: readonly [en: string, zh: string];
  startsOn: string;
  measures: readonly (readonly [what: string, owner: string, due: string, done: string])[];
}

const plans: readonly Plan[] = [
  {
    site: 'SZ1',
    risk: 'bws',
    title: ['Less fresh water for rinsing', '漂洗减少新水用量'],
    startsOn: '2023-03-01',
    measures: [
      [
        'Counter-current rinsing on lines 1 to 3 1至3线改为逆流漂洗',
        'Process engineer 工艺工程师',
        '2023-09-30',
        '2023-09-18',
      ],
      [
        'Reverse osmosis concentrate to the cooling tower 反渗透浓水用于冷却塔',
        'Facility manager 厂务经理',
        '2024-05-31',
        '',
      ],
    ],
  },
  {
    site: 'DG1',
    risk: 'ucw',
    title: ['Pre-treatment before the park’s works', '进园区污水厂前预处理'],
    startsOn: '2023-06-01',
    measures: [
      ['Second stage of neutralisation 增设二级中和', 'Environment engineer 环保工程师', '2024-03-31', '2024-03-20'],
    ],
  },
  {
    site: 'TJ1',
    risk: 'bwd',
    title: ['Reclaimed water for cooling', '冷却改用再生水'],
    startsOn: '2024-01-01',
    measures: [
      [
        'Contract with the supplier of reclaimed water 签订再生水供水合同',
        'Facility manager 厂务经理',
        '2027-06-30',
        '',
      ],
    ],
  },
  {
    site: 'XA1',
    risk: 'drr',
    title: ['Storage for dry weeks', '枯水期储水'],
    startsOn: '2024-02-01',
    measures: [['Rain tank of 500 m³ 500立方米雨水池', 'Facility manager 厂务经理', '2027-09-30', '']],
  },
];

const codeOf = ({ site, risk }: Plan) => `WRP-${site}-${risk}`;

/** The tables of control plans. */
export const controlPlanTables: Readonly<Record<string, Table>> = {
  'water-control-plans.csv': {
    heading: ['Factory', 'Code', 'Title (English)', 'Title (Chinese)', 'Risk', 'Starts on'],
    rows: plans.map((plan) => [plan.site, codeOf(plan), ...plan.title, plan.risk, plan.startsOn]),
  },
  'water-control-measures.csv': {
    heading: ['Plan', 'Measure', 'Owner', 'Due', 'Done'],
    rows: plans.flatMap((plan) => plan.measures.map((measure) => [codeOf(plan), ...measure])),
  },
};
