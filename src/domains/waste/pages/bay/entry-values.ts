// What was typed beside a bin, as the record that the office will find: a load or a movement of the storage ledger.
import { type CalendarDate, todayIn } from '#period/calendar-date.ts';
import { type MassUnit, massToTonnes } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import type { BinAnswer, RouteAnswer } from './bay-answers.ts';

/** What is done with the bin. */
export type BayAction = 'load' | 'in' | 'out';
/** Units of the keys; others are the office's. */
export const bayUnits = ['kg', 't'] as const satisfies readonly MassUnit[];
export type BayUnit = (typeof bayUnits)[number];

/** An entry as it stands before it is kept. */
export interface Draft {
  /** made here: UUIDv7 */
  id: string;
  action: BayAction;
  /** as typed */
  number: string;
  unit: BayUnit;
  /** who takes it, and what becomes of it; for a load */
  route: RouteAnswer | null;
  plate: string;
  ticket: string;
  container: string;
  /** the device's instant with offset */
  takenAt: string;
}

/** An entry with the bin at which it was made. */
export interface Taken extends Draft {
  bin: BinAnswer;
}

/** What a load from this bin is documented by, when there is a paper. */
export const paperOf = ({ stream }: BinAnswer): 'manifest' | 'weigh_ticket' =>
  stream.hazardous ? 'manifest' : 'weigh_ticket';

/** A number that was typed, or none: what is being typed may end with a point. */
export function typedNumber(text: string): string | undefined {
  const plain = text.replace(/\.$/, '');
  return /^\d{1,6}(\.\d{1,3})?$/.test(plain) && Number(plain) > 0 ? plain : undefined;
}

/** An instant as this device says it, with its offset: `2024-06-28T09:15:00+08:00`. */
export function deviceInstant(at: Date, offsetMinutes = -at.getTimezoneOffset()): string {
  const local = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The day of an instant at the factory: by it, not by the phone's zone, a load belongs to a month. */
export const dayAt = (timeZone: string, takenAt: string): CalendarDate => todayIn(timeZone, Date.parse(takenAt));

const shortDay = (day: CalendarDate) => day.slice(2).replaceAll('-', '');
/** The last digits of a UUIDv7 are its random ones. */
const tail = (id: string, digits: number) => id.replaceAll('-', '').slice(-digits).toUpperCase();

/** A number for what has no paper: the day and the short form of the id. */
export const numberWithoutPaper = (id: string, on: CalendarDate): string => `B${shortDay(on)}-${tail(id, 8)}`;
/** A name for a container that comes into the store; it is written on it. */
export const containerName = (id: string, streamCode: string, on: CalendarDate): string =>
  `${streamCode}-${shortDay(on)}-${tail(id, 3)}`;

/** The kind of record and its values. */
export function recordOf(taken: Taken): { kind: string; values: Record<string, unknown> } {
  const { bin, id, takenAt, unit } = taken;
  const on = dayAt(bin.site.timeZone, takenAt);
  const number = typedNumber(taken.number) ?? '0';
  const mass = {
    value: exactText(massToTonnes(number, unit)),
    entered: `${number} ${unit}`,
    basis: 'weighed',
  };
  const common = { site: bin.site.id, stream: bin.stream.id, bin: bin.id, takenAt };
  const ticket = taken.ticket.trim();
  if (taken.action === 'load') {
    return {
      kind: 'waste.load',
      values: {
        ...common,
        departedOn: on,
        treatment: taken.route?.treatment ?? null,
        ownMassTonnes: mass,
        // A sanitation load has no ticket: then the row of the ledger is its paper.
        'document.type': ticket === '' ? 'template_row' : paperOf(bin),
        'document.number': ticket === '' ? numberWithoutPaper(id, on) : ticket,
        'document.line': 1,
        vendor: taken.route?.vendorId ?? null,
        plate: taken.plate.trim() === '' ? null : taken.plate.trim(),
      },
    };
  }
  return {
    kind: 'waste.storage-movement',
    values: {
      ...common,
      movedOn: on,
      movement: taken.action,
      massTonnes: mass,
      container: taken.container.trim() === '' ? null : taken.container.trim(),
      number: numberWithoutPaper(id, on),
    },
  };
}
