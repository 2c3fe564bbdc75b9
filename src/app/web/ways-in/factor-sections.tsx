// The second factor and the passkeys of one's own account.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useDay } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { Refusal } from './entrance.tsx';
import { knowsPasskeys, makePasskey } from './passkeys.ts';
import { PasswordNow } from './password-now.tsx';
import { RecoveryCodes, SecondFactorSetup } from './second-factor-setup.tsx';

export interface OwnPasskey {
  id: string;
  name: string;
  since: string;
  usedOn: string | null;
}

/** Asks for the password once more before something of the way in is changed. */
function AskPassword({
  action,
  onSend,
  onCancel,
  failed,
  children,
}: {
  action: string;
  onSend: (password: string) => Promise<void>;
  onCancel: () => void;
  /** what is said when it was not the server that refused */
  failed?: string;
  children?: React.ReactNode;
}) {
  const { t } = useWords();
  const wordsOf = useRefusalWords();
  const [password, setPassword] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  const send = async () => {
    busy(true);
    refuse(undefined);
    try {
      await onSend(password);
    } catch (error) {
      refuse(failed && (error as Error).name !== 'ApiProblem' ? failed : wordsOf(error));
      busy(false);
    }
  };
  return (
    <form
      className="own-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <PasswordNow label={t('waysIn.second.ask')} value={password} onChange={setPassword} />
      <Refusal words={refused} />
      <div className="own-actions">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={password === ''}>
          {action}
        </Button>
        <Button onClick={onCancel}>{t('waysIn.account.cancel')}</Button>
      </div>
    </form>
  );
}

export function SecondFactorSection({
  isOn,
  hasPassword,
  onDone,
}: {
  isOn: boolean;
  hasPassword: boolean;
  onDone: (said: string) => void;
}) {
  const { t } = useWords();
  const [step, enter] = useState<'turn-on' | 'turn-off' | 'codes' | undefined>();
  const [codes, setCodes] = useState<readonly string[] | undefined>();
  const close = () => enter(undefined);
  return (
    <section>
      <h2>{t('waysIn.second.title')}</h2>
      <p>{t(isOn ? 'waysIn.second.on' : 'waysIn.second.off')}</p>
      {!hasPassword && !isOn ? <p className="secondary">{t('waysIn.second.needsPassword')}</p> : null}
      {codes ? (
        <>
          <p role="status">{t('waysIn.second.codes')}</p>
          <RecoveryCodes codes={codes} />
          <Button onClick={() => setCodes(undefined)}>{t('waysIn.second.kept')}</Button>
        </>
      ) : null}
      {step === 'turn-on' ? (
        <SecondFactorSetup
          onDone={() => {
            close();
            onDone(t('waysIn.second.done'));
          }}
          onCancel={close}
        />
      ) : null}
      {step === 'turn-off' ? (
        <AskPassword
          action={t('waysIn.second.turnOff')}
          onCancel={close}
          onSend={async (password) => {
            await sendJson('POST', '/api/auth/two-factor/disable', { password });
            close();
            onDone(t('waysIn.second.isOff'));
          }}
        />
      ) : null}
      {step === 'codes' ? (
        <AskPassword
          action={t('waysIn.second.newCodes')}
          onCancel={close}
          onSend={async (password) => {
            const answer = await sendJson<{ recoveryCodes: string[] }>('POST', '/api/auth/two-factor/recovery-codes', {
              password,
            });
            setCodes(answer.recoveryCodes);
            close();
          }}
        />
      ) : null}
      {step === undefined && !codes ? (
        <div className="own-actions">
          {isOn ? (
            <>
              <Button onClick={() => enter('codes')}>{t('waysIn.second.newCodes')}</Button>
              <Button onClick={() => enter('turn-off')}>{t('waysIn.second.turnOff')}</Button>
            </>
          ) : (
            <Button type="primary" disabled={!hasPassword} onClick={() => enter('turn-on')}>
              {t('waysIn.second.turnOn')}
            </Button>
          )}
        </div>
      ) : null}
    </section>
  );
}

export function PasskeySection({
  passkeys,
  hasPassword,
  onDone,
}: {
  passkeys: readonly OwnPasskey[];
  hasPassword: boolean;
  onDone: (said: string) => void;
}) {
  const { t } = useWords();
  const day = useDay();
  const [step, enter] = useState<'add' | { remove: OwnPasskey } | undefined>();
  const [name, setName] = useState('');
  const close = () => enter(undefined);
  return (
    <section>
      <h2>{t('waysIn.passkeys.title')}</h2>
      <p>{t('waysIn.passkeys.text')}</p>
      {passkeys.length === 0 ? <p className="secondary">{t('waysIn.passkeys.none')}</p> : null}
      {passkeys.length > 0 ? (
        <ul className="own-list">
          {passkeys.map((one) => (
            <li key={one.id}>
              <span>
                {one.name}{' '}
                <span className="secondary small">
                  {one.usedOn ? t('waysIn.passkeys.used', { day: day(one.usedOn) }) : t('waysIn.passkeys.unused')}
                </span>
              </span>
              <Button
                size="small"
                disabled={!hasPassword}
                aria-label={t('waysIn.passkeys.removeOne', { name: one.name })}
                onClick={() => enter({ remove: one })}
              >
                {t('waysIn.passkeys.remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {typeof step === 'object' ? (
        <AskPassword
          action={t('waysIn.passkeys.removeOne', { name: step.remove.name })}
          onCancel={close}
          onSend={async (password) => {
            await sendJson('POST', '/api/auth/passkey/remove', { id: step.remove.id, password });
            close();
            onDone(t('waysIn.what.passkey-removed'));
          }}
        />
      ) : null}
      {step === 'add' ? (
        <AskPassword
          action={t('waysIn.passkeys.add')}
          failed={t('waysIn.passkeys.failed')}
          onCancel={close}
          onSend={async (password) => {
            await makePasskey(
              { at: '/api/auth/passkey/options', with: { password } },
              { at: '/api/auth/passkey', with: { name: name.trim() || t('waysIn.passkey.thisDevice') } },
            );
            close();
            onDone(t('waysIn.passkeys.done'));
          }}
        >
          <Labelled label={t('waysIn.passkeys.name')}>
            {(id) => (
              <Input
                id={id}
                maxLength={60}
                placeholder={t('waysIn.passkey.thisDevice')}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Labelled>
        </AskPassword>
      ) : null}
      {step === undefined ? (
        knowsPasskeys() ? (
          <Button disabled={!hasPassword} onClick={() => enter('add')}>
            {t('waysIn.passkeys.add')}
          </Button>
        ) : (
          <p className="secondary">{t('waysIn.passkeys.cannot')}</p>
        )
      ) : null}
    </section>
  );
}
