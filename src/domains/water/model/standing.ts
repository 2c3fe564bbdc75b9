// How a factory stands from a day on, in what is told of it by state and not by volume.
import { yearlyTestStates } from './wastewater.ts';

/** What a factory stands in. Stored: add, never rename. */
export const standingItems = ['roll_out', 'yearly_test', 'risk'] as const;
export type StandingItem = (typeof standingItems)[number];

/** How far the intelligent water system of a site is; stored, in this order. */
export const rollOutStates = ['not_planned', 'planned', 'installing', 'trial', 'running'] as const;

/** What an assessment of the year says of the risk. */
export const riskStandings = ['high', 'not_high', 'not_known'] as const;

/** Every standing of any item. */
export const standings = [...rollOutStates, ...yearlyTestStates, ...riskStandings] as const;
export type StandingCode = (typeof standings)[number];
