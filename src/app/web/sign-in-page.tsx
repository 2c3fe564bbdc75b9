// The door: user name and password; the first time, the link that the first start printed.
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';

export function SignInPage() {
  const { t, language, setLanguage } = useWords();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  useEffect(() => {
    document.title = `${t('ui.signIn.title')} · greenfab`;
  }, [t]);
  const send = async () => {
    busy(true);
    refuse(undefined);
    try {
      await sendJson('POST', '/api/auth/sign-in/username', { username: userName.trim(), password });
      // The whole application begins anew for another person.
      window.location.assign('/');
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
      refuse(problem.status === 0 ? t('ui.page.offline.title') : problem.message || t('ui.signIn.wrong'));
      busy(false);
    }
  };
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <span className="brand-plain">greenfab</span>
        <Button
          type="text"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {language === 'en' ? '中文' : 'English'}
        </Button>
      </div>
      <form
        className="sign-in-form panel"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h1>{t('ui.signIn.title')}</h1>
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
        <Labelled label={t('ui.signIn.password')}>
          {(id) => (
            <Input
              id={id}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Labelled>
        {refused ? (
          <p className="field-error" role="alert">
            {refused}
          </p>
        ) : null}
        <Button
          type="primary"
          htmlType="submit"
          block
          loading={isBusy}
          disabled={userName.trim() === '' || password === ''}
        >
          {t('ui.signIn.send')}
        </Button>
        <p className="small secondary">{t('ui.signIn.first')}</p>
      </form>
    </main>
  );
}
