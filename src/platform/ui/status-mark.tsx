// How something stands: a mark, a word and a colour, for colour alone says nothing.
import { useWords } from './language.tsx';

export type Status = 'on_track' | 'at_risk' | 'behind' | 'no_data' | 'provisional';

/** The mark of each status. */
export const statusMarks: Readonly<Record<Status, string>> = {
  on_track: '●',
  at_risk: '▲',
  behind: '▼',
  no_data: '○',
  provisional: '◌',
};

/** A status as mark and word; `words` replaces the ordinary word by a longer one from the server. */
export function StatusMark({ status, words, short = false }: { status: Status; words?: string; short?: boolean }) {
  const { t } = useWords();
  const said = words ?? t(`ui.status.${status}`);
  return (
    <span className={`status status-${status}`} title={short ? said : undefined}>
      <span aria-hidden="true" className="status-sign">
        {statusMarks[status]}
      </span>
      <span className={short ? 'visually-hidden' : undefined}>{said}</span>
    </span>
  );
}
