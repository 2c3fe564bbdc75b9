// Disputes that are decided: for which weight, why, by whom and when.
import { Link } from '@tanstack/react-router';
import type { Names } from '#platform/records/web/answers.ts';
import { usePersonName } from '#platform/records/web/record-history.tsx';
import { groupDigits, shownReference } from '#platform/records/web/shown-value.ts';
import { StateMark } from '#platform/records/web/state-mark.tsx';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { differenceText } from './weight-dispute.tsx';
import { type DisputedLoad, furthestApart } from './weights-answers.ts';

export function DecidedWeights({
  loads,
  names,
  count,
}: {
  loads: readonly DisputedLoad[];
  names: Names;
  count: number;
}) {
  const { t, language } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const referred = (load: DisputedLoad, path: string) =>
    shownReference(String(load.values[path] ?? ''), { language, names }).text;
  return (
    <section aria-labelledby="weights-decided">
      <h2 id="weights-decided">
        {t('waste.weights.decided')} <span className="secondary">{count}</span>
      </h2>
      <NumbersScroll label={t('waste.weights.decided')}>
        <table className="numbers-table decided-weights">
          <thead>
            <tr>
              <th scope="col">{t('waste.weights.load')}</th>
              <th scope="col" className="right">
                {t('waste.weights.difference')}
              </th>
              <th scope="col">{t('waste.weights.decidedFor')}</th>
              <th scope="col" className="right">
                {t('waste.weights.mass')}
              </th>
              <th scope="col">{t('waste.weights.why')}</th>
              <th scope="col">{t('waste.weights.by')}</th>
              <th scope="col">{t('waste.weights.at')}</th>
              <th scope="col">{t('waste.weights.state')}</th>
            </tr>
          </thead>
          <tbody>
            {loads.map((load) => {
              const furthest = furthestApart(load);
              return (
                <tr key={load.id}>
                  <th scope="row">
                    <Link to={`/records/waste.load/${load.id}` as never}>{String(load.values['document.number'])}</Link>{' '}
                    {referred(load, 'stream')}
                    <span className="secondary">
                      {' '}
                      {referred(load, 'site')} · {String(load.values.departedOn)}
                    </span>
                  </th>
                  <td className="right">{furthest ? differenceText(furthest) : '—'}</td>
                  <td>{t(`waste.weights.basis.${String(load.values.decidedWeight)}`)}</td>
                  <td className="right">{groupDigits(load.countingMassTonnes, 3)}</td>
                  <td className="decided-why">{String(load.values.decidedReason ?? '')}</td>
                  <td>{nameOf(load.decision?.name, load.decision?.actor)}</td>
                  <td className="decided-at">{load.decision ? instant(load.decision.at) : ''}</td>
                  <td>
                    <StateMark record={{ state: load.state, voided: false, restatement: false }} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </NumbersScroll>
    </section>
  );
}
