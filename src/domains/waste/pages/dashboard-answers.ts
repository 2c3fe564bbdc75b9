// What the server says for the waste dashboard, and what a page reads out of it.
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import type { PressableFigure } from '#platform/ui/figure-button.tsx';
import type { LocalText } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import { Exact, exact, exactText, share, subtract, sum } from '#units/quantity.ts';

/** One figure on top, with what it is compared with. */
export interface KeyFigureAnswer {
  figure: FigureAnswer;
  previous: FigureAnswer | null;
  lastYear: FigureAnswer | null;
  /** the year to the end of the period, of the rate */
  toDate: FigureAnswer | null;
  /** the change against last year over the same factories; null where it is the reported one, or cannot be told */
  likeForLike: Record<'change' | 'compared' | 'either', PressableFigure> | null;
  target: {
    value: string;
    printed: string;
    forecast: string | null;
    status: Status;
    reason: string | null;
    year: number;
  } | null;
  spark: readonly { period: string; value: string | null }[];
}

export interface TrendMonth {
  period: string;
  label: string;
  /** exact share; null where nothing was recorded */
  rate: string | null;
  massTonnes: string | null;
  figureId: string;
  provisional: boolean;
}

export interface TreatmentSum {
  code: string;
  label: string;
  hierarchy: 'reuse' | 'recycling' | 'energy_recovery' | 'disposal';
  massTonnes: string;
  share: string;
  printed: string;
}

export interface RankedScope {
  scope: { id: string; name: LocalText };
  figure: FigureAnswer;
  /** against the same period of last year, as a share */
  changePoints: string | null;
  cause: { code: string; words: string } | null;
  status: Status;
}

/** The answer of `/dashboards/waste`. */
export interface WasteDashboardAnswer {
  top: readonly KeyFigureAnswer[];
  trend: { months: readonly TrendMonth[]; target: readonly { year: number; value: string }[] };
  treatments: readonly TreatmentSum[];
  ranking: readonly RankedScope[];
}

/** The step in force in a year: its own, else the last before it; steps are not interpolated. */
export function stepIn(steps: readonly { year: number; value: string }[], year: number): string | null {
  const passed = steps.filter((step) => step.year <= year).sort((one, other) => other.year - one.year);
  return passed[0]?.value ?? null;
}

/** What the trend shows, as the key of a sentence and its facts. */
export type TrendFinding =
  | { said: 'none' }
  | { said: 'reached'; year: number; reached: number; of: number; target: string }
  | { said: 'moved'; from: TrendMonth; to: TrendMonth; direction: 'rose' | 'fell' | 'stayed' };

/** How many months of the last year with data reached the year's step; without a step, how the rate has moved. */
export function trendFinding(
  months: readonly TrendMonth[],
  steps: readonly { year: number; value: string }[],
): TrendFinding {
  const known = months.filter((month) => month.rate !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first.rate === null || last.rate === null) return { said: 'none' };
  const year = Number(last.period.slice(0, 4));
  const target = stepIn(steps, year);
  if (target !== null) {
    const ofYear = known.filter((month) => month.period.startsWith(`${year}-`));
    const reached = ofYear.filter((month) => month.rate !== null && exact(month.rate).gte(exact(target)));
    return { said: 'reached', year, reached: reached.length, of: ofYear.length, target };
  }
  const change = subtract(share(last.rate), share(first.rate));
  return {
    said: 'moved',
    from: first,
    to: last,
    direction: change.isZero() ? 'stayed' : change.gt(0) ? 'rose' : 'fell',
  };
}

/** The lowest rate first; who has none stands last. */
export const lowestFirst = (ranking: readonly RankedScope[]): RankedScope[] =>
  [...ranking].sort((one, other) => {
    if (one.figure.value === null || other.figure.value === null)
      return Number(one.figure.value === null) - Number(other.figure.value === null);
    return new Exact(one.figure.value).cmp(other.figure.value);
  });

/** How many stand behind or at risk, for the title. */
export const countOf = (ranking: readonly RankedScope[], ...statuses: readonly string[]): number =>
  ranking.filter((one) => statuses.includes(one.status)).length;

/** The treatment that took most, as the title says it. */
export const largest = (treatments: readonly TreatmentSum[]): TreatmentSum | undefined =>
  [...treatments].sort((one, other) => new Exact(other.massTonnes).cmp(one.massTonnes))[0];

/** The share of one step of the hierarchy. */
export const shareOfStep = (treatments: readonly TreatmentSum[], step: string): string =>
  exactText(sum(treatments.filter((one) => one.hierarchy === step).map((one) => share(one.share))));
