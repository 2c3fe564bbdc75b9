// What is found at a meter, and what people say of it.

/** Kinds of finding; stored: add, never rename. */
export const findingKinds = [
  'night_flow',
  'all_hours',
  'daily_volume',
  'unaccounted',
  'creeping',
  'stopped',
  'register',
] as const;
/** A kind of finding. */
export type FindingKind = (typeof findingKinds)[number];

/** In what a finding is told: a flow, the volume of a day, a volume. */
export type FindingUnit = 'm3/h' | 'm3/day' | 'm3';

/** What it was, as somebody found on the spot. Stored: add, never rename. */
export const findingCauses = [
  'pipe_leak',
  'fixture_leak',
  'tank_overflow',
  'left_open',
  'new_use',
  'one_off_use',
  'unmetered_use',
  'meter_fault',
  'register_reset',
  'reading_error',
  'nothing_found',
  'other',
] as const;

/** Why a finding that was kept is one no longer. */
export type WithdrawnWhy = 'readings_changed' | 'same_cause';
