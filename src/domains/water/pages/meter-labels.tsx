// The labels of the meters that are read by hand, to print: the code on each opens the meter on the phone that reads it.
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { Label, LabelSheet, type PrintedLabel } from '#platform/ui/label-sheet.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';

/** The page of the labels of a scope, or of one meter. */
export function MeterLabelsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const { meter } = useSearch({ strict: false }) as { meter?: string };
  const { data, error, isPending, refetch } = useJson<{ labels: PrintedLabel[] }>('/water/round/labels', { scope });
  const labels = (data?.labels ?? []).filter(({ id }) => meter === undefined || id === meter);
  return (
    <Page
      title={t('water.labels.title')}
      subtitle={t('water.labels.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={
        data && labels.length === 0 ? (
          <Teach
            title={t('water.labels.none.title')}
            actions={<LinkButton to="/records/water.meter">{t('water.meter|many')}</LinkButton>}
          >
            <p>{t('water.labels.none.text')}</p>
          </Teach>
        ) : undefined
      }
      actions={
        <>
          {meter ? <LinkButton to="/water/labels">{t('water.labels.all')}</LinkButton> : null}
          <LinkButton to="/water">{t('water.meters.title')}</LinkButton>
          <Button type="primary" disabled={labels.length === 0} onClick={() => window.print()}>
            {t('water.labels.print')}
          </Button>
        </>
      }
    >
      <LabelSheet
        labels={labels}
        isAlone={meter !== undefined}
        alone={{ path: '/water/labels', by: 'meter' }}
        of={(label) => <Label key={label.id} label={label} qr={t('water.labels.qr', { code: label.code })} />}
      />
    </Page>
  );
}
