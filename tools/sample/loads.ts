// Every load that left a site: waste gathers day by day, and leaves when the bay is full or the vendor's day has come.

import type { Treatment } from '#domains/waste/model/treatment.ts';
import { busyness, daysBetween, daysFrom, isClosed } from './calendar.ts';
import type { Day } from './day.ts';
import { type Draw, drawFor } from './random.ts';
import { amountsOf, routeOn, vendorsFor } from './routes.ts';
import type { Site } from './sites.ts';
import { type Stream, streamOf } from './streams.ts';
import type { Vendor } from './vendors.ts';

type DocumentType = 'weigh_ticket' | 'manifest' | 'vendor_statement' | 'template_row';

export interface Load {
  site: Site;
  departedOn: Day;
  stream: Stream;
  treatment: Treatment;
  ownKg: number;
  /** Hazardous waste only: what the receiver confirmed on the manifest. */
  receivedKg?: number;
  documentType: DocumentType;
  documentNumber: string;
  documentLine: number;
  vendor: Vendor;
  note: string;
}

/** The mass that counts by the default policy: hazardous waste as received, everything else as weighed at the gate. */
export const countingKg = (load: Load): number => load.receivedKg ?? load.ownKg;

/** Usual tonnes in one load, and after how many days it goes even when less has gathered. */
const habits: Readonly<Record<string, readonly [tonnes: number, days: number]>> = {
  N01: [3.6, 21],
  N02: [3.4, 10],
  N03: [1.5, 10],
  N04: [2.4, 10],
  N05: [1.5, 12],
  N06: [2.1, 7],
  N07: [1.7, 14],
  N08: [1.6, 14],
  N09: [3.2, 18],
  N10: [1.2, 21],
  N11: [4.2, 24],
  N12: [5, 10],
  N13: [1.5, 5],
  N14: [2.1, 7],
  N15: [1.3, 18],
  N16: [6.5, 40],
  N17: [0.5, 45],
  H01: [1.7, 40],
  H02: [0.9, 60],
  H03: [3, 40],
  H04: [0.8, 50],
  H05: [0.5, 60],
  H06: [3.2, 40],
  H07: [6, 20],
  H08: [3.5, 40],
  H09: [1.2, 60],
  H10: [1, 45],
  H11: [1.3, 40],
  H12: [0.12, 90],
};

interface Bay {
  stream: Stream;
  perDay: number;
  gathered: number;
  target: number;
  lastOn: Day;
  treatment: Treatment | undefined;
  draw: Draw;
}

/** Renovation happens while production stands still. */
function streamFactor(stream: string, day: Day): number {
  if (stream !== 'N16') return 1;
  const month = day.slice(5, 7);
  return month === '02' || month === '08' ? 3.6 : month === '03' || month === '09' ? 1.6 : 0.16;
}

/** Wuxi has little room in its waste bay, so its loads are small and many. */
const bayRoom = (site: Site) => (site.code === 'WX1' ? 0.62 : 1) * (1.25 + 0.55 * site.size);

const targetOf = (site: Site, stream: string, draw: Draw) =>
  draw.around((habits[stream]?.[0] ?? 1) * bayRoom(site), 0.35);

function openBays(site: Site, from: Day): Bay[] {
  return [...amountsOf(site)].map(([code, perDay]) => {
    const draw = drawFor('bay', site.code, code);
    const target = targetOf(site, code, draw);
    const gathered = target * draw.next() * 0.7;
    return { stream: streamOf(code), perDay, gathered, target, lastOn: from, treatment: undefined, draw };
  });
}

/** Weighbridges read in 20 kg, floor scales in 5 kg. */
const scaleReading = (tonnes: number, hazardous: boolean) => {
  const step = tonnes < 1.2 ? 5 : hazardous ? 10 : 20;
  return Math.max(step, Math.round((tonnes * 1000) / step) * step);
};

/** Differences that are still open at the end of the half-year, whatever chance says. */
const stillOpen: ReadonlySet<string> = new Set(['CZ1|2024-06-25|H01', 'NC1|2024-06-17|H01']);

function receivedReading(ownKg: number, load: string, draw: Draw): { receivedKg: number; disputed: boolean } {
  const disputed = (draw.chance(0.0045) && ownKg > 900) || stillOpen.has(load);
  const part = disputed ? 0.9 + draw.next() * 0.04 : draw.around(1, 0.012);
  return { receivedKg: Math.round((ownKg * part) / 5) * 5, disputed };
}

