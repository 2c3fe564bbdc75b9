// A small form in a dialog: it is sent, what is refused is said, and every page asks anew.
import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';

export interface AskDialogProps {
  title: string;
  /** word of the button that does it */
  ok: string;
  /** what is said when it is done */
  done: string;
  danger?: boolean;
  /** what is typed is not enough yet */
  isIncomplete?: boolean;
  onSend: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** Is open as long as it stands in the page. */
export function AskDialog({
  title,
  ok,
  done,
  danger = false,
  isIncomplete = false,
  onSend,
  onClose,
  children,
}: AskDialogProps) {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [isBusy, busy] = useState(false);
  const send = async () => {
    busy(true);
    try {
      await onSend();
      message.success(done);
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
      title={title}
      okText={ok}
      cancelText={t('people.cancel')}
      okButtonProps={{ danger, disabled: isIncomplete, loading: isBusy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isIncomplete) void send();
        }}
      >
        {children}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Modal>
  );
}
