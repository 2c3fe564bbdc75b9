// The improvement plans of a scope: who does what until when, what is overdue, and what the loads show of the effect.
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { ImprovementAnswer } from './analysis-answers.ts';
import { ImprovementCard } from './improvement-card.tsx';
import '#platform/ui/chart/numbers.css';
import './analysis.css';

function NoPlans() {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  return (
    <Teach
      title={t('waste.improvements.empty.title')}
      actions={
        <>
          <LinkButton primary to="/waste/analysis/what-if">
            {t('waste.improvements.empty.try')}
          </LinkButton>
          {mayRecord ? (
            <LinkButton to="/records/waste.improvement/new">{t('waste.improvements.new')}</LinkButton>
          ) : null}
        </>
      }
    >
      <p>{t('waste.improvements.empty.text')}</p>
    </Teach>
  );
}

export function WasteImprovementsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<{ plans: readonly ImprovementAnswer[] }>(
    '/waste/improvements',
    { scope },
    { keep: true },
  );
  const plans = data?.plans ?? [];
  const overdue = plans.flatMap((plan) => plan.actions.filter(({ state }) => state === 'overdue')).length;
  return (
    <Page
      title={t('waste.improvements.title')}
      subtitle={
        plans.length === 0
          ? undefined
          : t(overdue > 0 ? 'waste.improvements.finding' : 'waste.improvements.onTime', {
              count: plans.length,
              overdue,
            })
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={plans.length === 0 ? <NoPlans /> : undefined}
      actions={
        <>
          <LinkButton to="/records/waste.case">{t('waste.cases.all')}</LinkButton>
          <LinkButton to="/records/waste.improvement">{t('waste.improvements.asRecords')}</LinkButton>
          {mayRecord ? (
            <LinkButton primary to="/records/waste.improvement/new">
              {t('waste.improvements.new')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <div className="improvements">
        {plans.map((plan) => (
          <ImprovementCard key={plan.id} plan={plan} />
        ))}
      </div>
    </Page>
  );
}
