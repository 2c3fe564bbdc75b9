// What can be done with the chosen records together: submit, review, approve, return with reasons.
import { PaperClipOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useMe } from '#platform/ui/session.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { Step } from '../declare/review-steps.ts';
import type { RecordRow, RecordState, ReviewNote } from './answers.ts';
import { AttachPapers } from './attach-papers.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { stepsFor } from './steps.ts';

/** What a step is bound to: exactly the content that was seen. */
export interface StepTarget {
  records?: readonly Pick<RecordRow, 'id' | 'revision' | 'hash'>[];
  where?: {
    scopeId?: string;
    month?: string;
    importId?: string;
    state?: RecordState;
    /** the snapshot in which they were seen */
    seen?: string;
  };
}

/** What became of a step over many: those that changed meanwhile, or are one's own, were left as they are. */
interface Moved {
  moved: number;
  changed: number;
  own: number;
}

/** How long it stands that some were left: it is to be acted upon. */
const LEFT_SECONDS = 10;

/** Takes a step, says how many it moved, which it left or why not, and asks everything on screen again. */
export function useStep(): (kind: string, step: Step, target: StepTarget, words?: ReviewNote[]) => Promise<boolean> {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  return async (kind, step, target, words) => {
    try {
      const records = target.records?.map(({ id, revision, hash }) => ({ id, revision, hash }));
      const { moved, ...left } = await sendJson<Moved>('POST', `/records/${kind}/steps/${step}`, {
        ...(records ? { records } : { where: target.where }),
        ...(words ? { words } : {}),
      });
      message.success(t(`ui.step.${step}Done`, { count: moved }));
      for (const why of ['changed', 'own'] as const)
        if (left[why] > 0) message.warning(t(`review.left.${why}`, { count: left[why] }), LEFT_SECONDS);
      await client.invalidateQueries();
      return true;
    } catch (error) {
      refuse(error);
      // What was seen is no longer what there is: the newest is shown.
      if (error instanceof ApiProblem && error.code === 'changed_since') await client.invalidateQueries();
      return false;
    }
  };
}

/** The bar that stands below a list while records are chosen. */
export function BulkBar({ kind, rows, onDone }: { kind: RecordKind; rows: readonly RecordRow[]; onDone: () => void }) {
  const { t } = useWords();
  const { actions } = useMe();
  const [isReturning, returning] = useState(false);
  const [isAttaching, attaching] = useState(false);
  const [busy, setBusy] = useState<Step | undefined>();
  const take = useStep();
  const mayAttach = kind.evidence !== 'none' && actions.includes('evidence.attach');
  const may = {
    record: actions.includes('records.record'),
    review: actions.includes('records.review'),
    approve: actions.includes('records.approve'),
  };
  const steps = stepsFor(rows, may);
  const run = async (step: Step, notes?: ReviewNote[]) => {
    setBusy(step);
    const isTaken = await take(kind.kind, step, { records: rows }, notes);
    setBusy(undefined);
    if (isTaken) onDone();
  };
  return (
    <section className="bulk-bar" aria-label={t('ui.list.selected', { count: rows.length })}>
      <strong role="status">{t('ui.list.selected', { count: rows.length })}</strong>
      {steps.map((step) => (
        <Button
          key={step}
          size="small"
          type={step === 'return' ? 'default' : 'primary'}
          loading={busy === step}
          onClick={() => (step === 'return' ? returning(true) : void run(step))}
        >
          {t(`ui.step.${step}`)}
        </Button>
      ))}
      {mayAttach ? (
        <Button size="small" icon={<PaperClipOutlined aria-hidden="true" />} onClick={() => attaching(true)}>
          {t('ui.evidence.addToSelected')}
        </Button>
      ) : null}
      {steps.length === 0 && !mayAttach ? <span className="secondary">{t('ui.list.noStep')}</span> : null}
      <Button size="small" type="text" onClick={onDone}>
        {t('ui.list.unselect')}
      </Button>
      <ReturnDialog
        isOpen={isReturning}
        count={rows.length}
        onClose={() => returning(false)}
        onReturn={(notes) => run('return', notes)}
      />
      <Modal
        open={isAttaching}
        width={720}
        title={t('ui.evidence.addToMany', { count: rows.length })}
        footer={null}
        onCancel={() => attaching(false)}
        destroyOnHidden
      >
        <AttachPapers kind={kind.kind} records={rows.map(({ id }) => id)} onDone={() => attaching(false)} />
      </Modal>
    </section>
  );
}
