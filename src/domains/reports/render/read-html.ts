// Which figures does an HTML print of the report show, and what does it say?
import { figureIdOf } from './figure-register.ts';
import { type MarkupToken, markupTokens } from './markup.ts';
import {
  type FigureAsPrinted,
  type PrintedFile,
  type ReadLimits,
  readLimits,
  type Unreadable,
} from './printed-file.ts';
import { normalisePrinted } from './printed-text.ts';

const blocks = new Set(
  'address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td text tfoot th thead tr ul'.split(
    ' ',
  ),
);
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

function isHidden({ attributes }: MarkupToken & { kind: 'open' }): boolean {
  if (attributes.has('hidden')) return true;
  return /(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9]))/iu.test(
    attributes.get('style') ?? '',
  );
}

/**
 * Reads an HTML print: every link to a figure with the characters under it. What an attribute hides is not printed and not
 * read; style sheets are not worked out, so what a class hides is read all the same. Never throws.
 */
export function readHtml(bytes: Uint8Array, limits: ReadLimits = readLimits): PrintedFile | Unreadable {
  if (bytes.byteLength > limits.fileBytes) return { unreadable: 'too_large' };
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { unreadable: 'not_html' };
  }
  if (source.includes('\0') || !/<(?:!doctype\s+html|html)[\s>]/iu.test(source.slice(0, 4096)))
    return { unreadable: 'not_html' };
  const figures: FigureAsPrinted[] = [];
  const text: string[] = [];
  let link: { id: string; parts: string[] } | null = null;
  let heading: string[] | null = null;
  let where = '';
  let hidden: { name: string; depth: number } | null = null;
  const finish = (): void => {
    if (link) figures.push({ id: link.id, text: normalisePrinted(link.parts.join('')), where });
    link = null;
  };
  const put = (part: string): void => {
    text.push(part);
    link?.parts.push(part);
    heading?.push(part);
  };
  for (const token of markupTokens(source, 'html')) {
    if (hidden) {
      if (token.kind === 'open' && token.name === hidden.name && !token.isEmpty) hidden.depth++;
      if (token.kind === 'close' && token.name === hidden.name) hidden.depth--;
      if (hidden.depth === 0) hidden = null;
      continue;
    }
    if (token.kind === 'text') {
      put(token.text);
      continue;
    }
    if (blocks.has(token.name)) put(' ');
    const isHeading = /^h[1-6]$/u.test(token.name);
    if (token.kind === 'open') {
      if (isHidden(token) && !token.isEmpty && !empty.has(token.name)) {
        hidden = { name: token.name, depth: 1 };
        continue;
      }
      if (isHeading) heading = [];
      if (token.name === 'a') {
        finish();
        const id = figureIdOf((token.attributes.get('href') ?? '').trim());
        if (id !== null) link = { id, parts: [] };
      }
      continue;
    }
    if (token.name === 'a') finish();
    if (isHeading && heading) {
      where = normalisePrinted(heading.join(''));
      heading = null;
    }
  }
  finish();
  return { figures, text: normalisePrinted(text.join('')) };
}
