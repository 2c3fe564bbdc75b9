// The history of a record as a timeline: what each revision changed, who took which step, and why.
import type { ReactNode } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { Names, RecordAnswer } from './answers.ts';
import { DifferenceList } from './difference-list.tsx';
import { useKindWords } from './kinds.tsx';
import { differences } from './revision-differences.ts';

interface Moment {
  key: string;
  at: string;
  order: number;
  said: ReactNode;
  more: ReactNode;
}

/** A person as the history names him: by id, with a name where he still has one. */
export function usePersonName(): (name: LocalText | string | null | undefined, id?: string) => string {
  const { local } = useWords();
  return (name, id) => (typeof name === 'string' ? name : local(name)) || id || '';
}

function Changes({
  kind,
  from,
  to,
  names,
}: {
  kind: RecordKind;
  from: RecordAnswer['revisions'][number];
  to: RecordAnswer['revisions'][number];
  names: Names;
}) {
  const found = differences(kind, from, to);
  return found.length === 0 ? null : <DifferenceList kind={kind} found={found} names={names} />;
}

/** Everything that happened to a record, newest first. */
export function RecordHistory({ kind, answer }: { kind: RecordKind; answer: RecordAnswer }) {
  const { t, language } = useWords();
  const words = useKindWords(kind);
  const instant = useInstant();
  const nameOf = usePersonName();
  /** How it came in: on a page, or from which file. */
  const came = ({ importId, entry }: RecordAnswer['revisions'][number]): string =>
    [
      t(`via.${importId ? 'import' : entry?.via}`),
      importId !== null && importId === answer.source?.importId
        ? t('history.timeline.file', { file: answer.source.fileName })
        : '',
    ]
      .filter(Boolean)
      .join(' ');
  const moments: Moment[] = [
    ...answer.evidence.map(
      (file): Moment => ({
        key: `paper-${file.id}`,
        at: file.at,
        order: 0,
        said: (
          <>
            <strong>{t('history.timeline.attached')}</strong> {nameOf(file.actorName)}
          </>
        ),
        more: <p className="history-reason">{file.fileName}</p>,
      }),
    ),
    ...answer.closings.map(
      (closing): Moment => ({
        key: `${closing.action}-${closing.month}-${closing.at}`,
        at: closing.at,
        order: 5,
        said: (
          <>
            <strong>{t(`history.timeline.${closing.action === 'close' ? 'closed' : 'reopened'}`)}</strong>{' '}
            {nameOf(closing.actorName, closing.actor)}
            <span className="secondary"> {labelMonth(closing.month as Month, language)}</span>
          </>
        ),
        more: closing.reason ? <p className="history-reason">{closing.reason}</p> : null,
      }),
    ),
    ...answer.revisions.map((revision, index): Moment => {
      const previous = answer.revisions[index - 1];
      const what = revision.voided ? 'voided' : revision.restatement ? 'restated' : previous ? 'corrected' : 'recorded';
      return {
        key: `revision-${revision.revision}`,
        at: revision.entry?.at ?? '',
        order: revision.revision * 10,
        said: (
          <>
            <strong>{t(`ui.history.${what}`)}</strong> {nameOf(revision.entry?.actorName, revision.entry?.actor)}
            <span className="secondary">
              {' '}
              {t('ui.history.revision', { revision: revision.revision })}
              {revision.entry ? ` · ${came(revision)}` : ''}
            </span>
            {revision.counts ? <span className="history-counts">{t('ui.history.counts')}</span> : null}
          </>
        ),
        more: (
          <>
            {revision.entry?.reason ? <p className="history-reason">{revision.entry.reason}</p> : null}
            {previous ? <Changes kind={kind} from={previous} to={revision} names={answer.names} /> : null}
          </>
        ),
      };
    }),
    ...answer.events.map(
      (event, index): Moment => ({
        key: `event-${event.revision}-${event.step}-${event.at}`,
        at: event.at,
        order: event.revision * 10 + 1 + index / 1000,
        said: (
          <>
            <strong>{t(`ui.history.${event.step}`)}</strong> {nameOf(event.actorName, event.actor)}
            {event.onBehalfOf ? (
              <span className="secondary"> {t('review.history.for', { name: nameOf(event.onBehalfOf) })}</span>
            ) : null}
          </>
        ),
        more: event.words?.map((one) => (
          <p key={`${one.field}-${one.words}`} className="history-reason">
            {one.field ? `${words.field(one.field)}: ` : ''}
            {one.words}
          </p>
        )),
      }),
    ),
  ].sort((one, other) => (one.at === other.at ? other.order - one.order : other.at.localeCompare(one.at)));
  return (
    <section className="record-section" aria-label={t('ui.record.history')}>
      <h3>{t('ui.record.history')}</h3>
      <ol className="timeline">
        {moments.map((moment) => (
          <li key={moment.key}>
            <div className="timeline-head">
              <span>{moment.said}</span>
              <time dateTime={moment.at}>{moment.at === '' ? '' : instant(moment.at)}</time>
            </div>
            {moment.more}
          </li>
        ))}
      </ol>
    </section>
  );
}
