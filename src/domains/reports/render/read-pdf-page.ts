// Which characters stand under each link of a PDF page? Glyph by glyph, as drawn.
import { figureIdOf } from './figure-register.ts';

/** What pdf.js calls the drawing operations that this file follows, by number. */
export type OperationCodes = Readonly<Record<string, number>>;

/** The drawing operations of a page, in order, as pdf.js hands them out. */
export interface Operations {
  fnArray: ArrayLike<number>;
  argsArray: ArrayLike<unknown>;
}

/** An annotation of the page, as far as links need it: a rectangle in page space, and where it leads. */
export interface LinkAnnotation {
  url?: string;
  unsafeUrl?: string;
  rect: ArrayLike<number>;
}

/** One glyph with its text, its place along the line, and the height of its font. */
export interface Glyph {
  text: string;
  left: number;
  right: number;
  base: number;
  size: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const unit: Matrix = [1, 0, 0, 1, 0, 0];

/** `inner` first, then `outer`. */
const multiply = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

interface TextState {
  matrix: Matrix;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  /** Mode 3 (and 7) draws nothing. */
  mode: number;
}

const num = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function matrixOf(args: unknown): Matrix {
  const list = args as ArrayLike<unknown>;
  const six = (
    list.length === 1 && typeof list[0] === 'object' && list[0] !== null ? list[0] : list
  ) as ArrayLike<unknown>;
  return [num(six[0]), num(six[1]), num(six[2]), num(six[3]), num(six[4]), num(six[5])];
}

/** Every glyph that is drawn, in the order of drawing; invisible text is left out. */
export function glyphsOf(operations: Operations, codes: OperationCodes): Glyph[] {
  const glyphs: Glyph[] = [];
  const nameOf = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  let state: TextState = {
    matrix: unit,
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  };
  const saved: TextState[] = [];
  let text: Matrix = unit;
  let line: Matrix = unit;
  const move = (x: number, y: number): void => {
    line = multiply(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  const show = (items: unknown): void => {
    if (!Array.isArray(items)) return;
    for (const item of items) {
      if (typeof item === 'number') {
        text = multiply(text, [1, 0, 0, 1, (-item / 1000) * state.fontSize * state.scale, 0]);
        continue;
      }
      if (typeof item !== 'object' || item === null) continue;
      const glyph = item as { unicode?: unknown; width?: unknown; isSpace?: unknown };
      const advance =
        ((num(glyph.width) / 1000) * state.fontSize +
          state.charSpacing +
          (glyph.isSpace === true ? state.wordSpacing : 0)) *
        state.scale;
      const place = multiply(state.matrix, multiply(text, [1, 0, 0, 1, 0, state.rise]));
      const width = (num(glyph.width) / 1000) * state.fontSize * state.scale;
      const [x, y] = [place[4], place[5]];
      const end = x + place[0] * width;
      if (typeof glyph.unicode === 'string' && state.mode !== 3 && state.mode !== 7) {
        glyphs.push({
          text: glyph.unicode,
          left: Math.min(x, end),
          right: Math.max(x, end),
          base: y,
          size: Math.abs(place[3]) * state.fontSize,
        });
      }
      text = multiply(text, [1, 0, 0, 1, advance, 0]);
    }
  };
  for (let at = 0; at < operations.fnArray.length; at++) {
    const args = (operations.argsArray[at] ?? []) as ArrayLike<unknown>;
    switch (nameOf.get(operations.fnArray[at] ?? -1)) {
      case 'save':
        saved.push(state);
        break;
      case 'restore':
      case 'paintFormXObjectEnd':
        state = saved.pop() ?? state;
        break;
      case 'transform':
        state = { ...state, matrix: multiply(state.matrix, matrixOf(args)) };
        break;
      case 'paintFormXObjectBegin':
        saved.push(state);
        if (args[0]) state = { ...state, matrix: multiply(state.matrix, matrixOf(args[0])) };
        break;
      case 'beginText':
        text = unit;
        line = unit;
        break;
      case 'setFont':
        state = { ...state, fontSize: num(args[1]) };
        break;
      case 'setCharSpacing':
        state = { ...state, charSpacing: num(args[0]) };
        break;
      case 'setWordSpacing':
        state = { ...state, wordSpacing: num(args[0]) };
        break;
      case 'setHScale':
        state = { ...state, scale: num(args[0]) / 100 };
        break;
      case 'setLeading':
        state = { ...state, leading: -num(args[0]) };
        break;
      case 'setTextRise':
        state = { ...state, rise: num(args[0]) };
        break;
      case 'setTextRenderingMode':
        state = { ...state, mode: num(args[0]) };
        break;
      case 'setTextMatrix':
        line = matrixOf(args);
        text = line;
        break;
      case 'moveText':
        move(num(args[0]), num(args[1]));
        break;
      case 'setLeadingMoveText':
        state = { ...state, leading: num(args[1]) };
        move(num(args[0]), num(args[1]));
        break;
      case 'nextLine':
        move(0, state.leading);
        break;
      case 'showText':
      case 'showSpacedText':
        show(args[0]);
        break;
      case 'nextLineShowText':
        move(0, state.leading);
        show(args[0]);
        break;
      default:
    }
  }
  return glyphs;
}

const isWide = (text: string): boolean => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u.test(text);

/**
 * Glyphs as a line of text. A space is put where the line changes or where a gap is wider than a typesetter leaves between
 * letters (0.4 em), but not where Chinese runs on from line to line, nor where a justified line of it was stretched.
 */
export function joinGlyphs(glyphs: Glyph[]): string {
  let joined = '';
  let before: Glyph | null = null;
  for (const glyph of glyphs) {
    // Some programs draw the line under a link as spaces laid over its letters.
    if (before && glyph.text.trim() === '' && glyph.left < before.right - before.size * 0.05) continue;
    if (before) {
      const size = Math.max(before.size, glyph.size, 1);
      const isNewLine = Math.abs(glyph.base - before.base) > size * 0.6 || glyph.left < before.left - size;
      const gap = glyph.left - before.right;
      const isChinese = isWide(joined.slice(-1)) || isWide(glyph.text.slice(0, 1));
      const isGap = isNewLine ? !isChinese : gap > size * (isChinese ? 1 : 0.4);
      if (isGap && !/\s$/u.test(joined)) joined += ' ';
    }
    joined += glyph.text;
    before = glyph;
  }
  return joined;
}

interface Piece {
  id: string;
  glyphs: { glyph: Glyph; order: number }[];
}

/** Two pieces of one figure: nothing is drawn between them, and the second goes on where the first ends or at the start of the next line. */
function goesOn(first: Piece, second: Piece): boolean {
  const [end, start] = [first.glyphs.at(-1), second.glyphs[0]];
  const begin = first.glyphs[0];
  if (!end || !start || !begin || first.id !== second.id || start.order !== end.order + 1) return false;
  const size = Math.max(end.glyph.size, start.glyph.size, 1);
  const down = end.glyph.base - start.glyph.base;
  if (Math.abs(down) < size * 0.6) return Math.abs(start.glyph.left - end.glyph.right) < size * 0.75;
  return down > 0 && down < size * 2.6 && start.glyph.left < begin.glyph.left;
}

/** Figures of a page with the characters under their links, in the order of drawing. A figure broken over lines is one figure. */
export function figuresUnderLinks(glyphs: Glyph[], annotations: LinkAnnotation[]): { id: string; text: string }[] {
  const pieces: Piece[] = [];
  const empty: Piece[] = [];
  for (const annotation of annotations) {
    const id = figureIdOf(annotation.url ?? annotation.unsafeUrl ?? '');
    if (id === null) continue;
    const [a, b, c, d] = [
      num(annotation.rect[0]),
      num(annotation.rect[1]),
      num(annotation.rect[2]),
      num(annotation.rect[3]),
    ];
    const [left, right, bottom, top] = [Math.min(a, c), Math.max(a, c), Math.min(b, d), Math.max(b, d)];
    const inside = glyphs.flatMap((glyph, order) => {
      const middle = (glyph.left + glyph.right) / 2;
      const height = glyph.base + glyph.size * 0.3;
      return middle > left && middle < right && height > bottom && height < top ? [{ glyph, order }] : [];
    });
    (inside.length > 0 ? pieces : empty).push({ id, glyphs: inside });
  }
  pieces.sort((x, y) => (x.glyphs[0]?.order ?? 0) - (y.glyphs[0]?.order ?? 0));
  const figures: Piece[] = [];
  for (const piece of pieces) {
    const last = figures.at(-1);
    if (last && goesOn(last, piece)) last.glyphs.push(...piece.glyphs);
    else figures.push({ id: piece.id, glyphs: [...piece.glyphs] });
  }
  return [...figures, ...empty].map(({ id, glyphs: drawn }) => ({
    id,
    text: joinGlyphs(drawn.map((each) => each.glyph)),
  }));
}
