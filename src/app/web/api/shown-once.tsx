// A secret that is told once: large, to be copied, and gone when the dialog closes.
import { App, Button, Input, Modal } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';

/** The dialog that tells it. It is not closed by a stray press beside it. */
export function ShownOnce({
  title,
  text,
  secret,
  onClose,
}: {
  title: string;
  text: string;
  secret: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    message.success(t('keys.copied'));
  };
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          {t('keys.copy')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('keys.close')}
        </Button>,
      ]}
    >
      <div className="api-fields">
        <p className="notice notice-warning">{text}</p>
        <Labelled label={title}>
          {(id) => <Input.TextArea id={id} className="api-secret" readOnly autoSize value={secret} />}
        </Labelled>
      </div>
    </Modal>
  );
}
