// One factory taken apart: what each stream lacks, and what it did to the rate; the columns add up to the whole.
import { Link } from '@tanstack/react-router';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { exactText, share, shareOf, sum, tonnes } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import { streamNotRecorded } from '../model/flow.ts';
import { loadsOf, type RankedSite } from './analysis-answers.ts';

const columns = [
  'waste.flows.mass',
  ...['own', 'lacking', 'treatment', 'mix'].map((column) => `waste.ranking.parts.${column}`),
];

const points = (text: string | null) => (text === null ? '—' : showPoints(share(text), { decimals: 2 }));
const totalOf = (values: readonly (string | null)[]) =>
  values.some((one) => one === null) ? null : exactText(sum(values.map((one) => share(one ?? '0'))));

export function CauseParts({
  site,
  parts,
  previous,
}: {
  site: RankedSite;
  parts: NonNullable<RankedSite['parts']>;
  /** the period before, as it stands in a sentence */
  previous: string;
}) {
  const { t, local, language } = useWords();
  const title = t('waste.ranking.parts.title', { name: local(site.scope.name) });
  const { streams } = parts;
  return (
    <section className="board" aria-labelledby="parts-title">
      <h2 id="parts-title" className="board-title">
        {title}
      </h2>
      <p className="side-text">{t('waste.ranking.parts.note')}</p>
      <NumbersScroll label={title}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('waste.flows.stream')}</th>
              {columns.map((key) => (
                <th key={key} scope="col" className="right">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {streams.map((one) => {
              const mass = tonnes(one.massTonnes);
              return (
                <tr key={one.streamId}>
                  <th scope="row">
                    {one.streamId === streamNotRecorded || mass.isZero() ? (
                      one.stream
                    ) : (
                      <Link
                        to="/records/waste.load"
                        search={loadsOf(site.figure.id, { streamId: one.streamId }) as never}
                      >
                        {one.stream}
                      </Link>
                    )}
                  </th>
                  <td className="right">{mass.isZero() ? '—' : showFigure(one.massTonnes, 't', language, true)}</td>
                  <td className="right">
                    {mass.isZero()
                      ? '—'
                      : showFigure(exactText(shareOf(tonnes(one.convertedMassTonnes), mass)), 'share', language, true)}
                  </td>
                  <td className="right">{points(one.gapShare)}</td>
                  <td className="right">{points(one.treatmentEffect)}</td>
                  <td className="right">{points(one.mixEffect)}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('waste.ranking.parts.total')}</th>
              <td className="right">
                {showFigure(exactText(sum(streams.map((one) => tonnes(one.massTonnes)))), 't', language, true)}
              </td>
              <td className="right">{site.figure.printed.replace(/\s?%$/, '')}</td>
              <td className="right">{points(parts.gapShare)}</td>
              <td className="right">{points(totalOf(streams.map((one) => one.treatmentEffect)))}</td>
              <td className="right">{points(totalOf(streams.map((one) => one.mixEffect)))}</td>
            </tr>
          </tfoot>
        </table>
      </NumbersScroll>
      {parts.changeShare === null ? null : (
        <p className="side-text">
          {t('waste.ranking.change', { period: previous })}: <strong>{points(parts.changeShare)}</strong>
        </p>
      )}
    </section>
  );
}
