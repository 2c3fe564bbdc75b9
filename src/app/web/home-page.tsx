// The first page: the living report for whom it is addressed to, a supplier's own record, else what there is to do about it.
import { LivingReportPage } from '#domains/reports/pages/living-report.tsx';
import { RecordView } from '#platform/records/web/record-view.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay, useMe } from '#platform/ui/session.tsx';
import { kinds, WithKinds } from './kinds.tsx';

/** What somebody finds who comes in. */
export function HomePage() {
  const { t } = useWords();
  const me = useMe();
  const own = me.grants.filter(({ scopeType }) => scopeType === 'supplier').map(({ scopeId }) => scopeId);
  const kind = kinds.get('suppliers.supplier');
  if (useMay('report.read')) return <LivingReportPage />;
  if (own.length > 0 && kind)
    return (
      <Page title={t('home.own')}>
        <WithKinds>
          {own.map((id) => (
            <RecordView key={id} kind={kind} id={id} />
          ))}
        </WithKinds>
      </Page>
    );
  return (
    <Page title={t('ui.place.report')}>
      <Teach title={t('home.nothing')}>
        <p>{t('home.nothingText')}</p>
      </Teach>
    </Page>
  );
}
