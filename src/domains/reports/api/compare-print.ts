// Does a printed file say what the edition says: every figure as often as it was printed, and the words around them?
import type { Block, Inline, ReportDocument } from '../model/document.ts';
import { figuresOf } from '../render/figure-register.ts';
import type { PrintedFile } from '../render/printed-file.ts';
import { normalisePrinted } from '../render/printed-text.ts';
import type { Discrepancy } from './recompute.ts';

/** The language a file is printed in: the one whose words it holds more of. */
export function languageOfPrint(
  file: PrintedFile,
  documents: Readonly<Record<'en' | 'zh', ReportDocument>>,
): 'en' | 'zh' {
  const text = squeezed(file.text);
  const held = (document: ReportDocument) =>
    [document.title, document.period, ...document.chapters.map(({ title }) => title)].filter((one) =>
      text.includes(squeezed(one)),
    ).length;
  return held(documents.zh) > held(documents.en) ? 'zh' : 'en';
}

/** Line breaks and blanks fall differently in every format: text is compared without them. */
const squeezed = (text: string): string => normalisePrinted(text).replace(/\s+/gu, '');

/** Every figure of the file against the edition: altered, printed less often, or unknown to it. */
export function compareFigures(
  file: PrintedFile,
  document: ReportDocument,
): { checked: number; discrepancies: Discrepancy[] } {
  const expected = new Map<string, { texts: Set<string>; times: number }>();
  for (const { figure } of figuresOf(document)) {
    const known = expected.get(figure.id) ?? { texts: new Set<string>(), times: 0 };
    known.texts.add(normalisePrinted(figure.text));
    known.times += 1;
    expected.set(figure.id, known);
  }
  const discrepancies: Discrepancy[] = [];
  const found = new Map<string, number>();
  let checked = 0;
  for (const { id, text, where } of file.figures) {
    const known = expected.get(id);
    checked += 1;
    if (!known) {
      discrepancies.push({ kind: 'unknown', figureId: id, where, printedInFile: text, printedInEdition: null });
      continue;
    }
    found.set(id, (found.get(id) ?? 0) + 1);
    if (!known.texts.has(text)) {
      discrepancies.push({
        kind: 'altered',
        figureId: id,
        where,
        printedInFile: text,
        printedInEdition: [...known.texts].join(' / '),
      });
    }
  }
  for (const [id, { texts, times }] of expected) {
    // Once for each place in the body, and once for each of its prints in the register at the end.
    if ((found.get(id) ?? 0) >= times + texts.size) continue;
    discrepancies.push({
      kind: 'missing',
      figureId: id,
      where: null,
      printedInFile: null,
      printedInEdition: [...texts].join(' / '),
    });
  }
  return { checked, discrepancies };
}

const plain = (inlines: readonly Inline[]): string =>
  inlines.map((one) => ('text' in one ? one.text : `${one.figure.text}${one.figure.provisional ? '◌' : ''}`)).join('');

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [plain(block.inlines)];
    case 'bullets':
      return block.items.map(plain);
    case 'callouts':
      return block.items.flatMap(({ label, note }) => [label, note ?? '']);
    case 'table':
      return [
        block.caption,
        block.note ?? '',
        ...block.rows
          .flat()
          .filter((cell) => cell.every((one) => 'text' in one))
          .map(plain),
      ];
    case 'chart':
      return [block.title];
    case 'status':
      return [plain(block.text)];
    case 'not-recorded':
      return [block.text];
  }
}

/** The words of a document that a print must hold, with the heading under which they stand. */
function wordsOf(document: ReportDocument): { where: string; text: string }[] {
  const cover = document.cover.map(({ value }) => ({ where: document.title, text: value }));
  const body = document.chapters.flatMap((chapter) =>
    chapter.sections.flatMap((section) => {
      const where = section.title ?? chapter.title;
      return [{ where, text: where }, ...section.blocks.flatMap(textsOf).map((text) => ({ where, text }))];
    }),
  );
  return [...cover, ...body].filter(({ text }) => text !== '');
}

const literal = (text: string): string => squeezed(text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** What stands at the foot of a page and the head of the next: a sentence that a page break parts has it in its middle. */
function pageFurniture({ words, edition, title, period, chapters }: ReportDocument): RegExp {
  const issue = edition
    ? literal(
        `${words.edition.replace('{number}', String(edition.number))} · ${words.published} ${edition.publishedAt}`,
      )
    : '';
  const page = literal(words.pageOf.replace(/\{pages?\}/g, '\u0001')).replaceAll('\u0001', '\\d{1,4}');
  const heads = chapters.map((chapter) => literal(`${chapter.number} ${chapter.title}`)).join('|');
  return new RegExp(`${issue}${page}(?:${literal(`${title} · ${period}`)})?(?:${heads})?`, 'gu');
}

/** Words of the edition that the file does not hold. */
export function compareWords(file: PrintedFile, document: ReportDocument): Discrepancy[] {
  const text = squeezed(file.text).replace(pageFurniture(document), '');
  return wordsOf(document).flatMap(({ where, text: wanted }) =>
    text.includes(squeezed(wanted))
      ? []
      : [
          {
            kind: 'text_altered' as const,
            figureId: null,
            where,
            printedInFile: null,
            printedInEdition: wanted.slice(0, 200),
          },
        ],
  );
}
