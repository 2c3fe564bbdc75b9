// Bringing in a file: dropped as it is, sent with its progress shown, and what is understood of it told beforehand.
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { ApiProblem, addressOf, uploadFile } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page } from '#platform/ui/page.tsx';
import type { RecordKind } from '../declare/kind.ts';
import { ImportsTable } from './imports-table.tsx';
import { useKindWords } from './kinds.tsx';
import { ReferenceSelect } from './reference-select.tsx';

/** Where the import of a kind begins. */
export function ImportStart({ kind }: { kind: RecordKind }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const here = organisation?.find(scope);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, over] = useState(false);
  const [sending, setSending] = useState<{ name: string; share: number } | undefined>();
  const [chosenSite, chooseSite] = useState<string | null | undefined>();
  const site = chosenSite === undefined ? (here?.type === 'site' ? here.id : null) : chosenSite;
  const send = async (file: File | undefined) => {
    if (!file) return;
    setSending({ name: file.name, share: 0 });
    try {
      const { id } = await uploadFile<{ id: string }>(`/imports/${kind.kind}`, file, { scope: site }, (share) =>
        setSending({ name: file.name, share }),
      );
      void navigate({ to: `/imports/${id}` } as never);
    } catch (error) {
      setSending(undefined);
      message.error(error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.page.failed.text'), 8);
    }
    if (input.current) input.current.value = '';
  };
  const names = here ? { [here.id]: { code: here.code, ...here.name } } : {};
  return (
    <Page
      title={t('ui.import.title', { kind: words.manyInSentence })}
      subtitle={t('ui.import.subtitle')}
      actions={
        <Button href={addressOf(`/records/${kind.kind}/template.xlsx`)} icon={<DownloadOutlined aria-hidden="true" />}>
          {t('ui.import.template')}
        </Button>
      }
    >
      <div className="import-start">
        <section
          className={isOver ? 'drop drop-over' : 'drop'}
          aria-label={t('ui.import.drop')}
          onDragOver={(event) => {
            event.preventDefault();
            over(true);
          }}
          onDragLeave={() => over(false)}
          onDrop={(event) => {
            event.preventDefault();
            over(false);
            void send(event.dataTransfer.files[0]);
          }}
        >
          {sending ? (
            <div className="drop-sending" role="status">
              <p>{t('ui.import.sending', { file: sending.name })}</p>
              <Progress
                percent={Math.round(sending.share * 100)}
                aria-label={t('ui.import.sending', { file: sending.name })}
              />
            </div>
          ) : (
            <>
              <InboxOutlined aria-hidden="true" className="drop-icon" />
              <p className="drop-words">{t('ui.import.drop')}</p>
              <Button type="primary" onClick={() => input.current?.click()}>
                {t('ui.import.choose')}
              </Button>
              <input
                ref={input}
                type="file"
                className="visually-hidden"
                tabIndex={-1}
                aria-label={t('ui.import.choose')}
                accept=".xlsx,.csv,.txt,.tsv"
                onChange={(event) => void send(event.target.files?.[0])}
              />
            </>
          )}
        </section>
        <div className="import-side">
          {kind.owner === 'site' ? (
            <div className="form-field">
              <label htmlFor="import-site">{t('ui.import.site')}</label>
              <ReferenceSelect
                id="import-site"
                to="factories.site"
                names={names}
                value={site ? [site] : []}
                onChange={([id]) => chooseSite(id ?? null)}
              />
              <p className="small secondary">{t('ui.import.siteHint')}</p>
            </div>
          ) : null}
          <h2>{t('ui.import.understands')}</h2>
          <ul className="bullets">
            {['file', 'columns', 'dates', 'units', 'rows', 'again'].map((one) => (
              <li key={one}>{t(`ui.import.understands.${one}`)}</li>
            ))}
          </ul>
        </div>
      </div>
      <ImportsTable kind={kind.kind} />
    </Page>
  );
}
