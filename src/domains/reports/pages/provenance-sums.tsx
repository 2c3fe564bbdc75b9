// Of which sums is the figure made: by treatment, or by subsidiary where the rule takes each apart?

import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { wholePercent } from '#platform/ui/percent.ts';
import { unitSign } from '#units/entered.ts';
import { Exact, exactText } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { type Sums, sumsBy } from './sums-by.ts';
import '#platform/ui/chart/numbers.css';

const few = 6;

/** The sums behind a figure; many of them open on request. */
export function ProvenanceSums({ sums }: { sums: Sums }) {
  const { t, local, language } = useWords();
  const [isOpen, open] = useState(false);
  const isByGroup = new Set(sums.map((sum) => sum.group.id)).size > 1;
  const isMass = sums[0]?.unit === 't';
  const rows = sumsBy(sums, (sum) => (isByGroup ? local(sum.group.name) : (sum.labels[0] ?? '—')));
  const total = rows.reduce((all, row) => all.plus(row.sum), new Exact(0));
  const shown = isOpen ? rows : rows.slice(0, few);
  return (
    <>
      <table className="numbers-table why-sums">
        <thead>
          <tr>
            <th scope="col">
              {t(
                isByGroup
                  ? 'reports.page.why.subsidiary'
                  : isMass
                    ? 'reports.page.why.treatment'
                    : 'reports.page.why.part',
              )}
            </th>
            <th scope="col" className="right">
              {isMass ? t('reports.page.why.tonnes') : unitSign(sums[0]?.unit ?? '')}
            </th>
            <th scope="col" className="right">
              %
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className="right">{showNumber(new Exact(row.sum), { decimals: 1 })}</td>
              <td className="right">
                {total.isZero()
                  ? '—'
                  : wholePercent(exactText(new Exact(row.sum).div(total)), language).replace(/\s?%$/, '')}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('reports.page.why.total')}</th>
            <td className="right">{showNumber(total, { decimals: 1 })}</td>
            <td className="right">100</td>
          </tr>
        </tfoot>
      </table>
      {rows.length > few ? (
        <Button type="text" size="small" onClick={() => open(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? t('reports.page.why.fewer') : t('reports.page.why.all', { count: rows.length })}
        </Button>
      ) : null}
    </>
  );
}
