// What a pending reclassification of a stream would do: the answer as pages read it.

/** One rate or mass, printed before and after. */
export interface StreamEffectLine {
  kpi: string;
  title: string;
  before: string;
  after: string;
  /** points of a rate, or tonnes; null where either has no value */
  change: string | null;
  direction: 'up' | 'down' | 'none';
}

/** The effect on the group and on the factories with most of the stream, for the year to date and for twelve months. */
export interface StreamEffect {
  /** false when no revision awaits approval */
  pending: boolean;
  scopes: { scopeId: string; name: { en: string; zh: string } | null; period: string; lines: StreamEffectLine[] }[];
  /** factories beyond those shown */
  moreSites: number;
  sentence: string | null;
}
