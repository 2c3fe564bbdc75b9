// Webhooks: who is told what happens, whether it arrives, and what is sent again.
import { App, Button, Checkbox, Drawer, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { ShownOnce } from './shown-once.tsx';
import './api.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Hook {
  id: string;
  name: string;
  url: string;
  events: string[];
  scope: { name: LocalText } | null;
  active: boolean;
  waiting: number;
  givenUp: number;
  last: { at: string; state: string; status: number | null } | null;
}

interface Delivery {
  id: string;
  event: string;
  madeAt: string;
  state: 'waiting' | 'delivered' | 'given_up';
  attempts: number;
  nextAt: string;
  lastStatus: number | null;
  lastProblem: string | null;
}

interface HooksAnswer {
  webhooks: Hook[];
  events: string[];
  /** for so long a delivery is tried */
  hoursTried: number;
}

/** The page of webhooks. */
export function WebhooksPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<HooksAnswer>('/webhooks');
  const [isMaking, make] = useState(false);
  const [told, tell] = useState<string | undefined>();
  const [looked, look] = useState<Hook | undefined>();
  const newOne = (
    <Button type="primary" onClick={() => make(true)}>
      {t('webhooks.new')}
    </Button>
  );
  const isEmpty = data?.webhooks.length === 0;
  return (
    <Page
      title={t('webhooks.title')}
      subtitle={t('webhooks.subtitle')}
      actions={data && !isEmpty ? newOne : undefined}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <p className="prose secondary api-text">
        {t('webhooks.text', { hours: data?.hoursTried ?? '' })} <a href="/api/docs#webhooks">{t('keys.docs')}</a>
      </p>
      {isEmpty ? (
        <Teach title={t('webhooks.none')} actions={newOne}>
          <p>{t('webhooks.noneText')}</p>
        </Teach>
      ) : (
        <HookTable hooks={data?.webhooks ?? []} onTell={tell} onLook={look} />
      )}
      {isMaking && data ? (
        <NewHook
          events={data.events}
          onMade={(secret) => {
            make(false);
            tell(secret);
          }}
          onClose={() => make(false)}
        />
      ) : null}
      {told ? (
        <ShownOnce
          title={t('webhooks.yourSecret')}
          text={t('webhooks.secretOnce')}
          secret={told}
          onClose={() => tell(undefined)}
        />
      ) : null}
      {looked ? <Deliveries hook={looked} onClose={() => look(undefined)} /> : null}
    </Page>
  );
}

