// Where does a number in a report come from: the ledger, a part of a figure, two figures, or a record?
import type { LikeForLikeNumber } from '#domains/waste/model/like-for-like.ts';
import type { FigureUnit, KpiUnit } from '#units/show-figure.ts';

/** A figure of the ledger as a report reads it. */
export interface ReportFigure {
  /** id in the ledger */
  readonly id: string;
  readonly kpi: string;
  readonly unit: KpiUnit;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly scopeId: string;
  /** as written: `2024-H1` */
  readonly period: string;
  /** exact; null with its reason in `noData` */
  readonly value: string | null;
  readonly noData: string | null;
  /** what it was computed with: the owner's definition, pack editions */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;
  /** the stored sums, each with its dimensions by name */
  readonly sums: readonly { readonly dims: Readonly<Record<string, string | null>>; readonly sum: string }[];
  readonly coverage: {
    readonly sitesIn: number;
    readonly sitesExpected: number;
    readonly missing: readonly string[];
    readonly approvedShare: string | null;
    readonly estimatedShare: string | null;
    readonly carriedIn: boolean;
  };
  readonly monthsWithData: number;
  /** holds what is not yet approved */
  readonly provisional: boolean;
}

/** Which figure of the ledger is wanted. */
export interface WantedFigure {
  readonly kpi: string;
  readonly scopeId: string;
  readonly period: string;
}

/** The factories of a figure's scope in its period: expected on some day, and inside the boundary on every day. */
export interface FactoriesInPeriod {
  readonly expected: readonly string[];
  readonly throughout: readonly string[];
}

/** With which other period a change is taken. */
export type Comparison = 'last-year' | 'last-period';

/** The numbers of a target that is a change against its base year. */
export const onBaseNumbers = ['change', 'forecast', 'aimed-at'] as const;
export type OnBaseNumber = (typeof onBaseNumbers)[number];

/** Where one printed number comes from. What it needs besides a figure is named by the figure's own scope and period. */
export type NumberOrigin =
  | { readonly of: 'figure'; readonly figure: string }
  /** an input, a line, a sum by dimension or a count of the coverage; see `rules/figure-parts.ts` */
  | { readonly of: 'part'; readonly figure: string; readonly path: string }
  /** the figure less that of another period: in points for shares, in percent of the other for masses */
  | { readonly of: 'change'; readonly figure: string; readonly against: string; readonly comparison: Comparison }
  /**
   * the same change over the factories that count in both periods, or how many they are, of how many that count in
   * either; `sites` are the figures of the compared factories, first of this period, then of the other
   */
  | {
      readonly of: 'like-for-like';
      readonly figure: string;
      readonly against: string;
      readonly sites: readonly string[];
      readonly number: LikeForLikeNumber;
    }
  /** what the year is expected to end with; `figure` is the year to date */
  | { readonly of: 'forecast'; readonly figure: string; readonly recent: string | null; readonly target: string }
  /**
   * of a target that is a change against its base year: how far the year to date has come, how far it is expected to come,
   * or the value that the step of the year comes to; `figure` is the year to date, `base` that of the base year
   */
  | {
      readonly of: 'on-base';
      readonly figure: string;
      readonly base: string;
      readonly recent: string | null;
      readonly target: string;
      readonly number: OnBaseNumber;
    }
  /** how many factories and legal entities the reporting boundary holds on the last day of the figure's period */
  | { readonly of: 'boundary'; readonly figure: string; readonly count: 'sites' | 'entities' }
  /** a step that a target record states; `unit` where the definition of its KPI says it, else the step is in the KPI's */
  | { readonly of: 'step'; readonly target: string; readonly year: number; readonly unit?: KpiUnit };

/** A number as it stands in a report, before a language prints it. */
export interface ReportNumber {
  readonly origin: NumberOrigin;
  /** exact */
  readonly value: string;
  readonly unit: FigureUnit;
  readonly provisional: boolean;
}
