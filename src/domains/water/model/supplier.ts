// What is found out of how a supplier manages its water, and how it stands by that.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Named } from './named.ts';

/** Where a finding comes from; stored. */
export const supplierSources = ['questionnaire', 'audit', 'public_platform', 'certificate'] as const;

/** Whether the supplier's factory lies where water is short; stored. */
export const supplierStress = ['high', 'not_high', 'not_assessed'] as const;

/** Levels of the AWS Standard, and that it was asked and there is none; stored. A sheet that says `none` says nothing. */
export const awsLevels = ['not_certified', 'core', 'gold', 'platinum'] as const;

/** How a supplier stands; stored. What nobody looked at is not told as what is not in place. */
export const supplierStandingCodes = ['in_place', 'not_in_place', 'unclear', 'not_assessed'] as const;
export type SupplierStanding = (typeof supplierStandingCodes)[number];

/** What was found of a supplier on a day; null is what nobody found out. */
export interface SupplierFinding {
  readonly foundOn: CalendarDate;
  /** a policy or target for water */
  readonly policy: boolean | null;
  readonly metering: boolean | null;
  /** by its own statement */
  readonly dischargeComplies: boolean | null;
  readonly stress: (typeof supplierStress)[number];
  readonly certificate: (typeof awsLevels)[number] | null;
  /** the last day of the certificate */
  readonly certificateUntil: CalendarDate | null;
  readonly plan: boolean | null;
}

/** A finding as it is kept, with what stands beside the rule. */
export interface FindingTold extends SupplierFinding {
  readonly id: string;
  readonly source: (typeof supplierSources)[number];
  /** when we told the supplier of our commitment */
  readonly toldOn: CalendarDate | null;
  /** exact */
  readonly withdrawalM3: string | null;
  readonly withdrawalYear: number | null;
}

/** Suppliers of materials and chemicals as they stand on a day. */
export interface SuppliersAnswer {
  asOf: CalendarDate;
  suppliers: (Named & { standing: SupplierStanding; finding: FindingTold | null })[];
}
