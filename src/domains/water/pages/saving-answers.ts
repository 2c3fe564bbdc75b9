// What the endpoints of savings and of the roll-out answer.
import type { LocalText } from '#platform/ui/language.tsx';

interface SiteAnswer {
  id: string;
  code: string;
  name: LocalText;
}

interface MonthsAnswer {
  months: { month: string; volumeM3: string; estimatedM3: string; drivers: number[] }[];
  leftOut: { month: string; why: string }[];
}

/** A measured effect; m³ as exact decimals. */
export interface EffectAnswer {
  savedM3: string;
  uncertaintyM3: string;
  yearlyM3: string;
  yearlyUncertaintyM3: string;
  expectedM3: string;
  actualM3: string;
  adjustmentM3: string;
  model: 'drivers' | 'mean';
  coefficients: number[];
  explained: number | null;
  notes: string[];
  series: { month: string; expected: number; actual: number }[];
  payback:
    | { noData: string }
    | { years: string; shortestYears: string; longestYears: string | null; yearlySaving: string }
    | null;
}

/** A project with what its meters show. */
export interface SavingAnswer {
  id: string;
  site: SiteAnswer;
  code: string;
  title: LocalText;
  stage: string;
  isApproved: boolean;
  measure: LocalText | null;
  beforeFrom: string | null;
  beforeThrough: string | null;
  afterFrom: string | null;
  afterThrough: string | null;
  drivers: string[];
  claimedYearlyM3: string | null;
  otherCauses: string | null;
  currency: string | null;
  cost: string | null;
  yearlyRunningCost: string | null;
  pricePerM3: string | null;
  meters: { meterId: string; side: string; code: string; name: LocalText }[];
  before: MonthsAnswer | null;
  after: MonthsAnswer | null;
  effect: EffectAnswer | { noData: string };
}

/** The projects of a scope. */
export interface SavingsAnswer {
  projects: SavingAnswer[];
  totals: {
    verified: { projects: number; notShown: number; yearlyM3: string | null; yearlyUncertaintyM3: string | null };
    claimed: { projects: number; yearlyM3: string | null };
  };
}

interface StepAnswer {
  id: string;
  on: string;
  status: string;
  note: string | null;
}

/** How far each factory is. */
export interface RollOutAnswer {
  asOf: string;
  rate: { value: string; sitesRunning: string; sites: string } | { noData: string };
  sites: (SiteAnswer & { now: StepAnswer | null; next: StepAnswer | null })[];
}
