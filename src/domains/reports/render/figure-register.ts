// Which figures does a report print, in the order of reading, and where?
import type { Block, Inline, PrintedFigure, ReportDocument } from '../model/document.ts';

/** One line of the figure register: a figure as printed, with the chapter that prints it first. */
export interface RegisterLine {
  figure: PrintedFigure;
  chapter: string;
}

const inFigure = (inline: Inline): PrintedFigure[] => ('figure' in inline ? [inline.figure] : []);

function figuresIn(block: Block): PrintedFigure[] {
  switch (block.kind) {
    case 'paragraph':
      return block.inlines.flatMap(inFigure);
    case 'bullets':
      return block.items.flat().flatMap(inFigure);
    case 'callouts':
      return block.items.flatMap((item) => ('missing' in item.figure ? [] : [item.figure]));
    case 'table':
      return block.rows.flat(2).flatMap(inFigure);
    case 'status':
      return block.text.flatMap(inFigure);
    default:
      return [];
  }
}

/** Every figure of the body in the order of reading, as often as it is printed; the register at the end is not counted. */
export function figuresOf(document: ReportDocument): RegisterLine[] {
  return document.chapters.flatMap((chapter) =>
    chapter.sections.flatMap((section) =>
      section.blocks.flatMap((block) => figuresIn(block).map((figure) => ({ figure, chapter: chapter.number }))),
    ),
  );
}

/** The register's lines: each id with each of its printed texts once, in the order of first appearance. */
export function figureRegister(document: ReportDocument): RegisterLine[] {
  const seen = new Map<string, RegisterLine>();
  for (const line of figuresOf(document)) {
    const key = `${line.figure.id}\n${line.figure.text}`;
    const known = seen.get(key);
    if (!known) seen.set(key, line);
    else if (!known.figure.name && line.figure.name) seen.set(key, { ...line, chapter: known.chapter });
  }
  return [...seen.values()];
}

/**
 * The address a figure links to.
 * @throws when it is not http(s) or does not end in the figure's id: such a print could not be verified.
 */
export function figureHref(figure: PrintedFigure): string {
  const address = URL.canParse(figure.href) ? new URL(figure.href) : null;
  const isWeb = address?.protocol === 'https:' || address?.protocol === 'http:';
  if (!address || !isWeb || figureIdOf(address.href) !== figure.id)
    throw new Error(`figure ${figure.id} has no web address ending in /f/${figure.id}`);
  return address.href;
}

/** The figure id at the end of a link, or null when the link leads elsewhere. */
export function figureIdOf(href: string): string | null {
  return /\/f\/([A-Z0-9]{1,32})$/u.exec(href)?.[1] ?? null;
}
