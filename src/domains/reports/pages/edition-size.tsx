// How large the corrections since an edition are: whether they wait for the next one, or ask for a reissue; and what moved.
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Problem } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';

interface RestatedEdition {
  size: 'none' | 'small' | 'large';
  moved: {
    title: string;
    scope: LocalText | null;
    periodLabel: string;
    printedBefore: string;
    printedAfter: string;
    exceeds: boolean;
  }[];
  flipped: string[];
}

const marks = { none: '●', small: '○', large: '▲' } as const;
const colours = { none: 'on_track', small: 'no_data', large: 'at_risk' } as const;

/** The size of what was restated since an edition. */
export function EditionSize({ edition }: { edition: string }) {
  const { t, local } = useWords();
  const { data, error } = useJson<RestatedEdition>(`/editions/${edition}/restatement`);
  if (error) return <Problem error={error} />;
  if (!data) return <p className="secondary">{t('ui.page.loading')}</p>;
  return (
    <div className="edition-size">
      <p className={`status status-${colours[data.size]}`}>
        <span aria-hidden="true" className="status-sign">
          {marks[data.size]}
        </span>
        {t(`reports.restatements.size.${data.size}`)}
      </p>
      {data.flipped.length > 0 ? <p>{t('reports.restatements.flipped', { list: data.flipped.join('; ') })}</p> : null}
      {data.moved.length > 0 ? (
        <details>
          <summary>{t('reports.restatements.moved')}</summary>
          <NumbersScroll label={t('reports.restatements.moved')}>
            <table className="numbers-table">
              <thead>
                <tr>
                  <th scope="col">{t('reports.restatements.figure')}</th>
                  <th scope="col">{t('reports.restatements.of')}</th>
                  <th scope="col" className="right">
                    {t('reports.restatements.printed')}
                  </th>
                  <th scope="col" className="right">
                    {t('reports.restatements.now')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.moved.map((one) => (
                  <tr key={`${one.title} ${one.periodLabel} ${local(one.scope)}`}>
                    <th scope="row">
                      {one.exceeds ? <span aria-hidden="true">▲ </span> : null}
                      {one.title}
                    </th>
                    <td>
                      {local(one.scope)} · {one.periodLabel}
                    </td>
                    <td className="right">{one.printedBefore}</td>
                    <td className="right">{one.printedAfter}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </NumbersScroll>
        </details>
      ) : null}
    </div>
  );
}
