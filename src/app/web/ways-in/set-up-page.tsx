// Before anything is shown to somebody whose role needs a second factor: set it up.
import { Button } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Entrance } from './entrance.tsx';
import { PasswordForm } from './password-section.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import type { OwnSecurity } from './security-page.tsx';

export function SetUpPage() {
  const { t } = useWords();
  const { data, error, refetch } = useJson<OwnSecurity>('/account/security');
  const goIn = () => window.location.assign('/');
  const signOut = async () => {
    await sendJson('POST', '/session/sign-out');
    window.location.assign('/sign-in');
  };
  return (
    <Entrance title={t('waysIn.setUp.title')}>
      <p>{t('waysIn.setUp.required')}</p>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={3} /> : null}
      {data && !data.hasPassword ? (
        <>
          <p>{t('waysIn.setUp.noPassword')}</p>
          <PasswordForm hasPassword={false} onDone={() => void refetch()} />
        </>
      ) : null}
      {data?.hasPassword ? <SecondFactorSetup onDone={goIn} /> : null}
      <Button type="text" onClick={() => void signOut()}>
        {t('ui.user.signOut')}
      </Button>
    </Entrance>
  );
}
