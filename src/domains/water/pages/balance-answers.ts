// What the page of the balance is given.
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import type { LocalText } from '#platform/ui/language.tsx';

export interface LineAnswer {
  item: string;
  source: string | null;
  destination: string | null;
  use: string | null;
  volumeM3: string;
  months: number;
  bases: { basis: string; volumeM3: string }[];
  qualities: { quality: string; volumeM3: string }[];
  differing: { siteId: string; month: string; basis: string; differenceShare: string }[];
  origins: { kind: string; id: string; volumeM3: string }[];
  originCount: number;
}

export type BalanceTold =
  | { noData: string }
  | {
      value: string;
      withdrawalM3: string;
      imbalanceShare: string;
      closes: boolean | 'cannot_tell';
      missing: string[];
      partial: string[];
      tolerance: string;
    };

export interface TrueUpAnswer {
  siteId: string;
  month: string;
  item: string;
  source: string | null;
  destination: string | null;
  use: string | null;
  shownM3: string;
  actualM3: string;
}

/** Meters with a volume of the period that belongs nowhere, the largest first. */
export interface OutsideAnswer {
  count: number;
  volumeM3: string;
  meters: { id: string; siteId: string; code: string; name: LocalText; role: string; volumeM3: string }[];
}

/** Water of areas with water stress, of others, or of those that nobody assessed; null is not told. */
export interface AreaAnswer {
  area: 'yes' | 'no' | 'unknown';
  sites: number;
  withdrawalM3: string | null;
  dischargeM3: string | null;
  consumptionM3: string | null;
  /** of the factories that tell both, and withdrawn by those that tell no discharge */
  toldConsumptionM3: string | null;
  withoutDischargeM3: string;
}

/** A line of GRI 303 in areas with water stress, exact cubic metres; `from` tells a third party's own source. */
export interface StressLineAnswer {
  line: string;
  from: string | null;
  freshM3: string;
  otherM3: string;
  unknownM3: string;
  totalM3: string;
  notAssessedM3: string | null;
}

export interface StressAnswer {
  areas: AreaAnswer[];
  /** none where no factory is known to lie in such an area */
  lines: { withdrawal: StressLineAnswer[]; discharge: StressLineAnswer[] };
  sites: (AreaAnswer & {
    siteId: string;
    name: LocalText | null;
    by: { edition: string; year: number; synthetic: boolean } | null;
  })[];
}

export interface BalanceAnswer {
  period: string;
  scope: { id: string; type: string; code: string; name: LocalText };
  months: number;
  lines: LineAnswer[];
  balance: BalanceTold;
  unallocatedM3: string | null;
  picture: { from: string; to: string; volumeM3: string }[];
  trueUps: TrueUpAnswer[];
  origins: { id: string; kind: string; name: string }[];
  nodes: {
    id: string;
    state: string;
    code: string;
    name: LocalText;
    differenceM3: string | null;
    differenceShare: string | null;
  }[];
  outside: OutsideAnswer;
  stress: StressAnswer;
  figures: FigureAnswer[];
}
