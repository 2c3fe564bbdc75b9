// Checks that kinds of several domains declare: days in their order, nothing ahead of today, and what belongs to the same factory.
import type { Check } from './kind.ts';

/** The first day after a time comes after its first day. */
export const endsAfterItBegins =
  (from = 'from', before = 'before'): Check =>
  (values) =>
    typeof values[before] === 'string' && (values[before] as string) <= (values[from] as string)
      ? { field: before, code: 'ends_before_it_begins', level: 'error' }
      : undefined;

/** A day, or the day of an instant as it was told, has come. */
export const notAheadOfToday =
  (field: string, code = 'date_in_future'): Check =>
  (values, _, { today }) => {
    const given = values[field] as string;
    return given.slice(0, 10) > today ? { field, code, facts: { given }, level: 'error' } : undefined;
  };

/**
 * What a record refers to is of its own factory: whoever records at one would else change what another's figures rest on.
 * The kind looks up `site` of what it refers to.
 */
export const ofTheSameSite =
  (field: string, code: string): Check =>
  ({ site }, _, { refs }) => {
    const referred = refs[field];
    return referred && referred.values.site !== site ? { field, code, level: 'error' } : undefined;
  };
