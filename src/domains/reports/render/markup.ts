// Which tags and texts does a piece of HTML or XML consist of? A scanner that believes nothing and never backtracks.

/** A start or end tag, or the decoded text between two tags. Comments, processing instructions and doctypes are passed over. */
export type MarkupToken =
  | { kind: 'open'; name: string; attributes: ReadonlyMap<string, string>; isEmpty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  middot: '·',
};

/** Character references decoded once; one that is not known stays as it stands. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,8}|#[0-9]{1,8}|[a-z]{2,8});/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** Elements of HTML whose content is not text of the page; none of it is read. */
const silent = new Set(['script', 'style', 'title', 'template', 'noscript', 'textarea']);

interface Tag {
  attributes: Map<string, string>;
  isEmpty: boolean;
  end: number;
}

const tagName = /[^\s/>]+/uy;
const between = /[\s/]*/uy;
const attributeName = /[^\s/=>]+/uy;
const equals = /\s*=\s*/uy;
const bareValue = /[^\s>]*/uy;

/** Where a sticky pattern that starts at `from` ends; `from` itself when it does not match. */
function endOf(pattern: RegExp, source: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(source) ? pattern.lastIndex : from;
}

function readTag(source: string, from: number, isHtml: boolean): Tag {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    at = endOf(between, source, at);
    if (at >= source.length || source[at] === '>') return { attributes, isEmpty: source[at - 1] === '/', end: at + 1 };
    const nameEnd = Math.max(endOf(attributeName, source, at), at + 1);
    const name = source.slice(at, nameEnd);
    let value = '';
    const valueAt = endOf(equals, source, nameEnd);
    at = nameEnd;
    if (valueAt > nameEnd) {
      const quote = source[valueAt];
      if (quote === '"' || quote === "'") {
        const close = source.indexOf(quote, valueAt + 1);
        const end = close < 0 ? source.length : close;
        value = source.slice(valueAt + 1, end);
        at = end + 1;
      } else {
        at = endOf(bareValue, source, valueAt);
        value = source.slice(valueAt, at);
      }
    }
    // The first of two attributes of one name counts, as browsers have it.
    const key = isHtml ? name.toLowerCase() : name;
    if (!attributes.has(key)) attributes.set(key, decodeReferences(value));
  }
}

/** The tokens of a document in order. `html` folds names to small letters and passes over scripts and styles. */
export function* markupTokens(source: string, language: 'html' | 'xml'): Generator<MarkupToken> {
  const isHtml = language === 'html';
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    const textEnd = open < 0 ? source.length : open;
    if (textEnd > at) yield { kind: 'text', text: decodeReferences(source.slice(at, textEnd)) };
    if (open < 0) return;
    const skip = (mark: string, from: number): number => {
      const found = source.indexOf(mark, from);
      return found < 0 ? source.length : found + mark.length;
    };
    if (source.startsWith('<!--', open)) at = skip('-->', open + 4);
    else if (source.startsWith('<![CDATA[', open)) {
      at = skip(']]>', open + 9);
      if (!isHtml) yield { kind: 'text', text: source.slice(open + 9, at - 3) };
    } else if (source[open + 1] === '!' || source[open + 1] === '?') at = skip('>', open + 1);
    else {
      const isClose = source[open + 1] === '/';
      const begin = open + (isClose ? 2 : 1);
      if (!/^[\p{L}_]/u.test(source.slice(begin, begin + 2))) {
        // A lone "<" is text in HTML. Told by its first letter: a million of them are no name to be read a million times.
        yield { kind: 'text', text: '<' };
        at = open + 1;
        continue;
      }
      const end = endOf(tagName, source, begin);
      const name = isHtml ? source.slice(begin, end).toLowerCase() : source.slice(begin, end);
      const tag = readTag(source, end, isHtml);
      at = tag.end;
      if (isClose) yield { kind: 'close', name };
      else {
        yield { kind: 'open', name, attributes: tag.attributes, isEmpty: tag.isEmpty };
        if (isHtml && silent.has(name) && !tag.isEmpty) {
          const close = source.slice(at).search(new RegExp(`</${name}[\\s/>]`, 'iu'));
          at = close < 0 ? source.length : at + close;
        }
      }
    }
  }
}
