// Which font files is the report set in, and which characters do they hold?
import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const packageFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));

/** Folders with one TTF each: Noto Sans SC Regular and SemiBold, SIL Open Font License 1.1, Latin and Chinese in one design, digits of equal width. */
export const fontFolders: readonly string[] = ['400Regular', '600SemiBold'].map((weight) =>
  join(packageFolder, weight),
);

const regular = join(packageFolder, '400Regular', 'NotoSansSC_400Regular.ttf');

/** Glyph by code point, from the font's character map. */
function readGlyphs(file: string): Map<number, number> {
  const handle = openSync(file, 'r');
  try {
    const read = (at: number, length: number): DataView => {
      const bytes = new Uint8Array(length);
      readSync(handle, bytes, 0, length, at);
      return new DataView(bytes.buffer);
    };
    const head = read(0, 12);
    const tables = read(12, head.getUint16(4) * 16);
    let cmapAt = -1;
    for (let at = 0; at < tables.byteLength; at += 16)
      if (tables.getUint32(at) === 0x636d6170) cmapAt = tables.getUint32(at + 8);
    if (cmapAt < 0) throw new Error(`no cmap table in ${file}`);
    const subtables = read(cmapAt + 4, read(cmapAt, 4).getUint16(2) * 8);
    for (let at = 0; at < subtables.byteLength; at += 8) {
      const start = cmapAt + subtables.getUint32(at + 4);
      const header = read(start, 16);
      if (header.getUint16(0) !== 12) continue;
      const groups = read(start + 16, header.getUint32(12) * 12);
      const glyphs = new Map<number, number>();
      for (let group = 0; group < groups.byteLength; group += 12) {
        const [first, last, glyph] = [
          groups.getUint32(group),
          groups.getUint32(group + 4),
          groups.getUint32(group + 8),
        ];
        for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
      }
      return glyphs;
    }
    throw new Error(`no format 12 character map in ${file}`);
  } finally {
    closeSync(handle);
  }
}

/** Characters that people type, before look-alikes that only tables of symbols know: Latin, dashes and dots, ideographs. */
const usual = /[\u0020-\u024f\u2013\u2014\u2018-\u201d\u2026\u2460-\u2473\u3000-\u303f\u4e00-\u9fff]/u;

/** Of characters drawn with one glyph, the one that stands for all. */
function sameGlyph(glyphs: Map<number, number>): Map<number, number> {
  const rank = (code: number): number => {
    const char = String.fromCodePoint(code);
    const place = usual.test(char) ? 0 : char.normalize('NFKC') === char ? 1 : 2;
    return place * 0x200000 + code;
  };
  const chosen = new Map<number, number>();
  for (const [code, glyph] of glyphs) {
    const other = chosen.get(glyph);
    if (other === undefined || rank(code) < rank(other)) chosen.set(glyph, code);
  }
  return new Map([...glyphs].map(([code, glyph]) => [code, chosen.get(glyph) ?? code]));
}

let printed: Map<number, number> | undefined;

/**
 * The character that the report's font prints for one; null where it has no glyph. Two characters that look the same
 * (• and ·, a radical and its ideograph) share a glyph, and a PDF can only say one of them: it says the one given here.
 */
export function printedAs(codePoint: number): number | null {
  printed ??= sameGlyph(readGlyphs(regular));
  return printed.get(codePoint) ?? null;
}
