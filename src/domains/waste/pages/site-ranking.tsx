// Which factories are behind, since when, and for what reason?
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { share } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { countOf, lowestFirst, type RankedScope } from './dashboard-answers.ts';

const few = 12;

export function SiteRanking({ ranking }: { ranking: readonly RankedScope[] }) {
  const { t, local } = useWords();
  const { set } = useAddress();
  const organisation = useOrganisation();
  const [isOpen, open] = useState(false);
  const rows = lowestFirst(ranking);
  const shown = isOpen ? rows : rows.slice(0, few);
  const behind = countOf(ranking, 'behind');
  const atRisk = countOf(ranking, 'at_risk');
  const silent = countOf(ranking, 'no_data');
  const title = t(behind + atRisk === 0 ? 'reports.page.ranking.allWell' : 'reports.page.ranking.title', {
    behind,
    atRisk,
    count: ranking.length,
    silent,
  });
  return (
    <section className="board" aria-labelledby="ranking-title">
      <h2 id="ranking-title" className="board-title">
        {title}
      </h2>
      <NumbersScroll label={title}>
        <table className="numbers-table ranking">
          <thead>
            <tr>
              <th scope="col">{t('reports.page.ranking.factory')}</th>
              <th scope="col" className="right">
                {t('reports.page.waste.rate')}
              </th>
              <th scope="col" className="right">
                {t('reports.page.ranking.change')}
              </th>
              <th scope="col">{t('reports.page.ranking.status')}</th>
              <th scope="col">{t('reports.page.ranking.cause')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => {
              const node = organisation?.byId.get(one.scope.id);
              return (
                <tr key={one.scope.id}>
                  <th scope="row">
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => set({ scope: node ? scopeOf(node) : one.scope.id })}
                      aria-label={t('reports.page.ranking.open', { name: local(one.scope.name) })}
                    >
                      {local(one.scope.name)}
                    </button>
                  </th>
                  <td className="right">
                    <FigureButton
                      size="cell"
                      figure={{ ...pressable(one.figure), printed: one.figure.printed.replace(/\s?%$/, '') }}
                    />
                  </td>
                  <td className="right">{one.changePoints === null ? '—' : showPoints(share(one.changePoints))}</td>
                  <td>
                    <StatusMark status={one.status} />
                  </td>
                  <td className="ranking-cause">
                    {node && one.cause ? (
                      <Link to="/waste/analysis/ranking" search={{ scope: scopeOf(node) } as never}>
                        {one.cause.words}
                      </Link>
                    ) : (
                      (one.cause?.words ?? '')
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </NumbersScroll>
      {rows.length > few ? (
        <Button type="text" size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {isOpen ? t('reports.page.why.fewer') : t('reports.page.ranking.all', { count: rows.length })}
        </Button>
      ) : null}
    </section>
  );
}
