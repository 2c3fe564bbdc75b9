// Which meters belong to no side of a balance: nobody said from where their water comes, where it goes or what it is used for.
import { type Citation, cite } from '#standards/cite.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const outsideBalanceCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter tree')];

/** A meter as this rule reads it. */
export interface MeasuringMeter {
  readonly id: string;
  readonly role: string;
  readonly parentId: string | null;
  readonly use: string | null;
}

/** Roles that are a side of the balance by themselves. */
const sides: readonly string[] = ['source', 'discharge', 'reuse'];

/**
 * The ids of meters whose water is nowhere in the balance: neither they nor a meter above them is a source, a discharge or
 * water used again, or names a use. Meters whose parents form a circle are outside too.
 */
export function outsideBalance(meters: readonly MeasuringMeter[]): ReadonlySet<string> {
  const byId = new Map(meters.map((meter) => [meter.id, meter]));
  const isInside = (meter: MeasuringMeter): boolean => {
    const seen = new Set<string>();
    for (
      let at: MeasuringMeter | undefined = meter;
      at && !seen.has(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    ) {
      if (sides.includes(at.role) || at.use !== null) return true;
      seen.add(at.id);
    }
    return false;
  };
  return new Set(meters.filter((meter) => !isInside(meter)).map(({ id }) => id));
}
