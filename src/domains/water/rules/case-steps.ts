// Which steps of a case of an exceedance are left before it may be closed?
import { type CaseStep, caseSteps } from '../model/wastewater.ts';

/** Steps that are not taken, in their order; the authority is told only where the permit asks for it. */
export const stepsLeft = (taken: readonly CaseStep[], reportDue: boolean): CaseStep[] =>
  caseSteps.filter((step) => !taken.includes(step) && (step !== 'reported' || reportDue));
