// The flows as a table: every one with its mass, its share, and the way to its loads.
import { Link } from '@tanstack/react-router';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useTheme } from '#platform/ui/theme-provider.tsx';
import { exactText, shareOf, type Tonnes } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { streamNotRecorded } from '../model/flow.ts';
import { type Flow, loadsOf } from './analysis-answers.ts';

export function FlowTable({
  flows,
  nameOf,
  figureId,
  total,
  title,
}: {
  flows: readonly Flow[];
  nameOf: (id: string) => string;
  figureId: string;
  total: Tonnes;
  title: string;
}) {
  const { t, language } = useWords();
  const { tokens } = useTheme();
  return (
    <NumbersScroll label={title}>
      <table className="numbers-table flow-table">
        <thead>
          <tr>
            <th scope="col">{t('waste.flows.stream')}</th>
            <th scope="col">{t('waste.flows.composition')}</th>
            <th scope="col">{t('waste.flows.treatment')}</th>
            <th scope="col" className="right">
              {t('waste.flows.mass')}
            </th>
            <th scope="col" className="right">
              {t('waste.flows.share')}
            </th>
            <th scope="col">{t('waste.flows.loads')}</th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => {
            const treatment = t(`waste.treatment.${flow.treatment}`);
            return (
              <tr key={`${flow.streamId} ${flow.treatment}`}>
                <th scope="row">{nameOf(flow.streamId)}</th>
                <td>{t(`waste.composition.${flow.composition}`)}</td>
                <td>
                  <span
                    className="chart-swatch"
                    style={{ background: tokens.hierarchy[flow.step] }}
                    aria-hidden="true"
                  />
                  {treatment}
                </td>
                <td className="right">{showFigure(exactText(flow.massTonnes), 't', language, true)}</td>
                <td className="right">
                  {showFigure(exactText(shareOf(flow.massTonnes, total)), 'share', language, true)}
                </td>
                <td>
                  {flow.streamId === streamNotRecorded ? (
                    <Link to="/records/waste.carried-total">{t('waste.carried-total|many')}</Link>
                  ) : (
                    <Link
                      to="/records/waste.load"
                      search={loadsOf(figureId, flow) as never}
                      aria-label={t('waste.flows.toLoads', { stream: nameOf(flow.streamId), treatment })}
                    >
                      {t('waste.flows.loads')}
                    </Link>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('waste.ranking.parts.total')}
            </th>
            <td className="right">{showFigure(exactText(total), 't', language, true)}</td>
            <td className="right">{showFigure('1', 'share', language, true)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </NumbersScroll>
  );
}
