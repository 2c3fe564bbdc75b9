// How does the report read on a page: prose with figures set in it, callouts, tables, charts, statuses?
import { Fragment, type ReactNode } from 'react';
import { ChartFrame } from '#platform/ui/chart/chart-frame.tsx';
import { tableOf } from '#platform/ui/chart/chart-table.ts';
import { InlineChart } from '#platform/ui/chart/inline-chart.tsx';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { CoverageNote } from '#platform/ui/coverage.tsx';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { summaryOf } from '#units/drawn-chart.ts';
import type { Block, BlockOf, Inline, PrintedFigure, ReportDocument, StatusMark } from '../model/document.ts';
import { headingsOf } from './report-headings.ts';

const statusClasses: Readonly<Record<StatusMark, string>> = {
  '●': 'on_track',
  '▲': 'at_risk',
  '▼': 'behind',
  '○': 'no_data',
  '◌': 'provisional',
};

const buttonOf = (figure: PrintedFigure) => ({
  id: figure.id,
  printed: figure.text,
  provisional: figure.provisional,
  ...(figure.name ? { title: figure.name } : {}),
});

/** Things that have no name of their own stand in an order that does not change while the document is shown. */
const inOrder = <T,>(things: readonly T[], draw: (thing: T, at: number) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a document is replaced whole
  things.map((thing, at) => <Fragment key={at}>{draw(thing, at)}</Fragment>);

function Runs({ inlines, size = 'text' }: { inlines: readonly Inline[]; size?: 'text' | 'cell' }) {
  return inOrder(inlines, (inline) => {
    if ('figure' in inline) return <FigureButton figure={buttonOf(inline.figure)} size={size} />;
    return inline.strong ? <strong>{inline.text}</strong> : inline.text;
  });
}

/** A cell; a status mark at its head takes its colour, and the word beside it says the same. */
function Cell({ inlines }: { inlines: readonly Inline[] }) {
  const [first, ...rest] = inlines;
  const mark = first && 'text' in first ? /^[●▲▼○◌]/u.exec(first.text)?.[0] : undefined;
  if (!mark || !first || !('text' in first)) return <Runs inlines={inlines} size="cell" />;
  return (
    <>
      <span className={`status-sign status-${statusClasses[mark as StatusMark]}`} aria-hidden="true">
        {mark}
      </span>
      <Runs inlines={[{ ...first, text: first.text.slice(mark.length) }, ...rest]} size="cell" />
    </>
  );
}

function Table({ block }: { block: BlockOf<'table'> }) {
  const side = (at: number) => (block.columns[at]?.align === 'right' ? 'right' : undefined);
  return (
    <div className="report-wide">
      <NumbersScroll label={block.caption}>
        <table className="numbers-table">
          <caption>{block.caption}</caption>
          <thead>
            <tr>
              {inOrder(block.columns, (column, at) => (
                <th scope="col" className={side(at)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder(block.rows, (row) => (
              <tr>
                {inOrder(block.columns, (column, at) =>
                  at === 0 && column.align === 'left' ? (
                    <th scope="row">
                      <Cell inlines={row[at] ?? []} />
                    </th>
                  ) : (
                    <td className={side(at)}>
                      <Cell inlines={row[at] ?? []} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      {block.note === null ? null : <p className="report-note">{block.note}</p>}
    </div>
  );
}

function Callouts({ block, isLive }: { block: BlockOf<'callouts'>; isLive: boolean }) {
  return (
    <ul className="report-callouts report-wide">
      {inOrder(block.items, ({ figure, label, note }) => (
        <li>
          {'missing' in figure ? (
            <span className="callout-none" title={figure.missing}>
              —
            </span>
          ) : (
            <FigureButton figure={buttonOf(figure)} size="key" />
          )}
          <span className="callout-label">{label}</span>
          {'missing' in figure ? <small>{figure.missing}</small> : null}
          {note === null ? null : <small>{note}</small>}
          {isLive && !('missing' in figure) ? <CoverageNote figureId={figure.id} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Chart({ block }: { block: BlockOf<'chart'> }) {
  const { language } = useWords();
  return (
    <div className="report-wide">
      <ChartFrame
        level={4}
        title={block.title}
        unit={block.unit}
        source={block.source}
        summary={summaryOf(block.title, block.unit, block.chart, language)}
        table={tableOf(block.chart, block.unit, language)}
      >
        <InlineChart chart={block.chart} unit={block.unit} />
      </ChartFrame>
    </div>
  );
}

function One({ block, document, isLive }: { block: Block; document: ReportDocument; isLive: boolean }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Runs inlines={block.inlines} />
        </p>
      );
    case 'bullets':
      return (
        <ul className="report-bullets">
          {inOrder(block.items, (item) => (
            <li>
              <Runs inlines={item} />
            </li>
          ))}
        </ul>
      );
    case 'callouts':
      return <Callouts block={block} isLive={isLive} />;
    case 'table':
      return <Table block={block} />;
    case 'chart':
      return <Chart block={block} />;
    case 'status':
      return (
        <p className="report-status">
          <span className={`status-sign status-${statusClasses[block.mark]}`} aria-hidden="true">
            {block.mark}
          </span>
          <span>
            <Runs inlines={block.text} />
          </span>
        </p>
      );
    case 'not-recorded':
      return (
        <p className="report-not-recorded">
          <strong>
            <span aria-hidden="true">○ </span>
            {document.words.notRecordedYet}
          </strong>{' '}
          {block.text}
        </p>
      );
  }
}

/**
 * The chapters of a report. A document of the living report is live: coverage stands beside its big figures; an
 * edition is shown as it was frozen.
 */
export function ReportBody({ document, isLive }: { document: ReportDocument; isLive: boolean }) {
  const headings = headingsOf(document);
  return (
    <div className="report-prose" lang={document.language === 'zh' ? 'zh-CN' : 'en'}>
      {document.chapters.map((chapter, at) => (
        <section key={chapter.number} aria-labelledby={headings[at]?.id}>
          <h2 id={headings[at]?.id}>
            <span className="report-number">{chapter.number}</span>
            {chapter.title}
          </h2>
          {inOrder(chapter.sections, (section, under) => {
            const id = headings[at]?.sections.find((one) => one.at === under)?.id;
            return (
              <section aria-labelledby={id}>
                {section.title === null ? null : <h3 id={id}>{section.title}</h3>}
                {inOrder(section.blocks, (block) => (
                  <One block={block} document={document} isLive={isLive} />
                ))}
              </section>
            );
          })}
        </section>
      ))}
    </div>
  );
}
