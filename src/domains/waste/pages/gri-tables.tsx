// What do the disclosures GRI 306-3, 306-4 and 306-5 say: by composition, by operation, on site and off site?

import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { GeneratedLine, SideLine } from '../model/gri-lines.ts';
import { gri306DisposedCategories, gri306DivertedCategories } from '../model/treatment.ts';
import { sideMass } from '../rules/gri306-lines.ts';
import { GriDownload } from './gri-download.tsx';

const linesOf = <T,>(figure: FigureAnswer): readonly T[] => (figure.extra?.lines as readonly T[] | undefined) ?? [];
const mass = (text: string | undefined) => (text === undefined ? '—' : showNumber(new Exact(text), { decimals: 1 }));

function Head({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column, at) => (
          <th key={column} scope="col" className={at === 0 ? undefined : 'right'}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Total({ figure, cells }: { figure: FigureAnswer; cells: readonly string[] }) {
  const { t } = useWords();
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('reports.page.why.total')}</th>
        {cells.map((cell, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns do not change places
          <td key={at} className="right">
            {cell}
          </td>
        ))}
        <td className="right">
          <FigureButton figure={{ ...pressable(figure), printed: mass(figure.value ?? undefined) }} size="cell" />
        </td>
      </tr>
    </tfoot>
  );
}

function Generated({ figure }: { figure: FigureAnswer }) {
  const { t } = useWords();
  const columns = ['composition', 'hazardous', 'nonHazardous', 'totalTonnes'].map((one) =>
    t(`reports.page.gri.${one}`),
  );
  return (
    <table className="numbers-table">
      <caption>{t('reports.page.gri.306-3')}</caption>
      <Head columns={columns} />
      <tbody>
        {linesOf<GeneratedLine>(figure).map((line) => (
          <tr key={line.composition}>
            <th scope="row">{t(`waste.composition.${line.composition}`)}</th>
            <td className="right">{mass(line.hazardousMassTonnes)}</td>
            <td className="right">{mass(line.nonHazardousMassTonnes)}</td>
            <td className="right">{mass(line.massTonnes)}</td>
          </tr>
        ))}
      </tbody>
      <Total
        figure={figure}
        cells={[mass(figure.inputs.hazardousMassTonnes), mass(figure.inputs.nonHazardousMassTonnes)]}
      />
    </table>
  );
}

function Side({
  figure,
  disclosure,
  categories,
}: {
  figure: FigureAnswer;
  disclosure: string;
  categories: readonly string[];
}) {
  const { t } = useWords();
  const lines = linesOf<SideLine>(figure);
  const columns = ['operation', 'onSite', 'offSite', 'totalTonnes'].map((one) => t(`reports.page.gri.${one}`));
  return (
    <table className="numbers-table">
      <caption>{t(`reports.page.gri.${disclosure}`)}</caption>
      <Head columns={columns} />
      {[true, false].map((hazardous) => (
        <tbody key={String(hazardous)}>
          <tr className="gri-group">
            <th scope="rowgroup" colSpan={4}>
              {t(hazardous ? 'reports.page.gri.hazardousWaste' : 'reports.page.gri.nonHazardousWaste')}
            </th>
          </tr>
          {categories.map((category) => {
            const of = (fits: (line: SideLine) => boolean) =>
              mass(sideMass(lines, (line) => line.hazardous === hazardous && line.category === category && fits(line)));
            return (
              <tr key={category}>
                <th scope="row">{t(`reports.page.gri.category.${category}`)}</th>
                <td className="right">{of((line) => line.onSite)}</td>
                <td className="right">{of((line) => !line.onSite)}</td>
                <td className="right">{of(() => true)}</td>
              </tr>
            );
          })}
        </tbody>
      ))}
      <Total figure={figure} cells={[mass(figure.inputs.onSiteMassTonnes), mass(figure.inputs.offSiteMassTonnes)]} />
    </table>
  );
}

const disclosures = [
  { kpi: 'waste.gri306-generated', id: '306-3' },
  { kpi: 'waste.gri306-diverted', id: '306-4' },
  { kpi: 'waste.gri306-disposed', id: '306-5' },
] as const;

/** The three tables; one without data says why. */
export function GriTables({ figures }: { figures: readonly FigureAnswer[] }) {
  const { t } = useWords();
  return (
    <section className="board" aria-labelledby="gri-title">
      <div className="gri-head">
        <h2 id="gri-title" className="board-title">
          {t('reports.page.gri.title')}
        </h2>
        <GriDownload />
      </div>
      <p className="side-text">{t('reports.page.gri.note')}</p>
      <div className="gri-tables">
        {disclosures.map(({ kpi, id }) => {
          const figure = figures.find((one) => one.kpi === kpi);
          if (!figure) return null;
          return (
            <NumbersScroll key={kpi} label={t(`reports.page.gri.${id}`)}>
              {figure.value === null ? (
                <p>
                  <strong>{t(`reports.page.gri.${id}`)}</strong>
                  <br />○ {figure.noData?.words}
                </p>
              ) : id === '306-3' ? (
                <Generated figure={figure} />
              ) : (
                <Side
                  figure={figure}
                  disclosure={id}
                  categories={id === '306-4' ? gri306DivertedCategories : gri306DisposedCategories}
                />
              )}
              {figure.value === null ? null : (
                <p className="side-text">
                  {t(
                    id === '306-3'
                      ? 'reports.page.gri.shippedForGenerated'
                      : figure.inputs.onSiteMassTonnes === undefined
                        ? 'reports.page.gri.onSiteUnknown'
                        : 'reports.page.gri.onSiteKnown',
                  )}
                </p>
              )}
            </NumbersScroll>
          );
        })}
      </div>
    </section>
  );
}
