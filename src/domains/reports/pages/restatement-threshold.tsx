// What is small enough to wait for the next edition: said below the corrections, and set by the administrator with a reason.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { Exact, share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import type { RestatementThreshold } from '../rules/restatement-size.ts';

/** A share as percent, for typing. */
const percentOf = (of: string): number => new Exact(of).times(100).toNumber();
const shareOfPercent = (percent: number): string => new Exact(percent).div(100).toFixed();

/** The threshold in a sentence. */
export function ThresholdLine({ threshold, maySet }: { threshold: RestatementThreshold; maySet: boolean }) {
  const { t, language } = useWords();
  const [isSetting, setIt] = useState(false);
  return (
    <p className="side-text restatement-threshold">
      {t('reports.restatements.threshold', {
        points: percentOf(threshold.points),
        share: showShare(share(threshold.share), { language, decimals: 1 }),
      })}{' '}
      {maySet ? (
        <Button size="small" type="link" onClick={() => setIt(true)}>
          {t('reports.restatements.setThreshold')}
        </Button>
      ) : null}
      {isSetting ? <SetDialog threshold={threshold} onClose={() => setIt(false)} /> : null}
    </p>
  );
}

function SetDialog({ threshold, onClose }: { threshold: RestatementThreshold; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const refuse = useSaysRefusal();
  const client = useQueryClient();
  const [points, setPoints] = useState<number | null>(percentOf(threshold.points));
  const [percent, setPercent] = useState<number | null>(percentOf(threshold.share));
  const [reason, say] = useState('');
  const [isBusy, busy] = useState(false);
  const save = async () => {
    busy(true);
    try {
      await sendJson('POST', '/restatements/threshold', {
        ...{ points: shareOfPercent(points ?? 0), share: shareOfPercent(percent ?? 0), reason: reason.trim() },
      });
      message.success(t('reports.restatements.saved'));
      await client.invalidateQueries();
      onClose();
    } catch (error) {
      refuse(error);
    }
    busy(false);
  };
  return (
    <Modal
      open
      title={t('reports.restatements.setThreshold')}
      okText={t('reports.restatements.save')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: points === null || percent === null || reason.trim() === '', loading: isBusy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="dialog-fields">
        <Labelled label={t('reports.restatements.points')}>
          {(id) => <InputNumber id={id} min={0} max={99} step={0.1} value={points} onChange={setPoints} />}
        </Labelled>
        <Labelled label={t('reports.restatements.share')}>
          {(id) => <InputNumber id={id} min={0} max={99} step={0.5} value={percent} onChange={setPercent} />}
        </Labelled>
        <Labelled label={t('reports.restatements.reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={1000}
              value={reason}
              onChange={(event) => say(event.target.value)}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  );
}
