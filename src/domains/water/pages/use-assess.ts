// Assesses factories by an edition and weights, and says what became of each.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
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
  const { message } = App.useApp();
  const refuse = useSaysRefusal();
  const client = useQueryClient();
  const [isBusy, busy] = useState(false);
  const assess = async (
    { year, edition, weights }: Asking,
    sites: { site: string; basin?: string }[],
    note?: string,
  ) => {
    busy(true);
    try {
      const body = { year, edition, sites, ...weightsAsked(weights), ...(note ? { note } : {}) };
      const { assessed } = await sendJson<AssessAnswer>('POST', '/water/risk/assess', body);
      const count = (...outcomes: string[]) => assessed.filter(({ outcome }) => outcomes.includes(outcome)).length;
      const facts = { done: count('new', 'changed'), same: count('same'), left: count('not_found') };
      message.success(t('water.risk.assessed.one', facts));
      await client.invalidateQueries();
    } catch (error) {
      refuse(error);
    }
    busy(false);
  };
  return { isBusy, assess };
}
