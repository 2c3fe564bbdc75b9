// What can be done with the chosen records together: submit, review, approve, return with reasons.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useMe } from '#platform/ui/session.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { RecordRow, ReviewNote, Step } from './answers.ts';
import { ReturnDialog } from './return-dialog.tsx';
import { stepsFor } from './steps.ts';

/** What a step is bound to: exactly the content that was seen. */
export interface StepTarget {
  records?: readonly Pick<RecordRow, 'id' | 'revision' | 'hash'>[];
  where?: { scopeId?: string; month?: string; importId?: string };
}

/** Takes a step, says how many it moved or why not, and asks everything on screen again. */
export function useStep(): (kind: string, step: Step, target: StepTarget, words?: ReviewNote[]) => Promise<boolean> {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  return async (kind, step, target, words) => {
    try {
      const records = target.records?.map(({ id, revision, hash }) => ({ id, revision, hash }));
      const { moved } = await sendJson<{ moved: number }>('POST', `/records/${kind}/steps/${step}`, {
        ...(records ? { records } : { where: target.where }),
        ...(words ? { words } : {}),
      });
      message.success(t(`ui.step.${step}Done`, { count: moved }));
      await client.invalidateQueries();
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };
}

/** The bar that stands below a list while records are chosen. */
export function BulkBar({ kind, rows, onDone }: { kind: RecordKind; rows: readonly RecordRow[]; onDone: () => void }) {
  const { t } = useWords();
  const { actions } = useMe();
  const [isReturning, returning] = useState(false);
  const [busy, setBusy] = useState<Step | undefined>();
  const take = useStep();
  const may = {
    record: actions.includes('records.record'),
    review: actions.includes('records.review'),
    approve: actions.includes('records.approve'),
  };
  const steps = stepsFor(
    kind,
    rows.map((row) => row.state),
    may,
  );
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
      {steps.length === 0 ? <span className="secondary">{t('ui.list.noStep')}</span> : null}
      <Button size="small" type="text" onClick={onDone}>
        {t('ui.list.unselect')}
      </Button>
      <ReturnDialog
        isOpen={isReturning}
        count={rows.length}
        onClose={() => returning(false)}
        onReturn={(notes) => run('return', notes)}
      />
    </section>
  );
}
