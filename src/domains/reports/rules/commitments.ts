// Which statements does a report of a period print, in which tense, and what became of what was promised before?
import { addMonths } from '#period/calendar-date.ts';
import { lastDayOf, monthsOf, type Period } from '#period/period.ts';
import type { EarlierCommitment, Statement } from '../model/report-source.ts';
import type { Section } from '../model/sections.ts';

/** The statements of one section of a report. */
export interface SectionStatements {
  readonly facts: readonly Statement[];
  /** what happened after the period, as long after it as the period is long and at least a quarter */
  readonly later: readonly Statement[];
  readonly commitments: readonly Statement[];
}

const byPosition = (one: Statement, other: Statement) => one.position - other.position;

/**
 * The statements that speak of a period: facts and promises by the day they speak of, and facts after it. An answer to an
 * earlier promise is printed with that promise, not twice.
 */
export function statementsOf(
  all: readonly Statement[],
  section: Section,
  period: Period,
  earlier: readonly EarlierCommitment[],
): SectionStatements {
  const answered = new Set(earlier.map(({ promised }) => promised.id));
  const own = all.filter((one) => one.section === section && !answered.has(one.id)).sort(byPosition);
  const within = own.filter(({ asOf }) => period.from <= asOf && asOf < period.before);
  const laterBefore = addMonths(period.before, Math.max(3, monthsOf(period).length));
  return {
    facts: within.filter(({ tense }) => tense === 'fact'),
    commitments: within.filter(({ tense }) => tense === 'commitment'),
    later: own.filter(({ tense, asOf }) => tense === 'later_fact' && period.before <= asOf && asOf < laterBefore),
  };
}

/** What became of a promise. */
export type CommitmentOutcome =
  | { readonly outcome: 'answered'; readonly answer: Statement }
  | { readonly outcome: 'open' | 'overdue' | 'postponed'; readonly dueOn: string }
  | { readonly outcome: 'withdrawn' };

/**
 * What became of a promise by the end of a period. A promise is answered on its own record: a newer revision that states
 * a fact is its outcome; one that promises for a later day postpones it; a voided record withdraws it.
 */
export function outcomeOf({ promised, now }: EarlierCommitment, period: Period): CommitmentOutcome {
  if (now === null) return { outcome: 'withdrawn' };
  if (now.tense !== 'commitment') return { outcome: 'answered', answer: now };
  const dueOn = now.dueOn ?? promised.dueOn ?? promised.asOf;
  if (promised.dueOn !== null && dueOn > promised.dueOn) return { outcome: 'postponed', dueOn };
  return { outcome: dueOn <= lastDayOf(period) ? 'overdue' : 'open', dueOn };
}

/**
 * The promises that a report of a period has to account for: those that the edition before it printed, and those that
 * were made before the period and stand unanswered although no edition printed them.
 */
export function earlierCommitments(
  period: Period,
  printed: { readonly edition: number; readonly promises: readonly Statement[] } | null,
  counting: readonly Statement[],
): EarlierCommitment[] {
  const now = new Map(counting.map((one) => [one.id, one]));
  const known = new Set(printed?.promises.map(({ id }) => id));
  return [
    ...(printed?.promises ?? []).map((promised) => ({
      promised,
      edition: printed?.edition ?? null,
      now: now.get(promised.id) ?? null,
    })),
    ...counting
      .filter(({ id, tense, asOf }) => tense === 'commitment' && asOf < period.from && !known.has(id))
      .map((one) => ({ promised: one, edition: null, now: one })),
  ];
}

/** The promises that an edition prints and the next one must account for: those made, and those still open. */
export function promisesIn(
  all: readonly Statement[],
  period: Period,
  earlier: readonly EarlierCommitment[],
): Statement[] {
  const answered = new Set(earlier.map(({ promised }) => promised.id));
  const made = all.filter(
    ({ id, tense, asOf }) => tense === 'commitment' && period.from <= asOf && asOf < period.before && !answered.has(id),
  );
  return [...earlier.flatMap(({ now }) => (now?.tense === 'commitment' ? [now] : [])), ...made];
}
