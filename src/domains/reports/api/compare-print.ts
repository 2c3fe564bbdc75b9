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

/** The print of an edition that a text of the file stands for: with its unit or, in a column that names it, without. */
const printMeant = (texts: ReadonlySet<string>, text: string | null): string => {
  const hasUnit = (one: string) => /[^\d.,+−\s—]/u.test(one);
  return [...texts].find((one) => text !== null && hasUnit(one) === hasUnit(text)) ?? [...texts][0] ?? '';
};

/** Every figure of the file against the edition: altered, printed less often, moved to another place, or unknown to it. */
export function compareFigures(
  file: PrintedFile,
  document: ReportDocument,
): { checked: number; discrepancies: Discrepancy[] } {
  const order = figuresOf(document).map(({ figure }) => figure.id);
  const expected = new Map<string, { texts: Set<string>; times: number }>();
  for (const { figure } of figuresOf(document)) {
    const known = expected.get(figure.id) ?? { texts: new Set<string>(), times: 0 };
    known.texts.add(normalisePrinted(figure.text));
    known.times += 1;
    expected.set(figure.id, known);
  }
  const discrepancies: Discrepancy[] = [];
  const found = new Map<string, number>();
  for (const { id, text, where } of file.figures) {
    const known = expected.get(id);
    if (!known) {
      discrepancies.push({ kind: 'unknown', figureId: id, where, printedInFile: text, printedInEdition: null });
      continue;
    }
    found.set(id, (found.get(id) ?? 0) + 1);
    if (known.texts.has(text)) continue;
    const printedInEdition = printMeant(known.texts, text);
    discrepancies.push({ kind: 'altered', figureId: id, where, printedInFile: text, printedInEdition });
  }
  for (const [id, { texts, times }] of expected) {
    // Once for each place in the body, and once for each of its prints in the register at the end.
    if ((found.get(id) ?? 0) >= times + texts.size) continue;
    const printedInEdition = printMeant(texts, null);
    discrepancies.push({ kind: 'missing', figureId: id, where: null, printedInFile: null, printedInEdition });
  }
  if (discrepancies.length === 0) {
    // A true number beside another's name is no longer true: figures stand in the order in which they were printed.
    const at = order.findIndex((id, index) => file.figures[index]?.id !== id);
    const moved = at < 0 ? undefined : file.figures[at];
    if (moved) {
      const printedInEdition = printMeant(expected.get(order[at] ?? '')?.texts ?? new Set(), null);
      discrepancies.push({
        kind: 'moved',
        figureId: moved.id,
        where: moved.where,
        printedInFile: moved.text,
        printedInEdition,
      });
    }
  }
  return { checked: file.figures.length, discrepancies };
}

/** Words that a print must hold: one run, with figures in it where there are some. */
interface Wanted {
  where: string;
  inlines: readonly Inline[];
}

const plain = (inlines: readonly Inline[]): string =>
  inlines.map((one) => ('text' in one ? one.text : `${one.figure.text}${one.figure.provisional ? '◌' : ''}`)).join('');

function runsOf(block: Block): (readonly Inline[])[] {
  const text = (one: string): Inline[] => [{ text: one }];
  switch (block.kind) {
    case 'paragraph':
      return [block.inlines];
    case 'bullets':
      return block.items;
    case 'callouts':
      return block.items.flatMap(({ label, note }) => [text(label), text(note ?? '')]);
    case 'table': {
      const words = block.rows.flat().filter((cell) => cell.every((one) => 'text' in one));
      return [text(block.caption), text(block.note ?? ''), ...words];
    }
    case 'chart':
      return [text(block.title)];
    case 'status':
      return [block.text];
    case 'not-recorded':
      return [text(block.text)];
  }
}

/** The words of a document, with the heading under which they stand. */
function wordsOf(document: ReportDocument): Wanted[] {
  const cover = document.cover.map(({ value }) => ({ where: document.title, inlines: [{ text: value }] }));
  const body = document.chapters.flatMap((chapter) =>
    chapter.sections.flatMap((section) => {
      const where = section.title ?? chapter.title;
      return [[{ text: where }], ...section.blocks.flatMap(runsOf)].map((inlines) => ({ where, inlines }));
    }),
  );
  return [...cover, ...body];
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

/**
 * Words of the edition that the file does not hold.
 *
 * @param told ids of figures that are known to differ: around them each run of words is looked for by itself
 */
export function compareWords(file: PrintedFile, document: ReportDocument, told: ReadonlySet<string>): Discrepancy[] {
  const text = squeezed(file.text).replace(pageFurniture(document), '');
  const isTold = (inlines: readonly Inline[]) => inlines.some((one) => 'figure' in one && told.has(one.figure.id));
  return wordsOf(document).flatMap(({ where, inlines }) => {
    const runs = isTold(inlines) ? inlines.flatMap((one) => ('text' in one ? [one.text] : [])) : [plain(inlines)];
    if (runs.every((run) => text.includes(squeezed(run)))) return [];
    const printedInEdition = plain(inlines).slice(0, 200);
    return [{ kind: 'text_altered' as const, figureId: null, where, printedInFile: null, printedInEdition }];
  });
}
