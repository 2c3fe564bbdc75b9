// The labels of the bins of a scope, to print: what goes in, in both languages, and the code that a phone reads.
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { Label, LabelSheet } from '#platform/ui/label-sheet.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import type { LabelAnswer } from './storage-answers.ts';

/** A word in both languages: a label hangs where both are read. */
const both = (key: keyof typeof en) => `${en[key]} ${zh[key]}`;

function BinLabel({ label }: { label: LabelAnswer }) {
  const { t } = useWords();
  const { stream } = label;
  return (
    <Label label={label} qr={t('waste.page.labels.qr', { code: label.code })} isWarned={stream.hazardous}>
      <p>
        {stream.code}
        {stream.nationalCode ? <span className="print-label-number"> {stream.nationalCode}</span> : null}
      </p>
      {stream.hazardous ? (
        <p className="print-label-warning">
          {both('waste.page.labels.hazardous')}
          {stream.hazardTraits.length > 0
            ? ` · ${stream.hazardTraits.map((trait) => `${trait} ${both(`waste.hazard-trait.${trait}` as keyof typeof en)}`).join(' · ')}`
            : ''}
        </p>
      ) : null}
    </Label>
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
      <LabelSheet
        labels={labels}
        isAlone={bin !== undefined}
        alone={{ path: '/waste/bins/labels', by: 'bin' }}
        of={(label) => <BinLabel key={label.id} label={label as LabelAnswer} />}
      />
    </Page>
  );
}
