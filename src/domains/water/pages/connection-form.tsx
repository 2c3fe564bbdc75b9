// One connection as it is set: its fields change with its way, and a message can be tried before it is kept.
import { Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { useAct } from '#platform/ui/use-act.ts';
import {
  type ConnectionWay,
  connectionWays,
  instantForms,
  type MessageMapping,
  type MissingPackage,
} from '../model/connection.ts';
import { isTold, messageReadings } from '../rules/message-readings.ts';
import { type Draft, emptyDraft, firstAddress, isBare, settingsOf, WrongLine } from './connection-draft.ts';
import { Field, type FieldProps, Pair, Tick, type WrongField } from './connection-field.tsx';
import { OpcuaFields } from './connection-opcua.tsx';

const SHOWN_AT_MOST = 20;

/** What would be read from a message, by the rule that reads them all. */
function TryMessage({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const [topic, setTopic] = useState('');
  const [text, setText] = useState('');
  const mapping = {
    ...{ form: draft.lines ? 'lines' : 'json', readings: draft.readings.trim(), byKey: draft.byKey },
    ...{ meter: draft.meter.trim(), at: draft.at.trim() || null, instant: draft.instant, count: draft.count.trim() },
  } as MessageMapping;
  const found = text.trim() === '' ? [] : messageReadings({ topic, text }, mapping);
  const shown = found.slice(0, SHOWN_AT_MOST).map((one, place) => ({ one, place }));
  return (
    <fieldset className="connection-try">
      <legend>{t('water.connections.try')}</legend>
      <Labelled label={t('water.connections.tryTopic')}>
        {(id) => <Input id={id} value={topic} onChange={(event) => setTopic(event.target.value)} />}
      </Labelled>
      <Labelled label={t('water.connections.tryMessage')}>
        {(id) => (
          <Input.TextArea
            id={id}
            className="connection-code"
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Labelled>
      <div aria-live="polite">
        {found.length === 0 ? <p className="secondary small">{t('water.connections.tryNothing')}</p> : null}
        <ul className="connection-found">
          {shown.map(({ one, place }) =>
            isTold(one) ? (
              <li key={place}>
                <strong>{one.meter}</strong> {one.count} {one.at ? <span className="secondary">{one.at}</span> : null}
              </li>
            ) : (
              <li key={place} className="field-error">
                {t(`water.connections.reason.${one.reason}`)}: <code>{one.given}</code>
              </li>
            ),
          )}
        </ul>
      </div>
    </fieldset>
  );
}

function MqttFields(props: FieldProps) {
  const { t } = useWords();
  const { draft, set } = props;
  return (
    <>
      <Field {...props} of="filters" rows={2} help={t('water.connections.filtersHelp')} />
      <Field {...props} of="meter" help={t('water.connections.meterHelp')} />
      <Pair>
        <Field {...props} of="readings" help={t('water.connections.readingsHelp')} />
        <Field {...props} of="count" help={t('water.connections.countHelp')} />
      </Pair>
      <Pair>
        <Field {...props} of="at" help={t('water.connections.atHelp')} />
        <Labelled label={t('water.connections.instant')}>
          {(id) => (
            <Select
              id={id}
              className="full-width"
              value={draft.instant}
              options={instantForms.map((form) => ({ value: form, label: t(`water.connections.instant.${form}`) }))}
              onChange={(instant: string) => set({ instant })}
            />
          )}
        </Labelled>
      </Pair>
      <div className="connection-ticks">
        <Tick {...props} of="byKey" />
        <Tick {...props} of="lines" />
        <Tick {...props} of="live" />
      </div>
      <TryMessage draft={draft} />
      <Field {...props} of="names" rows={3} help={t('water.connections.namesHelp')} />
      <Tick {...props} of="ignoresOthers" />
    </>
  );
}

function FieldsOfWay({ opcuaMissing, ...props }: FieldProps & { opcuaMissing: MissingPackage | null }) {
  const { t } = useWords();
  const { way } = props.draft;
  if (way === 'opcua') return <OpcuaFields {...props} missing={opcuaMissing} />;
  if (way === 'mqtt') return <MqttFields {...props} />;
  if (way === 'sparkplug')
    return (
      <>
        <Field {...props} of="names" rows={6} help={t('water.connections.namesSparkplug')} />
        <Tick {...props} of="live" />
      </>
    );
  return (
    <>
      <Pair>
        <Field {...props} of="unit" />
        <Field {...props} of="everySeconds" />
      </Pair>
      <Field {...props} of="registers" rows={6} help={t('water.connections.registersHelp')} />
    </>
  );
}

/** A new connection, or a change of one; its way stays what it was. */
export function ConnectionForm({
  changes,
  opcuaMissing,
  onClose,
}: {
  changes: { id: string; draft: Draft; hasPassword: boolean } | undefined;
  opcuaMissing: MissingPackage | null;
  onClose: () => void;
}) {
  const { t, local } = useWords();
  const organisation = useOrganisation();
  const [draft, setDraft] = useState(changes?.draft ?? emptyDraft);
  const [wrong, setWrong] = useState<WrongField | undefined>();
  const { act, isBusy } = useAct();
  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setWrong(undefined);
  };
  const props = { draft, set, wrong };
  const byBroker = draft.way === 'mqtt' || draft.way === 'sparkplug';
  const settingsAsTyped = () => {
    try {
      return settingsOf(draft);
    } catch (error) {
      if (!(error instanceof WrongLine)) throw error;
      setWrong({ of: error.of, says: t('water.connections.lineWrong', { line: error.line, text: error.text }) });
      return undefined;
    }
  };
  const save = async () => {
    const settings = settingsAsTyped();
    if (!settings) return;
    if (isBare(draft) && (draft.user.trim() !== '' || draft.password !== ''))
      return setWrong({ of: draft.password === '' ? 'user' : 'password', says: t('water.connections.passwordBare') });
    const { name, way, address, scope } = draft;
    const given = { name: name.trim(), address: address.trim(), scope, settings };
    const password = draft.password === '' ? {} : { password: draft.password };
    const sent = () =>
      changes
        ? sendJson('PATCH', `/water/connections/${changes.id}`, { ...given, ...password })
        : sendJson('POST', '/water/connections', { ...given, ...password, way });
    if (await act(sent)) onClose();
  };
  const sites = (organisation?.nodes ?? []).filter(({ type }) => type === 'site');
  return (
    <Drawer
      open
      size="large"
      title={changes ? changes.draft.name : t('water.connections.new')}
      onClose={onClose}
      footer={
        <div className="connection-foot">
          <Button onClick={onClose}>{t('ui.form.cancel')}</Button>
          <Button type="primary" loading={isBusy} disabled={draft.name.trim() === ''} onClick={() => void save()}>
            {t(changes ? 'water.connections.save' : 'water.connections.make')}
          </Button>
        </div>
      }
    >
      <div className="connection-fields">
        <Pair>
          <Field {...props} of="name" />
          <Labelled label={t('water.connections.way')}>
            {(id) => (
              <Select
                id={id}
                className="full-width"
                disabled={changes !== undefined}
                value={draft.way}
                options={connectionWays.map((way) => ({ value: way, label: t(`water.connections.way.${way}`) }))}
                onChange={(way: ConnectionWay) => set({ way, address: firstAddress[way] })}
              />
            )}
          </Labelled>
        </Pair>
        <Pair>
          <Field
            {...props}
            of="address"
            {...(draft.way === 'opcua' ? { help: t('water.connections.addressOpcua') } : {})}
          />
          <Labelled label={t('water.connections.scope')}>
            {(id) => (
              <Select
                id={id}
                className="full-width"
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.scope}
                options={[
                  { value: 'group', label: t('water.connections.everywhere') },
                  ...sites.map((site) => ({ value: scopeOf(site), label: local(site.name) })),
                ]}
                onChange={(scope: string) => set({ scope })}
              />
            )}
          </Labelled>
        </Pair>
        {draft.way === 'modbus' || isBare(draft) ? null : (
          <Pair>
            <Field
              {...props}
              of="user"
              {...(draft.way === 'opcua' ? { help: t('water.connections.userOpcua') } : {})}
            />
            <Field {...props} of="password" secret={changes?.hasPassword ? t('water.connections.passwordKept') : ''} />
          </Pair>
        )}
        <FieldsOfWay {...props} opcuaMissing={opcuaMissing} />
        {byBroker && draft.address.startsWith('mqtts:') ? <Field {...props} of="ca" rows={3} /> : null}
      </div>
    </Drawer>
  );
}
