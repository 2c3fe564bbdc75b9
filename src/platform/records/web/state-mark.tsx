// How far a record has come: draft, submitted, reviewed, returned, approved; mark, word and colour.
import { useWords } from '#platform/ui/language.tsx';
import type { RecordRow, RecordState } from './answers.ts';

const signs: Readonly<Record<RecordState, string>> = {
  draft: '✎',
  submitted: '◌',
  reviewed: '◐',
  returned: '↩',
  approved: '●',
};

/** The state as mark and word, with what else is to be known of the revision. */
export function StateMark({ record }: { record: Pick<RecordRow, 'state' | 'voided' | 'restatement'> }) {
  const { t } = useWords();
  return (
    <span className={`state state-${record.voided ? 'voided' : record.state}`}>
      <span aria-hidden="true" className="state-sign">
        {record.voided ? '×' : signs[record.state]}
      </span>
      {t(record.voided ? 'ui.state.voided' : `state.${record.state}`)}
      {record.restatement ? <span className="state-more">{t('ui.state.restatement')}</span> : null}
    </span>
  );
}
