// Laboratories' reports of an item's parts: which count, why the others do not, and whose parts a paper is behind too.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import type { MakerPartTold } from '../model/item-answer.ts';
import type { ReportTold } from '../model/test-report-answer.ts';

const notJudgedBy = {
  not_approved: 'substances.items.notApproved',
  not_yet: 'substances.test.not_yet',
  ended: 'substances.test.ended',
  void: 'substances.test.void',
  other_grade: 'substances.test.other_grade',
} as const;

function Report({ report, part }: { report: ReportTold; part: MakerPartTold }) {
  const { t, local, language } = useWords();
  const {
    id,
    number,
    laboratory,
    accreditation,
    sample,
    material,
    testedOn,
    until,
    voidOn,
    standing,
    alsoOf,
    givenFor,
  } = report;
  const day = (on: string) => labelDate(on as CalendarDate, language);
  return (
    <tr>
      <th scope="row">
        <Link to={`/records/substances.test-report/${id}` as never}>{number}</Link>{' '}
        <span className="secondary">
          {part.number}
          {givenFor === null ? '' : ` · ${t('substances.test.givenFor', { part: givenFor })}`}
        </span>
      </th>
      <td>
        {laboratory} <span className="secondary">{accreditation ?? t('substances.test.notAccredited')}</span>
      </td>
      <td>
        {sample} <span className="secondary">{material ?? t('substances.test.ofNoMaterial')}</span>
      </td>
      <td>{day(testedOn)}</td>
      <td>{day(until)}</td>
      <td>
        {standing === 'counts' ? t('substances.items.counts') : t(notJudgedBy[standing], { day: day(voidOn ?? until) })}
        {alsoOf.length > 0 ? (
          <p className="item-warning" role="note">
            {t('substances.test.alsoOf', {
              makers: alsoOf.map((one) => local(one)).join(language === 'zh' ? '、' : ', '),
            })}
          </p>
        ) : null}
      </td>
    </tr>
  );
}

/** What laboratories found of the parts that may stand for an item. */
export function Reports({ parts }: { parts: readonly MakerPartTold[] }) {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  const record = mayRecord ? (
    <p>
      <LinkButton size="small" to="/records/substances.test-report/new">
        {t('substances.test.record')}
      </LinkButton>
    </p>
  ) : null;
  if (parts.every(({ reports }) => reports.length === 0))
    return (
      <>
        <p className="secondary">{t('substances.test.none')}</p>
        {parts.length > 0 ? record : null}
      </>
    );
  return (
    <>
      <NumbersScroll label={t('substances.test-report|many')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('substances.test-report')}</th>
              <th scope="col">{t('substances.test-report.laboratory')}</th>
              <th scope="col">{t('substances.test-report.sample')}</th>
              <th scope="col">{t('substances.test-report.testedOn')}</th>
              <th scope="col">{t('substances.test-report.until')}</th>
              <th scope="col">{t('substances.items.state')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.flatMap((part) =>
              part.reports.map((report) => <Report key={`${part.id} ${report.id}`} {...{ report, part }} />),
            )}
          </tbody>
        </table>
      </NumbersScroll>
      {record}
    </>
  );
}
