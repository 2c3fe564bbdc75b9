// The bins and the hazardous store of two factories: what came in drum by drum, what left with which load, what was counted.

import { daysBetween, daysLater } from './calendar.ts';
import { type Table, tonnesText } from './csv.ts';
import type { Day } from './day.ts';
import { countingKg, type Load } from './loads.ts';
import { drawFor } from './random.ts';

/** The factories that keep a storage ledger, from the day of their opening stock. */
export const storageSites: readonly string[] = ['HP1', 'WX1'];
export const storageFrom: Day = '2024-01-01';
const STOCK_TAKES: readonly Day[] = ['2024-03-31', '2024-06-30'];

/** Kilograms that one container of a stream usually holds: a drum, an IBC or a bag. */
const containerKg: Readonly<Record<string, number>> = { H01: 180, H02: 170, H03: 950, H06: 800, H07: 950, H08: 950 };
/** A drum of laboratory waste at Wuxi that was forgotten: the store's alarm. */
const forgotten = {
  site: 'WX1',
  stream: 'H12',
  container: 'H12-230519-1',
  cameOn: '2023-05-19',
  kilograms: 32,
} as const;

interface Movement {
  site: string;
  on: Day;
  stream: string;
  movement: 'opening' | 'in' | 'out' | 'stock_take';
  kilograms: number;
  container: string;
  note: string;
}

const shortDay = (day: Day) => day.slice(2).replaceAll('-', '');

/** Whole parts of a mass, as equal as drums are. */
function partsOf(kilograms: number, count: number, draw: ReturnType<typeof drawFor>): number[] {
  const weights = Array.from({ length: count }, () => draw.around(1, 0.12));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const parts = weights.map((one) => Math.max(1, Math.round((kilograms * one) / total)));
  const rest = kilograms - parts.reduce((sum, one) => sum + one, 0);
  parts[count - 1] = (parts[count - 1] ?? 0) + rest;
  return parts;
}

/**
 * What moved of one stream at one factory: its loads, drum by drum, and what lies there at the end of June. The drums of a
 * load that nobody has recorded yet still stand there.
 */
function movementsOf(loads: readonly Load[], isRecorded: (load: Load) => boolean, before: Day): Movement[] {
  const [first] = loads;
  if (!first) return [];
  const { code: site } = first.site;
  const { code: stream } = first.stream;
  const draw = drawFor('store', site, stream);
  const moved: Movement[] = [];
  const drift = new Map<Day, number>(STOCK_TAKES.map((day) => [day, 0]));
  /** The scale at the store and the one at the gate never quite agree; a stock-take brings them together. */
  const weighedAtStore = (parts: readonly number[], leavesOn: Day): number[] => {
    const weighed = parts.map((kilograms) => Math.max(1, Math.round(draw.around(kilograms, 0.01))));
    const taken = STOCK_TAKES.find((day) => leavesOn <= day);
    if (!taken) return weighed;
    const short = (drift.get(taken) ?? 0) + parts.reduce((sum, one, at) => sum + one - (weighed[at] ?? 0), 0);
    // No more leaves than lies there: where the store has weighed too little by now, its last drum was heavier.
    weighed[parts.length - 1] = (weighed[parts.length - 1] ?? 0) + Math.max(0, short);
    drift.set(taken, Math.min(0, short));
    return weighed;
  };
  const bring = (from: Day, until: Day, parts: readonly number[], leavesOn: Day | undefined) => {
    const days = Math.max(1, daysBetween(from, until));
    const weighed = leavesOn === undefined ? parts : weighedAtStore(parts, leavesOn);
    weighed.forEach((kilograms, at) => {
      const filledOn = daysLater(from, Math.floor((days * (at + 1)) / (parts.length + 1)));
      const number = parts.slice(0, at).filter((_, other) => {
        return (
          Math.floor((days * (other + 1)) / (parts.length + 1)) === Math.floor((days * (at + 1)) / (parts.length + 1))
        );
      }).length;
      const container = `${stream}-${shortDay(filledOn)}-${number + 1}`;
      const isOpening = filledOn < storageFrom;
      const drum = { site, stream, container, note: '', kilograms };
      moved.push({ ...drum, on: isOpening ? storageFrom : filledOn, movement: isOpening ? 'opening' : 'in' });
      if (leavesOn) moved.push({ ...drum, on: leavesOn, movement: 'out' });
    });
  };
  const perContainer = containerKg[stream] ?? 350;
  const countOf = (kilograms: number) => Math.min(16, Math.max(1, Math.round(kilograms / perContainer)));
  const gaps = loads.slice(1).map((load, at) => daysBetween(loads[at]?.departedOn ?? load.departedOn, load.departedOn));
  const usual = Math.max(20, Math.round(gaps.reduce((sum, one) => sum + one, 0) / Math.max(1, gaps.length)) || 40);
  let since = daysLater(first.departedOn, -usual);
  for (const load of loads) {
    const kilograms = countingKg(load);
    const parts = partsOf(kilograms, countOf(kilograms), draw);
    bring(since, load.departedOn, parts, isRecorded(load) ? load.departedOn : undefined);
    since = load.departedOn;
  }
  const kept = loads.reduce((sum, load) => sum + countingKg(load), 0) / loads.length;
  const share = Math.min(0.9, daysBetween(since, before) / usual);
  const left = Math.round(kept * share);
  if (left >= 20) bring(since, before, partsOf(left, countOf(left), draw), undefined);
  if (!moved.some(({ movement }) => movement === 'opening'))
    moved.push({ site, on: storageFrom, stream, movement: 'opening', kilograms: 0, container: '', note: '' });
  for (const [day, kilograms] of drift)
    if (kilograms !== 0)
      moved.push({
        site,
        on: day,
        stream,
        movement: 'stock_take',
        kilograms,
        container: '',
        note: '季度盘点 Quarterly stock-take',
      });
  return moved;
}

