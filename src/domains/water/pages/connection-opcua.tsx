// What a connection by OPC UA is set by: how it is protected, how often the server looks, and which node is which meter.
import { Select } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { type MissingPackage, opcuaModes, opcuaPolicies } from '../model/connection.ts';
import type { Draft } from './connection-draft.ts';
import { Field, type FieldProps, Pair } from './connection-field.tsx';

/** What the server's own runner has to do first. */
function NotThere({ missing: { command, folder } }: { missing: MissingPackage }) {
  const { t } = useWords();
  return (
    <section className="connection-note" aria-label={t('water.connections.notThere')}>
      <strong>{t('water.connections.notThere')}</strong>
      <p>{t('water.connections.notThereText', { folder })}</p>
      <pre>{command}</pre>
    </section>
  );
}

export function OpcuaFields({ missing, ...props }: FieldProps & { missing: MissingPackage | null }) {
  const { t } = useWords();
  const { draft, set } = props;
  const isBare = draft.security === 'none';
  return (
    <>
      {missing ? <NotThere missing={missing} /> : null}
      <Pair>
        <Labelled label={t('water.connections.security')}>
          {(id) => (
            <Select
              id={id}
              className="full-width"
              value={draft.security}
              options={opcuaModes
                .toReversed()
                .map((mode) => ({ value: mode, label: t(`water.connections.security.${mode}`) }))}
              onChange={(security: Draft['security']) => set({ security })}
            />
          )}
        </Labelled>
        {isBare ? null : (
          <Labelled label={t('water.connections.policy')}>
            {(id) => (
              <Select
                id={id}
                className="full-width"
                value={draft.policy}
                options={opcuaPolicies.map((policy) => ({ value: policy, label: policy }))}
                onChange={(policy: Draft['policy']) => set({ policy })}
              />
            )}
          </Labelled>
        )}
      </Pair>
      <p className={isBare ? 'connection-note field-warning' : 'secondary small connection-help'}>
        {t(isBare ? 'water.connections.securityNone' : 'water.connections.securityTrust')}
      </p>
      <Field {...props} of="nodes" rows={6} help={t('water.connections.nodesHelp')} />
      <Pair>
        <Field {...props} of="samplingSeconds" help={t('water.connections.samplingHelp')} />
        <Field {...props} of="quietSeconds" help={t('water.connections.quietHelp')} />
      </Pair>
      <Pair>
        <Field {...props} of="queueSize" help={t('water.connections.queueHelp')} />
      </Pair>
    </>
  );
}
