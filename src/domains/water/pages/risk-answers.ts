// What the endpoints of water risk answer, as the pages read it.
import type { LocalText } from '#platform/ui/language.tsx';
import type { Indicator, IndicatorGroup, Weights } from '../model/aqueduct.ts';
import type { indicatorStates, StressAnswer } from '../model/water-risk.ts';

export interface EditionAnswer {
  id: string;
  title: string;
  publishedOn: string | null;
  licence: string;
  source: string;
  synthetic: boolean;
  fileSha256: string;
  futures: number;
  outlines: number;
}

export interface IndicatorAnswer {
  indicator: Indicator;
  state: (typeof indicatorStates)[number];
  raw?: number | null;
  score?: number | null;
  category?: number | null;
  label: string | null;
}

export interface GroupAnswer {
  raw: number | null;
  score: number | null;
  weightFraction: number;
  missing: Indicator[];
}

export interface AssessmentAnswer {
  id: string;
  state: string;
  year: number;
  edition: string;
  synthetic: boolean;
  basin: string | null;
  scheme: string;
  totalScore: string | null;
  stressed: StressAnswer;
}

export interface PlanAnswer {
  id: string;
  code: string;
  title: LocalText;
  risk: string;
  state: 'done' | 'overdue' | 'under_way' | 'empty';
  overdue: number;
  measures: { what: string; owner: string; due: string; done: string | null }[];
}

export interface SiteAnswer {
  site: { id: string; code: string; name: LocalText };
  told: { longitude: string; latitude: string; datum: string } | null;
  found: {
    basin: { id: string; name: string | null } | null;
    because: string | null;
    place: { longitude: number; latitude: number } | null;
    movedM: number | null;
    borderM: number | null;
    mayAlsoBe: string[];
  } | null;
  indicators: IndicatorAnswer[] | null;
  groups: Record<IndicatorGroup | 'tot', GroupAnswer> | null;
  stressed: StressAnswer;
  assessments: AssessmentAnswer[];
  plans: PlanAnswer[];
}

export interface PartAnswer {
  part: number;
  of: number;
  share: number | null;
}

export interface FutureAnswer {
  scenario: 'opt' | 'bau' | 'pes';
  pathway: string;
  year: number;
  indicator: string;
  raw: number | null;
  score: number | null;
  category: number | null;
  label: string | null;
}

export interface RiskAnswer {
  year: number;
  scheme: string;
  weights: Weights;
  shares: Record<IndicatorGroup, number>;
  schemes: { id: string; weights: Weights }[];
  editions: EditionAnswer[];
  edition: EditionAnswer | null;
  pack: { edition: string; verified: boolean };
  sites: SiteAnswer[];
  mayAssess: string[];
  mayImport: boolean;
  standing: { assessed: PartAnswer; controlled: PartAnswer; notKnown: number; approved: number };
  outlines: { id: string; rings: [number, number][][] }[];
  detail: {
    futures: { edition: string; synthetic: boolean; cells: FutureAnswer[] } | null;
    history: AssessmentAnswer[];
  } | null;
}

/** Levels of scores and categories, and none. */
export type Level = 0 | 1 | 2 | 3 | 4 | 'none';

/** The level of a score from 0 to 5; a score of 5 is the highest. */
export const levelOfScore = (score: number | null | undefined): Level =>
  score === null || score === undefined ? 'none' : (Math.min(4, Math.max(0, Math.floor(score))) as Level);

/** The level of a category; arid and "no risk" have none of their own, and are told in words. */
export const levelOfCategory = (category: number | null | undefined): Level =>
  category === null || category === undefined || category < 0 ? 'none' : (Math.min(4, category) as Level);
