// How people sign in to this installation, and which roles need a second factor.
import { App, Button, Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Refusal } from './entrance.tsx';
import './ways-in.css';

interface Rule {
  ssoLabel: string | null;
  resetByMail: boolean;
  roles: string[];
  secondFactorRoles: string[];
}

export function WaysInRulePage() {
  const { t } = useWords();
  const { message } = App.useApp();
  const wordsOf = useRefusalWords();
  const { data, error, isPending, refetch } = useJson<Rule>('/settings/sign-in');
  const [chosen, choose] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  useEffect(() => {
    if (data) choose(data.secondFactorRoles);
  }, [data]);
  const save = async () => {
    refuse(undefined);
    try {
      await sendJson('PUT', '/settings/sign-in', { secondFactorRoles: chosen, reason });
      message.success(t('waysIn.rule.saved'));
      setReason('');
      await refetch();
    } catch (problem) {
      refuse(wordsOf(problem));
    }
  };
  const isSame = data ? [...chosen].sort().join() === [...data.secondFactorRoles].sort().join() : true;
  const label = data?.ssoLabel;
  return (
    <Page
      title={t('waysIn.rule.title')}
      subtitle={t('waysIn.rule.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <div className="own-account">
          <section className="role-rule">
            <h2>{t('waysIn.rule.second')}</h2>
            <p className="prose secondary">{t('waysIn.rule.secondText')}</p>
            <Checkbox.Group
              value={chosen}
              options={data.roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              onChange={(values) => choose(values)}
            />
            {isSame ? null : (
              <div className="own-form">
                <Labelled label={t('waysIn.invite.reason')}>
                  {(id) => (
                    <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
                  )}
                </Labelled>
                <Refusal words={refused} />
                <div className="own-actions">
                  <Button type="primary" disabled={reason.trim().length < 3} onClick={() => void save()}>
                    {t('waysIn.rule.save')}
                  </Button>
                </div>
              </div>
            )}
          </section>
          <section>
            <h2>{t('waysIn.rule.sso')}</h2>
            <p>{label ? t('waysIn.rule.ssoOn', { label }) : t('waysIn.rule.ssoOff')}</p>
          </section>
          <section>
            <h2>{t('waysIn.rule.mail')}</h2>
            <p>{t(data.resetByMail ? 'waysIn.rule.mailOn' : 'waysIn.rule.mailOff')}</p>
          </section>
        </div>
      ) : null}
    </Page>
  );
}
