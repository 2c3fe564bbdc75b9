// What becomes of each waste stream at each site, and since when: the better route, the poorer one before it, and the laggards' reasons.

import type { Treatment } from '#domains/waste/model/treatment.ts';
import type { Day } from './day.ts';
import { drawFor } from './random.ts';
import type { Making, Site } from './sites.ts';
import { type Cluster, type Trade, type Vendor, vendors } from './vendors.ts';

interface Route {
  treatment: Treatment;
  trade: Trade;
}

interface StreamRoutes {
  good: Route;
  /** Before the site found the good one. */
  poor?: Route;
  /** How late in its site's course a stream finds the good route: 0 with the first, 1 with the last. */
  turn?: number;
}

const route = (treatment: Treatment, trade: Trade): Route => ({ treatment, trade });

const toLandfill = route('landfill', 'landfill');
const burnt = route('incineration_no_energy', 'hw_treat');

const routesByStream: Readonly<Record<string, StreamRoutes>> = {
  N01: { good: route('recycle_metal', 'metal') },
  N02: { good: route('recycle_metal', 'metal') },
  N03: { good: route('recycle_metal', 'metal') },
  N04: { good: route('recycle_organic', 'paper') },
  N05: { good: route('recycle_organic', 'paper') },
  N06: { good: route('recycle_organic', 'paper') },
  N07: { good: route('incineration_with_energy', 'wte'), poor: toLandfill, turn: 0.5 },
  N08: { good: route('reuse', 'wood'), poor: route('recycle_organic', 'wood'), turn: 0.5 },
  N09: { good: route('recycle_inorganic', 'mineral') },
  N10: { good: route('incineration_with_energy', 'wte'), poor: toLandfill, turn: 0.6 },
  N11: { good: route('cement_kiln_material', 'kiln'), poor: toLandfill, turn: 0.8 },
  N12: { good: route('recycle_organic', 'pulp') },
  N13: { good: route('composting', 'compost'), poor: toLandfill, turn: 0.42 },
  N14: { good: route('incineration_with_energy', 'wte'), poor: toLandfill, turn: 0.47 },
  N15: { good: route('recycle_metal', 'ewaste') },
  N16: { good: route('recycle_inorganic', 'mineral'), poor: toLandfill, turn: 0.9 },
  N17: { good: route('incineration_with_energy', 'wte'), poor: toLandfill, turn: 0.7 },
  H01: { good: route('solvent_recovery', 'hw_resource') },
  H02: { good: route('oil_re_refining', 'hw_resource') },
  H03: {
    good: route('oil_re_refining', 'hw_resource'),
    poor: route('pretreatment_then_disposal', 'hw_treat'),
    turn: 1.1,
  },
  H04: { good: burnt },
  H05: { good: burnt },
  H06: { good: route('recycle_metal', 'hw_metal'), poor: route('landfill', 'hw_treat'), turn: 0.85 },
  H07: { good: route('recycle_metal', 'hw_metal') },
  H08: {
    good: route('acid_base_regeneration', 'hw_metal'),
    poor: route('pretreatment_then_disposal', 'hw_treat'),
    turn: 0.7,
  },
  H09: { good: route('incineration_with_energy', 'hw_treat'), poor: burnt, turn: 1.2 },
  H10: { good: route('reuse', 'hw_resource'), poor: burnt, turn: 1 },
  H11: { good: route('recycle_metal', 'ewaste') },
  H12: { good: burnt },
};

/** Tonnes on an ordinary day at a site of size 1: what every site has, then what its making adds. */
const everywhere: Readonly<Record<string, number>> = {
  N01: 0.06,
  N04: 0.12,
  N05: 0.16,
  N06: 0.5,
  N07: 0.1,
  N08: 0.16,
  N10: 0.045,
  N13: 0.2,
  N14: 0.13,
  N15: 0.05,
  N16: 0.035,
  N17: 0.015,
  H01: 0.035,
  H02: 0.02,
  H05: 0.017,
  H09: 0.02,
  H10: 0.03,
  H11: 0.03,
  H12: 0.002,
};

const byMaking: Readonly<Record<Making, Readonly<Record<string, number>>>> = {
  connector: { N04: 0.85, N01: 0.12, N03: 0.2, H04: 0.05, H06: 0.05, N11: 0.12 },
  assembly: { N04: 0.2, N05: 0.3, N15: 0.22, N10: 0.07, H01: 0.02, H11: 0.06, N07: 0.05 },
  metal: { N02: 1.15, N01: 0.45, H03: 0.14, H06: 0.1, N11: 0.16, H08: 0.05, H04: 0.05, H02: 0.03 },
  circuit: { N03: 0.45, N02: 0.15, H07: 0.32, H06: 0.12, N11: 0.22, H08: 0.08, H11: 0.12, H01: 0.05 },
  cable: { N03: 0.55, N04: 0.5, N15: 0.2, N01: 0.1, H03: 0.02 },
  pulp: { N06: 0.7, N12: 1.15, N08: 0.1, H04: 0.02 },
  optics: { N09: 0.5, N04: 0.25, N11: 0.24, H01: 0.03, H08: 0.02, N05: 0.1 },
};

