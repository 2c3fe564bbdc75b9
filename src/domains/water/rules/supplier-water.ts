// Does a supplier manage its water, as far as somebody found out, and of how many suppliers is that known?
import { addDays, addMonths, type CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { exact, type Share, share } from '#units/quantity.ts';
import type { SupplierFinding, SupplierStanding } from '../model/supplier.ts';

/** What this rule cites: our own choice, and no standard. @public */
export const supplierWaterCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'water management of a supplier')];

/** A finding tells of a supplier for three years, as long as a certificate of the AWS Standard holds; then it is too old. */
const FINDING_MONTHS = 36;

const newestOn = <T extends Pick<SupplierFinding, 'foundOn'>>(findings: readonly T[], asOf: CalendarDate) =>
  findings
    .filter(({ foundOn }) => foundOn <= asOf)
    .reduce<T | undefined>((last, one) => (last && last.foundOn > one.foundOn ? last : one), undefined);

/**
 * How a supplier stands on a day, by its newest finding. The definition is our own; no standard says when a supplier's
 * water is managed.
 *
 * - `not_assessed`: no finding, or the newest is three years old or older.
 * - `in_place`: certified to the AWS Standard on that day, at any level; or all of these are there: a policy or target for
 *   water, metering of withdrawal, discharge that complies by the supplier's own statement, and, unless its factory is
 *   known to lie outside areas with water stress, a plan to improve.
 * - `not_in_place`: one of them is known to be missing. Discharge that does not comply outweighs a certificate.
 * - `unclear`: none is known to be missing, but somebody has not found out all of them.
 */
export function supplierStanding(findings: readonly SupplierFinding[], asOf: CalendarDate): SupplierStanding {
  const found = newestOn(findings, asOf);
  if (!found || asOf >= addMonths(found.foundOn, FINDING_MONTHS)) return 'not_assessed';
  if (found.dischargeComplies === false) return 'not_in_place';
  const { certificate, certificateUntil } = found;
  const isCertified = certificate !== null && certificate !== 'not_certified';
  if (isCertified && certificateUntil !== null && asOf <= certificateUntil) return 'in_place';
  const asked = [found.policy, found.metering, found.dischargeComplies];
  if (found.stress !== 'not_high') asked.push(found.plan);
  if (asked.includes(false)) return 'not_in_place';
  return asked.includes(null) ? 'unclear' : 'in_place';
}

/** How a supplier stands from a day on. */
export interface SupplierStep {
  readonly day: CalendarDate;
  readonly standing: SupplierStanding;
}

/**
 * The days on which a supplier comes to stand otherwise: by a finding, by the end of a certificate, by a finding's age.
 *
 * @param since the day from which it stands as not assessed
 */
export function supplierSteps(findings: readonly SupplierFinding[], since: CalendarDate): SupplierStep[] {
  const days = findings.flatMap(({ foundOn, certificateUntil }) => [
    foundOn,
    addMonths(foundOn, FINDING_MONTHS),
    ...(certificateUntil === null ? [] : [addDays(certificateUntil, 1)]),
  ]);
  const steps: SupplierStep[] = [{ day: since, standing: 'not_assessed' }];
  for (const day of [...new Set(days)].filter((one) => one > since).sort()) {
    const standing = supplierStanding(findings, day);
    if (standing !== steps.at(-1)?.standing) steps.push({ day, standing });
  }
  return steps;
}

/** Suppliers of materials and chemicals, counted by how they stand. */
export type SupplierCounts = Readonly<Record<SupplierStanding, number>>;

type SupplierAnswer = Outcome<
  Answer<
    Share,
    | 'suppliersInPlaceCount'
    | 'suppliersNotInPlaceCount'
    | 'suppliersUnclearCount'
    | 'suppliersAssessedCount'
    | 'suppliersNotAssessedCount'
    | 'suppliersInScopeCount'
  >,
  'no_supplier_in_scope' | 'no_supplier_assessed'
>;

function outOf(counts: SupplierCounts, part: number): SupplierAnswer {
  const assessed = counts.in_place + counts.not_in_place + counts.unclear;
  const all = assessed + counts.not_assessed;
  if (all === 0) return { noData: 'no_supplier_in_scope' };
  if (assessed === 0) return { noData: 'no_supplier_assessed' };
  return {
    value: share(exact(part).div(all)),
    inputs: {
      ...{ suppliersInPlaceCount: exact(counts.in_place), suppliersNotInPlaceCount: exact(counts.not_in_place) },
      ...{ suppliersUnclearCount: exact(counts.unclear), suppliersAssessedCount: exact(assessed) },
      ...{ suppliersNotAssessedCount: exact(counts.not_assessed), suppliersInScopeCount: exact(all) },
    },
  };
}

/** Suppliers with water management known and in place ÷ suppliers in scope; without any assessed there is no figure. */
export const supplierInPlaceShare = (counts: SupplierCounts): SupplierAnswer => outOf(counts, counts.in_place);

/** Suppliers assessed ÷ suppliers in scope. */
export const supplierAssessedShare = (counts: SupplierCounts): SupplierAnswer =>
  outOf(counts, counts.in_place + counts.not_in_place + counts.unclear);
