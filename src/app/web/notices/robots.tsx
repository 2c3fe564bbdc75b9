// Robots of group chats: which there are, a test of each, and a new one.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { chats } from '#platform/notify/kinds.ts';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

export interface Robot {
  id: string;
  channel: string;
  name: string;
  language: 'en' | 'zh';
  hour: number;
  error: string | null;
  nextAt: string;
  scopeEn: string;
  scopeZh: string;
}

/** Asks the server, says a refusal, and shows the robots anew. */
function useAsk() {
  const client = useQueryClient();
  const says = useSaysRefusal();
  return async <T,>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T | undefined> => {
    try {
      const answer = await sendJson<T>(method, path, body);
      await client.invalidateQueries({ queryKey: ['json', '/settings/notices'] });
      return answer;
    } catch (problem) {
      says(problem);
      return undefined;
    }
  };
}

export function Robots({ robots }: { robots: readonly Robot[] }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const ask = useAsk();
  const { message } = App.useApp();
  const [isAdding, add] = useState(false);
  const test = async (id: string) => {
    const answer = await ask<{ ok: boolean; error: string | null }>('POST', `/settings/robots/${id}/test`);
    if (answer?.ok) message.success(t('notices.settings.robotSpoke'));
    else if (answer) message.error(answer.error);
  };
  return (
    <section className="settings-part">
      <h2>{t('notices.settings.robots')}</h2>
      <p className="secondary prose">{t('notices.settings.robotsText')}</p>
      {robots.length === 0 ? (
        <p className="secondary">{t('notices.settings.noRobots')}</p>
      ) : (
        <TableScroll label={t('notices.settings.robots')}>
          <table className="records records-plain">
            <thead>
              <tr>
                {['robot', 'channel', 'scope', 'next', 'why'].map((name) => (
                  <th key={name} scope="col">
                    {t(`notices.settings.${name}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('notices.settings.testRobot')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {robots.map((robot) => (
                <tr key={robot.id}>
                  <td>{robot.name}</td>
                  <td>{t(`channel.${robot.channel}`)}</td>
                  <td>{local({ en: robot.scopeEn, zh: robot.scopeZh })}</td>
                  <td>{instant(robot.nextAt)}</td>
                  <td className="run-error">{robot.error ?? ''}</td>
                  <td>
                    <Button size="small" onClick={() => void test(robot.id)}>
                      {t('notices.settings.testRobot')}
                    </Button>{' '}
                    <Button size="small" danger onClick={() => void ask('DELETE', `/settings/robots/${robot.id}`)}>
                      {t('notices.settings.removeRobot')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Button onClick={() => add(true)}>{t('notices.settings.addRobot')}</Button>
      {isAdding ? <NewRobot onClose={() => add(false)} /> : null}
    </section>
  );
}

function NewRobot({ onClose }: { onClose: () => void }) {
  const { t, local, language } = useWords();
  const ask = useAsk();
  const organisation = useOrganisation();
  const [robot, set] = useState({
    ...{
      channel: 'wecom' as (typeof chats)[number],
      name: '',
      scopeId: '',
      language,
      hour: 8,
      address: '',
      secret: '',
    },
  });
  const change = (part: Partial<typeof robot>) => set({ ...robot, ...part });
  const scopes = [...(organisation?.byId.values() ?? [])];
  const scopeId = robot.scopeId || (scopes.find(({ type }) => type === 'group')?.id ?? '');
  const save = async () => {
    const { secret, ...rest } = robot;
    const made = await ask('POST', '/settings/robots', { ...rest, scopeId, ...(secret === '' ? {} : { secret }) });
    if (made) onClose();
  };
  const text = (name: 'name' | 'address' | 'secret') => (
    <Labelled label={t(`notices.settings.${name}`)}>
      {(id) => (
        <Input
          id={id}
          autoComplete="off"
          value={robot[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Labelled>
  );
  return (
    <Modal
      open
      title={t('notices.settings.addRobot')}
      okText={t('notices.settings.addRobot')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: robot.name.trim() === '' || robot.address.trim() === '' || scopeId === '' }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="robot-form">
        <Labelled label={t('notices.settings.channel')}>
          {(id) => (
            <Select
              id={id}
              value={robot.channel}
              onChange={(channel) => change({ channel })}
              options={chats.map((chat) => ({ value: chat, label: t(`channel.${chat}`) }))}
            />
          )}
        </Labelled>
        {text('name')}
        {text('address')}
        {text('secret')}
        <Labelled label={t('notices.settings.scope')}>
          {(id) => (
            <Select
              id={id}
              showSearch
              optionFilterProp="label"
              value={scopeId}
              onChange={(chosen) => change({ scopeId: chosen })}
              options={scopes.map((node) => ({ value: node.id, label: local(node.name) }))}
            />
          )}
        </Labelled>
        <Labelled label={t('notices.settings.hour')}>
          {(id) => (
            <Select
              id={id}
              value={robot.hour}
              onChange={(hour) => change({ hour })}
              options={Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${hour}:00` }))}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  );
}
