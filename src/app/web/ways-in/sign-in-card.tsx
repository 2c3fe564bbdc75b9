// A one-time link as a card: shown to be scanned at the desk, or printed and handed over.
import { App, Button, Modal } from 'antd';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { QrCode } from '#platform/ui/qr-code.tsx';
import './ways-in.css';

/** A link that was just made; it is told once. */
export interface MadeCard {
  userName: string;
  name: LocalText;
  purpose: 'invitation' | 'reset';
  link: string;
  expiresAt: string;
}

export function SignInCard({ card, onClose }: { card: MadeCard; onClose: () => void }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const { message } = App.useApp();
  const name = local(card.name);
  const copy = async () => {
    await navigator.clipboard.writeText(card.link);
    message.success(t('waysIn.second.copied'));
  };
  return (
    <Modal
      open
      width={620}
      title={t('waysIn.card.title', { name })}
      onCancel={onClose}
      footer={
        <div className="own-actions">
          {navigator.clipboard ? <Button onClick={() => void copy()}>{t('waysIn.card.copy')}</Button> : null}
          <Button onClick={() => window.print()}>{t('waysIn.card.print')}</Button>
          <Button type="primary" onClick={onClose}>
            {t('waysIn.card.close')}
          </Button>
        </div>
      }
    >
      <div className="sign-in-card">
        <div className="sign-in-card-qr">
          <QrCode text={card.link} label={t('waysIn.card.qr', { name })} />
        </div>
        <div className="sign-in-card-text">
          <p>greenfab · {new URL(card.link).host}</p>
          <p className="sign-in-card-name">{name}</p>
          <p>
            {t('ui.signIn.userName')}: <strong>{card.userName}</strong>
          </p>
          <p>{t('waysIn.card.scan')}</p>
          <p>{t('waysIn.card.until', { at: instant(card.expiresAt) })}</p>
          <p className="sign-in-card-small">{t('waysIn.card.secret')}</p>
        </div>
      </div>
    </Modal>
  );
}
