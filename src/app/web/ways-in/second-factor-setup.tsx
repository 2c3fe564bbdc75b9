// Turning on the second factor: the password once more, the code to scan, the codes to keep, and six digits as the proof.
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { QrCode } from '#platform/ui/qr-code.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { Refusal } from './entrance.tsx';
import { PasswordNow } from './password-now.tsx';

interface Offered {
  secret: string;
  uri: string;
  recoveryCodes: string[];
}

/** Four letters at a time, as one types them. */
const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** The steps, one after the other; `onDone` when it is on. Stands in a form of its own, or inside none. */
export function SecondFactorSetup({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const { t } = useWords();
  const wordsOf = useRefusalWords();
  const [password, setPassword] = useState('');
  const [offered, offer] = useState<Offered | undefined>();
  const [code, setCode] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    busy(true);
    refuse(undefined);
    try {
      await work();
    } catch (error) {
      refuse(wordsOf(error));
    }
    busy(false);
  };
  const begin = () =>
    attempt(async () => {
      offer(await sendJson<Offered>('POST', '/api/auth/two-factor/enable', { password }));
    });
  const finish = () =>
    attempt(async () => {
      await sendJson('POST', '/api/auth/two-factor/confirm', { code });
      onDone();
    });
  const cancel = onCancel ? <Button onClick={onCancel}>{t('waysIn.account.cancel')}</Button> : null;
  if (!offered)
    return (
      <div className="set-up">
        <PasswordNow
          label={t('waysIn.second.ask')}
          value={password}
          onChange={setPassword}
          onEnter={() => {
            if (password !== '') void begin();
          }}
        />
        <Refusal words={refused} />
        <div className="own-actions">
          <Button type="primary" loading={isBusy} disabled={password === ''} onClick={() => void begin()}>
            {t('waysIn.second.goOn')}
          </Button>
          {cancel}
        </div>
      </div>
    );
  return (
    <div className="set-up">
      <p>{t('waysIn.second.scan')}</p>
      <div className="set-up-qr">
        <QrCode text={offered.uri} label={t('waysIn.second.qr')} />
      </div>
      <p>
        {t('waysIn.second.secret')} <span className="set-up-secret">{inFours(offered.secret)}</span>
      </p>
      <p>{t('waysIn.second.keep')}</p>
      <RecoveryCodes codes={offered.recoveryCodes} />
      <p>{t('waysIn.second.confirm')}</p>
      <Labelled label={t('waysIn.code')}>
        {(id) => (
          <Input
            id={id}
            className="code-input"
            autoComplete="one-time-code"
            inputMode="numeric"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPressEnter={(event) => {
              event.preventDefault();
              if (code.trim() !== '') void finish();
            }}
          />
        )}
      </Labelled>
      <Refusal words={refused} />
      <div className="own-actions">
        <Button type="primary" loading={isBusy} disabled={code.trim() === ''} onClick={() => void finish()}>
          {t('waysIn.second.finish')}
        </Button>
        {cancel}
      </div>
    </div>
  );
}

/** Codes to keep, and to copy. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    message.success(t('waysIn.second.copied'));
  };
  return (
    <>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      {navigator.clipboard ? (
        <div>
          <Button size="small" onClick={() => void copy()}>
            {t('waysIn.second.copy')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
