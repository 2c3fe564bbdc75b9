// What does each way of foretelling say of the year, and which of them is the target judged by?
import { useWords } from '#platform/ui/language.tsx';

export interface ForecastBeside {
  method: string;
  /** null where the method foretells nothing, and then the reason */
  printed: string | null;
  reason: string | null;
}

export function TargetForecasts({
  year,
  judgedBy,
  beside,
}: {
  year: number;
  judgedBy: { printed: string; method: string };
  beside: readonly ForecastBeside[];
}) {
  const { t } = useWords();
  return (
    <table className="numbers-table target-views">
      <caption>{t('targets.page.forecasts', { year })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('targets.page.method')}</th>
          <th scope="col" className="right">
            {t('targets.page.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {t(`targets.page.method.${judgedBy.method}`)}
            <span className="side-text"> {t('targets.page.method.default')}</span>
          </th>
          <td className="right">
            <strong>{judgedBy.printed}</strong>
          </td>
        </tr>
        {beside.map(({ method, printed, reason }) => (
          <tr key={method}>
            <th scope="row">
              {t(`targets.page.method.${method}`)}
              {printed === null ? <span className="side-text"> {t(`targets.page.noForecast.${reason}`)}</span> : null}
            </th>
            <td className="right">{printed ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
