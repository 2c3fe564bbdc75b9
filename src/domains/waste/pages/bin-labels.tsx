// The labels of the bins of a scope, to print: what goes in, in both languages, and the code that a phone reads.
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { QrCode } from '#platform/ui/qr-code.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import type { LabelAnswer } from './storage-answers.ts';
import './bin-labels.css';

/** A word in both languages: a label hangs where both are read. */
const both = (key: keyof typeof en) => `${en[key]} ${zh[key]}`;

function Label({ label }: { label: LabelAnswer }) {
  const { t } = useWords();
  const { stream } = label;
  return (
    <li className={stream.hazardous ? 'bin-label bin-label-hazardous' : 'bin-label'}>
      <div className="bin-label-qr">
        <QrCode text={label.link} label={t('waste.page.labels.qr', { code: label.code })} />
      </div>
      <div className="bin-label-text">
        <p className="bin-label-code">{label.code}</p>
        <p className="bin-label-name">
          {label.name.zh}
          <br />
          {label.name.en}
        </p>
        <p>
          {stream.code}
          {stream.nationalCode ? <span className="bin-label-national"> {stream.nationalCode}</span> : null}
        </p>
        {stream.hazardous ? (
          <p className="bin-label-hazard">
            {both('waste.page.labels.hazardous')}
            {stream.hazardTraits.length > 0
              ? ` · ${stream.hazardTraits.map((trait) => `${trait} ${both(`waste.hazard-trait.${trait}` as keyof typeof en)}`).join(' · ')}`
              : ''}
          </p>
        ) : null}
        <p className="bin-label-place">
          {label.site.code} {label.site.name.zh} {label.site.name.en}
          {label.place ? (
            <>
              <br />
              {label.place.zh} {label.place.en}
            </>
          ) : null}
        </p>
      </div>
    </li>
  );
}

export function BinLabelsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const { bin } = useSearch({ strict: false }) as { bin?: string };
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<{ labels: LabelAnswer[] }>('/waste/bins/labels', { scope });
  const labels = (data?.labels ?? []).filter(({ id }) => bin === undefined || id === bin);
  const add = mayRecord ? <LinkButton to="/records/waste.bin/new">{t('waste.page.labels.addBin')}</LinkButton> : null;
  return (
    <Page
      title={t('waste.page.labels.title')}
      subtitle={t('waste.page.labels.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={
        data && labels.length === 0 ? (
          <Teach title={t('waste.page.labels.none.title')} actions={add}>
            <p>{t('waste.page.labels.none.text')}</p>
          </Teach>
        ) : undefined
      }
      actions={
        <>
          {bin ? <LinkButton to="/waste/bins/labels">{t('waste.page.labels.all')}</LinkButton> : add}
          <Button type="primary" disabled={labels.length === 0} onClick={() => window.print()}>
            {t('waste.page.labels.print')}
          </Button>
        </>
      }
    >
      <ul className={bin ? 'bin-labels bin-labels-one' : 'bin-labels'}>
        {labels.map((label) => (
          <Label key={label.id} label={label} />
        ))}
      </ul>
      {bin || labels.length === 0 ? null : (
        <nav className="bin-labels-single" aria-label={t('waste.page.labels.single')}>
          <h2>{t('waste.page.labels.single')}</h2>
          <ul>
            {labels.map((label) => (
              <li key={label.id}>
                <LinkButton to="/waste/bins/labels" search={{ bin: label.id }} size="small">
                  {label.site.code} {label.code}
                </LinkButton>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </Page>
  );
}
