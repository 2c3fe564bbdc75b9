// What is told of saving projects and of the roll-out; amounts of water, money and shares are exact decimals.
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Bilingual, Named } from './named.ts';
import type { savingDrivers, savingSides, savingStages } from './saving.ts';

/** The months of a span that count, and those that do not. */
export interface SavingMonths {
  months: { month: Month; volumeM3: string; estimatedM3: string; drivers: readonly number[] }[];
  leftOut: readonly { month: Month; why: string }[];
}

/** A measured effect. */
export interface SavingEffect {
  savedM3: string;
  uncertaintyM3: string;
  yearlyM3: string;
  yearlyUncertaintyM3: string;
  expectedM3: string;
  actualM3: string;
  adjustmentM3: string;
  model: 'drivers' | 'mean';
  coefficients: readonly number[];
  explained: number | null;
  notes: readonly string[];
  series: readonly { month: Month; expected: number; actual: number }[];
  /** in the project's own money; null where its cost is not told */
  payback:
    | { noData: string }
    | { years: string; shortestYears: string; longestYears: string | null; yearlySaving: string }
    | null;
}

/** A project as it is kept. */
export interface KeptProject {
  id: string;
  code: string;
  title: Bilingual;
  stage: (typeof savingStages)[number];
  isApproved: boolean;
  measure: Bilingual | null;
  drivers: (typeof savingDrivers)[number][];
  claimedYearlyM3: string | null;
  otherCausesM3: string | null;
  otherCauses: string | null;
  currency: string | null;
  cost: string | null;
  yearlyRunningCost: string | null;
  pricePerM3: string | null;
  meters: { meterId: string; side: (typeof savingSides)[number]; code: string; name: Bilingual }[];
}

/** A project with what its meters show; null where it is not planned so far. */
export interface SavingAnswer extends KeptProject {
  site: Named;
  beforeFrom: Month | null;
  beforeThrough: Month | null;
  afterFrom: Month | null;
  afterThrough: Month | null;
  before: SavingMonths | null;
  after: SavingMonths | null;
  effect: SavingEffect | { noData: string };
}

/** The projects of a scope: what is approved as verified, and what of those that go on is only claimed. */
export interface SavingsAnswer {
  projects: SavingAnswer[];
  totals: {
    verified: {
      projects: number;
      /** approved as verified, but its meters show nothing any more */
      notShown: number;
      yearlyM3: string | null;
      yearlyUncertaintyM3: string | null;
    };
    claimed: { projects: number; yearlyM3: string | null };
  };
}

/** A step of a factory on the way to its intelligent system. */
export interface RollOutTold {
  id: string;
  on: CalendarDate;
  status: string;
  note: string | null;
}

/** How far each factory is. */
export interface RollOutAnswer {
  asOf: CalendarDate;
  rate: { value: string; sitesRunning: string; sites: string } | { noData: string };
  sites: (Named & { now: RollOutTold | null; next: RollOutTold | null })[];
}
