// Bringing in a file: dropped as it is, sent with its progress shown, and what is understood of it told beforehand.
import { DownloadOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page } from '#platform/ui/page.tsx';
import type { RecordKind } from '../declare/kind.ts';
import { FileDrop, sheetFiles, useSheetUpload } from './file-drop.tsx';
import { ImportsTable } from './imports-table.tsx';
import { useKindWords } from './kinds.tsx';
import { ReferenceSelect } from './reference-select.tsx';

/** Where the import of a kind begins. */
export function ImportStart({ kind }: { kind: RecordKind }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const navigate = useNavigate();
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const here = organisation?.find(scope);
  const [sending, upload] = useSheetUpload(kind.kind, { follows: true });
  const [chosenSite, chooseSite] = useState<string | null | undefined>();
  const site = chosenSite === undefined ? (here?.type === 'site' ? here.id : null) : chosenSite;
  const send = async (file: File | undefined) => {
    const id = file && (await upload(file, { scope: site }));
    if (id) void navigate({ to: `/imports/${id}` } as never);
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
        <FileDrop
          label={t('ui.import.drop')}
          accept={sheetFiles}
          sending={sending}
          onFiles={([file]) => void send(file)}
        />
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
