// Behind a one-time link, mostly on a phone: whose it is, and a password or a passkey of his own.
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { Entrance, Refusal } from './entrance.tsx';
import { NewPassword } from './new-password.tsx';
import { knowsPasskeys, makePasskey } from './passkeys.ts';

interface Holder {
  purpose: 'invitation' | 'reset';
  userName: string;
  name: LocalText;
  language: 'en' | 'zh';
  passwordLength: { least: number; most: number };
}

/** It stands behind the `#`, which no server and no log gets to see. */
const tokenHere = () => window.location.hash.slice(1);

export function WelcomePage() {
  const { t, setLanguage } = useWords();
  const [token] = useState(tokenHere);
  const [holder, hold] = useState<Holder | undefined>();
  const [failed, fail] = useState<unknown>();
  const [isDone, done] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, for the link that was opened
  useEffect(() => {
    sendJson<Holder>('POST', '/api/auth/link/look', { token })
      .then((found) => {
        setLanguage(found.language);
        hold(found);
      })
      .catch(fail);
  }, []);
  if (failed instanceof ApiProblem && (failed.status === 410 || failed.status === 400))
    return (
      <Entrance title={t('waysIn.welcome.over')}>
        <p>{t('waysIn.welcome.overText')}</p>
        <Button href="/sign-in">{t('waysIn.welcome.toSignIn')}</Button>
      </Entrance>
    );
  if (isDone)
    return (
      <Entrance title={t('waysIn.welcome.reset')}>
        <p role="status">{t('waysIn.welcome.done')}</p>
        <Button type="primary" href="/sign-in">
          {t('waysIn.welcome.toSignIn')}
        </Button>
      </Entrance>
    );
  if (!holder)
    return (
      <Entrance title="greenfab">
        {failed ? <Problem error={failed} onRetry={() => window.location.reload()} /> : <Waiting rows={3} />}
      </Entrance>
    );
  return <WelcomeCard token={token} holder={holder} onSignIn={() => done(true)} />;
}

function WelcomeCard({ token, holder, onSignIn }: { token: string; holder: Holder; onSignIn: () => void }) {
  const { t, local } = useWords();
  const wordsOf = useRefusalWords();
  const [password, setPassword] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  const isNew = holder.purpose === 'invitation';
  const attempt = async (work: () => Promise<void>, otherwise?: string) => {
    busy(true);
    refuse(undefined);
    try {
      await work();
    } catch (error) {
      refuse(error instanceof ApiProblem || !otherwise ? wordsOf(error) : otherwise);
    }
    busy(false);
  };
  const send = () =>
    attempt(async () => {
      const { next } = await sendJson<{ next: 'in' | 'sign-in' }>('POST', '/api/auth/link/use', {
        token,
        newPassword: password,
      });
      if (next === 'sign-in') onSignIn();
      else window.location.assign('/');
    });
  const withPasskey = () =>
    attempt(async () => {
      await makePasskey(
        { at: '/api/auth/link/passkey-options', with: { token } },
        { at: '/api/auth/link/passkey', with: { token, name: t('waysIn.passkey.thisDevice') } },
      );
      window.location.assign('/');
    }, t('waysIn.passkeys.failed'));
  const name = local(holder.name);
  return (
    <Entrance title={t(isNew ? 'waysIn.welcome.title' : 'waysIn.welcome.reset')} onSend={() => void send()}>
      <p>{t(isNew ? 'waysIn.welcome.text' : 'waysIn.welcome.resetText', { name })}</p>
      <div className="stacked">
        <span>{t('waysIn.welcome.userName')}</span>
        <span className="welcome-name">{holder.userName}</span>
      </div>
      {/* What a password manager keeps the new password under. */}
      <input type="text" autoComplete="username" value={holder.userName} readOnly hidden />
      <NewPassword
        label={t('waysIn.welcome.password')}
        value={password}
        onChange={setPassword}
        least={holder.passwordLength.least}
      />
      <Refusal words={refused} />
      <Button
        type="primary"
        htmlType="submit"
        block
        size="large"
        loading={isBusy}
        disabled={password.length < holder.passwordLength.least}
      >
        {t('waysIn.welcome.send')}
      </Button>
      {knowsPasskeys() ? (
        <>
          <div className="sign-in-or">{t('waysIn.or')}</div>
          <Button block size="large" disabled={isBusy} onClick={() => void withPasskey()}>
            {t('waysIn.welcome.passkey')}
          </Button>
          <p className="small secondary">{t('waysIn.welcome.passkeyText')}</p>
        </>
      ) : null}
    </Entrance>
  );
}
