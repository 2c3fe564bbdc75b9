// What was returned, in the reviewer's words by field, with the two ways out: mend it, or say why it is correct.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import { reviewTurns } from '../declare/review-turns.ts';
import type { RecordAnswer, ReviewEvent, ReviewNote } from './answers.ts';
import { useKindWords } from './kinds.tsx';
import { usePersonName } from './record-history.tsx';
import { fieldOf } from './returned-words.tsx';

/** A note of a reviewer, or its answer: "Note: please name the racks". */
export function NoteWords({ kind, note }: { kind: RecordKind; note: ReviewNote }) {
  const words = useKindWords(kind);
  return (
    <>
      {note.field && kind.all.has(note.field) ? <strong>{words.field(note.field)}: </strong> : null}
      {note.words}
    </>
  );
}

/** When it was submitted and returned: the reviewer's days are not the factory's. */
function Dates({ answer }: { answer: RecordAnswer }) {
  const { t } = useWords();
  const instant = useInstant();
  const { firstSubmittedAt, returnedAt, daysWithReviewers } = reviewTurns(answer.events);
  if (!firstSubmittedAt || !returnedAt) return null;
  return (
    <p className="small">
      {t('ui.return.dates', {
        submitted: instant(firstSubmittedAt),
        returned: instant(returnedAt),
        days: daysWithReviewers,
      })}
    </p>
  );
}

/** How the revision that stands returned was returned. */
export const returnOf = ({ events, record }: RecordAnswer): ReviewEvent | undefined =>
  events.findLast(({ step, revision }) => step === 'return' && revision === record.revision);

/** At the top of what was returned, for who may mend it and for who may only look. */
export function ReturnNotice({
  kind,
  answer,
  onMend,
  onReply,
}: {
  kind: RecordKind;
  answer: RecordAnswer;
  /** opens the form, on the field where one is named */
  onMend: (field: string | null) => void;
  /** sends the record back as it stands, with why it is correct */
  onReply: (notes: ReviewNote[]) => Promise<unknown>;
}) {
  const { t } = useWords();
  const nameOf = usePersonName();
  const words = useKindWords(kind);
  const [isReplying, replyNow] = useState(false);
  const [reply, type] = useState('');
  const [isBusy, busy] = useState(false);
  const returned = returnOf(answer);
  if (!returned?.words) return null;
  const notes = returned.words;
  const field = fieldOf(kind, { words: notes }) ?? null;
  const send = async () => {
    busy(true);
    await onReply([{ field, words: reply.trim() }]);
    busy(false);
  };
  return (
    <div className="notice notice-warning" role="note">
      <strong>{t('ui.record.returnedBy', { name: nameOf(returned.actorName, returned.actor) })}</strong>
      {notes.map((note) => (
        <p key={`${note.field}-${note.words}`}>
          <NoteWords kind={kind} note={note} />{' '}
          {answer.may.record && note.field && kind.flat.has(note.field) ? (
            <Button size="small" type="link" onClick={() => onMend(note.field)}>
              {t('ui.return.toField', { field: words.field(note.field) })}
            </Button>
          ) : null}
        </p>
      ))}
      <Dates answer={answer} />
      {answer.may.record ? (
        <div className="return-ways">
          <Button size="small" type="primary" onClick={() => onMend(field)}>
            {t('ui.return.mend')}
          </Button>
          <Button size="small" aria-expanded={isReplying} onClick={() => replyNow(!isReplying)}>
            {t('ui.return.isCorrect')}
          </Button>
        </div>
      ) : null}
      {isReplying ? (
        <form
          className="return-reply"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Labelled label={t('ui.return.because')}>
            {(id) => (
              <Input.TextArea
                id={id}
                autoFocus
                rows={2}
                maxLength={1000}
                value={reply}
                onChange={(event) => type(event.target.value)}
              />
            )}
          </Labelled>
          <Button type="primary" size="small" htmlType="submit" disabled={reply.trim() === ''} loading={isBusy}>
            {t('ui.return.send')}
          </Button>
        </form>
      ) : null}
    </div>
  );
}

/** For the reviewer of what came back: what was asked, and what was answered or corrected. */
export function AnsweredNotice({ kind, answer }: { kind: RecordKind; answer: RecordAnswer }) {
  const { t } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const at = answer.events.findLastIndex((event) => event.step === 'return');
  const returned = answer.events[at];
  const submitted = answer.events.slice(at + 1).find((event) => event.step === 'submit');
  if (!returned?.words || !submitted) return null;
  const corrected = answer.revisions.findLast(
    (revision) => revision.revision > returned.revision && revision.revision <= submitted.revision,
  );
  const said = submitted.words ?? (corrected?.entry?.reason ? [{ field: null, words: corrected.entry.reason }] : []);
  return (
    <div className="notice" role="note">
      <p>
        <strong>{t('ui.record.returnedBy', { name: nameOf(returned.actorName, returned.actor) })}</strong>{' '}
        <span className="small secondary">{instant(returned.at)}</span>
      </p>
      {returned.words.map((note) => (
        <p key={`${note.field}-${note.words}`}>
          <NoteWords kind={kind} note={note} />
        </p>
      ))}
      <p>
        <strong>
          {t(corrected ? 'ui.return.correctedBy' : 'ui.return.answeredBy', {
            name: nameOf(submitted.actorName, submitted.actor),
          })}
        </strong>{' '}
        <span className="small secondary">{instant(submitted.at)}</span>
      </p>
      {said.map((note) => (
        <p key={`${note.field}-${note.words}`}>{note.words}</p>
      ))}
    </div>
  );
}
