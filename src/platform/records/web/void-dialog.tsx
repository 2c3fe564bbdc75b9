// Voiding a record: it stays readable with its reason, and counts no more once that is approved.
import { useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { RecordRow } from './answers.ts';

/** Asks for the reason, then voids. */
export function VoidDialog({
  kind,
  record,
  isOpen,
  onClose,
}: {
  kind: string;
  record: RecordRow;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [reason, type] = useState('');
  const [isBusy, busy] = useState(false);
  const send = async () => {
    busy(true);
    try {
      await sendJson('POST', `/records/${kind}/${record.id}/void`, { basedOn: record.revision, reason: reason.trim() });
      message.success(t('ui.record.voidDone'));
      onClose();
      await client.invalidateQueries();
    } catch (error) {
      refuse(error);
    }
    busy(false);
  };
  return (
    <Modal
      open={isOpen}
      title={t('ui.record.voidTitle')}
      okText={t('ui.record.void')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: isBusy }}
      onOk={() => void send()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('ui.record.voidText')}</p>
      <Labelled label={t('ui.form.reason')}>
        {(id) => (
          <>
            <Input.TextArea
              aria-describedby={`${id}-hint`}
              id={id}
              autoFocus
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => type(event.target.value)}
            />
            <FreeTextHint id={`${id}-hint`} />
          </>
        )}
      </Labelled>
    </Modal>
  );
}
