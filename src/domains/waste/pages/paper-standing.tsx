// How a licence or proof stands: a mark, a word and a colour, with the days that are left.
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import type { Standing } from '../model/vendor-answer.ts';

/** The closer its end, the stronger the mark. */
export function statusOf({ state, within }: Standing): Status {
  if (state === 'expired') return 'behind';
  if (state === 'not_yet') return 'no_data';
  return state === 'valid' ? 'on_track' : within === 30 ? 'behind' : 'at_risk';
}

export function PaperStandingMark({ standing }: { standing: Standing }) {
  const { t } = useWords();
  return (
    <StatusMark
      status={statusOf(standing)}
      words={t(`waste.vendors.standing.${standing.state}`, { days: standing.days ?? 0 })}
    />
  );
}
