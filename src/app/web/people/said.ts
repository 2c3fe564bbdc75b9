// Times and what was moved, in a sentence.
import { useWords } from '#platform/ui/language.tsx';
import { type Days, type HandOverCounts, isOver } from './answers.ts';

/** From when until when. */
export function useDaysSaid(today: string): (days: Days) => string {
  const { t } = useWords();
  return (days) => {
    const { from, before } = days;
    if (before === null) return t('people.since', { from });
    return isOver(days, today) ? t('people.endedOn', { on: before }) : t('people.untilDay', { from, before });
  };
}

const wordOf = {
  ...{ drafts: 'draft', returned: 'returned', reviews: 'reviews', posts: 'postsCount', duties: 'duties' },
} as const;

/** How many drafts, returned records, posts and duties. */
export function useMovedSaid(): (moved: Partial<HandOverCounts>) => string {
  const { t, language } = useWords();
  return (moved) =>
    (['drafts', 'returned', 'reviews', 'posts', 'duties'] as const)
      .flatMap((what) => {
        const count = moved[what] ?? 0;
        const key = `handOver.${wordOf[what]}`;
        return count === 0 ? [] : [t(key, { count })];
      })
      .join(language === 'zh' ? '、' : ', ');
}
