// Why an item stands as it does under a pack: the way to the part that makes it so, and every limit that was looked at there.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import type { ReasonTold, WhyAnswer } from '../model/item-answer.ts';
import type { OverrideTold } from '../model/override.ts';
import { showPpm } from './show-ppm.ts';
import { VerdictMark } from './verdict-mark.tsx';

function Amount({ lowPpm, highPpm, undisclosedPpm, limitPpm }: ReasonTold) {
  const { t, language } = useWords();
  const there =
    lowPpm === highPpm
      ? showPpm(lowPpm, language)
      : t('substances.why.range', { low: showPpm(lowPpm, language), high: showPpm(highPpm, language) });
  return (
    <>
      <td className="right">{there}</td>
      <td className="right">
        {limitPpm === null ? t('substances.why.onPurpose') : showPpm(Number(limitPpm), language)}
      </td>
      <td className="right">{undisclosedPpm > 0 ? showPpm(undisclosedPpm, language) : '0'}</td>
    </>
  );
}

function Exemption({ until, exemptionFails }: ReasonTold) {
  const { t, language } = useWords();
  if (exemptionFails) return t(`substances.reason.${exemptionFails}`);
  if (until === null) return '—';
  if (until === 'open') return t('substances.reason.no_end');
  return until === 'pending'
    ? t('substances.reason.renewal_pending')
    : t('substances.reason.until', { day: labelDate(until as CalendarDate, language) });
}

function Substances({ substances }: ReasonTold) {
  const { local } = useWords();
  if (substances.length === 0) return '—';
  return (
    <span className="item-substances">
      {substances.slice(0, 5).map(({ key, name }) => (
        <Link key={key} to={`/substances/substance/${encodeURIComponent(key)}` as never}>
          {name ? local(name) : key.replace(/^\w+:/, '')}{' '}
          <span className="secondary">{key.startsWith('cas:') ? key.slice(4) : ''}</span>
        </Link>
      ))}
      {substances.length > 5 ? <span className="secondary">+{substances.length - 5}</span> : null}
    </span>
  );
}

/** What laboratories found there, by report. */
function Tests({ tests }: ReasonTold) {
  const { t, language } = useWords();
  return (
    <ul className="item-tests">
      {tests.map(({ report, lowPpm, highPpm, inconclusive }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report may speak of a limit more than once, in the order of the answer
        <li key={nth}>
          <Link to={`/records/substances.test-report/${report.id}` as never}>{report.number}</Link>{' '}
          <span className="secondary">{report.laboratory}</span>{' '}
          {highPpm === null
            ? t('substances.why.atLeast', { low: showPpm(lowPpm, language) })
            : lowPpm === highPpm
              ? t('substances.why.found', { amount: showPpm(lowPpm, language) })
              : t('substances.why.between', { low: showPpm(lowPpm, language), high: showPpm(highPpm, language) })}
          {inconclusive ? <span className="secondary"> · {t('substances.why.screening')}</span> : null}
        </li>
      ))}
    </ul>
  );
}

interface WhyProps {
  /** undefined while it is asked for */
  why: WhyAnswer | undefined;
  pack: string;
  /** that hold; one of a restriction alone stands beside what was found by that */
  decisions: readonly OverrideTold[];
}

export function Why({ why, pack, decisions }: WhyProps) {
  const { t, local } = useWords();
  if (!why) return <Waiting rows={4} />;
  const last = why.path.at(-1);
  return (
    <>
      {why.path.length > 1 ? (
        <ol className="item-path" aria-label={t('substances.why.path')}>
          {why.path.map(({ id, number, name }) => (
            <li key={id}>
              <Link to={`/substances/items/${id}` as never} search={{ pack } as never}>
                {number}
              </Link>{' '}
              <span className="secondary">{local(name)}</span>
            </li>
          ))}
        </ol>
      ) : null}
      {why.nothingDeclared ? (
        <p>{t('substances.check.nothing_declared', { item: last?.number ?? '' })}</p>
      ) : why.reasons.length === 0 ? (
        <p className="secondary">{t('substances.why.none')}</p>
      ) : (
        <NumbersScroll label={t('substances.why.title')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('substances.why.restriction')}</th>
                <th scope="col">{t('substances.items.verdict')}</th>
                <th scope="col">{t('substances.why.where')}</th>
                <th scope="col">{t('substances.why.substances')}</th>
                <th scope="col" className="right">
                  {t('substances.why.amount')}
                </th>
                <th scope="col" className="right">
                  {t('substances.why.limit')}
                </th>
                <th scope="col" className="right">
                  {t('substances.why.undisclosed')}
                </th>
                <th scope="col">{t('substances.why.exemption')}</th>
                <th scope="col">{t('substances.declaration')}</th>
                <th scope="col">{t('substances.test-report|many')}</th>
              </tr>
            </thead>
            <tbody>
              {why.reasons.slice(0, 100).map((reason, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no name of their own and stand in the order of the answer
                <tr key={nth}>
                  <th scope="row">
                    {local(reason.label)} <span className="secondary">{reason.clause}</span>
                    {reason.verified ? null : <span className="secondary"> · {t('substances.reason.unverified')}</span>}
                  </th>
                  <td>
                    <VerdictMark verdict={reason.verdict} basis={reason.basis} />
                    {decisions
                      .filter((one) => one.restriction?.id === reason.restriction)
                      .map(({ id, decision }) => (
                        <p key={id} className="item-warning">
                          {t(`substances.override-decision.${decision}`)}
                        </p>
                      ))}
                  </td>
                  <td>
                    {reason.material ?? t('substances.reason.whole')}
                    {reason.article ? <span className="secondary"> · {reason.article}</span> : null}
                  </td>
                  <td>
                    <Substances {...reason} />
                  </td>
                  <Amount {...reason} />
                  <td>
                    <Exemption {...reason} />
                  </td>
                  <td>
                    {reason.declaration ? (
                      <Link to={`/records/${reason.declaration.kind}/${reason.declaration.id}` as never}>
                        {reason.declaration.document}
                      </Link>
                    ) : (
                      '—'
                    )}
                  </td>
                  <td>{reason.tests.length === 0 ? '—' : <Tests {...reason} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      )}
    </>
  );
}
