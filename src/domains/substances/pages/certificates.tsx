// What suppliers say of an item's parts by word alone: certificates and statements, which count, and why the others do not.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import type { CertificateTold } from '../model/certificate.ts';
import type { ItemAnswer } from '../model/item-answer.ts';

const standings = {
  counts: 'substances.items.counts',
  not_approved: 'substances.items.notApproved',
  ended: 'substances.certificate.ended',
  older: 'substances.certificate.older',
} as const;

function Row({ told, part, packs }: { told: CertificateTold; part: string; packs: ItemAnswer['packs'] }) {
  const { t, local, language } = useWords();
  const { id, document, form, pack, says, restriction, issuedOn, until, standing } = told;
  const held = packs.find((one) => one.pack === pack);
  const day = (on: string) => labelDate(on as CalendarDate, language);
  return (
    <tr>
      <th scope="row">
        <Link to={`/records/substances.certificate/${id}` as never}>{document}</Link>{' '}
        <span className="secondary">
          {part} · {t(`substances.certificate-form.${form}`)}
        </span>
      </th>
      <td>{held ? local(held.title) : pack}</td>
      <td>
        {t(`substances.certificate-says.${says}`)}{' '}
        {restriction ? <span className="secondary">{restriction}</span> : null}
      </td>
      <td>{day(issuedOn)}</td>
      <td>{until ? day(until) : '—'}</td>
      <td>{t(held ? standings[standing] : 'substances.certificate.notHeld')}</td>
    </tr>
  );
}

/** What is said of the parts that may stand for an item. */
export function Certificates({ item: { makerParts, packs } }: { item: ItemAnswer }) {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  return (
    <>
      {makerParts.every(({ certificates }) => certificates.length === 0) ? (
        <p className="secondary">{t('substances.certificate.none')}</p>
      ) : (
        <NumbersScroll label={t('substances.certificate|many')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('substances.certificate.document')}</th>
                <th scope="col">{t('substances.certificate.pack')}</th>
                <th scope="col">{t('substances.certificate.says')}</th>
                <th scope="col">{t('substances.certificate.issuedOn')}</th>
                <th scope="col">{t('substances.certificate.until')}</th>
                <th scope="col">{t('substances.items.state')}</th>
              </tr>
            </thead>
            <tbody>
              {makerParts.flatMap((part) =>
                part.certificates.map((told) => <Row key={told.id} {...{ told, packs }} part={part.number} />),
              )}
            </tbody>
          </table>
        </NumbersScroll>
      )}
      {mayRecord && makerParts.length > 0 ? (
        <p>
          <LinkButton size="small" to="/records/substances.certificate/new">
            {t('substances.certificate.record')}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}
