// The door: user name and password, then the code of the second factor; or a passkey, or the company's own sign-on.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { ChatRefusal, ChatWays } from './notices/chat-ways.tsx';
import { Entrance, Refusal } from './ways-in/entrance.tsx';
import { knowsPasskeys, signInWithPasskey } from './ways-in/passkeys.ts';
import { PasswordNow } from './ways-in/password-now.tsx';

/** What the server offers beside user name and password. */
interface Ways {
  ssoLabel: string | null;
  resetByMail: boolean;
}
type Stage = 'password' | 'code' | 'recovery' | 'forgot' | 'sent';

/** The whole application begins anew for another person. */
const goIn = () => window.location.assign('/');

/** Why one was sent back here, by the company's sign-on. */
const sentBack = () => new URLSearchParams(window.location.search).get('refused');

export function SignInPage() {
  const { t, has } = useWords();
  const { data: ways } = useJson<Ways>('/sign-in');
  const [stage, enter] = useState<Stage>('password');
  const [userName, setUserName] = useState('');
  const [refused, refuse] = useState<string | undefined>(() => {
    const code = sentBack();
    return code !== null && has(code) ? t(code) : undefined;
  });
  const [isBusy, busy] = useState(false);
  const say = (error: unknown, otherwise: string) => {
    const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
    refuse(problem.status === 0 ? t('ui.page.offline.title') : problem.message || otherwise);
    if (problem.code === 'second_factor_over') enter('password');
  };
  const attempt = async (work: () => Promise<void>, otherwise: string) => {
    busy(true);
    refuse(undefined);
    try {
      await work();
    } catch (error) {
      say(error, otherwise);
    }
    busy(false);
  };
  const go = (to: Stage) => {
    refuse(undefined);
    enter(to);
  };
  const shared = { refused, isBusy, go, attempt };
  if (stage === 'code' || stage === 'recovery') return <CodeCard {...shared} isRecovery={stage === 'recovery'} />;
  if (stage === 'forgot' || stage === 'sent')
    return (
      <ForgotCard
        {...shared}
        isSent={stage === 'sent'}
        byMail={ways?.resetByMail === true}
        userName={userName}
        setUserName={setUserName}
      />
    );
  return <PasswordCard {...shared} ways={ways} userName={userName} setUserName={setUserName} />;
}

interface Shared {
  refused: string | undefined;
  isBusy: boolean;
  go: (to: Stage) => void;
  attempt: (work: () => Promise<void>, otherwise: string) => Promise<void>;
}
interface Named {
  userName: string;
  setUserName: (typed: string) => void;
}

function UserName({ userName, setUserName }: Named) {
  const { t } = useWords();
  return (
    <Labelled label={t('ui.signIn.userName')}>
      {(id) => (
        <Input
          id={id}
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          value={userName}
          onChange={(event) => setUserName(event.target.value)}
        />
      )}
    </Labelled>
  );
}

function PasswordCard({ refused, isBusy, go, attempt, ways, ...named }: Shared & Named & { ways: Ways | undefined }) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const send = () =>
    attempt(async () => {
      const typed = { username: named.userName.trim(), password };
      const answer = await sendJson<{ secondFactor?: boolean } | undefined>(
        'POST',
        '/api/auth/sign-in/username',
        typed,
      );
      if (answer?.secondFactor) go('code');
      else goIn();
    }, t('ui.signIn.wrong'));
  const withPasskey = () =>
    attempt(async () => {
      await signInWithPasskey();
      goIn();
    }, t('waysIn.passkey.failed'));
  const label = ways?.ssoLabel;
  return (
    <Entrance title={t('ui.signIn.title')} onSend={() => void send()}>
      <UserName {...named} />
      <PasswordNow label={t('ui.signIn.password')} value={password} onChange={setPassword} />
      <Refusal words={refused} />
      <ChatRefusal />
      <Button
        type="primary"
        htmlType="submit"
        block
        loading={isBusy}
        disabled={named.userName.trim() === '' || password === ''}
      >
        {t('ui.signIn.send')}
      </Button>
      <button type="button" className="link-like" onClick={() => go('forgot')}>
        {t('waysIn.forgot')}
      </button>
      {label || knowsPasskeys() ? (
        <>
          <div className="sign-in-or">{t('waysIn.or')}</div>
          <div className="sign-in-other">
            {label ? (
              <Button block href="/api/auth/sso/start">
                {t('waysIn.sso.use', { label })}
              </Button>
            ) : null}
            {knowsPasskeys() ? (
              <Button block onClick={() => void withPasskey()} disabled={isBusy}>
                {t('waysIn.passkey.use')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
      <div className="sign-in-other">
        <ChatWays />
      </div>
      <p className="small secondary">{t('waysIn.first')}</p>
    </Entrance>
  );
}

function CodeCard({ refused, isBusy, go, attempt, isRecovery }: Shared & { isRecovery: boolean }) {
  const { t } = useWords();
  const [typed, type] = useState('');
  const send = () =>
    attempt(async () => {
      await sendJson('POST', '/api/auth/sign-in/second-factor', isRecovery ? { recoveryCode: typed } : { code: typed });
      goIn();
    }, t('wrong_code'));
  return (
    <Entrance title={t('waysIn.code.title')} onSend={() => void send()}>
      <p>{t(isRecovery ? 'waysIn.recovery.text' : 'waysIn.code.text')}</p>
      <Labelled label={t(isRecovery ? 'waysIn.recovery' : 'waysIn.code')}>
        {(id) => (
          <Input
            id={id}
            key={String(isRecovery)}
            className={isRecovery ? undefined : 'code-input'}
            autoFocus
            autoComplete="one-time-code"
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoCapitalize="none"
            value={typed}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Labelled>
      <Refusal words={refused} />
      <Button type="primary" htmlType="submit" block loading={isBusy} disabled={typed.trim() === ''}>
        {t('waysIn.code.send')}
      </Button>
      <div className="sign-in-links">
        <button
          type="button"
          className="link-like"
          onClick={() => {
            type('');
            go(isRecovery ? 'code' : 'recovery');
          }}
        >
          {t(isRecovery ? 'waysIn.code.use' : 'waysIn.recovery.use')}
        </button>
        <button type="button" className="link-like" onClick={() => go('password')}>
          {t('waysIn.back')}
        </button>
      </div>
    </Entrance>
  );
}

function ForgotCard({
  refused,
  isBusy,
  go,
  attempt,
  isSent,
  byMail,
  ...named
}: Shared & Named & { isSent: boolean; byMail: boolean }) {
  const { t } = useWords();
  const send = () =>
    attempt(async () => {
      await sendJson('POST', '/api/auth/forgot', { username: named.userName.trim() });
      go('sent');
    }, t('ui.page.failed.text'));
  return (
    <Entrance title={t('waysIn.forgot.title')} onSend={() => void send()}>
      {byMail && !isSent ? (
        <>
          <p>{t('waysIn.forgot.mail')}</p>
          <UserName {...named} />
          <Refusal words={refused} />
          <Button type="primary" htmlType="submit" block loading={isBusy} disabled={named.userName.trim() === ''}>
            {t('waysIn.forgot.send')}
          </Button>
        </>
      ) : null}
      {isSent ? <p role="status">{t('waysIn.forgot.sent')}</p> : null}
      <p className={byMail ? 'secondary' : undefined}>{t('waysIn.forgot.card')}</p>
      <button type="button" className="link-like" onClick={() => go('password')}>
        {t('waysIn.back')}
      </button>
    </Entrance>
  );
}
