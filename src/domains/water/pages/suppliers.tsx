// The water of suppliers: how each of materials and chemicals manages it, as far as somebody found out, and who was never asked.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate, labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { showFigure } from '#units/show-figure.ts';
import type { FindingTold, SupplierStanding, SuppliersAnswer } from '../model/supplier.ts';
import { StandingFigure } from './standing-figure.tsx';
import '#platform/ui/chart/numbers.css';
import './savings.css';

const marks: Readonly<Record<SupplierStanding, Status>> = {
  in_place: 'on_track',
  unclear: 'at_risk',
  not_in_place: 'behind',
  not_assessed: 'no_data',
};

function Certificate({ finding, asOf }: { finding: FindingTold; asOf: string }) {
  const { t, language } = useWords();
  const { certificate, certificateUntil } = finding;
  if (certificate === null) return '—';
  const level = t(`water.aws-level.${certificate}`);
  if (certificateUntil === null) return level;
  const on = labelDate(certificateUntil, language);
  return t(certificateUntil < asOf ? 'water.suppliers.expired' : 'water.suppliers.until', { level, on });
}

function Row({ supplier, asOf }: { supplier: SuppliersAnswer['suppliers'][number]; asOf: string }) {
  const { t, local, language } = useWords();
  const { finding, standing } = supplier;
  const state = <StatusMark status={marks[standing]} words={t(`water.supplier-standing.${standing}`)} />;
  return (
    <tr>
      <th scope="row">
        {local(supplier.name)} <span className="secondary">{supplier.code}</span>
      </th>
      <td>{finding ? <Link to={`/records/water.supplier-management/${finding.id}` as never}>{state}</Link> : state}</td>
      <td>
        {finding
          ? `${labelDate(finding.foundOn, language)} · ${t(`water.supplier-source.${finding.source}`)}`
          : t('water.suppliers.never')}
      </td>
      <td>{finding ? <Certificate finding={finding} asOf={asOf} /> : '—'}</td>
      <td>{finding ? t(`water.supplier-stress.${finding.stress}`) : '—'}</td>
      <td>
        {finding && finding.withdrawalM3 !== null
          ? t('water.suppliers.volume', {
              m3: showFigure(finding.withdrawalM3, 'count', language),
              year: String(finding.withdrawalYear),
            })
          : '—'}
      </td>
      <td>{finding?.toldOn ? labelDate(finding.toldOn, language) : t('water.suppliers.notTold')}</td>
    </tr>
  );
}

/** Both figures at the end of the period, as the report has them. */
function Figures() {
  const { t, language } = useWords();
  const { period } = useAddress();
  return (
    <div>
      <p>{t('water.suppliers.figure', { period: labelPeriod(parsePeriod(period), language) })}</p>
      <ul>
        <li>
          <StandingFigure
            scope="group"
            kpi="water.supplier-in-place-rate"
            beside={({ inputs }) => (
              <span className="secondary">
                {' '}
                {t('water.suppliers.figure.inPlace', {
                  part: inputs.suppliersInPlaceCount ?? '',
                  all: inputs.suppliersInScopeCount ?? '',
                })}
              </span>
            )}
          />
        </li>
        <li>
          <StandingFigure
            scope="group"
            kpi="water.supplier-assessed-rate"
            beside={({ inputs }) => (
              <span className="secondary">
                {' '}
                {t('water.suppliers.figure.assessed', {
                  part: inputs.suppliersAssessedCount ?? '',
                  all: inputs.suppliersInScopeCount ?? '',
                  not: inputs.suppliersNotAssessedCount ?? '',
                })}
              </span>
            )}
          />
        </li>
      </ul>
    </div>
  );
}

/** The page of the suppliers' water. */
export function SupplierWaterPage() {
  const { t, language } = useWords();
  const { period } = useAddress();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<SuppliersAnswer>('/water/suppliers', { period }, { keep: true });
  return (
    <Page
      title={t('water.suppliers.title')}
      subtitle={data ? t('water.suppliers.today', { on: labelDate(data.asOf as CalendarDate, language) }) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/records/water.supplier-management">{t('water.suppliers.asRecords')}</LinkButton>
          {mayRecord ? (
            <LinkButton primary to="/records/water.supplier-management/new">
              {t('water.suppliers.add')}
            </LinkButton>
          ) : null}
        </>
      }
      empty={
        data && data.suppliers.length === 0 ? (
          <Teach title={t('water.suppliers.none.title')}>
            <p>{t('water.suppliers.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="savings">
          <Figures />
          <section className="board" aria-label={t('water.suppliers.title')}>
            <NumbersScroll label={t('water.suppliers.title')}>
              <table className="numbers-table">
                <thead>
                  <tr>
                    <th scope="col">{t('water.supplier-management.supplier')}</th>
                    <th scope="col">{t('water.supplier-standing.standing')}</th>
                    <th scope="col">{t('water.supplier-management.foundOn')}</th>
                    <th scope="col">{t('water.supplier-management.certificate')}</th>
                    <th scope="col">{t('water.supplier-management.stress')}</th>
                    <th scope="col">{t('water.supplier-management.withdrawalM3')}</th>
                    <th scope="col">{t('water.supplier-management.toldOn')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.suppliers.map((supplier) => (
                    <Row key={supplier.id} supplier={supplier} asOf={data.asOf} />
                  ))}
                </tbody>
              </table>
            </NumbersScroll>
          </section>
          <p className="side-text prose">{t('water.suppliers.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
