// A new account: user name, what the person is called, a first role somewhere; no mail is needed.
import { Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { Refusal } from './entrance.tsx';
import type { MadeCard } from './sign-in-card.tsx';

/** A scope, and the roles that the one who asks may give there. */
export interface PlaceToGive {
  id: string;
  type: string;
  code: string;
  name: LocalText;
  roles: string[];
}

export function InviteForm({
  scopes,
  onMade,
  onClose,
}: {
  scopes: readonly PlaceToGive[];
  onMade: (card: MadeCard) => void;
  onClose: () => void;
}) {
  const { t, local, language: spoken } = useWords();
  const wordsOf = useRefusalWords();
  // Most accounts are for people of a factory.
  const first = scopes.find(({ type }) => type === 'site') ?? scopes[0];
  const [asked, ask] = useState({
    ...{ userName: '', nameEn: '', nameZh: '', mail: '', language: spoken },
    scopeId: first?.id ?? '',
    role: first?.roles.includes('site_recorder') ? 'site_recorder' : (first?.roles[0] ?? ''),
  });
  const [refused, refuse] = useState<string | undefined>();
  const [isBusy, busy] = useState(false);
  const roles = scopes.find(({ id }) => id === asked.scopeId)?.roles ?? [];
  const change = (said: Partial<typeof asked>) => ask((before) => ({ ...before, ...said }));
  const make = async () => {
    busy(true);
    refuse(undefined);
    try {
      const { mail, ...rest } = asked;
      const made = await sendJson<Omit<MadeCard, 'userName' | 'name'>>('POST', '/invitations', {
        ...rest,
        mail: mail.trim() === '' ? null : mail.trim(),
      });
      onMade({
        ...made,
        userName: asked.userName.trim().toLowerCase(),
        name: { en: asked.nameEn, zh: asked.nameZh },
      });
    } catch (error) {
      refuse(wordsOf(error));
      busy(false);
    }
  };
  const field = (name: 'userName' | 'nameEn' | 'nameZh' | 'mail', hint?: string) => (
    <Labelled label={t(`waysIn.invite.${name}`)}>
      {(id) => (
        <>
          <Input
            id={id}
            value={asked[name]}
            autoComplete="off"
            autoCapitalize={name === 'userName' || name === 'mail' ? 'none' : 'words'}
            inputMode={name === 'mail' ? 'email' : 'text'}
            aria-describedby={hint ? `${id}-hint` : undefined}
            onChange={(event) => change({ [name]: event.target.value })}
          />
          {hint ? (
            <span id={`${id}-hint`} className="small secondary">
              {hint}
            </span>
          ) : null}
        </>
      )}
    </Labelled>
  );
  const isComplete = [asked.userName, asked.nameEn, asked.nameZh, asked.role, asked.scopeId].every(
    (text) => text.trim() !== '',
  );
  return (
    <Modal
      open
      title={t('waysIn.invite.new')}
      okText={t('waysIn.invite.make')}
      cancelText={t('waysIn.account.cancel')}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !isComplete }}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <div className="invite-form">
        {field('userName', t('waysIn.invite.userNameHint'))}
        <div className="invite-two">
          {field('nameZh')}
          {field('nameEn')}
        </div>
        <div className="invite-two">
          <Labelled label={t('waysIn.invite.scope')}>
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={asked.scopeId}
                options={scopes.map((one) => ({ value: one.id, label: `${one.code} ${local(one.name)}` }))}
                onChange={(scopeId: string) => {
                  const there = scopes.find((one) => one.id === scopeId)?.roles ?? [];
                  change({ scopeId, ...(there.includes(asked.role) ? {} : { role: there[0] ?? '' }) });
                }}
              />
            )}
          </Labelled>
          <Labelled label={t('waysIn.invite.role')}>
            {(id) => (
              <Select
                id={id}
                value={asked.role}
                options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                onChange={(role: string) => change({ role })}
              />
            )}
          </Labelled>
        </div>
        {field('mail')}
        <div className="stacked">
          <span id="invite-language">{t('waysIn.invite.language')}</span>
          <Segmented<'en' | 'zh'>
            aria-labelledby="invite-language"
            value={asked.language}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(language: 'en' | 'zh') => change({ language })}
          />
        </div>
        <Refusal words={refused} />
      </div>
    </Modal>
  );
}
