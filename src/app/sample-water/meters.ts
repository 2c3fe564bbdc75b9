// The invented water meters of the sample company: eleven in the tree of each factory, one more where rain is collected.
import { chanceFor } from './chance.ts';

/** A factory as the meters need it. */
export interface SampleSite {
  readonly code: string;
  readonly timeZone: string;
  /** the day on which it began */
  readonly startedOn: string;
}

/** A meter of the sample. */
export interface SampleMeter {
  readonly site: SampleSite;
  readonly code: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly role: 'source' | 'main' | 'sub' | 'process' | 'reuse' | 'discharge';
  readonly parent: string | null;
  readonly feedsIn: boolean;
  readonly use: 'production' | 'cooling' | 'domestic' | null;
  readonly source: 'municipal' | 'rain' | null;
  readonly destination: 'sewer' | null;
  /** Of what its parent sees, about the part that flows through it; of a leaf. */
  readonly part: number;
  /** Of what flows at two in the afternoon, the part that flows at night too. */
  readonly nightPart: number;
  /** Read by the hour since `SMART_FROM`; by hand each morning before and elsewhere. */
  readonly smart: boolean;
  /** Its place in the round of those who read by hand. */
  readonly routePlace: number | null;
  readonly m3PerCount: string;
}

/** What each record of it says as its reason: by it the meters of the sample are told from any that somebody put up since. */
export const INVENTED = 'Invented for the sample company / 样例公司虚构数据';
/** The first day of the readings, and the one before which they end. */
export const FIRST_DAY = '2022-01-01';
export const END_DAY = '2024-07-01';
/** From this day on the meters of three factories are read by the hour. */
export const SMART_FROM = '2024-02-20';

type Shape = Omit<SampleMeter, 'site' | 'smart' | 'routePlace' | 'm3PerCount'>;
const leaf = { feedsIn: false, use: null, source: null, destination: null, nightPart: 0.3 } as const;

/** The tree of every factory; parts of what the factory takes in. */
const tree: readonly Shape[] = [
  {
    ...leaf,
    code: 'W-01',
    name: { en: 'Town water', zh: '市政供水' },
    role: 'source',
    parent: null,
    source: 'municipal',
    part: 0,
  },
  {
    ...leaf,
    code: 'W-02',
    name: { en: 'Production main', zh: '生产总管' },
    role: 'main',
    parent: 'W-01',
    use: 'production',
    part: 0,
  },
  {
    ...leaf,
    code: 'W-03',
    name: { en: 'Dormitories and canteen', zh: '宿舍与食堂' },
    role: 'main',
    parent: 'W-01',
    use: 'domestic',
    part: 0.22,
    nightPart: 0.12,
  },
  {
    ...leaf,
    code: 'W-11',
    name: { en: 'Stamping', zh: '冲压车间' },
    role: 'sub',
    parent: 'W-02',
    use: 'production',
    part: 0.08,
  },
  {
    ...leaf,
    code: 'W-12',
    name: { en: 'Plating line', zh: '电镀线' },
    role: 'sub',
    parent: 'W-02',
    use: 'production',
    part: 0,
    nightPart: 0.45,
  },
  {
    ...leaf,
    code: 'W-13',
    name: { en: 'Cleaning line', zh: '清洗线' },
    role: 'sub',
    parent: 'W-02',
    use: 'production',
    part: 0.14,
    nightPart: 0.25,
  },
  {
    ...leaf,
    code: 'W-14',
    name: { en: 'Cooling towers', zh: '冷却塔' },
    role: 'sub',
    parent: 'W-02',
    use: 'cooling',
    part: 0.24,
    nightPart: 0.6,
  },
  {
    ...leaf,
    code: 'W-21',
    name: { en: 'Pure water plant', zh: '纯水站' },
    role: 'process',
    parent: 'W-12',
    use: 'production',
    part: 0.2,
    nightPart: 0.5,
  },
  {
    ...leaf,
    code: 'W-22',
    name: { en: 'Rinse baths', zh: '漂洗槽' },
    role: 'process',
    parent: 'W-12',
    use: 'production',
    part: 0.1,
    nightPart: 0.35,
  },
  {
    ...leaf,
    code: 'R-01',
    name: { en: 'Reclaimed water', zh: '中水回用' },
    role: 'reuse',
    parent: 'W-02',
    feedsIn: true,
    use: 'production',
    part: 0.09,
    nightPart: 0.7,
  },
  {
    ...leaf,
    code: 'D-01',
    name: { en: 'Waste water to the sewer', zh: '废水排口' },
    role: 'discharge',
    parent: null,
    destination: 'sewer',
    part: 0,
    nightPart: 0.4,
  },
];
const rain: Shape = {
  ...leaf,
  code: 'W-04',
  name: { en: 'Rain from the roofs', zh: '屋面雨水' },
  role: 'source',
  parent: 'W-02',
  feedsIn: true,
  source: 'rain',
  part: 0.02,
  nightPart: 1,
};

/** Factories that collect rain, and those whose lines are read by the hour. */
const withRain: ReadonlySet<string> = new Set(['SZ1', 'WX1', 'DG1', 'SH1']);
const smart: Readonly<Record<string, readonly string[]>> = {
  HP1: ['W-11', 'W-12', 'W-13', 'W-14', 'W-21'],
  SZ2: ['W-03', 'W-11', 'W-13', 'W-14', 'W-22'],
  DG1: ['W-03', 'W-11', 'W-13', 'W-14', 'W-21'],
};

const isSmart = (site: SampleSite, { code }: Shape): boolean => smart[site.code]?.includes(code) ?? false;

/** All meters, factory after factory. */
export function sampleMeters(sites: readonly SampleSite[]): SampleMeter[] {
  return sites.flatMap((site) => {
    const shapes = withRain.has(site.code) ? [...tree, rain] : tree;
    return shapes.map((shape, at) => ({
      ...{ ...shape, site, smart: isSmart(site, shape) },
      routePlace: isSmart(site, shape) ? null : at + 1,
      m3PerCount: shape.role === 'source' || shape.role === 'main' || shape.role === 'discharge' ? '0.1' : '0.01',
    }));
  });
}

/** What a factory takes in on an ordinary working day, m³. */
export const dailyM3 = ({ code }: SampleSite): number => Math.round(120 * 5 ** chanceFor('size', code)());
