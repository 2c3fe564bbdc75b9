// How does a report become a Word document that people can go on working in?
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { targetText } from '#units/drawn-chart.ts';
import type {
  Block,
  BlockOf,
  Callout,
  Inline,
  PrintedFigure,
  ReportDocument,
  StatusMark,
  TableColumn,
} from '../model/document.ts';
import { columnShares, inlineText } from './column-widths.ts';
import { chartRun } from './docx-chart.ts';
import { bareFigure, colours, dashes, proseIndent, statusColours, stylesOf, textWidth } from './docx-style.ts';
import { figureHref, figureRegister } from './figure-register.ts';
import { printable } from './printed-text.ts';

type Child = Paragraph | Table | TableOfContents;

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const hairline = { style: BorderStyle.SINGLE, size: 3, color: colours.hair } as const;
const headRule = { style: BorderStyle.SINGLE, size: 6, color: colours.ink } as const;

const run = (text: string, look: { bold?: boolean; color?: string; size?: number } = {}): TextRun =>
  new TextRun({ text: printable(text), ...look });

/** A figure and, outside the link, the mark of what is not yet approved. Spaces in it do not break, so that a number keeps its unit. */
function figureRuns(figure: PrintedFigure, isBare = false): ParagraphChild[] {
  const text = printable(figure.text).replaceAll(' ', '\u00a0');
  const link = new ExternalHyperlink({
    link: figureHref(figure),
    children: [new TextRun({ text, style: isBare ? bareFigure : 'Hyperlink' })],
  });
  return figure.provisional ? [link, run('\u00a0◌', { color: colours.muted })] : [link];
}

const isMark = (char: string): char is StatusMark => char in statusColours;

function inlineRuns(inlines: Inline[], inTable = false): ParagraphChild[] {
  return inlines.flatMap((inline, at) => {
    if ('figure' in inline) return figureRuns(inline.figure, inTable);
    const mark = inline.text.slice(0, 1);
    if (inTable && at === 0 && isMark(mark))
      return [run(mark, { color: statusColours[mark] }), run(inline.text.slice(1), { bold: inline.strong })];
    return [run(inline.text, { bold: inline.strong })];
  });
}

interface Grid {
  columns: TableColumn[];
  rows: ParagraphChild[][][];
  texts: string[][];
}

function grid({ columns, rows, texts }: Grid): Table {
  const widths = columnShares(columns, texts, textWidth / 170, 200 / 170).map((share) => Math.round(share * textWidth));
  // What a cell can take from its table it does not say again: a register has hundreds of cells.
  const cell = (at: number, children: ParagraphChild[], isHead: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      ...(isHead ? { verticalAlign: VerticalAlignTable.BOTTOM, borders: { bottom: headRule } } : {}),
      ...(at === 0 ? { margins: { left: 0 } } : at === columns.length - 1 ? { margins: { right: 0 } } : {}),
      children: [
        new Paragraph({
          style: isHead ? 'CellHead' : columns[at]?.align === 'right' ? 'CellNumber' : 'Cell',
          ...(isHead && columns[at]?.align === 'right' ? { alignment: AlignmentType.RIGHT } : {}),
          children,
        }),
      ],
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { left: 100, right: 100 },
    borders: { top: none, bottom: hairline, left: none, right: none, insideHorizontal: hairline, insideVertical: none },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column, at) => cell(at, [run(column.title)], true)),
      }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: columns.map((_, at) => cell(at, row[at] ?? [], false)) }),
      ),
    ],
  });
}

function table(block: BlockOf<'table'>): Child[] {
  const rows = block.rows.map((row) => row.map((cell) => inlineRuns(cell, true)));
  return [
    new Paragraph({ style: 'Caption', children: [run(block.caption)] }),
    grid({ columns: block.columns, rows, texts: block.rows.map((row) => row.map(inlineText)) }),
    new Paragraph({ style: 'Small', children: [run(block.note ?? '')] }),
  ];
}

function callout({ figure, label, note }: Callout): Paragraph[] {
  const isMissing = 'missing' in figure;
  const small = [isMissing ? figure.missing : null, note, isMissing ? null : figure.id].filter((text) => text !== null);
  return [
    new Paragraph({
      style: 'Big',
      children: isMissing ? [run('—', { color: colours.muted })] : figureRuns(figure, true),
    }),
    new Paragraph({ style: 'Cell', children: [run(label)] }),
    ...small.map((text) => new Paragraph({ style: 'Cell', children: [run(text, { color: colours.muted, size: 15 })] })),
  ];
}

