// The streams of one factory below its row: each line of the plan, month by month.
import type { Month } from '#period/calendar-date.ts';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { Completeness } from '../model/completeness.ts';
import { StateMark } from './completeness-marks.tsx';

export function StreamRows({ site, months }: { site: string; months: readonly Month[] }) {
  const { t, local } = useWords();
  const { period } = useAddress();
  const { data, error, refetch } = useJson<Completeness>('/waste/completeness', { scope: `site:${site}`, period });
  if (!data)
    return (
      <tr>
        <td colSpan={months.length + 1}>
          {error ? <Problem error={error} onRetry={() => void refetch()} /> : <Waiting rows={3} />}
        </td>
      </tr>
    );
  return (data.streams ?? []).map((stream) => (
    <tr key={`${stream.streamId} ${stream.what} ${stream.frequency}`} className="matrix-stream">
      <th scope="row" title={local(stream.name)}>
        <span className="matrix-code">{stream.code}</span> {local(stream.name)}
        {stream.frequency === 'monthly' ? null : (
          <span className="secondary"> · {t(`waste.expected-frequency.${stream.frequency}`)}</span>
        )}
        {stream.what === 'load' ? null : (
          <span className="secondary"> · {t(`waste.expected-kind.${stream.what}`)}</span>
        )}
      </th>
      {stream.states.map((state, at) => (
        <td key={months[at]}>
          <StateMark
            state={state}
            short={state === 'in' || state === 'not_due'}
            {...(state === 'nil' ? { words: t('waste.page.completeness.nil') } : {})}
          />
        </td>
      ))}
    </tr>
  ));
}
