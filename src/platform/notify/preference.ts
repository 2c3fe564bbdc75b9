// How a person wants to be told: by which channel what, at once or gathered, at which hour, and when not.
import { type Channel, isChat, type Message, messages, type Pace } from './kinds.ts';

/** What somebody chose; what he did not choose is as the table of messages says. */
export interface Preference {
  /** by channel and message */
  chosen: Partial<Record<Channel, Partial<Record<Message, Pace>>>>;
  /** what is gathered leaves every day, or on one day of the week */
  digest: 'daily' | 'weekly';
  /** 1 is Monday */
  weekday: number;
  /** hour of the day, by `timeZone` */
  hour: number;
  timeZone: string;
  /** nothing leaves from one hour to the other; across midnight when the first is the later */
  quiet: { from: number; to: number } | null;
}

/** What holds for somebody who chose nothing. */
export const usualPreference: Preference = {
  chosen: {},
  digest: 'daily',
  weekday: 1,
  hour: 8,
  timeZone: 'Asia/Shanghai',
  quiet: { from: 21, to: 7 },
};

/** How a channel takes a message of this person. */
export function paceOf(preference: Preference, channel: Channel, message: Message): Pace {
  return preference.chosen[channel]?.[message] ?? messages[message][isChat(channel) ? 'chat' : 'mail'];
}

/** A whole hour by the clock of a zone. */
function clockIn(timeZone: string, at: Date): { hour: number; weekday: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    weekday: 'short',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    hour: Number(of('hour')),
    weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1,
  };
}

const HOUR_MS = 3_600_000;
/** The next full hour at which the clock of the zone says something; zones that are half an hour off are met within it. */
function nextHour(from: Date, fits: (clock: { hour: number; weekday: number }) => boolean, timeZone: string): Date {
  const next = new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS);
  for (let hours = 1; hours <= 8 * 24; hours += 1) {
    const at = new Date(next.getTime() + hours * HOUR_MS);
    if (fits(clockIn(timeZone, at))) return at;
  }
  return from;
}

const isQuiet = ({ quiet }: Preference, hour: number): boolean => {
  if (!quiet || quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
};

/** When a message of this pace may leave: now, after the quiet hours, or with the next digest. */
export function leavesAt(preference: Preference, pace: 'now' | 'digest', now: Date): Date {
  const { timeZone } = preference;
  if (pace === 'now') {
    if (!isQuiet(preference, clockIn(timeZone, now).hour)) return now;
    return nextHour(now, ({ hour }) => !isQuiet(preference, hour), timeZone);
  }
  return nextHour(
    now,
    ({ hour, weekday }) =>
      hour === preference.hour && (preference.digest === 'daily' || weekday === preference.weekday),
    timeZone,
  );
}
