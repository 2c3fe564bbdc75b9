// What the server answers about disputes of weights, and what a choice among them comes to.
import type { Values } from '#platform/records/declare/kind.ts';
import type { Names, RecordState } from '#platform/records/web/answers.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import { exactText, sum, tonnes } from '#units/quantity.ts';
import type { MassBasis } from '../rules/counting-mass.ts';

/** One load in dispute. */
export interface DisputedLoad {
  id: string;
  revision: number;
  state: RecordState;
  closed: boolean;
  mayDecide: boolean;
  values: Values;
  countingMassTonnes: string;
  choices: { basis: MassBasis; massTonnes: string; changeTonnes: string }[];
  comparisons: {
    between: [MassBasis, MassBasis];
    differenceMassTonnes: string;
    differenceShare: string | null;
    allowedMassTonnes: string;
    withinTolerance: boolean;
  }[];
  byPolicy: { basis: MassBasis; massTonnes: string; because: 'preferred' | 'preferred_missing' } | null;
  policyFrom: string | null;
  files: { sha256: string; fileName: string; evidenceKind: string }[];
  decision: { at: string; actor: string; name: LocalText } | null;
}

export interface WeightsAnswer {
  loads: DisputedLoad[];
  names: Names;
  open: number;
  decided: number;
  elsewhere: { scopeId: string; month: string; count: number }[];
  recorded: { siteId: string; month: string; massTonnes: string }[];
}

/** The weight chosen for each load, by its id. */
export type Chosen = ReadonlyMap<string, MassBasis>;

/** What the recorded mass of each factory and month would be if the chosen weights counted. */
export function effectsOf(answer: WeightsAnswer, chosen: Chosen) {
  return answer.recorded.flatMap(({ siteId, month, massTonnes }) => {
    const changes = answer.loads.flatMap((load) =>
      load.values.site === siteId && String(load.values.departedOn).startsWith(month)
        ? load.choices.filter(({ basis }) => chosen.get(load.id) === basis).map((one) => tonnes(one.changeTonnes))
        : [],
    );
    if (changes.length === 0) return [];
    const change = sum(changes);
    return [{ siteId, month, before: massTonnes, after: exactText(sum([tonnes(massTonnes), change])), change }];
  });
}

/** The pair of weights that lies furthest apart. */
export const furthestApart = ({ comparisons }: DisputedLoad): DisputedLoad['comparisons'][number] | undefined =>
  comparisons.reduce<DisputedLoad['comparisons'][number] | undefined>(
    (furthest, each) =>
      furthest && tonnes(furthest.differenceMassTonnes).abs().gte(tonnes(each.differenceMassTonnes).abs())
        ? furthest
        : each,
    undefined,
  );
