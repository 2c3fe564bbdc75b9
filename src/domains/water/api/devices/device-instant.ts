// An instant as a device writes it: with its offset, in seconds or milliseconds since 1970, or by the clocks of the factory.
import { calendarDate } from '#period/calendar-date.ts';
import { localInstant, type ZoneOffsets } from '#period/zone-offsets.ts';
import type { instantForms, RefusedReason } from '../../model/connection.ts';

type Form = (typeof instantForms)[number];

const withOffset =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,9})?)?(Z|([+-])(\d{2}):?(\d{2}))$/;
const without = /^(\d{4})[-/](\d{2})[-/](\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3})\d*)?)?$/;
const number = /^\d{1,16}(\.\d{1,9})?$/;

/** @returns milliseconds since 1970, or why there are none */
export function deviceInstant(
  text: string,
  form: Form,
  zoneAround: (ms: number) => ZoneOffsets,
): number | RefusedReason {
  if (form === 'iso') {
    const ms = withOffset.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
    return Number.isNaN(ms) ? 'wrong_instant' : ms;
  }
  if (form === 'local') {
    const [, year, month, day, hour, minute, second = '0', part = '0'] = without.exec(text) ?? [];
    const written = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    if (Number.isNaN(written) || new Date(written).toISOString().slice(8, 10) !== day) return 'wrong_instant';
    const found = localInstant(
      zoneAround(written),
      calendarDate(`${year}-${month}-${day}`),
      Number(hour) * 60 + Number(minute),
    );
    // Which of the two is meant nobody can tell from one message.
    if (found.skipped || found.orMs !== null) return 'time_skipped_or_twice';
    return found.atMs + Number(second) * 1000 + Number(part.padEnd(3, '0'));
  }
  if (!number.test(text)) return 'wrong_instant';
  const ms = Math.round(Number(text) * (form === 'seconds' ? 1000 : 1));
  return Math.abs(ms) > 8.64e15 ? 'wrong_instant' : ms;
}
