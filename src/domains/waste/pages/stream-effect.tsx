// Beside a stream whose reclassification awaits approval: what it would do to the rates, before anybody approves it.
import { useAddress } from '#platform/ui/address.ts';
import { ApiProblem } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { StreamEffect } from '../model/stream-effect.ts';
import './stream-effect.css';

const marks = { up: '▲', down: '▼' } as const;

/** The panel; nothing when no revision is pending, or when the reader may not see the group's records. */
export function StreamEffectPanel({ id }: { id: string }) {
  const { t, local } = useWords();
  const { period } = useAddress();
  const { data, error, isPending, refetch } = useJson<StreamEffect>(`/waste/streams/${id}/effect`, { period });
  // Whoever may not see all records of the group is told nothing of their sums.
  if (error instanceof ApiProblem && error.status === 403) return null;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting rows={4} />;
  if (!data.pending) return null;
  return (
    <section className="beside-fields stream-effect" aria-labelledby="stream-effect-finding">
      <h2 id="stream-effect-finding">{data.sentence ?? t('waste.stream-effect.noData')}</h2>
      <NumbersScroll label={t('waste.stream-effect.title')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('waste.stream-effect.figure')}</th>
              <th scope="col" className="right">
                {t('waste.stream-effect.before')}
              </th>
              <th scope="col" className="right">
                {t('waste.stream-effect.after')}
              </th>
              <th scope="col" className="right">
                {t('waste.stream-effect.change')}
              </th>
            </tr>
          </thead>
          {data.scopes.map(({ scopeId, name, period: label, lines }) => (
            <tbody key={`${scopeId} ${label}`}>
              <tr className="stream-effect-scope">
                <th scope="rowgroup" colSpan={4}>
                  <strong>{local(name)}</strong> <span className="secondary">{label}</span>
                </th>
              </tr>
              {lines.map((line) => (
                <tr key={line.title} className={line.direction === 'none' ? 'stream-effect-same' : undefined}>
                  <th scope="row">{line.title}</th>
                  <td className="right">{line.before}</td>
                  <td className="right">{line.after}</td>
                  <td className="right">
                    {line.direction === 'none' ? null : <span aria-hidden="true">{marks[line.direction]} </span>}
                    {line.change ?? '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </NumbersScroll>
      {data.moreSites > 0 ? (
        <p className="side-text">{t('waste.stream-effect.more', { count: data.moreSites })}</p>
      ) : null}
    </section>
  );
}
