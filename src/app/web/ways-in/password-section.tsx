// One's own password: set once, changed with the current one.
import { Button } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { Refusal } from './entrance.tsx';
import { NewPassword } from './new-password.tsx';
import { PasswordNow } from './password-now.tsx';

/** The form; `onDone` when the password is another. */
export function PasswordForm({
  hasPassword,
  onDone,
  onCancel,
}: {
  hasPassword: boolean;
  onDone: () => void;
  onCancel?: () => void;
}) {
  const { t } = useWords();
  const wordsOf = useRefusalWords();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  const send = async () => {
    busy(true);
    refuse(undefined);
    try {
      if (hasPassword) await sendJson('POST', '/api/auth/change-password', { currentPassword: now, newPassword: next });
      else await sendJson('POST', '/api/auth/set-password', { newPassword: next });
      onDone();
    } catch (error) {
      refuse(wordsOf(error));
      busy(false);
    }
  };
  return (
    <div className="own-form">
      {hasPassword ? <PasswordNow label={t('waysIn.account.passwordNow')} value={now} onChange={setNow} /> : null}
      <NewPassword label={t('waysIn.account.passwordNew')} value={next} onChange={setNext} />
      <Refusal words={refused} />
      <div className="own-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={next === '' || (hasPassword && now === '')}
          onClick={() => void send()}
        >
          {t('waysIn.account.save')}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t('waysIn.account.cancel')}</Button> : null}
      </div>
    </div>
  );
}

/** The section of the account's page. */
export function PasswordSection({ hasPassword, onDone }: { hasPassword: boolean; onDone: (said: string) => void }) {
  const { t } = useWords();
  const [isOpen, open] = useState(false);
  return (
    <section>
      <h2>{t('waysIn.account.password')}</h2>
      <p>{t(hasPassword ? 'waysIn.account.passwordIs' : 'waysIn.account.passwordNone')}</p>
      {isOpen ? (
        <PasswordForm
          hasPassword={hasPassword}
          onDone={() => {
            open(false);
            onDone(t('waysIn.account.passwordDone'));
          }}
          onCancel={() => open(false)}
        />
      ) : (
        <Button onClick={() => open(true)}>
          {t(hasPassword ? 'waysIn.account.passwordChange' : 'waysIn.account.passwordSet')}
        </Button>
      )}
    </section>
  );
}
