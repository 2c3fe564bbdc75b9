// How does a report become one page that needs nothing else: readable, printable, every figure a link?

import { createHash } from 'node:crypto';
import { valueText } from '#units/drawn-chart.ts';
import type { Block, BlockOf, Inline, PrintedFigure, ReportDocument } from '../model/document.ts';
import { type ChartInk, chartSvg } from './chart-svg.ts';
import { figureHref, figureRegister } from './figure-register.ts';
import { style } from './html-style.ts';
import { printable } from './printed-text.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML can hold it, in content and in quoted attributes. */
const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/gu, (char) => escapes[char] ?? '');
const t = escapeHtml;

/** The one style sheet that the page lets in: a style that came in with a text would stay without effect. */
const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** Colours follow the reader's theme. */
const screenInk: ChartInk = {
  text: 'var(--ink)',
  muted: 'var(--muted)',
  rule: 'var(--rule)',
  paper: 'var(--paper)',
  disposal: 'var(--disposal)',
};

interface Setting {
  document: ReportDocument;
  /** Numbers charts and sections, so that every id on the page is its own. */
  nextId: () => string;
}

const openMark = (figure: PrintedFigure, { document }: Setting): string =>
  figure.provisional
    ? ` <span class="open" role="img" aria-label="${t(document.words.provisional)}" title="${t(document.words.provisional)}">◌</span>`
    : '';

function figureLink(figure: PrintedFigure, setting: Setting): string {
  const title = figure.name ? ` title="${t(figure.name)}"` : '';
  return `<a href="${t(figureHref(figure))}" data-figure="${t(figure.id)}"${title}>${t(figure.text)}</a>${openMark(figure, setting)}`;
}

function runs(inlines: Inline[], setting: Setting): string {
  return inlines
    .map((inline) => {
      if ('figure' in inline) return figureLink(inline.figure, setting);
      return inline.strong ? `<b>${t(inline.text)}</b>` : t(inline.text);
    })
    .join('');
}

/** A status mark at the head of a cell takes its colour; the word beside it says the same. */
function cellRuns(inlines: Inline[], setting: Setting): string {
  const [first, ...rest] = inlines;
  const found = first && 'text' in first ? /^[●▲▼○◌]/u.exec(first.text) : null;
  if (!found || !first || !('text' in first)) return runs(inlines, setting);
  return `<span data-mark="${found[0]}">${found[0]}</span>${runs([{ ...first, text: first.text.slice(found[0].length) }, ...rest], setting)}`;
}