function callouts(block: BlockOf<'callouts'>): Child[] {
  const perRow = [3, 5, 6, 9].includes(block.items.length) ? 3 : Math.min(4, Math.max(2, block.items.length));
  const gap = 280;
  const width = Math.floor((textWidth - gap * (perRow - 1)) / perRow);
  const top = { style: BorderStyle.SINGLE, size: 8, color: colours.ink } as const;
  const cell = (size: number, children: Paragraph[], hasRule: boolean): TableCell =>
    new TableCell({
      width: { size, type: WidthType.DXA },
      margins: { left: 0, right: 0, top: 60, bottom: 120 },
      borders: { top: hasRule ? top : none, bottom: none, left: none, right: none },
      children,
    });
  const rows: TableRow[] = [];
  for (let first = 0; first < block.items.length; first += perRow) {
    const cells = Array.from({ length: perRow }, (_, at) => {
      const item = block.items[first + at];
      const shown = cell(width, item ? callout(item) : [new Paragraph({ style: 'Cell' })], item !== undefined);
      return at === 0 ? [shown] : [cell(gap, [new Paragraph({ style: 'Cell' })], false), shown];
    });
    rows.push(new TableRow({ cantSplit: true, children: cells.flat() }));
  }
  const columnWidths = Array.from({ length: perRow * 2 - 1 }, (_, at) => (at % 2 ? gap : width));
  const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
  return [
    new Paragraph({ spacing: { before: 0, after: 60, line: 120, lineRule: LineRuleType.EXACT } }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths,
      layout: TableLayoutType.FIXED,
      borders,
      rows,
    }),
    new Paragraph({ spacing: { before: 0, after: 60, line: 120, lineRule: LineRuleType.EXACT } }),
  ];
}

function chart(block: BlockOf<'chart'>, { language, words }: ReportDocument): Child[] {
  const colon = language === 'zh' ? '：' : ': ';
  const target = targetText(block.chart, block.unit, language);
  const foot = [
    `${words.unit}${colon}${block.unit}`,
    ...(target === null ? [] : [target]),
    `${words.source}${colon}${block.source}`,
  ];
  return [
    new Paragraph({ style: 'Caption', children: [run(block.title)] }),
    new Paragraph({ keepNext: true, spacing: { after: 0 }, children: [chartRun(block, language)] }),
    new Paragraph({ style: 'Small', children: [run(foot.join(' · '))] }),
  ];
}

function block(given: Block, document: ReportDocument): Child[] {
  switch (given.kind) {
    case 'paragraph':
      return [new Paragraph({ style: 'Prose', children: inlineRuns(given.inlines) })];
    case 'bullets':
      return given.items.map(
        (item) =>
          new Paragraph({
            style: 'Prose',
            numbering: { reference: dashes, level: 0 },
            indent: { left: 300, hanging: 300, right: proseIndent },
            spacing: { after: 60 },
            children: inlineRuns(item),
          }),
      );
    case 'callouts':
      return callouts(given);
    case 'table':
      return table(given);
    case 'chart':
      return chart(given, document);
    case 'status':
      return [
        new Paragraph({
          style: 'Status',
          children: [
            run(given.mark, { color: statusColours[given.mark] }),
            new TextRun({ children: [new Tab()] }),
            ...inlineRuns(given.text),
          ],
        }),
      ];
    case 'not-recorded':
      return [
        new Paragraph({
          style: 'NotRecorded',
          children: [run('○ '), run(document.words.notRecordedYet, { bold: true }), run(` ${given.text}`)],
        }),
      ];
  }
}

function cover(document: ReportDocument): Child[] {
  const { words, edition } = document;
  const issue = edition
    ? [
        run(words.edition.replace('{number}', String(edition.number)), { bold: true }),
        run(` · ${words.published} ${edition.publishedAt}`, { color: colours.muted }),
      ]
    : [run(words.draft, { bold: true }), run(` · ${words.draftNote}`, { color: colours.muted })];
  const lines = document.cover.map(
    (line) =>
      new Paragraph({
        style: 'Cell',
        tabStops: [{ type: TabStopType.LEFT, position: 2154 }],
        children: [run(line.label, { color: colours.muted }), new TextRun({ children: [new Tab()] }), run(line.value)],
      }),
  );
  return [
    new Paragraph({ spacing: { after: 3600 }, children: [run(document.company, { bold: true, size: 22 })] }),
    new Paragraph({
      indent: { right: textWidth - 1020 },
      spacing: { after: 0, line: 120, lineRule: LineRuleType.EXACT },
      border: { top: { style: BorderStyle.SINGLE, size: 18, color: colours.accent } },
    }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(document.title)] }),
    new Paragraph({ style: 'Period', spacing: { after: 3600 }, children: [run(document.period)] }),
    ...lines,
    new Paragraph({
      style: 'Cell',
      spacing: { before: 200 },
      border: { top: { ...hairline, space: 8 } },
      children: issue,
    }),
    new Paragraph({ style: 'ContentsTitle', pageBreakBefore: true, children: [run(words.contents)] }),
    new TableOfContents(printable(words.contents), { hyperlink: true, headingStyleRange: '1-2', tabLeader: 'none' }),
  ];
}

