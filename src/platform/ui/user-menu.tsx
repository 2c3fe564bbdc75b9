// Who is signed in; in the sample company, the other accounts one may try.
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Avatar, Button, Dropdown, type MenuProps, Modal } from 'antd';
import { useState } from 'react';
import { sendJson } from './api.ts';
import { useWords } from './language.tsx';
import { useMe } from './session.tsx';
import { type ThemeChoice, useTheme } from './theme-provider.tsx';

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** The first letters of a name, or the last two characters of a Chinese one. */
const initials = (name: string) =>
  /[\u3400-\u9fff]/.test(name)
    ? name.slice(-2)
    : name
        .split(/\s+/)
        .map((part) => part[0] ?? '')
        .slice(0, 2)
        .join('');

/** The user's menu: theme, sample accounts, sign out. */
export function UserMenu() {
  const { t, local } = useWords();
  const me = useMe();
  const { choice, choose } = useTheme();
  const client = useQueryClient();
  const name = local(me.person.name);
  const switchTo = async (personId: string) => {
    // What is still asked as the one before would come back refused.
    await client.cancelQueries();
    await sendJson('POST', '/session/switch', { personId });
    await client.invalidateQueries();
  };
  const [unsent, setUnsent] = useState(0);
  const askToSignOut = async () => {
    const { unsentOf } = await import('./offline/store.ts');
    const kept = await unsentOf(me.person.id).catch(() => []);
    if (kept.length === 0) await signOut();
    else setUnsent(kept.length);
  };
  const signOut = async () => {
    await sendJson('POST', '/session/sign-out');
    const { forgetPerson } = await import('./offline/store.ts');
    await forgetPerson().catch(() => undefined);
    client.clear();
    window.location.assign('/sign-in');
  };
  const role = me.grants[0]?.role;
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: (
        <span className="menu-who">
          <strong>{name}</strong>
          {role ? <span>{t(`role.${role}`)}</span> : null}
        </span>
      ),
    },
    {
      key: 'theme',
      type: 'group',
      label: t('ui.theme.label'),
      children: themes.map((one) => ({
        key: `theme-${one}`,
        label: t(`ui.theme.${one}`),
        icon: <span aria-hidden="true">{choice === one ? '✓' : '\u2003'}</span>,
        onClick: () => choose(one),
      })),
    },
    ...(me.switchable.length > 0
      ? [
          { type: 'divider' as const },
          {
            key: 'sample',
            type: 'group' as const,
            label: t('ui.user.sample'),
            children: me.switchable.map((one) => ({
              key: one.personId,
              label: (
                <span className="menu-account">
                  {local(one.name)}
                  <span className="menu-role">
                    {t(`role.${one.role}`)} · {local(one.scopeName)}
                  </span>
                </span>
              ),
              icon: <span aria-hidden="true">{one.personId === me.person.id ? '✓' : '\u2003'}</span>,
              onClick: () => void switchTo(one.personId),
            })),
          },
        ]
      : []),
    { type: 'divider' },
    { key: 'security', label: <Link to="/account/security">{t('waysIn.place')}</Link> },
    { key: 'personal-data', label: <Link to="/account/personal-data">{t('privacy.place')}</Link> },
    { key: 'notices', label: <Link to="/account/notices">{t('ui.user.notices')}</Link> },
    { key: 'sign-out', label: t('ui.user.signOut'), onClick: () => void askToSignOut() },
  ];
  return (
    <>
      <Dropdown menu={{ items, className: 'user-menu' }} trigger={['click']} placement="bottomRight">
        <Button type="text" className="user-button" aria-label={t('ui.user.label', { name })}>
          <Avatar size={26} className="user-avatar">
            {initials(name)}
          </Avatar>
          <span className="user-name">{name}</span>
        </Button>
      </Dropdown>
      <Modal
        open={unsent > 0}
        title={t('ui.offline.unsent.title', { count: unsent })}
        okText={t('ui.offline.unsent.stay')}
        cancelText={t('ui.offline.unsent.leave')}
        closable={false}
        onOk={() => setUnsent(0)}
        onCancel={() => setUnsent(0)}
        cancelButtonProps={{ onClick: () => void signOut() }}
      >
        <p>{t('ui.offline.unsent.text')}</p>
      </Modal>
    </>
  );
}