function HookTable({
  hooks,
  onTell,
  onLook,
}: {
  hooks: readonly Hook[];
  onTell: (secret: string) => void;
  onLook: (hook: Hook) => void;
}) {
  const { t, local } = useWords();
  const instant = useInstant();
  const { modal } = App.useApp();
  const { act } = useAct();
  const actionsOf = (hook: Hook) => [
    {
      key: 'test',
      label: t('webhooks.test'),
      onClick: () =>
        void act(() => sendJson('POST', `/webhooks/${hook.id}/test`, {}), { done: t('webhooks.tested'), as: hook.id }),
    },
    {
      key: 'active',
      label: t(hook.active ? 'webhooks.stop' : 'webhooks.resume'),
      onClick: () =>
        void act(() => sendJson('PATCH', `/webhooks/${hook.id}`, { active: !hook.active }), { as: hook.id }),
    },
    {
      key: 'rotate',
      label: t('webhooks.rotate'),
      onClick: () =>
        void act(
          async () => {
            const { secret } = await sendJson<{ secret: string }>('PATCH', `/webhooks/${hook.id}`, { newSecret: true });
            onTell(secret);
          },
          { as: hook.id },
        ),
    },
    {
      key: 'remove',
      danger: true,
      label: t('webhooks.remove'),
      onClick: () =>
        void modal.confirm({
          title: t('webhooks.removeSure', { name: hook.name }),
          okText: t('webhooks.remove'),
          okButtonProps: { danger: true },
          cancelText: t('ui.form.cancel'),
          onOk: () =>
            act(() => sendJson('DELETE', `/webhooks/${hook.id}`), { done: t('webhooks.removed'), as: hook.id }),
        }),
    },
  ];
  return (
    <TableScroll label={t('webhooks.title')}>
      <table className="records records-plain records-cards">
        <thead>
          <tr>
            <th scope="col">{t('webhooks.name')}</th>
            <th scope="col">{t('webhooks.url')}</th>
            <th scope="col">{t('webhooks.events')}</th>
            <th scope="col">{t('webhooks.scope')}</th>
            <th scope="col">{t('webhooks.lastSent')}</th>
            <th scope="col">{t('webhooks.state')}</th>
            <th scope="col">{t('webhooks.do')}</th>
          </tr>
        </thead>
        <tbody>
          {hooks.map((hook) => (
            <tr key={hook.id}>
              <th scope="row">{hook.name}</th>
              <td className="api-wraps">{hook.url}</td>
              <td className="api-wraps" data-label={t('webhooks.events')}>
                {hook.events.map((event) => t(`webhooks.event.${event}`)).join(' · ')}
              </td>
              <td data-label={t('webhooks.scope')}>{hook.scope ? local(hook.scope.name) : t('webhooks.everywhere')}</td>
              <td data-label={t('webhooks.lastSent')}>{hook.last ? instant(hook.last.at) : t('keys.never')}</td>
              <td data-label={t('webhooks.state')}>
                {t(hook.active ? 'webhooks.active' : 'webhooks.stopped')}
                {hook.waiting > 0 ? ` · ${t('webhooks.waiting', { count: hook.waiting })}` : ''}
                {hook.givenUp > 0 ? (
                  <span className="field-error"> · {t('webhooks.givenUp', { count: hook.givenUp })}</span>
                ) : null}
              </td>
              <td className="api-buttons">
                <Button
                  size="small"
                  aria-label={t('webhooks.deliveriesOf', { name: hook.name })}
                  onClick={() => onLook(hook)}
                >
                  {t('webhooks.deliveries')}
                </Button>
                <Dropdown menu={{ items: actionsOf(hook) }} trigger={['click']}>
                  <Button size="small" aria-label={`${t('webhooks.do')}: ${hook.name}`}>
                    …
                  </Button>
                </Dropdown>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function NewHook({
  events,
  onMade,
  onClose,
}: {
  events: readonly string[];
  onMade: (secret: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('https://');
  const [scope, setScope] = useState('group');
  const [chosen, choose] = useState<readonly string[]>(events);
  const save = () =>
    act(async () => {
      const wanted = { name: name.trim(), url: url.trim(), events: chosen, scope };
      const { secret } = await sendJson<{ secret: string }>('POST', '/webhooks', wanted);
      onMade(secret);
    });
  return (
    <Modal
      open
      title={t('webhooks.new')}
      okText={t('webhooks.make')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: name.trim() === '' || !URL.canParse(url) || chosen.length === 0, loading: isBusy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="api-fields">
        <Labelled label={t('webhooks.name')}>
          {(id) => <Input id={id} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t('webhooks.url')}>
          {(id) => <Input id={id} type="url" value={url} onChange={(event) => setUrl(event.target.value)} />}
        </Labelled>
        <Labelled label={t('webhooks.scope')}>
          {(id) => <ScopeChoice id={id} value={scope} onChange={setScope} />}
        </Labelled>
        <fieldset className="api-actions">
          <legend>{t('webhooks.events')}</legend>
          {events.map((event) => (
            <Checkbox
              key={event}
              checked={chosen.includes(event)}
              onChange={({ target }) =>
                choose(target.checked ? [...chosen, event] : chosen.filter((one) => one !== event))
              }
            >
              {t(`webhooks.event.${event}`)}
            </Checkbox>
          ))}
        </fieldset>
      </div>
    </Modal>
  );
}

const LOOK_AGAIN_MS = 5_000;

function Deliveries({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const { t } = useWords();
  const instant = useInstant();
  const { act } = useAct();
  const path = `/webhooks/${hook.id}/deliveries`;
  const { data, error, isPending, refetch } = useJson<{ deliveries: Delivery[] }>(
    path,
    {},
    {
      every: (answer) =>
        (answer as { deliveries?: Delivery[] } | undefined)?.deliveries?.some(({ state }) => state === 'waiting')
          ? LOOK_AGAIN_MS
          : false,
    },
  );
  const replay = ({ id }: Delivery) =>
    act(() => sendJson('POST', `${path}/${id}/replay`, {}), { done: t('webhooks.replayed'), as: id });
  const standing = (one: Delivery) =>
    t(`webhooks.delivery.${one.state}`, one.state === 'waiting' ? { at: instant(one.nextAt) } : {});
  return (
    <Drawer open size="large" title={t('webhooks.deliveriesOf', { name: hook.name })} onClose={onClose}>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Waiting /> : null}
      {data?.deliveries.length === 0 ? <p className="secondary">{t('webhooks.noDeliveries')}</p> : null}
      <ul className="api-deliveries">
        {(data?.deliveries ?? []).map((one) => (
          <li key={one.id}>
            <div>
              <strong>{t(`webhooks.event.${one.event}`)}</strong>{' '}
              <span className="secondary small">{instant(one.madeAt)}</span>
              <div className={one.state === 'given_up' ? 'field-error small' : 'secondary small'}>
                {standing(one)} · {t('webhooks.tries')} {one.attempts}
                {one.lastStatus || one.lastProblem
                  ? ` · ${t('webhooks.answer')} ${one.lastStatus ?? one.lastProblem}`
                  : ''}
              </div>
            </div>
            <Button
              size="small"
              aria-label={`${t('webhooks.replay')}: ${t(`webhooks.event.${one.event}`)}, ${instant(one.madeAt)}`}
              onClick={() => void replay(one)}
            >
              {t('webhooks.replay')}
            </Button>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
