// One vendor: its licences against the classes it really received, what it received, and the proofs of its treatments.
import { Link } from '@tanstack/react-router';
import { groupDigits } from '#platform/records/web/shown-value.ts';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import type { VendorAnswer } from '../model/vendor-answer.ts';
import { PaperStandingMark } from './paper-standing.tsx';

export function VendorRow({ vendor }: { vendor: VendorAnswer }) {
  const { t, local, language } = useWords();
  const { scope, period } = useAddress();
  const name = local(vendor.name);
  const percent = (text: string) => showShare(share(text), { language });
  return (
    <tr>
      <th scope="row">
        <Link
          to={`/records/suppliers.supplier/${vendor.id}` as never}
          aria-label={t('waste.vendors.supplier', { name })}
        >
          {name}
        </Link>
        <span className="vendor-code">{vendor.code}</span>
      </th>
      <td>
        {vendor.licences.length === 0 ? (
          <span className="missing">{t('waste.vendors.noLicence')}</span>
        ) : (
          <ul className="vendor-papers">
            {vendor.licences.map((licence) => (
              <li key={`${licence.number} ${licence.from}`}>
                <PaperStandingMark standing={licence.standing} />
                <span className="vendor-paper-more">
                  {licence.number} ·{' '}
                  {licence.before ? t('waste.vendors.until', { date: licence.before }) : t('waste.vendors.openEnded')} ·{' '}
                  {licence.permittedCodes.length > 0
                    ? t('waste.vendors.permitted', {
                        codes: licence.permittedCodes.join(language === 'zh' ? '、' : ', '),
                      })
                    : t('waste.vendors.noCodes')}
                </span>
              </li>
            ))}
          </ul>
        )}
        {vendor.classes.length > 0 ? (
          <ul className="vendor-classes" aria-label={t('waste.vendors.classes')}>
            {vendor.classes.map((one) => (
              <li key={one.code}>
                <StatusMark
                  status={one.unlicensedLoads === 0 ? 'on_track' : 'behind'}
                  words={`${one.code} ${
                    one.unlicensedLoads === 0
                      ? t('waste.vendors.class.covered')
                      : t('waste.vendors.class.unlicensed', { count: one.unlicensedLoads, loads: one.loads })
                  }`}
                />
              </li>
            ))}
          </ul>
        ) : null}
      </td>
      <td>
        {vendor.received.length === 0 ? (
          <span className="missing">{t('waste.vendors.nothing')}</span>
        ) : (
          <>
            <ul className="vendor-received">
              {vendor.received.map((one) => (
                <li key={one.treatment}>
                  <span>{t(`waste.treatment.${one.treatment}`)}</span>
                  <span className="number">{groupDigits(one.massTonnes, 3)}</span>
                </li>
              ))}
            </ul>
            <Link
              to={'/records/waste.load' as never}
              search={{ scope, period, 'filter.vendor': vendor.id } as never}
              aria-label={t('waste.vendors.loadsOf', { name })}
              className="vendor-link"
            >
              {t('waste.vendors.loads', { count: groupDigits(String(vendor.loads)) })}
            </Link>
          </>
        )}
      </td>
      <td>
        {vendor.proofs.length === 0 ? (
          <span className="missing">{t('waste.vendors.noProof')}</span>
        ) : (
          <>
            <ul className="vendor-papers">
              {vendor.proofs.map((proof) => (
                <li key={proof.id}>
                  <PaperStandingMark standing={proof.standing} />
                  <span className="vendor-paper-more">
                    {t('waste.vendors.plant', {
                      treatment: t(`waste.treatment.${proof.treatment}`),
                      plant: local(proof.plant),
                    })}{' '}
                    ·{' '}
                    {proof.yieldShare
                      ? t('waste.vendors.yield', { share: percent(proof.yieldShare) })
                      : t('waste.vendors.gross')}{' '}
                    · {t('waste.vendors.until', { date: proof.before })} ·{' '}
                    {proof.files > 0 ? t('waste.vendors.files', { count: proof.files }) : t('waste.vendors.noFile')}
                  </span>
                </li>
              ))}
            </ul>
            <Link
              to={'/records/waste.vendor-proof' as never}
              search={{ 'filter.vendor': vendor.id } as never}
              aria-label={t('waste.vendors.toProofs', { name })}
              className="vendor-link"
            >
              {t('waste.vendor-proof|many')}
            </Link>
          </>
        )}
      </td>
      <td className="right">
        <span className="on-phone-only">{t('waste.vendors.unprovedShare')} </span>
        {vendor.unprovedShare === null ? '—' : percent(vendor.unprovedShare)}
      </td>
    </tr>
  );
}