function documentOf(stream: Stream, treatment: Treatment): DocumentType {
  if (stream.hazardous) return 'manifest';
  if (stream.code === 'N14') return treatment === 'landfill' ? 'template_row' : 'vendor_statement';
  if (stream.code === 'N13') return 'vendor_statement';
  return 'weigh_ticket';
}

const inChina = (site: Site, zh: string, en: string) => (site.country === 'CN' ? zh : en);

function noteOn(site: Site, stream: Stream, before: Treatment | undefined, now: Treatment): string {
  if (before === undefined || before === now) return '';
  if (stream.code === 'N12' && now === 'landfill' && before === 'recycle_organic') {
    return '原利用单位资质到期未续，暂送填埋';
  }
  if (stream.code === 'N12') return '';
  return inChina(site, '自本车起处置方式变更', 'Treatment changed from this load on');
}

const disputeNote = (site: Site, open: boolean) =>
  open
    ? inChina(site, '接收重量差异超限，待与处置单位对账', 'Received weight differs beyond tolerance, to be reconciled')
    : inChina(site, '重量差异已对账，按接收重量结算', 'Difference reconciled, settled by received weight');

/**
 * The loads of one site from its first day or `from`, whichever is later, up to `before`, without document numbers.
 * Hazardous waste for the same vendor travels together, as lines of one manifest.
 */
export function departures(site: Site, from: Day, before: Day): Load[] {
  const first = site.startedOn > from ? site.startedOn : from;
  const bays = openBays(site, first);
  const loads: Load[] = [];
  for (const day of daysFrom(first, before)) {
    const busy = busyness(site, day);
    for (const bay of bays) {
      bay.gathered += bay.draw.around(bay.perDay * busy * streamFactor(bay.stream.code, day), 0.5);
    }
    if (isClosed(site, day)) continue;
    const leaving = bays.filter((bay) => isDue(bay, day));
    for (const bay of leaving) {
      if (bay.stream.hazardous) leaving.push(...companions(site, bay, bays, leaving, day));
    }
    for (const bay of leaving) loads.push(depart(site, bay, day));
  }
  return loads;
}

function isDue(bay: Bay, day: Day): boolean {
  if (bay.gathered >= bay.target) return true;
  const waited = daysBetween(bay.lastOn, day);
  const patience = habits[bay.stream.code]?.[1] ?? 30;
  return waited >= patience && bay.gathered >= bay.target * 0.35;
}

function companions(site: Site, bay: Bay, bays: readonly Bay[], leaving: readonly Bay[], day: Day): Bay[] {
  const trade = routeOn(site, bay.stream.code, day).trade;
  return bays.filter(
    (other) =>
      other.stream.hazardous &&
      !leaving.includes(other) &&
      routeOn(site, other.stream.code, day).trade === trade &&
      other.gathered >= other.target * 0.55,
  );
}

function depart(site: Site, bay: Bay, day: Day): Load {
  const { stream, draw } = bay;
  const { treatment, trade } = routeOn(site, stream.code, day);
  const offered = vendorsFor(site, trade, day);
  const second = draw.chance(0.12) && !stream.hazardous;
  const vendor = (second ? offered[1] : undefined) ?? offered[0];
  if (!vendor) throw new Error(`no vendor for ${stream.code} at ${site.code}`);
  const ownKg = scaleReading(Math.min(bay.gathered * (0.97 + draw.next() * 0.03), 30), stream.hazardous);
  const note = noteOn(site, stream, bay.treatment, treatment);
  bay.gathered = Math.max(0, bay.gathered - ownKg / 1000);
  bay.target = targetOf(site, stream.code, draw);
  bay.lastOn = day;
  bay.treatment = treatment;
  const load: Load = {
    site,
    departedOn: day,
    stream,
    treatment,
    ownKg,
    documentType: documentOf(stream, treatment),
    documentNumber: '',
    documentLine: 0,
    vendor,
    note,
  };
  if (!stream.hazardous) return load;
  const { receivedKg, disputed } = receivedReading(ownKg, [site.code, day, stream.code].join('|'), draw);
  return { ...load, receivedKg, note: disputed ? disputeNote(site, day >= '2024-06-01') : note };
}
