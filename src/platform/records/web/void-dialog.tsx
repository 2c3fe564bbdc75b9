// Voiding a record: it stays readable with its reason, and counts no more once that is approved.
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { ReasonInput } from '#platform/ui/reason-input.tsx';
import type { RecordRow } from './answers.ts';

/** Asks for the reason, then voids. */
export function VoidDialog({ kind, record, onClose }: { kind: string; record: RecordRow; onClose: () => void }) {
  const { t } = useWords();
  const [reason, type] = useState('');
  const send = () =>
    sendJson('POST', `/records/${kind}/${record.id}/void`, { basedOn: record.revision, reason: reason.trim() });
  return (
    <AskDialog
      title={t('ui.record.voidTitle')}
      ok={t('ui.record.void')}
      done={t('ui.record.voidDone')}
      danger
      isIncomplete={reason.trim() === ''}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('ui.record.voidText')}</p>
      <ReasonInput label={t('ui.form.reason')} value={reason} onChange={type} autoFocus />
    </AskDialog>
  );
}