function table(block: BlockOf<'table'>, setting: Setting): string {
  const side = (at: number): string => (block.columns[at]?.align === 'right' ? ' class="right"' : '');
  const head = block.columns.map((column, at) => `<th scope="col"${side(at)}>${t(column.title)}</th>`).join('');
  const rows = block.rows.map((row) => {
    const cells = block.columns.map((_, at) => {
      const text = cellRuns(row[at] ?? [], setting);
      const isName = at === 0 && block.columns[0]?.align === 'left';
      return isName ? `<th scope="row">${text}</th>` : `<td${side(at)}>${text}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const note = block.note === null ? '' : `<p class="foot">${t(block.note)}</p>`;
  return `<div class="scroll"><table><caption>${t(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>${note}</div>`;
}

function chart(block: BlockOf<'chart'>, { document }: Setting): string {
  const { words, language } = document;
  const colon = language === 'zh' ? '：' : ': ';
  const head = block.chart.series.map((series) => `<th scope="col" class="right">${t(series.name)}</th>`).join('');
  const rows = block.chart.labels.map((name, at) => {
    const cells = block.chart.series.map(
      (series) => `<td class="right">${t(valueText(block.chart, series, at, block.unit, language) ?? '—')}</td>`,
    );
    return `<tr><th scope="row">${t(name)}</th>${cells.join('')}</tr>`;
  });
  return (
    `<figure><figcaption>${t(block.title)}</figcaption>${chartSvg(block, language, screenInk)}` +
    `<p class="foot">${t(`${words.unit}${colon}${block.unit}`)}&emsp;${t(`${words.source}${colon}${block.source}`)}</p>` +
    `<details><summary>${t(words.asTable)}</summary><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></details></figure>`
  );
}

function callouts(block: BlockOf<'callouts'>, setting: Setting): string {
  const items = block.items.map(({ figure, label, note }) => {
    const isMissing = 'missing' in figure;
    const big = isMissing
      ? '<span class="big none">—</span>'
      : `<span class="big">${figureLink(figure, setting)}</span>`;
    const small = [isMissing ? figure.missing : null, note, isMissing ? null : figure.id].filter(
      (text) => text !== null,
    );
    return `<li>${big}${t(label)}${small.map((text) => `<small>${t(text)}</small>`).join('')}</li>`;
  });
  return `<ul class="callouts">${items.join('')}</ul>`;
}

function block(given: Block, setting: Setting): string {
  switch (given.kind) {
    case 'paragraph':
      return `<p>${runs(given.inlines, setting)}</p>`;
    case 'bullets':
      return `<ul>${given.items.map((item) => `<li>${runs(item, setting)}</li>`).join('')}</ul>`;
    case 'callouts':
      return callouts(given, setting);
    case 'table':
      return table(given, setting);
    case 'chart':
      return chart(given, setting);
    case 'status':
      return `<p class="status"><span class="mark" data-mark="${t(given.mark)}">${t(given.mark)}</span><span>${runs(given.text, setting)}</span></p>`;
    case 'not-recorded':
      return `<p class="not-recorded"><b>○ ${t(setting.document.words.notRecordedYet)}</b> ${t(given.text)}</p>`;
  }
}

function register(setting: Setting): string {
  const { document } = setting;
  const { words } = document;
  const rows = figureRegister(document).map(
    ({ figure, chapter }) =>
      `<tr><th scope="row">${t(figure.name ?? '')}</th><td class="right">${figureLink(figure, setting)}</td><td>${t(figure.id)}</td><td class="right">${t(chapter)}</td></tr>`,
  );
  const head = `<th scope="col">${t(words.figureName)}</th><th scope="col" class="right">${t(words.value)}</th><th scope="col">${t(words.figureId)}</th><th scope="col" class="right">${t(words.chapter)}</th>`;
  return (
    `<section aria-labelledby="register"><h2 id="register">${t(words.figureRegister)}</h2><p>${t(words.figureRegisterNote)}</p><p><span class="open">◌</span> ${t(words.provisional)}</p>` +
    `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`
  );
}

function about({ document }: Setting): string {
  const { edition, words } = document;
  if (!edition) return '';
  const rows = edition.historyBlocks.map(
    (b) => `<tr><td class="right">${b.height}</td><td class="root">${t(b.root)}</td></tr>`,
  );
  const head = `<th scope="col" class="right">${t(words.historyBlock)}</th><th scope="col">${t(words.historyRoot)}</th>`;
  return (
    `<section aria-labelledby="about"><h2 id="about">${t(words.aboutEdition)}</h2><p>${t(words.historyNote)}</p>` +
    `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
  );
}

/**
 * The report as one HTML page that loads nothing: no script, no font, no picture from elsewhere (a content security policy
 * inside it says the same). Every text is escaped; every figure is a link that names its id in `data-figure`.
 * @throws when a figure has no web address ending in its id.
 */
export function html(document: ReportDocument): string {
  let count = 0;
  const setting: Setting = { document, nextId: () => `s${++count}` };
  const { words, edition } = document;
  const issue = edition
    ? `<b>${t(words.edition.replace('{number}', String(edition.number)))}</b> · ${t(words.published)} ${t(edition.publishedAt)}`
    : `<b>${t(words.draft)}</b> · ${t(words.draftNote)}`;
  const contents: string[] = [];
  const chapters = document.chapters.map((chapter) => {
    const id = setting.nextId();
    const below: string[] = [];
    const sections = chapter.sections.map((section) => {
      const blocks = section.blocks.map((given) => block(given, setting)).join('\n');
      if (section.title === null) return blocks;
      const sectionId = setting.nextId();
      below.push(`<li><a href="#${sectionId}">${t(section.title)}</a></li>`);
      return `<section aria-labelledby="${sectionId}"><h3 id="${sectionId}">${t(section.title)}</h3>\n${blocks}</section>`;
    });
    contents.push(
      `<li><a href="#${id}"><span class="number">${t(chapter.number)}</span>${t(chapter.title)}</a>${below.length > 0 ? `<ol>${below.join('')}</ol>` : ''}</li>`,
    );
    return `<section aria-labelledby="${id}"><h2 id="${id}"><span class="number">${t(chapter.number)}</span> ${t(chapter.title)}</h2>\n${sections.join('\n')}</section>`;
  });
  contents.push(`<li><a href="#register">${t(words.figureRegister)}</a></li>`);
  if (edition) contents.push(`<li><a href="#about">${t(words.aboutEdition)}</a></li>`);
  const cover = document.cover.map((line) => `<dt>${t(line.label)}</dt><dd>${t(line.value)}</dd>`).join('');
  return `<!doctype html>
<html lang="${document.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'">
<meta name="author" content="${t(document.company)}">
<title>${t(`${document.title} · ${document.period}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="company">${t(document.company)}</p>
<h1>${t(document.title)}</h1>
<p class="period">${t(document.period)}</p>
<dl>${cover}</dl>
<p class="issue">${issue}</p>
</header>
<nav aria-labelledby="contents"><h2 id="contents">${t(words.contents)}</h2><ol>${contents.join('')}</ol></nav>
<main>
${chapters.join('\n')}
${register(setting)}
${about(setting)}
</main>
<footer>${t(document.company)} · ${t(document.title)} · ${t(document.period)}</footer>
</body>
</html>
`;
}
