// What the server says of the living report and its editions.
import type { LocalText } from '#platform/ui/language.tsx';
import type { PrintedFigure, ReportDocument } from '../model/document.ts';

/** A change made after an edition that touches one of its figures. */
export interface Restated {
  seq: number;
  at: string;
  reason: string | null;
  actorName: LocalText | string | null;
  approvedByName?: LocalText | null;
  kind?: string;
  recordId?: string;
  /** such as 2024-06 */
  month?: string;
}

/** A published edition in a list. */
export interface EditionLine {
  id: string;
  number: number;
  period: string;
  publishedAt: string;
  publishedBy: LocalText | string | null;
  note?: string | null;
  restatedSince: readonly Restated[];
}

/** The answer of `/report`. */
export interface LivingReportAnswer {
  document: ReportDocument;
  period: string;
  editions: readonly EditionLine[];
  mayPublish: boolean;
}

/** The answer of `/editions/:id`. */
export interface EditionAnswer {
  edition: EditionLine;
  document: ReportDocument;
  figures?: readonly { id: string; printed: LocalText | string; kpi: string }[];
}

/** A name that the server gives as text or in both languages. */
export const nameText = (name: LocalText | string | null | undefined, local: (text: LocalText) => string): string =>
  name === null || name === undefined ? '' : typeof name === 'string' ? name : local(name);

/** Every figure that a document prints, once each. */
export function figuresIn(document: ReportDocument): PrintedFigure[] {
  const found = new Map<string, PrintedFigure>();
  const note = (figure: PrintedFigure) => found.set(figure.id, figure);
  for (const block of document.chapters.flatMap((chapter) => chapter.sections.flatMap((section) => section.blocks))) {
    const inlines =
      block.kind === 'paragraph'
        ? block.inlines
        : block.kind === 'bullets'
          ? block.items.flat()
          : block.kind === 'table'
            ? block.rows.flat(2)
            : block.kind === 'status'
              ? block.text
              : [];
    for (const inline of inlines) if ('figure' in inline) note(inline.figure);
    if (block.kind === 'callouts') for (const { figure } of block.items) if (!('missing' in figure)) note(figure);
  }
  return [...found.values()];
}
