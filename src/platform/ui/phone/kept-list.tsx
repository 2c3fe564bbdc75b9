// What is kept on this phone: what waits for the network, what was refused and why, what has arrived.
import { Link } from '@tanstack/react-router';
import { type ComponentType, useState } from 'react';
import { useInstant } from '../instant.ts';
import { useWords } from '../language.tsx';
import { dropEntry, type EntryState, type KeptEntry, keepEntry } from '../offline/store.ts';

const marks: Readonly<Record<EntryState, string>> = { waiting: '◌', photo: '◌', refused: '▼', sent: '●' };
const tones: Readonly<Record<EntryState, string>> = {
  waiting: 'provisional',
  photo: 'provisional',
  refused: 'behind',
  sent: 'on_track',
};

/** How an entry is put right. */
export interface MendProps {
  entry: KeptEntry;
  onMended: (values: Record<string, unknown>, shown: Record<string, string>) => void;
  onCancel: () => void;
}

/** What a page says of its entries, and how they are put right. */
export interface KeptSays {
  says: (entry: KeptEntry) => { head: string; text: string; more: string };
  Mend: ComponentType<MendProps>;
}

/** Why the server refused, in its words. */
function Why({ entry }: { entry: KeptEntry }) {
  const { refusal } = entry;
  if (!refusal) return null;
  return (
    <div className="phone-refused" role="note">
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

function Kept({ entry, onSend, says, Mend }: { entry: KeptEntry; onSend: () => void } & KeptSays) {
  const { t } = useWords();
  const { head, text, more } = says(entry);
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
    <li className="phone-entry" data-state={state}>
      <p className="phone-entry-head">
        <strong>{head}</strong>
        <span>{text}</span>
        <span className={`status status-${tones[state]}`}>
          <span aria-hidden="true" className="status-sign">
            {marks[state]}
          </span>
          {t(`ui.phone.state.${state}`)}
        </span>
        <span className="secondary small">
          {instant(entry.takenAt)}
          {entry.photo ? ` · ${t('ui.phone.withPhoto')}` : ''}
          {more === '' ? '' : ` · ${more}`}
        </span>
      </p>
      <Why entry={entry} />
      {state === 'sent' ? (
        <Link to={`/records/${entry.kind}/${entry.id}` as never} className="phone-link">
          {t('ui.phone.openRecord')}
        </Link>
      ) : null}
      {state === 'refused' && !isMending ? (
        <div className="phone-entry-actions">
          {entry.recorded ? (
            <button type="button" className="phone-button" onClick={() => void again({ photo: null, morePhotos: [] })}>
              {t('ui.phone.withoutPhoto')}
            </button>
          ) : (
            <button type="button" className="phone-button" onClick={() => mend(true)}>
              {t('ui.phone.mend')}
            </button>
          )}
          <button type="button" className="phone-button" onClick={() => void again({})}>
            {t('ui.phone.again')}
          </button>
          {isDropping ? (
            <button type="button" className="phone-button phone-danger" onClick={() => void dropEntry(entry.id)}>
              {t('ui.phone.dropSurely')}
            </button>
          ) : (
            <button type="button" className="phone-button" onClick={() => drop(true)}>
              {t('ui.phone.drop')}
            </button>
          )}
        </div>
      ) : null}
      {isMending ? (
        <Mend
          entry={entry}
          onMended={(values, shownNow) => void again({ values, shown: { ...shown, ...shownNow } })}
          onCancel={() => mend(false)}
        />
      ) : null}
    </li>
  );
}

export function KeptList({
  entries,
  onSend,
  ...how
}: { entries: readonly KeptEntry[]; onSend: () => void } & KeptSays) {
  const { t } = useWords();
  const waiting = entries.filter(({ state }) => state === 'waiting' || state === 'photo').length;
  const rank = { refused: 0, waiting: 1, photo: 1, sent: 2 } as const;
  const ordered = [...entries].sort(
    (left, right) => rank[left.state] - rank[right.state] || (left.id < right.id ? 1 : -1),
  );
  return (
    <section className="phone-section" aria-labelledby="phone-kept-title">
      <h2 id="phone-kept-title">{t('ui.phone.keptTitle')}</h2>
      <p className="secondary" role="status">
        {t(entries.length === 0 ? 'ui.phone.keptNone' : waiting > 0 ? 'ui.phone.keptWaiting' : 'ui.phone.keptSent', {
          count: waiting,
        })}
      </p>
      {waiting > 0 ? (
        <button type="button" className="phone-button" onClick={onSend}>
          {t('ui.phone.sendNow')}
        </button>
      ) : null}
      <ul className="phone-entries">
        {ordered.map((entry) => (
          <Kept key={entry.id} entry={entry} onSend={onSend} {...how} />
        ))}
      </ul>
    </section>
  );
}
