// API keys: one's own, and, for administrators, those of programs and of everybody.
import { App, Button, Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useDay, useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { ShownOnce } from './shown-once.tsx';
import './api.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Key {
  id: string;
  userName: string;
  service: boolean;
  name: string;
  prefix: string;
  actions: string[];
  scope: { name: LocalText };
  madeAt: string;
  expiresAt: string;
  lastUsedOn: string | null;
  state: 'active' | 'expired' | 'revoked';
}

interface Keys {
  keys: Key[];
  longestDays: number;
  /** what one's own key may be made for */
  actions?: string[];
  /** what a program's may, by its role */
  roles?: { role: string; actions: string[] }[];
}

/** One's own keys. */
export const KeysPage = () => <KeyList path="/keys" />;
/** Keys of programs and of everybody. */
export const ServiceKeysPage = () => <KeyList path="/service-keys" />;

function KeyList({ path }: { path: '/keys' | '/service-keys' }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<Keys>(path);
  const [isMaking, make] = useState(false);
  const [told, tell] = useState<string | undefined>();
  const ofAll = path === '/service-keys';
  const word = (name: 'title' | 'subtitle' | 'text') =>
    t(ofAll ? `keys.all${name.charAt(0).toUpperCase()}${name.slice(1)}` : `keys.${name}`);
  const newOne = (
    <Button type="primary" onClick={() => make(true)}>
      {t(ofAll ? 'keys.newService' : 'keys.new')}
    </Button>
  );
  const isEmpty = data?.keys.length === 0;
  return (
    <Page
      title={word('title')}
      subtitle={word('subtitle')}
      actions={data && !isEmpty ? newOne : undefined}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <p className="prose secondary api-text">
        {word('text')} <a href="/api/docs">{t('keys.docs')}</a>
      </p>
      {isEmpty ? (
        <Teach title={t('keys.none')} actions={newOne}>
          <p>{t('keys.noneText')}</p>
        </Teach>
      ) : (
        <KeyTable keys={data?.keys ?? []} path={path} label={word('title')} />
      )}
      {isMaking && data ? (
        <NewKey
          data={data}
          path={path}
          onMade={(key) => {
            make(false);
            tell(key);
          }}
          onClose={() => make(false)}
        />
      ) : null}
      {told ? (
        <ShownOnce title={t('keys.yourKey')} text={t('keys.shownOnce')} secret={told} onClose={() => tell(undefined)} />
      ) : null}
    </Page>
  );
}

function KeyTable({ keys, path, label }: { keys: readonly Key[]; path: string; label: string }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const day = useDay();
  const { modal } = App.useApp();
  const { act } = useAct();
  const ofAll = path === '/service-keys';
  const end = (key: Key) =>
    modal.confirm({
      title: t('keys.endSure', { name: key.name }),
      okText: t('keys.end'),
      okButtonProps: { danger: true },
      cancelText: t('ui.form.cancel'),
      onOk: () => act(() => sendJson('DELETE', `${path}/${key.id}`), { done: t('keys.ended'), as: key.id }),
    });
  return (
    <TableScroll label={label}>
      <table className="records records-plain records-cards">
        <thead>
          <tr>
            <th scope="col">{t('keys.name')}</th>
            {ofAll ? <th scope="col">{t('keys.owner')}</th> : null}
            <th scope="col">{t('keys.begins')}</th>
            <th scope="col">{t('keys.actions')}</th>
            <th scope="col">{t('keys.scope')}</th>
            <th scope="col">{t('keys.lastUsed')}</th>
            <th scope="col">{t('keys.ends')}</th>
            <th scope="col">{t('keys.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('keys.end')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className={key.state === 'active' ? undefined : 'secondary'}>
              <th scope="row">{key.name}</th>
              {ofAll ? <td data-label={t('keys.owner')}>{key.service ? t('keys.service') : key.userName}</td> : null}
              <td data-label={t('keys.begins')}>
                <code>{key.prefix}…</code>
              </td>
              <td className="api-wraps" data-label={t('keys.actions')}>
                {key.actions.map((action) => t(`access.action.${action}`)).join(' · ')}
              </td>
              <td data-label={t('keys.scope')}>{local(key.scope.name)}</td>
              <td data-label={t('keys.lastUsed')}>{key.lastUsedOn ? day(key.lastUsedOn) : t('keys.never')}</td>
              <td data-label={t('keys.ends')}>{instant(key.expiresAt)}</td>
              <td data-label={t('keys.state')}>{t(`keys.state.${key.state}`)}</td>
              <td>
                {key.state === 'active' ? (
                  <Button size="small" aria-label={t('keys.endOne', { name: key.name })} onClick={() => end(key)}>
                    {t('keys.end')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

const dayChoices = [7, 30, 90, 180, 366];
/** What every new key is made for until something else is chosen: reading, and the names that stand in what is read. */
const usual = ['records.read', 'group.read', 'figures.read'];

function NewKey({
  data,
  path,
  onMade,
  onClose,
}: {
  data: Keys;
  path: string;
  onMade: (key: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const [name, setName] = useState('');
  const [scope, setScope] = useState('group');
  const [days, setDays] = useState(90);
  const [role, setRole] = useState(data.roles?.[0]?.role);
  const possible = data.actions ?? data.roles?.find((one) => one.role === role)?.actions ?? [];
  const [chosen, choose] = useState<readonly string[]>(usual);
  const actions = chosen.filter((action) => possible.includes(action));
  const save = () =>
    act(async () => {
      const wanted = { name: name.trim(), actions, scope, days, ...(data.roles ? { role } : {}) };
      const { key } = await sendJson<{ key: string }>('POST', path, wanted);
      onMade(key);
    });
  return (
    <Modal
      open
      title={t(data.roles ? 'keys.newService' : 'keys.new')}
      okText={t('keys.make')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: name.trim() === '' || actions.length === 0, loading: isBusy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="api-fields">
        <Labelled label={t('keys.name')}>
          {(id) => <Input id={id} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        {data.roles ? (
          <Labelled label={t('keys.role')}>
            {(id) => (
              <Select
                id={id}
                className="full-width"
                value={role}
                options={data.roles?.map((one) => ({ value: one.role, label: t(`role.${one.role}`) }))}
                onChange={setRole}
              />
            )}
          </Labelled>
        ) : null}
        <Labelled label={t('keys.scope')}>{(id) => <ScopeChoice id={id} value={scope} onChange={setScope} />}</Labelled>
        <fieldset className="api-actions">
          <legend>{t('keys.actions')}</legend>
          {possible.map((action) => (
            <Checkbox
              key={action}
              checked={chosen.includes(action)}
              onChange={({ target }) =>
                choose(target.checked ? [...chosen, action] : chosen.filter((one) => one !== action))
              }
            >
              {t(`access.action.${action}`)}
            </Checkbox>
          ))}
          {possible.includes('group.read') && !actions.includes('group.read') ? (
            <p className="small field-warning">{t('keys.groupNote')}</p>
          ) : null}
        </fieldset>
        <Labelled label={t('keys.days')}>
          {(id) => (
            <Select
              id={id}
              className="full-width"
              value={days}
              options={dayChoices
                .filter((one) => one <= data.longestDays)
                .map((count) => ({ value: count, label: t('keys.dayCount', { count }) }))}
              onChange={setDays}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  );
}
