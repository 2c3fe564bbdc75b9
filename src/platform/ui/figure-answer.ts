// What the server says of a figure, and of where it comes from.
import type { KpiUnit } from '#units/show-figure.ts';
import type { Basis } from './address.ts';
import type { LocalText } from './language.tsx';

/** How complete a figure is. */
export interface FigureCoverage {
  sitesIn: number;
  sitesExpected: number;
  /** ids of the expected sites without records in the period */
  missing: readonly string[];
  /** exact share, 0 to 1; null when there is nothing to take it of */
  approvedShare: string | null;
  estimatedShare: string | null;
  /** holds yearly totals of a past without records, which cannot be recomputed */
  carriedIn: boolean;
  records: number;
}

/** One figure as `/figures` answers it. */
export interface FigureAnswer {
  id: string;
  kpi: string;
  version: number;
  unit: KpiUnit;
  better: 'higher' | 'lower' | 'neither';
  /** exact decimal; null with the reason in `noData` */
  value: string | null;
  noData?: { code: string; words: string } | null;
  /** the value as a report prints it, in the reader's language */
  printed: string;
  title: string;
  inputs: Readonly<Record<string, string>>;
  extra?: Readonly<Record<string, unknown>> | undefined;
  coverage: FigureCoverage;
  basis: Basis;
  /** holds what is not yet approved */
  provisional: boolean;
  scope: { id: string; type: string; name: LocalText };
  period: string;
  periodLabel: string;
  stale: boolean;
}

/** Where a figure comes from, as `/f/:id` answers it. */
export interface ProvenanceAnswer {
  figure: FigureAnswer;
  /** the formula in words */
  formula: string;
  cites: readonly { standard: string; clause: string; title: string; edition: string; verified: boolean }[];
  /** the owner's definition */
  parameters: Readonly<Record<string, unknown>>;
  inputs: readonly { key: string; label: string; printed: string }[];
  sums: readonly {
    group: { id: string; name: LocalText };
    labels: readonly string[];
    sum: string;
    unit: string;
    printed: string;
  }[];
  /** where the records stand whose sum is the figure's */
  drill: { kind: string; href: string } | null;
  edition: {
    id: string;
    number: number;
    printed: LocalText;
    publishedAt: string;
    restated: Restatement | null;
  } | null;
  papers: readonly { sha256: string; fileName: string; evidenceKind: string; records: number }[];
  loads: { count: number; sumTonnes: string } | null;
  /** what lies behind it is not the reader's to see: only what an edition printed */
  withheld: boolean;
  /** where a record states the number */
  record: { kind: string; id: string } | null;
  method: { explain: readonly string[] };
}

/** What a printed figure would be today, and who changed what it is made of. */
export interface Restatement {
  value: string | null;
  printed: LocalText | string;
  reason?: string | null;
  actorName?: LocalText | string | null;
  at?: string | null;
}

/** A figure as a button takes it. */
export const pressable = (figure: FigureAnswer) => ({
  id: figure.id,
  printed: figure.printed,
  title: `${figure.title}, ${figure.periodLabel}`,
  provisional: figure.provisional,
  ...(figure.value === null ? { missing: figure.noData?.words ?? '' } : {}),
});