function register(document: ReportDocument): Child[] {
  const { words } = document;
  const lines = figureRegister(document);
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      pageBreakBefore: true,
      spacing: { before: 0 },
      children: [run(words.figureRegister)],
    }),
    new Paragraph({ style: 'Prose', children: [run(words.figureRegisterNote)] }),
    new Paragraph({ style: 'Prose', children: [run('◌ ', { color: colours.muted }), run(words.provisional)] }),
    grid({
      columns: [
        { title: words.figureName, align: 'left' },
        { title: words.value, align: 'right' },
        { title: words.figureId, align: 'left' },
        { title: words.chapter, align: 'right' },
      ],
      rows: lines.map(({ figure, chapter }) => [
        [run(figure.name ?? '')],
        figureRuns(figure, true),
        [run(figure.id)],
        [run(chapter)],
      ]),
      texts: lines.map(({ figure, chapter }) => [figure.name ?? '', figure.text, figure.id, chapter]),
    }),
  ];
}

function about({ edition, words }: ReportDocument): Child[] {
  if (!edition) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(words.aboutEdition)] }),
    new Paragraph({ style: 'Prose', children: [run(words.historyNote)] }),
    grid({
      columns: [
        { title: words.historyBlock, align: 'right' },
        { title: words.historyRoot, align: 'left' },
      ],
      rows: edition.historyBlocks.map((b) => [[run(String(b.height))], [run(b.root, { size: 15 })]]),
      texts: edition.historyBlocks.map((b) => [String(b.height), b.root]),
    }),
    new Paragraph({ style: 'Small' }),
  ];
}

function footer({ words, edition }: ReportDocument): Footer {
  const look = { color: colours.muted, size: 15 };
  const left = edition
    ? `${words.edition.replace('{number}', String(edition.number))} · ${words.published} ${edition.publishedAt}`
    : `${words.draft} · ${words.draftNote}`;
  const pageParts = printable(words.pageOf)
    .split(/(\{pages?\})/u)
    .map((part) => (part === '{page}' ? PageNumber.CURRENT : part === '{pages}' ? PageNumber.TOTAL_PAGES : part));
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [run(left, look), new TextRun({ children: [new Tab(), ...pageParts], ...look })],
      }),
    ],
  });
}

/** The report as a Word document, not yet packed. */
function wordDocument(document: ReportDocument): Document {
  const head = run(`${document.title} · ${document.period}`, { color: colours.muted, size: 15 });
  const chapters = document.chapters.flatMap((chapter, at) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      ...(at === 0 ? { pageBreakBefore: true, spacing: { before: 0 } } : {}),
      children: [
        run(chapter.number, { color: colours.accent }),
        new TextRun({ children: [new Tab()] }),
        run(chapter.title),
      ],
    }),
    ...chapter.sections.flatMap((section) => [
      ...(section.title === null
        ? []
        : [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run(section.title)] })]),
      ...section.blocks.flatMap((given) => block(given, document)),
    ]),
  ]);
  const millimetres = (length: number): number => Math.round((length * 1440) / 25.4);
  return new Document({
    title: printable(`${document.title} · ${document.period}`),
    creator: printable(document.company),
    ...stylesOf(document.language),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: {
              left: millimetres(25),
              right: millimetres(25),
              top: millimetres(27),
              bottom: millimetres(24),
              header: millimetres(14),
              footer: millimetres(12),
            },
          },
        },
        headers: {
          default: new Header({
            children: [new Paragraph({ border: { bottom: { ...hairline, space: 4 } }, children: [head] })],
          }),
          first: new Header({ children: [new Paragraph({})] }),
        },
        footers: { default: footer(document), first: new Footer({ children: [new Paragraph({})] }) },
        children: [...cover(document), ...chapters, ...register(document), ...about(document)],
      },
    ],
  });
}

/**
 * The report as a DOCX file: heading styles, contents as a field (its entries stand; Word offers to fill in the page
 * numbers when it opens the file, since only Word knows where its pages break), every figure a hyperlink, tables whose head repeats, native charts with their numbers inside, Chinese fonts and languages set.
 * @throws when a figure has no web address ending in its id.
 */
export async function docx(document: ReportDocument): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(wordDocument(document)));
}
