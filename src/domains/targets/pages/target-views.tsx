// Where does a figure stand in four views: this period, the year to date, against last year, against the period before?
import { differenceText } from '#platform/ui/difference.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';

/** The figures of the four views; the year to date stands apart. */
export interface FourViews {
  period: FigureAnswer | null;
  lastYear: FigureAnswer | null;
  lastPeriod: FigureAnswer | null;
}

export function TargetViews({ views, toDate }: { views: FourViews; toDate: FigureAnswer | null }) {
  const { t } = useWords();
  const rows = [
    { key: 'period', figure: views.period },
    { key: 'toDate', figure: toDate },
    { key: 'lastYear', figure: views.lastYear },
    { key: 'lastPeriod', figure: views.lastPeriod },
  ] as const;
  const change = (key: string, figure: FigureAnswer | null) => {
    if (!views.period || (key !== 'lastYear' && key !== 'lastPeriod')) return '';
    const difference = differenceText(views.period, figure);
    return difference ? t(`targets.page.change.${difference.unit}`, { change: difference.text }) : '—';
  };
  return (
    <table className="numbers-table target-views">
      <caption>{t('targets.page.views')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('targets.page.view')}</th>
          <th scope="col">{t('targets.page.ofPeriod')}</th>
          <th scope="col" className="right">
            {t('targets.page.value')}
          </th>
          <th scope="col" className="right">
            {t('targets.page.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, figure }) => (
          <tr key={key}>
            <th scope="row">{t(`targets.page.view.${key}`)}</th>
            <td>{figure?.periodLabel ?? '—'}</td>
            <td className="right">{figure ? <FigureButton figure={pressable(figure)} size="cell" /> : '—'}</td>
            <td className="right">{change(key, figure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