/** Where a site differs from others of its making, in tonnes a day in all. */
const ownAmounts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  QY1: { N07: 0.86 },
  CQ1: { N11: 0.45 },
  HP1: { N13: 0.4 },
};

/** A stream's better route begins on that day here, whatever the site's pace; `never` is not yet. */
const ownTurns: Readonly<Record<string, Readonly<Record<string, Day | 'never' | 'always'>>>> = {
  // no composting vendor near Hai Phong until March 2024
  HP1: { N13: '2024-03-01' },
  BN1: { N13: '2024-03-18' },
  TN1: { N13: '2024-05-06' },
  HN1: { N13: '2024-03-11' },
  // the kiln that takes the sludge had no free capacity until October 2023
  CQ1: { N11: '2023-10-01' },
  // neither energy from waste nor composting within reach
  QR1: {
    N07: 'never',
    N10: 'never',
    N13: 'never',
    N14: 'never',
    N17: 'never',
    N11: 'never',
    N16: 'never',
    H10: 'never',
  },
};

/** Other routes of a site than those of its stream. */
const ownRoutes: Readonly<Record<string, Readonly<Record<string, StreamRoutes>>>> = {
  // the plant that burns it has not shown that it recovers the energy
  QY1: { N07: { good: route('incineration_no_energy', 'wte') } },
};

const PULP_LICENCE_ENDED: Day = '2023-08-01';
const PULP_FIRST_KILN_LOADS: Day = '2024-05-20';

/** First turn and last turn of a pace. */
const spans: Readonly<Record<Site['pace'], readonly [number, number]>> = {
  leader: [2015, 2022.6],
  early: [2016.5, 2026],
  middle: [2018, 2027.5],
  late: [2019, 2029],
};

function dayOfYearShare(year: number): Day {
  const whole = Math.floor(year);
  const month = Math.floor((year - whole) * 12);
  return `${whole}-${String(month + 1).padStart(2, '0')}-01`;
}

function turnDay(site: Site, stream: string, turn: number): Day {
  const [first, last] = spans[site.pace];
  const jitter = drawFor('turn', site.code, stream).next() * 4.6 - 2.3;
  return dayOfYearShare(first + (last - first) * turn + jitter);
}

/** Tonnes on an ordinary day of 2022, by stream. */
export function amountsOf(site: Site): ReadonlyMap<string, number> {
  const amounts = new Map<string, number>();
  for (const [stream, tonnes] of [...Object.entries(everywhere), ...Object.entries(byMaking[site.making])]) {
    amounts.set(stream, (amounts.get(stream) ?? 0) + tonnes);
  }
  for (const [stream, tonnes] of Object.entries(ownAmounts[site.code] ?? {})) amounts.set(stream, tonnes);
  return new Map(
    [...amounts].map(([stream, tonnes]) => [
      stream,
      drawFor('amount', site.code, stream).around(tonnes * site.size, 0.3),
    ]),
  );
}

/** How the stream leaves the site on that day, and whether that is the first route or a changed one. */
export function routeOn(site: Site, stream: string, day: Day): Route {
  if (stream === 'N12' && day >= PULP_LICENCE_ENDED) {
    const kilnTakesSome = day >= PULP_FIRST_KILN_LOADS && Number(day.slice(8)) % 3 === 0;
    return kilnTakesSome ? route('cement_kiln_material', 'kiln') : toLandfill;
  }
  const routes = ownRoutes[site.code]?.[stream] ?? routesByStream[stream];
  if (!routes) throw new Error(`no route for ${stream}`);
  if (!routes.poor) return routes.good;
  const own = ownTurns[site.code]?.[stream] ?? turnDay(site, stream, routes.turn ?? 0.5);
  return own === 'always' || (own !== 'never' && day >= own) ? routes.good : routes.poor;
}

const clusterOf = (site: Site): Cluster => (site.region === 'EA' ? (site.country as Cluster) : site.region);

/** Who takes it: a vendor of the site's own city where there is one, else one and the same of its region. */
export function vendorsFor(site: Site, trade: Trade, day: Day): Vendor[] {
  const able = vendors.filter(
    (vendor) =>
      vendor.cluster === clusterOf(site) &&
      vendor.trades.includes(trade) &&
      day >= (vendor.from ?? '') &&
      day < (vendor.before ?? '9999-12-31'),
  );
  const near = able.filter((vendor) => vendor.cityEn === site.cityEn);
  const first = near[0] ?? able[Math.floor(drawFor('vendor', site.code, trade).next() * able.length)];
  if (!first) throw new Error(`nobody takes ${trade} from ${site.code} on ${day}`);
  return [first, ...able.filter((vendor) => vendor !== first)];
}
