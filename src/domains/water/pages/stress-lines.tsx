// The lines of GRI 303 in areas with water stress: by source and destination and by quality, what nobody assessed beside them.
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { StressAnswer, StressLineAnswer } from './balance-answers.ts';

const volume = (text: string) => showNumber(new Exact(text), { decimals: 0 });
type Columns = readonly ('freshM3' | 'otherM3' | 'unknownM3')[];

/** Lines of one flow, and what they come to. */
function Flow({
  lines,
  columns,
  flow,
  isUnknown,
}: {
  lines: readonly StressLineAnswer[];
  columns: Columns;
  flow: 'withdrawal' | 'discharge';
  isUnknown: boolean;
}) {
  const { t } = useWords();
  const called = ({ line, from }: StressLineAnswer) =>
    line === 'all'
      ? t(`water.balance.stress.${flow}`)
      : t(from === null ? `water.gri-line.${line}` : `water.gri-line.from.${from}`);
  return (
    <tbody>
      {lines.map((one) => (
        <tr key={`${one.line} ${one.from}`} className={one.line === 'all' ? 'balance-stress-total' : undefined}>
          <th scope="row" className={one.from === null ? undefined : 'balance-stress-from'}>
            {called(one)}
          </th>
          {columns.map((column) => (
            <td key={column} className="right">
              {volume(one[column])}
            </td>
          ))}
          <td className="right">{volume(one.totalM3)}</td>
          {isUnknown ? <td className="right">{one.notAssessedM3 === null ? '' : volume(one.notAssessedM3)}</td> : null}
        </tr>
      ))}
    </tbody>
  );
}

/** Withdrawal by source and discharge by destination; nothing where no factory is known to lie in such an area. */
export function StressLines({ stress: { lines, areas } }: { stress: StressAnswer }) {
  const { t } = useWords();
  const all = [...lines.withdrawal, ...lines.discharge];
  if (all.length === 0) return null;
  const isUntold = all.some(({ unknownM3 }) => !new Exact(unknownM3).isZero());
  const columns: Columns = ['freshM3', 'otherM3', ...(isUntold ? (['unknownM3'] as const) : [])];
  const isUnknown = areas.some(({ area }) => area === 'unknown');
  return (
    <>
      <h3 className="board-title balance-stress-lines">{t('water.balance.stress.lines')}</h3>
      <NumbersScroll label={t('water.balance.stress.lines')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">m³</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="right">
                  {t(`water.balance.stress.${column}`)}
                </th>
              ))}
              <th scope="col" className="right">
                {t('water.balance.stress.inAll')}
              </th>
              {isUnknown ? (
                <th scope="col" className="right">
                  {t('water.balance.stress.area.unknown')}
                </th>
              ) : null}
            </tr>
          </thead>
          <Flow lines={lines.withdrawal} columns={columns} flow="withdrawal" isUnknown={isUnknown} />
          <Flow lines={lines.discharge} columns={columns} flow="discharge" isUnknown={isUnknown} />
        </table>
      </NumbersScroll>
    </>
  );
}
