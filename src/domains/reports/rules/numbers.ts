// How does a number get into a report: with its id, printed in the language, and remembered with where it comes from?
import { showFigure } from '#units/show-figure.ts';
import type { Inline, PrintedFigure, ReportLanguage } from '../model/document.ts';
import type { Comparison, NumberOrigin, ReportFigure, ReportNumber } from '../model/report-number.ts';
import { changeOf, type FigurePart, figureParts } from './figure-parts.ts';

/** What stands where there is no number. */
export const noNumber = '—';

/** How ids and addresses are made: those of the living report, or those of an edition. */
export interface NumberIds {
  idOf(origin: NumberOrigin): string;
  hrefOf(id: string): string;
}

/** A printed number, or the reason why there is none. */
export type Printed = { figure: PrintedFigure } | { missing: string };

interface Look {
  /** without the unit, for a column that names it */
  bare?: boolean;
  name: string;
}

/** Prints numbers and remembers each with its origin: what a document prints is exactly what is kept with its edition. */
export class Numbers {
  readonly language: ReportLanguage;
  readonly all = new Map<string, ReportNumber>();
  readonly #ids: NumberIds;
  readonly #reasonFor: (noData: string) => string;
  readonly #parts = new Map<string, ReadonlyMap<string, FigurePart>>();

  constructor(language: ReportLanguage, ids: NumberIds, reasonFor: (noData: string) => string) {
    this.language = language;
    this.#ids = ids;
    this.#reasonFor = reasonFor;
  }

  #print(number: ReportNumber, { bare, name }: Look): PrintedFigure {
    const id = this.#ids.idOf(number.origin);
    this.all.set(id, number);
    const text = showFigure(number.value, number.unit, this.language, bare);
    return { id, text, href: this.#ids.hrefOf(id), provisional: number.provisional, name };
  }

  /** The value of a figure. */
  value(figure: ReportFigure | undefined, look: Look): Printed {
    if (!figure) return { missing: this.#reasonFor('not_yours') };
    if (figure.value === null) return { missing: this.#reasonFor(figure.noData ?? 'no_loads_in_period') };
    const origin: NumberOrigin = { of: 'figure', figure: figure.id };
    return {
      figure: this.#print({ origin, value: figure.value, unit: figure.unit, provisional: figure.provisional }, look),
    };
  }

  /** A part of a figure by its path. */
  part(figure: ReportFigure | undefined, path: string, look: Look): Printed {
    if (!figure) return { missing: this.#reasonFor('not_yours') };
    let parts = this.#parts.get(figure.id);
    if (!parts) {
      parts = figureParts(figure);
      this.#parts.set(figure.id, parts);
    }
    const part = parts.get(path);
    if (!part) return { missing: this.#reasonFor(figure.noData ?? 'no_such_part') };
    const origin: NumberOrigin = { of: 'part', figure: figure.id, path };
    return { figure: this.#print({ origin, ...part, provisional: figure.provisional }, look) };
  }

  /** How a figure has changed against that of another period. */
  change(
    figure: ReportFigure | undefined,
    against: ReportFigure | undefined,
    comparison: Comparison,
    look: Look,
  ): Printed {
    const change = figure && against && changeOf(figure, against);
    if (!change) return { missing: this.#reasonFor('nothing_to_compare') };
    const origin: NumberOrigin = { of: 'change', figure: figure.id, against: against.id, comparison };
    return { figure: this.#print({ origin, ...change, provisional: figure.provisional || against.provisional }, look) };
  }

  /** Any other number, with its origin. */
  other(number: ReportNumber, look: Look): Printed {
    return { figure: this.#print(number, look) };
  }
}

/** A number in running text or in a cell; without one, a dash. */
export const inlineOf = (printed: Printed): Inline =>
  'figure' in printed ? { figure: printed.figure } : { text: noNumber };
