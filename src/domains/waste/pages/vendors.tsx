// Vendors' papers: who takes the waste, whether the papers hold, and how much of what is claimed rests on a proof.
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { groupDigits } from '#platform/records/web/shown-value.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import type { VendorAnswer, VendorsAnswer } from '../model/vendor-answer.ts';
import { VendorRow } from './vendor-row.tsx';
import './vendors.css';

/** Papers that want somebody's attention: soon to end or ended, and classes that no licence covered. */
const wantsAttention = ({ licences, proofs, classes }: VendorAnswer): boolean =>
  [...licences, ...proofs].some(({ standing }) => standing.state === 'expires') ||
  (licences.length > 0 && licences.every(({ standing }) => standing.state === 'expired')) ||
  classes.some(({ unlicensedLoads }) => unlicensedLoads > 0);

export function WasteVendorsPage() {
  const { t, language } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<VendorsAnswer>(
    '/waste/vendors',
    { scope, period },
    { keep: true },
  );
  const active = data?.vendors.filter(({ loads }) => loads > 0) ?? [];
  const idle = data?.vendors.filter(({ loads }) => loads === 0) ?? [];
  const minded = active.filter(wantsAttention).length;
  return (
    <Page
      title={t('waste.vendors.title')}
      subtitle={
        data ? t('waste.vendors.subtitle', { date: labelDate(data.asOf as CalendarDate, language) }) : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        mayRecord ? (
          <LinkButton to="/records/waste.vendor-proof/new">{t('waste.vendors.newProof')}</LinkButton>
        ) : undefined
      }
      empty={
        data && data.vendors.length === 0 ? (
          <Teach title={t('waste.vendors.none')}>
            <p>{t('waste.vendors.noneText')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="vendors">
          <p className="vendors-sum">
            <strong>{t('waste.vendors.total', { mass: groupDigits(data.massTonnes, 3) })}</strong>
            <span>
              {data.unprovedShare === null
                ? t('waste.vendors.nothingToProve')
                : t('waste.vendors.unproved', { share: showShare(share(data.unprovedShare), { language }) })}
            </span>
            {minded > 0 ? (
              <span className="field-warning">▲ {t('waste.vendors.attention', { count: minded })}</span>
            ) : null}
          </p>
          {active.length > 0 ? <VendorTable vendors={active} /> : null}
          {idle.length > 0 ? (
            <details className="vendors-idle">
              <summary>{t('waste.vendors.others', { count: idle.length })}</summary>
              <VendorTable vendors={idle} />
            </details>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

function VendorTable({ vendors }: { vendors: readonly VendorAnswer[] }) {
  const { t } = useWords();
  return (
    <div className="board">
      <NumbersScroll label={t('waste.vendors.title')}>
        <table className="numbers-table vendor-table">
          <thead>
            <tr>
              <th scope="col">{t('waste.vendors.vendor')}</th>
              <th scope="col">{t('waste.vendors.licences')}</th>
              <th scope="col">{t('waste.vendors.received')}</th>
              <th scope="col">{t('waste.vendors.proofs')}</th>
              <th scope="col" className="right">
                {t('waste.vendors.unprovedShare')}
              </th>
            </tr>
          </thead>
          <tbody>
            {vendors.map((vendor) => (
              <VendorRow key={vendor.id} vendor={vendor} />
            ))}
          </tbody>
        </table>
      </NumbersScroll>
    </div>
  );
}
