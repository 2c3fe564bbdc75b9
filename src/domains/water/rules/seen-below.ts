// Is what a main shows the leak that one of its sub-meters shows already? Then it is one cause, told where it is nearest.
import { type Citation, cite } from '#standards/cite.ts';
import type { FindingUnit } from '../model/finding.ts';
import { type FoundTime, overlaps } from './match-findings.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const seenBelowCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

/** A finding with what is above usual, in its unit. */
export interface FlowFinding extends FoundTime {
  readonly unit: FindingUnit;
  readonly excess: number;
}

/** Of what a main shows too much, what its sub-meters must show at the same time to be its cause. */
const enough = 0.5;

/** What sub-meters show too much is a cause above them; what none of them saw is not, nor a register or a standstill. */
const flows = ({ kind, excess }: FlowFinding) => kind !== 'stopped' && kind !== 'register' && excess > 0;
const daily = ({ unit, excess }: FlowFinding) => (unit === 'm3/h' ? excess * 24 : excess);

/** The largest of the findings at sub-meters that together are the cause of one at their main; undefined where they are not. */
export function seenBelow<F extends FlowFinding>(main: FlowFinding, below: readonly F[]): F | undefined {
  if (!flows(main) || main.kind === 'unaccounted') return undefined;
  const meanwhile = below.filter((one) => flows(one) && overlaps(one, main));
  const largest = meanwhile.toSorted((one, other) => daily(other) - daily(one))[0];
  const total = meanwhile.reduce((sum, one) => sum + daily(one), 0);
  return total >= daily(main) * enough ? largest : undefined;
}
