// A small form in a dialog: it is sent, what is refused is said, and every page asks anew.
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './language.tsx';
import { useAct } from './use-act.ts';

export interface AskDialogProps {
  title: string;
  /** word of the button that does it */
  ok: string;
  /** what is said when it is done; nothing where the page shows it */
  done?: string;
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
  const { act, isBusy } = useAct();
  const send = async () => {
    if (await act(onSend, { done })) onClose();
  };
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ danger, disabled: isIncomplete, loading: isBusy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <form
        className="dialog-fields"
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
