// A forger's hand for tests: changes one digit of one figure in a finished PDF, DOCX or HTML, and leaves everything else as it is.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
  type PDFRef,
} from 'pdf-lib';
import { normalisePrinted } from './printed-text.ts';

/** The forged file, and what its figure says now. */
export interface Forgery {
  bytes: Uint8Array;
  text: string;
}

const otherDigit = (digit: string): string => String((Number(digit) + 1) % 10);

function forgedText(text: string, from: string, to: string): string {
  return normalisePrinted(text.replace(from, to));
}

/** Characters of a font by glyph code, from its ToUnicode map. One character may have several glyphs. */
function charactersOf(font: PDFDict): Map<string, string> {
  const stream = font.lookup(PDFName.of('ToUnicode'));
  const map = stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '';
  const characters = new Map<string, string>();
  for (const [, code = '', unicode = ''] of map.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*$/gmu)) {
    characters.set(code.toUpperCase(), String.fromCharCode(Number.parseInt(unicode, 16)));
  }
  return characters;
}

const shownString = '\\((?:\\\\[\\s\\S]|[^\\\\()])*\\)|<[0-9A-Fa-f]*>';

/** The bytes of a string, literal or hexadecimal, as hexadecimal. */
function hexOf(literal: string): string {
  if (literal.startsWith('<')) return literal.slice(1, -1).toUpperCase();
  const bytes = literal.slice(1, -1).replace(/\\([0-7]{1,3}|\r\n|[\s\S])/gu, (_, escaped: string) => {
    if (/^[0-7]/u.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? (/^\s/u.test(escaped) ? '' : escaped);
  });
  return Buffer.from(bytes, 'latin1').toString('hex').toUpperCase();
}

function forgeStream(content: string, fonts: Map<string, Map<string, string>>, text: string): string | null {
  // A typesetter may show number and unit in one run or in two.
  const runs = [normalisePrinted(text), text.split(/\s/u)[0]];
  const digit = /\d/u.exec(text);
  let characters = new Map<string, string>();
  const operation = new RegExp(
    `/([^\\s/]+)\\s+[\\d.]+\\s+Tf|(\\[(?:${shownString}|[^[\\]()<>])*\\]\\s*TJ|(?:${shownString})\\s*Tj)`,
    'gu',
  );
  for (const found of content.matchAll(operation)) {
    if (found[1]) {
      characters = fonts.get(found[1]) ?? characters;
      continue;
    }
    const shown = found[2] ?? '';
    const literals = [...shown.matchAll(new RegExp(shownString, 'gu'))].map((literal) => literal[0]);
    const hex = literals.map(hexOf).join('');
    const says = (hex.match(/.{4}/gu) ?? []).map((code) => characters.get(code) ?? '\ufffd').join('');
    const replacement = [...characters].find(([, char]) => char === otherDigit(digit?.[0] ?? ''))?.[0];
    if (!runs.includes(normalisePrinted(says)) || !digit || !replacement) continue;
    const at = digit.index * 4;
    const forged = `<${hex.slice(0, at)}${replacement}${hex.slice(at + 4)}> Tj`;
    return content.slice(0, found.index) + forged + content.slice(found.index + shown.length);
  }
  return null;
}

function fontsOf(page: PDFPage): Map<string, Map<string, string>> {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict);
  return new Map(
    (fonts?.keys() ?? []).map((key) => [key.asString().slice(1), charactersOf(fonts?.lookup(key, PDFDict) as PDFDict)]),
  );
}

async function alterPdf(bytes: Uint8Array, text: string): Promise<Forgery> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const digit = /\d/u.exec(text)?.[0] ?? '';
  for (const page of document.getPages()) {
    const contents = page.node.get(PDFName.of('Contents'));
    const refs = contents instanceof PDFArray ? (contents.asArray() as PDFRef[]) : [contents as PDFRef];
    for (const ref of refs) {
      const stream = document.context.lookup(ref);
      if (!(stream instanceof PDFRawStream)) continue;
      const forged = forgeStream(
        Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1'),
        fontsOf(page),
        text,
      );
      if (forged === null) continue;
      document.context.assign(ref, document.context.flateStream(Buffer.from(forged, 'latin1')));
      return {
        bytes: await document.save({ useObjectStreams: false }),
        text: forgedText(text, digit, otherDigit(digit)),
      };
    }
  }
  throw new Error(`no run of text says ${text}, or the font has no ${otherDigit(digit)}`);
}

/** Changes the first digit of the text that `pattern` finds; the text is its last group. */
function alterSource(source: string, pattern: RegExp, text: string): { source: string; text: string } {
  const found = pattern.exec(source);
  const printed = found?.at(-1) ?? '';
  const digit = /\d/u.exec(printed);
  if (!found || !digit) throw new Error('no such figure in the file');
  const start = found.index + found[0].length - printed.length + digit.index;
  return {
    source: source.slice(0, start) + otherDigit(digit[0]) + source.slice(start + 1),
    text: forgedText(text, digit[0], otherDigit(digit[0])),
  };
}

function alterDocx(bytes: Uint8Array, id: string, text: string): Forgery {
  const parts = unzipSync(bytes);
  const rels = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array());
  const relationship = [...rels.matchAll(/<Relationship [^>]*>/gu)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`/f/${id}"`));
  const key = /\bId="([^"]+)"/u.exec(relationship ?? '')?.[1] ?? '?';
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const forged = alterSource(
    body,
    new RegExp(`r:id="${key}"[^>]*>(?:(?!</w:hyperlink>)[\\s\\S])*?<w:t[^>]*>([^<]*)`, 'u'),
    text,
  );
  return { bytes: zipSync({ ...parts, 'word/document.xml': strToU8(forged.source) }), text: forged.text };
}

function alterHtml(bytes: Uint8Array, id: string, text: string): Forgery {
  const forged = alterSource(
    new TextDecoder().decode(bytes),
    new RegExp(`data-figure="${id}"[^>]*>([^<]*)`, 'u'),
    text,
  );
  return { bytes: new TextEncoder().encode(forged.source), text: forged.text };
}

/**
 * Changes the first digit of a figure where it is printed first. In a PDF the glyph is swapped in the page's content; the
 * figure is found there by its text, so choose one that no other figure prints.
 * @param text the figure as printed: "88.4 %"
 */
export async function alterDigit(bytes: Uint8Array, id: string, text: string): Promise<Forgery> {
  if (bytes[0] === 0x25) return alterPdf(bytes, text);
  return bytes[0] === 0x50 ? alterDocx(bytes, id, text) : alterHtml(bytes, id, text);
}
