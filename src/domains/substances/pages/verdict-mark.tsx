// A verdict as a mark, a word and what it rests on.
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import type { Verdict, VerdictBasis } from '../model/verdict.ts';

const marks: Readonly<Record<Verdict, Status>> = {
  not_applicable: 'no_data',
  complies: 'on_track',
  complies_by_exemption: 'on_track',
  must_be_communicated: 'at_risk',
  out_of_date: 'provisional',
  unknown: 'no_data',
  on_hold: 'at_risk',
  disputed: 'behind',
  does_not_comply: 'behind',
};

/** What an item is found to be; without a verdict it was not judged yet. */
export function VerdictMark({ verdict, basis }: { verdict: Verdict | null; basis?: VerdictBasis | null | undefined }) {
  const { t } = useWords();
  if (verdict === null) return <StatusMark status="provisional" words={t('substances.items.notJudged')} />;
  const rests = basis && basis !== 'none' ? t(`substances.basis.${basis}`) : '';
  return (
    <span className="verdict">
      <StatusMark status={marks[verdict]} words={t(`substances.verdict.${verdict}`)} />
      {rests ? <span className="secondary verdict-basis"> {rests}</span> : null}
    </span>
  );
}

/** Whether verdicts already know of everything that was recorded. */
export function AsOf({ day, isBehind }: { day: string | null; isBehind: boolean }) {
  const { t, language } = useWords();
  if (isBehind || day === null)
    return <span role="status">◌ {t(day === null ? 'substances.items.firstJudging' : 'substances.items.behind')}</span>;
  return t('substances.items.asOf', { day: labelDate(day as CalendarDate, language) });
}
