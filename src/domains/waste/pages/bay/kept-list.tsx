// What is kept on this phone: what waits for the network, what was refused and why, what has arrived.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { dropEntry, type EntryState, type KeptEntry, keepEntry } from '#platform/ui/offline/store.ts';
import { MendEntry } from './mend-entry.tsx';

const marks: Readonly<Record<EntryState, string>> = { waiting: '◌', photo: '◌', refused: '▼', sent: '●' };
const tones: Readonly<Record<EntryState, string>> = {
  waiting: 'provisional',
  photo: 'provisional',
  refused: 'behind',
  sent: 'on_track',
};

/** Why the server refused, in its words. */
function Why({ entry }: { entry: KeptEntry }) {
  const { refusal } = entry;
  if (!refusal) return null;
  return (
    <div className="bay-refused" role="note">
      <p>{refusal.title}</p>
      {refusal.problems.length > 0 ? (
        <ul>
          {refusal.problems.map((problem) => (
            <li key={`${problem.field} ${problem.code}`}>{problem.words}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Kept({ entry, onSend }: { entry: KeptEntry; onSend: () => void }) {
  const { t, language } = useWords();
  const instant = useInstant();
  const [isMending, mend] = useState(false);
  const [isDropping, drop] = useState(false);
  const { shown, state } = entry;
  const again = async (changed: Partial<KeptEntry>) => {
    await keepEntry({ ...entry, state: entry.recorded ? 'photo' : 'waiting', refusal: null, ...changed });
    mend(false);
    onSend();
  };
  return (
    <li className="bay-entry" data-state={state}>
      <p className="bay-entry-head">
        <strong>
          {shown.number} {shown.unit}
        </strong>
        <span>
          {t(`waste.page.bay.action.${shown.action}`)} · {shown.code} {language === 'zh' ? shown.nameZh : shown.nameEn}
        </span>
        <span className={`status status-${tones[state]}`}>
          <span aria-hidden="true" className="status-sign">
            {marks[state]}
          </span>
          {t(`waste.page.bay.state.${state}`)}
        </span>
        <span className="secondary small">
          {instant(entry.takenAt)}
          {entry.photo ? ` · ${t('waste.page.bay.withPhoto')}` : ''}
          {shown.container ? ` · ${shown.container}` : ''}
        </span>
      </p>
      <Why entry={entry} />
      {state === 'sent' ? (
        <Link to={`/records/${entry.kind}/${entry.id}` as never} className="bay-link">
          {t('waste.page.bay.openRecord')}
        </Link>
      ) : null}
      {state === 'refused' && !isMending ? (
        <div className="bay-entry-actions">
          {entry.recorded ? (
            <button type="button" className="bay-button" onClick={() => void again({ photo: null })}>
              {t('waste.page.bay.withoutPhoto')}
            </button>
          ) : (
            <button type="button" className="bay-button" onClick={() => mend(true)}>
              {t('waste.page.bay.mend')}
            </button>
          )}
          <button type="button" className="bay-button" onClick={() => void again({})}>
            {t('waste.page.bay.again')}
          </button>
          {isDropping ? (
            <button type="button" className="bay-button bay-danger" onClick={() => void dropEntry(entry.id)}>
              {t('waste.page.bay.dropSurely')}
            </button>
          ) : (
            <button type="button" className="bay-button" onClick={() => drop(true)}>
              {t('waste.page.bay.drop')}
            </button>
          )}
        </div>
      ) : null}
      {isMending ? (
        <MendEntry
          entry={entry}
          onMended={(values, shownNow) => void again({ values, shown: { ...shown, ...shownNow } })}
          onCancel={() => mend(false)}
        />
      ) : null}
    </li>
  );
}

export function KeptList({ entries, onSend }: { entries: readonly KeptEntry[]; onSend: () => void }) {
  const { t } = useWords();
  const waiting = entries.filter(({ state }) => state === 'waiting' || state === 'photo').length;
  const rank = { refused: 0, waiting: 1, photo: 1, sent: 2 } as const;
  const ordered = [...entries].sort(
    (left, right) => rank[left.state] - rank[right.state] || (left.id < right.id ? 1 : -1),
  );
  return (
    <section className="bay-section" aria-labelledby="bay-kept-title">
      <h2 id="bay-kept-title">{t('waste.page.bay.keptTitle')}</h2>
      <p className="secondary" role="status">
        {t(
          entries.length === 0
            ? 'waste.page.bay.keptNone'
            : waiting > 0
              ? 'waste.page.bay.keptWaiting'
              : 'waste.page.bay.keptSent',
          {
            count: waiting,
          },
        )}
      </p>
      {waiting > 0 ? (
        <button type="button" className="bay-button" onClick={onSend}>
          {t('waste.page.bay.sendNow')}
        </button>
      ) : null}
      <ul className="bay-entries">
        {ordered.map((entry) => (
          <Kept key={entry.id} entry={entry} onSend={onSend} />
        ))}
      </ul>
    </section>
  );
}
