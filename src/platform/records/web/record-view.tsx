// One record: where it stands and what comes next on top, then its fields, its papers, its history.
import { EditOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { RecordQuestions } from '#platform/audit/web/record-questions.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordKind } from '../declare/kind.ts';
import type { Step } from '../declare/review-steps.ts';
import type { RecordAnswer, ReviewNote } from './answers.ts';
import { BesidePaper } from './beside-paper.tsx';
import { useStep } from './bulk-bar.tsx';
import { WaitingEffect } from './correction-effect.tsx';
import { DifferenceList } from './difference-list.tsx';
import { reasonGiven } from './reason-given.ts';
import { RecordFields, RecordLines, useRecordTitle } from './record-fields.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordHistory } from './record-history.tsx';
import { RecordReview, StillCounts } from './record-review.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { AnsweredNotice, ReturnNotice, returnOf } from './return-notice.tsx';
import { differences } from './revision-differences.ts';
import { StateMark } from './state-mark.tsx';
import { stepsFor } from './steps.ts';
import { VoidDialog } from './void-dialog.tsx';

/** A record by its id, in a drawer or on a page of its own; `onPaper` hears whether a paper is looked at beside it. */
export function RecordView({
  kind,
  id,
  beside,
  onPaper,
}: {
  kind: RecordKind;
  id: string;
  /** what its kind shows of it besides its fields, above papers and history */
  beside?: ReactNode;
  onPaper?: (isSeen: boolean) => void;
}) {
  const [refusedAt, refuseAt] = useState<number | undefined>();
  const { data, error, isPending, refetch } = useJson<RecordAnswer>(`/records/${kind.kind}/${id}`, {}, { keep: true });
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting rows={10} />;
  const { record } = data;
  return (
    <>
      {refusedAt !== undefined && record.revision > refusedAt ? (
        <ChangedSince kind={kind} answer={data} seen={refusedAt} />
      ) : null}
      <BesidePaper key={record.id} kind={kind} answer={data} onPaper={onPaper}>
        {(evidence) => (
          <RecordShown
            key={record.revision}
            kind={kind}
            answer={data}
            beside={beside}
            evidence={evidence}
            onRefused={refuseAt}
          />
        )}
      </BesidePaper>
    </>
  );
}

/** A step was bound to a revision that is no longer the newest: what changed since stands on top. */
function ChangedSince({ kind, answer, seen }: { kind: RecordKind; answer: RecordAnswer; seen: number }) {
  const { t } = useWords();
  const { record, revisions, names } = answer;
  const before = revisions.find(({ revision }) => revision === seen);
  return (
    <div className="notice notice-warning" role="alert">
      <strong>{t('review.record.changedTitle')}</strong>
      <p>{t('review.record.changedText', { seen, now: record.revision })}</p>
      {before ? <DifferenceList kind={kind} found={differences(kind, before, record)} names={names} /> : null}
    </div>
  );
}

type Mode = 'seen' | 'correcting' | 'restating';

function RecordShown({
  kind,
  answer,
  beside,
  evidence,
  onRefused,
}: {
  kind: RecordKind;
  answer: RecordAnswer;
  beside: ReactNode;
  /** the list of its papers */
  evidence: ReactNode;
  /** a step with this revision was refused */
  onRefused: (revision: number) => void;
}) {
  const { t } = useWords();
  const { record, may } = answer;
  const { field: asked } = useSearch({ strict: false }) as { field?: string };
  // A link from what was returned opens on the field that the reviewer named.
  const isAsked = asked !== undefined && record.state === 'returned' && may.record;
  const correcting: Mode = answer.closed ? 'restating' : 'correcting';
  const [mode, change] = useState<Mode>(isAsked ? correcting : 'seen');
  const [field, look] = useState<string | null>(isAsked ? asked : null);
  // What is shown first may be kept from before it was returned: the form opens when what is so now has come.
  useEffect(() => {
    if (!isAsked) return;
    change((now) => (now === 'seen' ? correcting : now));
    look(asked);
  }, [isAsked, asked, correcting]);
  const [isVoiding, voiding] = useState(false);
  const [isReturning, returning] = useState(false);
  const [busy, setBusy] = useState<Step | undefined>();
  const titleOf = useRecordTitle(kind);
  const take = useStep();
  const navigate = useNavigate();
  const steps = record.voided && record.state === 'approved' ? [] : stepsFor([record], may);
  const run = async (step: Step, notes?: ReviewNote[]) => {
    setBusy(step);
    const isTaken = await take(kind.kind, step, { records: [record] }, notes);
    if (!isTaken) onRefused(record.revision);
    setBusy(undefined);
  };
  const see = () => {
    change('seen');
    look(null);
    if (asked !== undefined)
      void navigate({ to: '.', search: (now: object) => ({ ...now, field: undefined }), replace: true } as never);
  };
  if (mode !== 'seen') {
    return (
      <>
        <RecordForm
          kind={kind}
          mode={mode}
          record={record}
          names={answer.names}
          focus={field}
          notes={record.state === 'returned' ? (returnOf(answer)?.words ?? []) : []}
          reason={reasonGiven(answer)}
          onDone={see}
          onCancel={see}
        />
        {beside}
        {evidence}
      </>
    );
  }
  const counting = answer.revisions.find((revision) => revision.counts);
  const isWithReviewers = record.state === 'submitted' || record.state === 'reviewed';
  const more = [
    ...(record.state === 'approved' && !record.voided && kind.review !== 'none' && !answer.closed
      ? [{ key: 'restate', label: t('ui.record.restate'), onClick: () => change('restating') }]
      : []),
    ...(record.voided ? [] : [{ key: 'void', label: t('ui.record.void'), danger: true, onClick: () => voiding(true) }]),
    {
      key: 'copy',
      label: t('ui.record.copy'),
      onClick: () => void navigate({ to: `/records/${kind.kind}/new`, search: { copy: record.id } } as never),
    },
  ];
  return (
    <article className="record" aria-label={titleOf(record.values, answer.names)}>
      <header className="record-head">
        <div>
          <h2>{titleOf(record.values, answer.names)}</h2>
          <div className="record-standing">
            {kind.review === 'none' && record.state === 'approved' && !record.voided ? null : (
              <StateMark record={record} />
            )}
          </div>
        </div>
        <div className="record-actions">
          {may.record ? (
            <>
              <Button icon={<EditOutlined aria-hidden="true" />} onClick={() => change(correcting)}>
                {t(answer.closed ? 'ui.record.askToCorrect' : 'ui.record.correct')}
              </Button>
              <Dropdown menu={{ items: more }} trigger={['click']}>
                <Button aria-label={t('ui.record.more')}>…</Button>
              </Dropdown>
            </>
          ) : null}
          {steps.includes('return') ? (
            <Button onClick={() => returning(true)} loading={busy === 'return'}>
              {t('ui.step.return')}
            </Button>
          ) : null}
          {steps
            .filter((step) => step !== 'return')
            .map((step) => (
              <Button key={step} type="primary" loading={busy === step} onClick={() => void run(step)}>
                {t(`ui.step.${step}`)}
              </Button>
            ))}
        </div>
      </header>
      {record.state === 'returned' ? (
        <ReturnNotice
          kind={kind}
          answer={answer}
          onMend={(at) => {
            look(at);
            change(correcting);
          }}
          onReply={(notes) => run('submit', notes)}
        />
      ) : null}
      {isWithReviewers ? <AnsweredNotice kind={kind} answer={answer} /> : null}
      {counting && counting.revision !== record.revision ? (
        <StillCounts kind={kind} answer={answer} counting={counting} />
      ) : null}
      {isWithReviewers && record.restatement ? <WaitingEffect kind={kind.kind} record={record} /> : null}
      <RecordFields kind={kind} values={record.values} names={answer.names} hidden={record.hidden} />
      <RecordLines kind={kind} lines={record.lines} names={answer.names} />
      {beside}
      {evidence}
      <RecordQuestions kind={kind} id={record.id} />
      <RecordReview answer={answer} />
      <RecordHistory kind={kind} answer={answer} />
      {isVoiding ? <VoidDialog kind={kind.kind} record={record} onClose={() => voiding(false)} /> : null}
      <ReturnDialog
        isOpen={isReturning}
        count={1}
        kind={kind}
        onClose={() => returning(false)}
        onReturn={(notes) => run('return', notes)}
      />
    </article>
  );
}
