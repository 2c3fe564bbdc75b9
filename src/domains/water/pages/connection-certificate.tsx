// The certificate of a server, as a person compares it before it is trusted.
import { Button, Drawer } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import type { ListedConnection, ServerCertificate } from '../model/connection.ts';

/** Two digits and two digits, as tools write them. */
const inPairs = (digest: string) => digest.toUpperCase().replace(/(..)(?!$)/g, '$1:');

function Certificate({ of, title }: { of: ServerCertificate; title: string }) {
  const { t } = useWords();
  const instant = useInstant();
  const isOver = new Date(of.until).getTime() < Date.now();
  return (
    <section className="connection-certificate">
      <h2 className="board-title">{title}</h2>
      <dl>
        <dt>{t('water.connections.fingerprint')}</dt>
        <dd>
          <code>{inPairs(of.fingerprint)}</code>
        </dd>
        <dt>{t('water.connections.thumbprint')}</dt>
        <dd>
          <code>{inPairs(of.thumbprint)}</code>
        </dd>
        <dt>{t('water.connections.subject')}</dt>
        <dd>{of.subject}</dd>
        <dt>{t('water.connections.issuer')}</dt>
        <dd>{of.issuer}</dd>
        <dt>{t('water.connections.valid')}</dt>
        <dd>
          {isOver ? (
            <span className="field-warning">
              {t('water.connections.certificateOver', { instant: instant(of.until) })}
            </span>
          ) : (
            t('water.connections.validFromTo', { from: instant(of.from), until: instant(of.until) })
          )}
        </dd>
      </dl>
    </section>
  );
}

/** What the server shows beside what is trusted, and the act of trusting it. */
export function CertificateDrawer({ connection, onClose }: { connection: ListedConnection; onClose: () => void }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const { id, name, certificate, trusted } = connection;
  const isTrusted = certificate !== null && certificate.fingerprint === trusted?.fingerprint;
  const trust = async () => {
    const sent = () => sendJson('POST', `/water/connections/${id}/trust`, { fingerprint: certificate?.fingerprint });
    if (await act(sent, { done: t('water.connections.trustedDone') })) onClose();
  };
  return (
    <Drawer
      open
      size="large"
      title={t('water.connections.certificateOf', { name })}
      onClose={onClose}
      footer={
        <div className="connection-foot">
          <Button onClick={onClose}>{t('ui.form.cancel')}</Button>
          {certificate && !isTrusted ? (
            <Button type="primary" danger={trusted !== null} loading={isBusy} onClick={() => void trust()}>
              {t('water.connections.trust')}
            </Button>
          ) : null}
        </div>
      }
    >
      {certificate ? null : <p className="secondary">{t('water.connections.certificateNone')}</p>}
      {certificate && !isTrusted ? (
        <p className={trusted ? 'connection-note field-warning' : 'prose'}>
          {t(trusted ? 'water.connections.certificateChanged' : 'water.connections.certificateText')}
        </p>
      ) : null}
      {isTrusted ? <p>{t('water.connections.isTrusted')}</p> : null}
      {certificate ? <Certificate of={certificate} title={t('water.connections.certificateShown')} /> : null}
      {trusted && !isTrusted ? <Certificate of={trusted} title={t('water.connections.certificateTrusted')} /> : null}
    </Drawer>
  );
}
