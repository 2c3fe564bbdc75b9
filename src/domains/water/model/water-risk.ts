// How the water risk of a factory is told: where its basin was found, what an indicator says, and what was chosen.
import { type IndicatorGroup, weightSchemes } from './aqueduct.ts';

/** On what a coordinate may stand; the rules move them onto the first. Stored and exported: add, never rename. */
export const datumNames = ['WGS-84', 'GCJ-02', 'BD-09'] as const;

/** By what a factory's basin was found: the place of its record, or an id that a person gave. */
export const basinFoundBy = ['place', 'id'] as const;

/** What an indicator may say. */
export const indicatorStates = ['value', 'exhausted', 'arid', 'no_risk', 'no_data'] as const;
/** Whether a basin is an area with water stress for GRI 303. */
export const stressAnswers = ['yes', 'no', 'unknown'] as const;
/** Yes from a category of High; unknown where the file says nothing. */
export type StressAnswer = (typeof stressAnswers)[number];

/** Weights of a scheme, or a person's own. */
export const weightsChosen = [...weightSchemes, 'own'] as const;
/** A scheme, or own weights. */
export type WeightsChosen = (typeof weightsChosen)[number];

/** The field in which each group's score is kept. */
export const scoreFields = {
  tot: 'totalScore',
  qan: 'quantityScore',
  qal: 'qualityScore',
  rrr: 'regulatoryScore',
} as const satisfies Record<IndicatorGroup | 'tot', string>;

/** From this level on a factory is in high risk, and should have a control plan. */
export const highLevel = 3;
