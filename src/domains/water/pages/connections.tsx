// Devices that are heard: where, how each connection stands, and what of their messages could not be kept.
import { App, Button, Drawer, Dropdown } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { TableScroll } from '#platform/ui/table-scroll.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { ConnectionsAnswer, KeptRefusal, ListedConnection } from '../model/connection.ts';
import { CertificateDrawer } from './connection-certificate.tsx';
import { draftOf } from './connection-draft.ts';
import { ConnectionForm } from './connection-form.tsx';
import './connections.css';

const LOOK_AGAIN_MS = 5_000;
const marks: Readonly<Record<ListedConnection['state'], Status>> = {
  connected: 'on_track',
  failing: 'behind',
  waiting: 'no_data',
};
const number = (count: number) => showNumber(new Exact(count));

/** The problem in words, or as the network said it. */
function useSaysProblem() {
  const { t, has } = useWords();
  return (problem: string | null) => {
    if (problem === null) return '';
    const key = `water.connections.problem.${problem}`;
    return has(key) ? t(key) : problem;
  };
}

/** The page of connections to devices. */
export function ConnectionsPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<ConnectionsAnswer>(
    '/water/connections',
    {},
    { every: () => LOOK_AGAIN_MS },
  );
  const [isMaking, make] = useState(false);
  const [changed, change] = useState<ListedConnection | undefined>();
  const [looked, look] = useState<ListedConnection | undefined>();
  const [compared, compare] = useState<string | undefined>();
  const newOne = (
    <Button type="primary" onClick={() => make(true)}>
      {t('water.connections.new')}
    </Button>
  );
  // As it stands now: the server may show another one while it is looked at.
  const comparedNow = data?.connections.find(({ id }) => id === compared);
  const opcuaMissing = data?.opcuaMissing ?? null;
  const isEmpty = data?.connections.length === 0;
  return (
    <Page
      title={t('water.connections.title')}
      subtitle={t('water.connections.subtitle')}
      actions={data && !isEmpty ? newOne : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      <p className="prose secondary connection-text">{t('water.connections.text')}</p>
      {isEmpty ? (
        <Teach title={t('water.connections.none')} actions={newOne}>
          <p>{t('water.connections.noneText')}</p>
        </Teach>
      ) : (
        <ConnectionTable connections={data?.connections ?? []} onChange={change} onLook={look} onCompare={compare} />
      )}
      {isMaking ? <ConnectionForm changes={undefined} opcuaMissing={opcuaMissing} onClose={() => make(false)} /> : null}
      {changed ? (
        <ConnectionForm
          changes={{
            id: changed.id,
            hasPassword: changed.hasPassword,
            draft: draftOf(
              {
                ...{ name: changed.name, way: changed.way, address: changed.address },
                scope: changed.site ? `site:${changed.site.code}` : 'group',
              },
              changed.settings,
            ),
          }}
          opcuaMissing={opcuaMissing}
          onClose={() => change(undefined)}
        />
      ) : null}
      {comparedNow ? <CertificateDrawer connection={comparedNow} onClose={() => compare(undefined)} /> : null}
      {looked ? <Refused connection={looked} onClose={() => look(undefined)} /> : null}
    </Page>
  );
}