const signedTonnes = (kilograms: number) =>
  kilograms < 0 ? `-${tonnesText(-kilograms)}` : kilograms === 0 ? '0' : tonnesText(kilograms);

/** The storage ledger of both factories, in order of day. What left is told from loads that are recorded. */
export function storageTable(recorded: readonly Load[], unrecorded: readonly Load[], before: Day): Table {
  const known = new Set(recorded);
  const own = [...recorded, ...unrecorded].filter(
    (load) => storageSites.includes(load.site.code) && load.stream.hazardous && load.departedOn >= storageFrom,
  );
  const groups = Map.groupBy(own, (load) => `${load.site.code} ${load.stream.code}`);
  const moved = [...groups.values()].flatMap((group) => movementsOf(group, (load) => known.has(load), before));
  const { site, stream, container, cameOn, kilograms } = forgotten;
  const drum = { site, stream, container, kilograms };
  moved.push(
    { ...drum, on: cameOn, movement: 'in', note: '' },
    { ...drum, on: storageFrom, movement: 'opening', note: '' },
  );
  const order = { opening: 0, in: 1, out: 2, stock_take: 3 };
  moved.sort(
    (one, other) =>
      one.site.localeCompare(other.site) ||
      one.on.localeCompare(other.on) ||
      order[one.movement] - order[other.movement] ||
      one.stream.localeCompare(other.stream) ||
      one.container.localeCompare(other.container),
  );
  const counted = new Map<string, number>();
  return {
    heading: ['Factory', 'Date', 'Waste stream', 'Movement', 'Mass (t)', 'Container', 'Ledger number', 'Note'],
    rows: moved.map((one) => {
      const series = `${one.site} ${one.on}`;
      const number = (counted.get(series) ?? 0) + 1;
      counted.set(series, number);
      return [
        one.site,
        one.on,
        one.stream,
        one.movement,
        signedTonnes(one.kilograms),
        one.container,
        `K${shortDay(one.on)}-${String(number).padStart(2, '0')}`,
        one.note,
      ];
    }),
  };
}

const places = {
  hazardous: ['Hazardous waste store', '危险废物贮存库'],
  general: ['Waste bay', '一般固废收集点'],
} as const;

/** One bin for each stream that both factories send away, with the vendor and treatment of its last load. */
export function binTable(loads: readonly Load[]): Table {
  const own = loads.filter((load) => storageSites.includes(load.site.code) && load.departedOn >= storageFrom);
  const last = new Map(own.map((load) => [`${load.site.code} ${load.stream.code}`, load]));
  return {
    heading: [
      'Factory',
      'Code',
      'Name (English)',
      'Name (Chinese)',
      'Waste stream',
      'Usual vendor',
      'Usual treatment',
      'In the hazardous store',
      'Place (English)',
      'Place (Chinese)',
    ],
    rows: [...last.values()]
      .sort(
        (one, other) =>
          one.site.code.localeCompare(other.site.code) || one.stream.code.localeCompare(other.stream.code),
      )
      .map(({ site, stream, vendor, treatment }) => [
        site.code,
        `${stream.code}-1`,
        stream.en,
        stream.zh,
        stream.code,
        vendor.code,
        treatment,
        stream.hazardous ? 'yes' : 'no',
        ...places[stream.hazardous ? 'hazardous' : 'general'],
      ]),
  };
}
