// Which figures does a Word print of the report show, and what does it say?
import { figureIdOf } from './figure-register.ts';
import { type MarkupToken, markupTokens } from './markup.ts';
import {
  type FigureAsPrinted,
  type PrintedFile,
  type ReadLimits,
  readLimits,
  type Unreadable,
  UnreadableFile,
} from './printed-file.ts';
import { normalisePrinted } from './printed-text.ts';
import { openZip, type ZipParts } from './read-zip.ts';

const body = 'word/document.xml';

function xmlOf(parts: ZipParts, name: string): string {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(parts.read(name));
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
  }
  // No office program writes a document type; a hostile file does.
  if (/<!doctype|<!entity/iu.test(source)) throw new UnreadableFile('damaged');
  return source;
}

function linkTargets(parts: ZipParts): Map<string, string> {
  const targets = new Map<string, string>();
  const name = 'word/_rels/document.xml.rels';
  if (!parts.names.includes(name)) return targets;
  for (const token of markupTokens(xmlOf(parts, name), 'xml')) {
    if (token.kind !== 'open' || !token.name.endsWith('Relationship')) continue;
    const { attributes } = token;
    if (attributes.get('Type')?.endsWith('/hyperlink'))
      targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '');
  }
  return targets;
}

/** The address in a field's instruction: HYPERLINK "https://…" \\h. */
function fieldTarget(instruction: string): string {
  return (
    /^\s*HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|(\S+))/iu
      .exec(instruction)
      ?.slice(1)
      .find((part) => part !== undefined) ?? ''
  );
}

/** Parts of the text that are not printed: deleted by a tracked change, or an older program's copy of a drawing. */
const unprinted = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:pict']);
const gaps = new Set(['w:tab', 'w:br', 'w:cr', 'w:ptab']);
const isOn = (token: MarkupToken & { kind: 'open' }): boolean =>
  !['0', 'false', 'off'].includes(token.attributes.get('w:val') ?? 'true');

interface Field {
  instruction: string;
  isResult: boolean;
  link: OpenLink | null;
}
interface OpenLink {
  id: string;
  parts: string[];
}

function readBody(source: string, targets: Map<string, string>): PrintedFile {
  const figures: FigureAsPrinted[] = [];
  const text: string[] = [];
  const links: (OpenLink | null)[] = [];
  const fields: Field[] = [];
  let skipped: { name: string; depth: number } | null = null;
  let where = '';
  let paragraph: string[] = [];
  let style = '';
  // A text box stands inside a run and has runs of its own.
  const runs: { parts: string[]; isVanished: boolean }[] = [];
  let element = '';
  const put = (part: string): void => {
    text.push(part);
    paragraph.push(part);
    for (const link of links) link?.parts.push(part);
    for (const field of fields) field.link?.parts.push(part);
  };
  const print = (link: OpenLink | null): void => {
    if (link) figures.push({ id: link.id, text: normalisePrinted(link.parts.join('')), where });
  };
  const open = (address: string): OpenLink | null => {
    const id = figureIdOf(address.trim());
    return id === null ? null : { id, parts: [] };
  };
  for (const token of markupTokens(source, 'xml')) {
    if (token.kind === 'text') {
      if (skipped) continue;
      if (element === 'w:t') runs.at(-1)?.parts.push(token.text);
      if (element === 'w:instrText') {
        const field = fields.at(-1);
        if (field && !field.isResult) field.instruction += token.text;
      }
      continue;
    }
    if (skipped) {
      if (token.name === skipped.name && !(token.kind === 'open' && token.isEmpty))
        skipped.depth += token.kind === 'open' ? 1 : -1;
      if (skipped.depth === 0) skipped = null;
      continue;
    }
    if (token.kind === 'open') {
      element = token.isEmpty ? '' : token.name;
      if (unprinted.has(token.name) && !token.isEmpty) {
        skipped = { name: token.name, depth: 1 };
        continue;
      }
      const value = token.attributes.get('w:val') ?? '';
      const run = runs.at(-1);
      if (token.name === 'w:p') {
        style = '';
        if (!token.isEmpty) paragraph = [];
      } else if (token.name === 'w:pStyle') style = value;
      else if (token.name === 'w:r' && !token.isEmpty) runs.push({ parts: [], isVanished: false });
      else if (token.name === 'w:vanish' && run) run.isVanished = isOn(token);
      else if (gaps.has(token.name)) run?.parts.push(' ');
      else if (token.name === 'w:noBreakHyphen') run?.parts.push('-');
      else if (token.name === 'w:hyperlink' && !token.isEmpty)
        links.push(open(targets.get(token.attributes.get('r:id') ?? '') ?? ''));
      else if (token.name === 'w:fldSimple' && !token.isEmpty)
        links.push(open(fieldTarget(token.attributes.get('w:instr') ?? '')));
      else if (token.name === 'w:fldChar') {
        const type = token.attributes.get('w:fldCharType');
        const field = fields.at(-1);
        if (type === 'begin') fields.push({ instruction: '', isResult: false, link: null });
        else if (type === 'separate' && field) {
          field.isResult = true;
          field.link = open(fieldTarget(field.instruction));
        } else if (type === 'end') print(fields.pop()?.link ?? null);
        if (fields.length > 100) throw new UnreadableFile('damaged');
      }
      continue;
    }
    element = '';
    if (token.name === 'w:r') {
      const run = runs.pop();
      if (run && !run.isVanished) put(run.parts.join(''));
    } else if (token.name === 'w:hyperlink' || token.name === 'w:fldSimple') print(links.pop() ?? null);
    else if (token.name === 'w:p') {
      const printed = normalisePrinted(paragraph.join(''));
      if (/^(?:Heading|berschrift|标题|[1-9]$)/iu.test(style) && printed !== '') where = printed;
      text.push(' ');
      paragraph = [];
    }
  }
  return { figures, text: text.join('') };
}

/** What is written on the native charts: titles, labels and the values that Word shows. */
function chartText(parts: ZipParts): string {
  const order = (name: string): number => Number(/(\d{1,9})\.xml$/u.exec(name)?.[1] ?? 0);
  const charts = parts.names
    .filter((name) => /^word\/charts\/chart\d+\.xml$/u.test(name))
    .sort((a, b) => order(a) - order(b));
  const words: string[] = [];
  for (const name of charts) {
    let element = '';
    for (const token of markupTokens(xmlOf(parts, name), 'xml')) {
      if (token.kind === 'open') element = token.isEmpty ? '' : token.name;
      else if (token.kind === 'close') element = '';
      else if (element === 'c:v' || element === 'a:t') words.push(token.text);
    }
  }
  return words.join(' ');
}

/**
 * Reads a Word print: every hyperlink to a figure (an element or a field, as Word or another program saved it) with the
 * characters under it. Deleted and hidden text is not printed and not read. Never throws.
 */
export function readDocx(bytes: Uint8Array, limits: ReadLimits = readLimits): PrintedFile | Unreadable {
  if (bytes.byteLength > limits.fileBytes) return { unreadable: 'too_large' };
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return { unreadable: 'not_a_docx' };
  try {
    const parts = openZip(bytes, limits);
    if (!parts.names.includes(body)) return { unreadable: 'not_a_docx' };
    const read = readBody(xmlOf(parts, body), linkTargets(parts));
    return { figures: read.figures, text: normalisePrinted(`${read.text} ${chartText(parts)}`) };
  } catch (error) {
    return { unreadable: error instanceof UnreadableFile ? error.reason : 'damaged' };
  }
}