function ConnectionTable({
  connections,
  onChange,
  onLook,
  onCompare,
}: {
  connections: readonly ListedConnection[];
  onChange: (connection: ListedConnection) => void;
  onLook: (connection: ListedConnection) => void;
  onCompare: (id: string) => void;
}) {
  const { t, local } = useWords();
  const instant = useInstant();
  const { modal } = App.useApp();
  const { act } = useAct();
  const actionsOf = (one: ListedConnection) => [
    { key: 'change', label: t('water.connections.change'), onClick: () => onChange(one) },
    { key: 'refused', label: t('water.connections.refused'), onClick: () => onLook(one) },
    ...(one.certificate
      ? [{ key: 'certificate', label: t('water.connections.certificate'), onClick: () => onCompare(one.id) }]
      : []),
    {
      key: 'active',
      label: t(one.active ? 'water.connections.stop' : 'water.connections.resume'),
      onClick: () =>
        void act(() => sendJson('PATCH', `/water/connections/${one.id}`, { active: !one.active }), { as: one.id }),
    },
    {
      key: 'remove',
      danger: true,
      label: t('water.connections.remove'),
      onClick: () =>
        void modal.confirm({
          title: t('water.connections.removeSure', { name: one.name }),
          okText: t('water.connections.remove'),
          okButtonProps: { danger: true },
          cancelText: t('ui.form.cancel'),
          onOk: () =>
            act(() => sendJson('DELETE', `/water/connections/${one.id}`), {
              done: t('water.connections.removed'),
              as: one.id,
            }),
        }),
    },
  ];
  return (
    <TableScroll label={t('water.connections.title')}>
      <table className="records records-plain records-cards">
        <thead>
          <tr>
            <th scope="col">{t('water.connections.name')}</th>
            <th scope="col">{t('water.connections.address')}</th>
            <th scope="col">{t('water.connections.scope')}</th>
            <th scope="col">{t('water.connections.state')}</th>
            <th scope="col">{t('water.connections.heard')}</th>
            <th scope="col" className="number">
              {t('water.connections.counts')}
            </th>
            <th scope="col" className="number">
              {t('water.connections.refusedCount')}
            </th>
            <th scope="col">{t('water.connections.do')}</th>
          </tr>
        </thead>
        <tbody>
          {connections.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.name}
                <span className="secondary small connection-way">{t(`water.connections.way.${one.way}`)}</span>
              </th>
              <td className="connection-address">{one.address}</td>
              <td data-label={t('water.connections.scope')}>
                {one.site ? local(one.site.name) : t('water.connections.everywhere')}
              </td>
              <td data-label={t('water.connections.state')}>
                <Standing of={one} onCompare={() => onCompare(one.id)} />
              </td>
              <td data-label={t('water.connections.heard')}>
                {one.heardAt ? (
                  <time dateTime={one.heardAt}>{instant(one.heardAt)}</time>
                ) : (
                  <span className="secondary">{t('water.connections.never')}</span>
                )}
              </td>
              <td className="number connection-count" data-label={t('water.connections.counts')}>
                {number(one.kept)}
              </td>
              <td className="number connection-count" data-label={t('water.connections.refusedCount')}>
                {one.refused > 0 ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={t('water.connections.refusedOf', { name: one.name })}
                    onClick={() => onLook(one)}
                  >
                    {number(one.refused)}
                  </Button>
                ) : (
                  number(0)
                )}
              </td>
              <td>
                <Dropdown menu={{ items: actionsOf(one) }} trigger={['click']}>
                  <Button size="small" aria-label={`${t('water.connections.do')}: ${one.name}`}>
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

const toCompare = new Set(['certificate_untrusted', 'certificate_changed']);

function Standing({ of: { active, state, problem }, onCompare }: { of: ListedConnection; onCompare: () => void }) {
  const { t } = useWords();
  const says = useSaysProblem();
  if (!active) return <span className="secondary">{t('water.connections.state.stopped')}</span>;
  return (
    <span className="connection-state">
      <StatusMark status={marks[state]} words={t(`water.connections.state.${state}`)} />
      {problem ? <span className="secondary small">{says(problem)}</span> : null}
      {problem !== null && toCompare.has(problem) ? (
        <Button size="small" className="connection-compare" onClick={onCompare}>
          {t('water.connections.compare')}
        </Button>
      ) : null}
    </span>
  );
}

function Refused({ connection: { id, name }, onClose }: { connection: ListedConnection; onClose: () => void }) {
  const { t } = useWords();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<{ refused: KeptRefusal[] }>(`/water/connections/${id}/refused`);
  return (
    <Drawer open size="large" title={t('water.connections.refusedOf', { name })} onClose={onClose}>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Waiting /> : null}
      {data?.refused.length === 0 ? <p className="secondary">{t('water.connections.noneRefused')}</p> : null}
      <ul className="connection-refused">
        {(data?.refused ?? []).map((one) => (
          <li key={one.id}>
            <strong>{t(`water.connections.reason.${one.reason}`)}</strong>
            {one.given ? (
              <>
                {': '}
                <code>{one.given}</code>
              </>
            ) : null}
            <div className="secondary small">
              <time dateTime={one.at}>{instant(one.at)}</time> · {one.topic}
            </div>
            {one.payload ? <pre>{one.payload}</pre> : null}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
