// Which cases tell what others did with waste like this, out of the same treatment?
import type { Composition } from '../model/composition.ts';
import { hierarchyStepOf, hierarchySteps } from '../model/hierarchy.ts';
import type { Treatment } from '../model/treatment.ts';

/** What a case was about, as far as likeness asks. */
export interface CaseSubject {
  readonly source: 'own' | 'peer';
  readonly composition: Composition | string;
  readonly hazardous: boolean;
  readonly fromTreatment: Treatment | string;
  readonly toTreatment: Treatment | string;
}

const stepOf = (treatment: string) => hierarchySteps.indexOf(hierarchyStepOf(treatment));

/** Cases of the same composition and hazard that left the same treatment: own ones first, then the highest in the hierarchy. */
export const likeCases = <Case extends CaseSubject>(
  cases: readonly Case[],
  subject: { composition: string; hazardous: boolean; treatment: string },
): Case[] =>
  cases
    .filter(
      (one) =>
        one.composition === subject.composition &&
        one.hazardous === subject.hazardous &&
        one.fromTreatment === subject.treatment,
    )
    .sort(
      (one, other) =>
        Number(other.source === 'own') - Number(one.source === 'own') ||
        stepOf(one.toTreatment) - stepOf(other.toTreatment),
    );
