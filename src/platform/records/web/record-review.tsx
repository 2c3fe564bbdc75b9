// How a record's review stands: who took which step when and for whom, bound to what content, and what still waits.
import type { ReactNode } from 'react';
import { labelDate } from '#period/label.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import { steps } from '../declare/review-steps.ts';
import { reviewTurns } from '../declare/review-turns.ts';
import type { RecordAnswer, ReviewEvent } from './answers.ts';
import { DifferenceList } from './difference-list.tsx';
import { usePersonName } from './record-history.tsx';
import { differences } from './revision-differences.ts';

/** What was approved last goes on counting: what is different in the revision that would take its place. */
export function StillCounts({
  kind,
  answer,
  counting,
}: {
  kind: RecordKind;
  answer: RecordAnswer;
  counting: RecordAnswer['revisions'][number];
}) {
  const { t } = useWords();
  const found = differences(kind, counting, answer.record);
  return (
    <div className="notice still-counts" role="note">
      <strong>{t('review.record.stillCounts', { revision: counting.revision })}</strong>
      <p>{t('review.record.stillCountsText')}</p>
      {found.length > 0 ? <DifferenceList kind={kind} found={found} names={answer.names} /> : null}
    </div>
  );
}

/** Who did it, when, and for whom. */
function By({ event }: { event: Pick<ReviewEvent, 'actor' | 'actorName' | 'at' | 'onBehalfOf'> }) {
  const { t } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const facts = { name: nameOf(event.actorName, event.actor), at: instant(event.at) };
  return event.onBehalfOf
    ? t('review.record.byFor', { ...facts, other: nameOf(event.onBehalfOf) })
    : t('review.record.by', facts);
}

/** The review of the newest revision, step by step. */
export function RecordReview({ answer }: { answer: RecordAnswer }) {
  const { t, language } = useWords();
  const { record, review, events, revisions } = answer;
  const own = events.filter(({ revision }) => revision === record.revision);
  if (review.policy === 'none' && own.length === 0) return null;
  const entry = revisions.find(({ revision }) => revision === record.revision)?.entry;
  // A step that was taken again after a return stands once, as it was taken last.
  const last = (step: ReviewEvent['step']) => own.findLast((event) => event.step === step);
  const returnedAt = own.findLastIndex(({ step }) => step === 'return');
  const waits = steps[review.policy].find(({ step, from }) => step !== 'return' && from.includes(record.state))?.step;
  const days = reviewTurns(events).daysWithReviewers + (review.due?.withReviewersDays ?? 0);
  const lines: [key: string, label: string, said: ReactNode][] = [
    ['policy', t('review.record.policy'), t(`review.policy.${review.policy}`)],
    ...(entry
      ? [['recorded', t('review.record.recorded'), <By key="by" event={{ ...entry, onBehalfOf: null }} />] as const]
      : []),
    ...(['submit', 'return', 'review', 'approve'] as const).flatMap((step): [string, string, ReactNode][] => {
      const taken = last(step);
      const isPast = taken !== undefined && own.indexOf(taken) < returnedAt && step !== 'submit';
      if (taken && !isPast) return [[step, t(`review.record.${step}`), <By key="by" event={taken} />]];
      return waits === step ? [[step, t(`review.record.${step}`), t('review.record.waits')]] : [];
    }),
    ...(review.due
      ? [['due', t('review.record.due'), labelDate(review.due.dueOn, language)] as [string, string, ReactNode]]
      : []),
    ...(days > 0
      ? [['days', t('review.record.days'), t('review.record.daysText', { days })] as [string, string, ReactNode]]
      : []),
  ].map(([key, label, said]) => [key, label, said]);
  return (
    <section className="record-section" aria-label={t('review.record.title')}>
      <h3>{t('review.record.title')}</h3>
      <dl className="fields review-lines">
        {lines.map(([key, label, said]) => (
          <div key={key} className="field">
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        ))}
        <div className="field field-wide">
          <dt>{t('review.record.hash')}</dt>
          <dd className="hash small" title={t('review.record.hashText')}>
            {record.hash}
          </dd>
        </div>
      </dl>
    </section>
  );
}
