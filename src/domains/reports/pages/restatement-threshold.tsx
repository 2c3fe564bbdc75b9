// What is small enough to wait for the next edition: said below the corrections, and set by the administrator with a reason.
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { ReasonInput } from '#platform/ui/reason-input.tsx';
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
  const [points, setPoints] = useState<number | null>(percentOf(threshold.points));
  const [percent, setPercent] = useState<number | null>(percentOf(threshold.share));
  const [reason, say] = useState('');
  const save = () =>
    sendJson('POST', '/restatements/threshold', {
      ...{ points: shareOfPercent(points ?? 0), share: shareOfPercent(percent ?? 0), reason: reason.trim() },
    });
  return (
    <AskDialog
      title={t('reports.restatements.setThreshold')}
      ok={t('reports.restatements.save')}
      done={t('reports.restatements.saved')}
      isIncomplete={points === null || percent === null || reason.trim() === ''}
      onSend={save}
      onClose={onClose}
    >
      <Labelled label={t('reports.restatements.points')}>
        {(id) => <InputNumber id={id} min={0} max={99} step={0.1} value={points} onChange={setPoints} />}
      </Labelled>
      <Labelled label={t('reports.restatements.share')}>
        {(id) => <InputNumber id={id} min={0} max={99} step={0.5} value={percent} onChange={setPercent} />}
      </Labelled>
      <ReasonInput label={t('reports.restatements.reason')} value={reason} onChange={say} longest={1_000} />
    </AskDialog>
  );
}
