// Assesses factories by an edition and weights, and says what became of each.
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { type ChosenWeights, weightsAsked } from './risk-weights.tsx';

interface AssessAnswer {
  assessed: { outcome: 'new' | 'changed' | 'same' | 'not_found' }[];
}

/** What an assessment is asked for besides its factories. */
export interface Asking {
  year: number;
  edition: string;
  weights: ChosenWeights;
}

/** Assesses factories, and says what became of it. */
export function useAssess(): {
  isBusy: boolean;
  assess: (asked: Asking, sites: { site: string; basin?: string }[], note?: string) => Promise<void>;
} {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const assess = async (
    { year, edition, weights }: Asking,
    sites: { site: string; basin?: string }[],
    note?: string,
  ) => {
    const body = { year, edition, sites, ...weightsAsked(weights), ...(note ? { note } : {}) };
    const done = ({ assessed }: AssessAnswer) => {
      const count = (...outcomes: string[]) => assessed.filter(({ outcome }) => outcomes.includes(outcome)).length;
      const facts = { done: count('new', 'changed'), same: count('same'), left: count('not_found') };
      return t('water.risk.assessed.one', facts);
    };
    await act(() => sendJson<AssessAnswer>('POST', '/water/risk/assess', body), { done });
  };
  return { isBusy, assess };
}
