// What the round of readings by hand knows of its meters, and what is kept on the phone of them.
import type { LocalText } from '#platform/ui/language.tsx';
import type { KeptEntry } from '#platform/ui/offline/store.ts';
import type { RoundMeter } from '../../rules/round-meter.ts';

/** A meter on its place in the round. */
export interface RoundMeterAnswer extends RoundMeter {
  id: string;
  code: string;
  name: LocalText;
  place: LocalText | null;
  site: { id: string; code: string; name: LocalText };
}

/** The answer of `/water/round`. */
export interface RoundAnswer {
  meters: readonly RoundMeterAnswer[];
}

export const READING = 'water.hand-reading';
export const SPAN = 'water.meter-span';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The meter once this was taken down at it. */
function after(known: RoundMeterAnswer, { kind, values }: KeptEntry): RoundMeterAnswer {
  if (kind === SPAN && known.span && text(values.startsAt)) {
    const startsAt = String(values.startsAt);
    if (Date.parse(startsAt) <= Date.parse(known.span.startsAt)) return known;
    const startCount = text(values.startCount);
    return {
      ...known,
      span: { ...known.span, startsAt, serial: String(values.serial), m3PerCount: String(values.m3PerCount) },
      last: startCount === null ? null : { atMs: Date.parse(startsAt), count: startCount },
    };
  }
  const atMs = Date.parse(String(values.readAt));
  const isNewer = kind === READING && atMs > (known.last?.atMs ?? Number.NEGATIVE_INFINITY);
  return isNewer ? { ...known, last: { atMs, count: String(values.count) } } : known;
}

/** The meter as known, with what was taken down here since: a reading becomes the last one, a replacement what stands there. */
export function withKept(meter: RoundMeterAnswer, entries: readonly KeptEntry[]): RoundMeterAnswer {
  let known = meter;
  for (const entry of entries)
    if (entry.values.meter === meter.id && entry.state !== 'refused') known = after(known, entry);
  return known;
}

/** The newest thing kept here of a meter. */
export const newestOf = (meterId: string, entries: readonly KeptEntry[]): KeptEntry | undefined =>
  entries.findLast(({ values }) => values.meter === meterId);
