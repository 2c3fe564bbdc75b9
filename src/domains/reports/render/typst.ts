// How is a report set on A4 pages? The Typst template, and the report as the data it sets.
import type { Block, Inline, PrintedFigure, ReportDocument, TableColumn } from '../model/document.ts';
import { chartSummary, chartSvg } from './chart-svg.ts';
import { columnShares, inlineText } from './column-widths.ts';
import { figureHref, figureRegister } from './figure-register.ts';
import { printedAs } from './noto-sans-sc.ts';
import { printable } from './printed-text.ts';
import { template } from './typst-template.ts';

/** A template and what it sets. No word of the report is ever Typst source: all of it is data, so nothing in it can become markup. */
export interface TypstSource {
  template: string;
  /** JSON, handed to the template as `sys.inputs.report`. */
  report: string;
}

/** Sub- and superscript digits that the font lacks are set by the template as small digits. */
const smallDigit = /[₀-₉⁰⁴-⁹]/u;
const plainDigit = (text: string): string => text.replace(/[₀-₉⁰⁴-⁹]/gu, (digit) => digit.normalize('NFKC'));

/** Text as the font can print it: thin spaces become no-break spaces, a character the font lacks becomes □. */
export function typesettable(text: string): string {
  return [...printable(text.normalize('NFC')).replace(/[\u2000-\u200a\u202f\u205f]/gu, '\u00a0')]
    .map((char) => {
      if (smallDigit.test(char) || char === '\u00a0') return char;
      const code = printedAs(char.codePointAt(0) ?? 0);
      return code === null ? '□' : String.fromCodePoint(code);
    })
    .join('');
}

const figure = (printed: PrintedFigure) => {
  const text = typesettable(printed.text).replaceAll(' ', '\u00a0');
  const number = /^[^\p{L}%]*?(?=[\s]*[\p{L}%])/u.exec(text)?.[0] ?? text;
  return {
    id: printed.id,
    href: figureHref(printed),
    text,
    number,
    unit: text.slice(number.length),
    provisional: printed.provisional,
  };
};
const inlines = (list: Inline[]) =>
  list.map((inline) =>
    'figure' in inline
      ? { figure: figure(inline.figure) }
      : { text: typesettable(inline.text), strong: inline.strong === true },
  );

/** Tables are 160 mm wide, set in 8.5 points, with 5 points of padding on each side of a cell. */
const shares = (columns: TableColumn[], rows: string[][]): number[] =>
  columnShares(columns, rows, 453.5 / 8.5, 10 / 8.5);

function block(given: Block, document: ReportDocument) {
  switch (given.kind) {
    case 'paragraph':
      return { kind: given.kind, inlines: inlines(given.inlines) };
    case 'bullets':
      return { kind: given.kind, items: given.items.map(inlines) };
    case 'callouts':
      return {
        kind: given.kind,
        items: given.items.map((item) => ({
          ...('missing' in item.figure
            ? { missing: typesettable(item.figure.missing) }
            : { figure: figure(item.figure) }),
          label: typesettable(item.label),
          note: item.note === null ? null : typesettable(item.note),
        })),
      };
    case 'table':
      return {
        kind: given.kind,
        caption: typesettable(given.caption),
        note: given.note === null ? null : typesettable(given.note),
        columns: given.columns.map((column) => ({ title: typesettable(column.title), align: column.align })),
        shares: shares(
          given.columns,
          given.rows.map((row) => row.map(inlineText)),
        ),
        rows: given.rows.map((row) => given.columns.map((_, at) => inlines(row[at] ?? []))),
      };
    case 'chart': {
      const set = (text: string): string => plainDigit(typesettable(text));
      const chart = {
        ...given.chart,
        labels: given.chart.labels.map(set),
        series: given.chart.series.map((s) => ({
          ...s,
          name: set(s.name),
          printed: s.printed?.map((p) => (p === null ? null : set(p))),
        })),
        target: given.chart.target && { ...given.chart.target, name: set(given.chart.target.name) },
      };
      return {
        kind: given.kind,
        title: typesettable(given.title),
        foot: [
          `${document.words.unit}${document.language === 'zh' ? '：' : ': '}${given.unit}`,
          `${document.words.source}${document.language === 'zh' ? '：' : ': '}${given.source}`,
        ].map(typesettable),
        svg: chartSvg({ ...given, chart }, document.language),
        alt: typesettable(chartSummary(given, document.language)),
      };
    }
    case 'status':
      return { kind: given.kind, mark: given.mark, text: inlines(given.text) };
    case 'not-recorded':
      return { kind: given.kind, text: typesettable(given.text) };
  }
}

/** The day in front of a date as printed, as numbers; null where there is none. */
export function isoDay(printed: string): [number, number, number] | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/u.exec(printed);
  const day = found ? new Date(`${found[0]}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) ? [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()] : null;
}

/** The day an edition was published, which becomes the date of its files; null for a draft. */
export function dayOfEdition({ edition }: ReportDocument): [number, number, number] | null {
  return edition && isoDay(edition.publishedOn ?? edition.publishedAt);
}

/**
 * The report as Typst sets it.
 * @throws when a figure has no web address ending in its id.
 */
export function typstSource(document: ReportDocument): TypstSource {
  const { words, edition } = document;
  const register = figureRegister(document);
  const registerColumns: TableColumn[] = [
    { title: words.figureName, align: 'left' },
    { title: words.value, align: 'right' },
    { title: words.figureId, align: 'left' },
    { title: words.chapter, align: 'right' },
    { title: words.page, align: 'right' },
  ];
  const report = {
    language: document.language,
    title: typesettable(document.title),
    company: typesettable(document.company),
    period: typesettable(document.period),
    date: dayOfEdition(document),
    cover: document.cover.map((line) => ({ label: typesettable(line.label), value: typesettable(line.value) })),
    edition: edition && {
      name: typesettable(words.edition.replace('{number}', String(edition.number))),
      publishedAt: typesettable(edition.publishedAt),
      blocks: edition.historyBlocks.map((b) => ({ height: String(b.height), root: typesettable(b.root) })),
    },
    chapters: document.chapters.map((chapter) => ({
      number: typesettable(chapter.number),
      title: typesettable(chapter.title),
      sections: chapter.sections.map((section) => ({
        title: section.title === null ? null : typesettable(section.title),
        blocks: section.blocks.map((given) => block(given, document)),
      })),
    })),
    'register-shares': shares(
      registerColumns,
      register.map(({ figure: printed, chapter }) => [printed.name ?? '', printed.text, printed.id, chapter, '000']),
    ),
    register: register.map(({ figure: printed, chapter }) => ({
      ...figure(printed),
      chapter: typesettable(chapter),
      name: typesettable(printed.name ?? ''),
    })),
    words: Object.fromEntries(Object.entries(words).map(([key, word]) => [key, typesettable(word)])),
  };
  return { template, report: JSON.stringify(report) };
}
