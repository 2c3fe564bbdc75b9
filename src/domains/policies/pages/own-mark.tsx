// How far the reader is with an edition, as mark and words.
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import type { Acknowledging, OwnAnswer } from '../model/answer.ts';

/** The mark of each state. */
export const ownMarks: Readonly<Record<Exclude<Acknowledging, 'not_asked'>, Status>> = {
  acknowledged: 'on_track',
  waiting: 'provisional',
  overdue: 'behind',
};

export function OwnMark({ own }: { own: OwnAnswer }) {
  const { t, language } = useWords();
  const instant = useInstant();
  if (own.state === 'not_asked') return null;
  const due = own.dueOn === null ? '' : labelDate(own.dueOn as CalendarDate, language);
  return (
    <StatusMark
      status={ownMarks[own.state]}
      words={t(`policies.own.${own.state}`, { due, on: own.at === null ? '' : instant(own.at) })}
    />
  );
}
