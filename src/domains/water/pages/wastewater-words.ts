// How limits, values and states of waste water are written on its pages.
import { useWords } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type {
  CaseAnswer,
  LimitAnswer,
  PlanAnswer,
  ResultAnswer,
  YearlyTestAnswer,
} from '../model/wastewater-answer.ts';

export const verdictMarks: Readonly<Record<ResultAnswer['verdict'], Status>> = {
  within: 'on_track',
  exceeds: 'behind',
  cannot_tell: 'at_risk',
  no_limit: 'no_data',
};
export const testMarks: Readonly<Record<YearlyTestAnswer['state'], Status>> = {
  done: 'on_track',
  partial: 'at_risk',
  not_done: 'behind',
  exempt: 'no_data',
  no_outlet: 'behind',
};
export const planMarks: Readonly<Record<NonNullable<PlanAnswer['state']>, Status>> = {
  done: 'on_track',
  due: 'at_risk',
  overdue: 'behind',
};
export const caseMarks: Readonly<Record<CaseAnswer['state'], Status>> = {
  open: 'at_risk',
  in_review: 'provisional',
  closed: 'on_track',
};

/** An exact number as it is, without places that nobody measured. */
export const plain = (text: string): string =>
  showNumber(new Exact(text), { decimals: new Exact(text).decimalPlaces() });

/** A limit in a few signs: `≤ 300 mg/L`, `6–9`, or that nothing may be found. */
export function useLimitText(): (limit: LimitAnswer) => string {
  const { t } = useWords();
  return ({ lower, upper, notDetected, unit }) => {
    if (notDetected) return t('water.wastewater.notDetected');
    const shown = unit === 'pH' ? '' : ` ${t(`water.result-unit.${unit}`)}`;
    if (lower && upper) return `${plain(lower)}–${plain(upper)}${shown}`;
    return upper ? `≤ ${plain(upper)}${shown}` : `≥ ${plain(lower ?? '0')}${shown}`;
  };
}

/** A value as the laboratory wrote it, with its unit. */
export function useValueText(): (result: Pick<ResultAnswer, 'written' | 'unit'>) => string {
  const { t } = useWords();
  return ({ written, unit }) => (unit === 'pH' ? written : `${written} ${t(`water.result-unit.${unit}`)}`);
}
