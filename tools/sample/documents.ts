// Which paper each load stands on: own weighbridge tickets, 14-digit transfer manifests, vendors' statements, rows without a ticket.

import type { Load } from './loads.ts';
import { drawFor } from './random.ts';

const compactDay = (day: string) => day.replaceAll('-', '');

/** Loads on the same paper share this; each is a line of it. */
function paperOf(load: Load): string {
  const { site, vendor, departedOn, documentType } = load;
  if (documentType === 'vendor_statement') return `${site.code}|${vendor.code}|${departedOn.slice(0, 7)}`;
  if (documentType === 'template_row') return `${site.code}|row|${departedOn.slice(0, 7)}`;
  return `${site.code}|${vendor.code}|${departedOn}|${documentType}`;
}

/** Numbers run on through the day at a weighbridge, and through the year in a city's manifests. */
class Counters {
  private readonly last = new Map<string, number>();

  next(series: string, step: number): number {
    const number = (this.last.get(series) ?? 0) + step;
    this.last.set(series, number);
    return number;
  }
}

/** Year, province and city, serial: 14 digits. Abroad the same shape, where local forms differ. */
function manifestNumber(load: Load, counters: Counters): string {
  const series = load.departedOn.slice(0, 4) + load.site.manifestPrefix;
  const step = drawFor('manifest', series, load.site.code, load.departedOn, load.vendor.code).whole(7, 190);
  return series + String(counters.next(series, step)).padStart(6, '0');
}

function numberOf(load: Load, counters: Counters): string {
  const day = compactDay(load.departedOn);
  switch (load.documentType) {
    case 'manifest':
      return manifestNumber(load, counters);
    case 'vendor_statement':
      return `${day.slice(0, 6)}-${load.site.code}-${load.vendor.code}`;
    case 'template_row':
      return `T${day.slice(0, 6)}-${load.site.code}`;
    case 'weigh_ticket': {
      const series = `${load.site.code}|${day}`;
      const step = drawFor('ticket', series, load.vendor.code).whole(1, 4);
      return `${day.slice(2)}-${String(counters.next(series, step)).padStart(3, '0')}`;
    }
  }
}

const inOrder = (a: Load, b: Load) =>
  a.departedOn < b.departedOn || (a.departedOn === b.departedOn && a.site.code < b.site.code) ? -1 : 1;

/** The same loads with document number and line, by date and site. Site, vendor, type, number and line are unique. */
export function documented(loads: readonly Load[]): Load[] {
  const counters = new Counters();
  const numbers = new Map<string, string>();
  const lines = new Counters();
  return loads
    .toSorted((a, b) => (a.departedOn === b.departedOn && a.site === b.site ? 0 : inOrder(a, b)))
    .map((load) => {
      const paper = paperOf(load);
      const documentNumber = numbers.get(paper) ?? numberOf(load, counters);
      numbers.set(paper, documentNumber);
      return { ...load, documentNumber, documentLine: lines.next(paper, 1) };
    });
}

/** What makes two rows the same load. */
export const samenessKey = (load: Load): string =>
  [load.site.code, load.vendor.code, load.documentType, load.documentNumber, load.documentLine].join('|');
