// What stands around every chart: the finding as its title, unit and source, its table, its download, and where it comes from.
import { Button, Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useWords } from '../language.tsx';
import { useProvenance } from '../provenance-context.tsx';
import { useTheme } from '../theme-provider.tsx';
import type { ChartTable } from './chart-table.ts';
import { saveCsv, savePng, saveSvg } from './download-chart.ts';
import './chart.css';
import { NumbersScroll } from './numbers-scroll.tsx';

export interface ChartFrameProps {
  /** what the chart shows, as a sentence */
  title: string;
  unit: string;
  source: string;
  /** the chart in words */
  summary: string;
  table: ChartTable;
  /** the figure whose provenance answers "how is this worked out?" */
  figureId?: string | null | undefined;
  /** the table as it is shown, where its numbers can be pressed; CSV is always `table` */
  shownTable?: ReactNode;
  level?: 2 | 3 | 4;
  children: ReactNode;
}

/** The table with its unit in the heads of its numbers, where they do not name one. */
const withUnit = (table: ChartTable, unit: string): ChartTable => ({
  ...table,
  columns: table.columns.map((column, at) =>
    at === 0 || unit === '' || unit.length > 4 || /[(（%]/.test(column) ? column : `${column} (${unit})`,
  ),
});

/** A chart in its frame. The drawing must hold one `svg`; it is what is downloaded. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, unit, source, summary, table, figureId, shownTable, level = 3, children } = props;
  const { t } = useWords();
  const { tokens } = useTheme();
  const { open } = useProvenance();
  const [isTable, show] = useState(false);
  const id = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const Heading = `h${level}` as const;
  const foot = [unit === '' ? '' : t('reports.page.chart.unit', { unit }), t('reports.page.chart.source', { source })]
    .filter(Boolean)
    .join(' · ');
  const caption = { title, foot, ground: tokens.surface, text: tokens.text, muted: tokens.textSecondary };
  const drawn = () => drawing.current?.querySelector('svg') ?? null;
  const downloads: MenuProps = {
    items: [
      ...(isTable ? [] : ['png', 'svg']).map((kind) => ({ key: kind, label: t(`reports.page.chart.${kind}`) })),
      { key: 'csv', label: t('reports.page.chart.csv') },
    ],
    onClick: ({ key }) => {
      const chart = drawn();
      if (key === 'csv') saveCsv(withUnit(table, unit), title);
      else if (chart && key === 'svg') saveSvg(chart, caption);
      else if (chart) void savePng(chart, caption);
    },
  };
  return (
    <figure className="chart" aria-labelledby={id}>
      <div className="chart-head">
        <Heading id={id} className="chart-title">
          {title}
        </Heading>
        <div className="chart-tools">
          <Button size="small" type="text" aria-pressed={isTable} onClick={() => show(!isTable)}>
            {t(isTable ? 'reports.page.chart.asChart' : 'reports.page.chart.asTable')}
          </Button>
          <Dropdown menu={downloads} trigger={['click']}>
            <Button size="small" type="text" aria-haspopup="menu">
              {t('reports.page.chart.download')}
            </Button>
          </Dropdown>
          {figureId ? (
            <Button size="small" type="text" onClick={() => open(figureId)}>
              {t('reports.page.chart.why')}
            </Button>
          ) : null}
        </div>
      </div>
      {isTable ? (
        (shownTable ?? <PlainTable table={table} caption={title} />)
      ) : (
        <div ref={drawing}>
          <p className="visually-hidden">{summary}</p>
          {children}
        </div>
      )}
      <p className="chart-foot">{foot}</p>
    </figure>
  );
}

/** The chart's numbers; the first column names, the others are right-aligned. */
export function PlainTable({ table, caption }: { table: ChartTable; caption: string }) {
  return (
    <NumbersScroll label={caption}>
      <table className="numbers-table">
        <thead>
          <tr>
            {table.columns.map((column, at) =>
              at === 0 ? (
                <th key="first" scope="col">
                  {column}
                </th>
              ) : (
                <th key={column} scope="col" className="right">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key="name" scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={table.columns[at]} className="right">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}
