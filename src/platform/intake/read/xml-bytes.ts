// The tags of an XML part, read straight from its bytes: a sheet of a million cells is mostly tags, and text is made only of values.
import { refused } from './refusal.ts';

const tab = 32;
const exclamation = 33;
const doubleQuote = 34;
const singleQuote = 39;
const slash = 47;
const colon = 58;
const less = 60;
const equals = 61;
const greater = 62;
const question = 63;

/** A tag longer than this is no tag of a workbook. */
const longestTag = 1_000_000;

export const brokenWorkbook = () => refused('not_a_table', { looksLike: 'broken_workbook' });

/** The position of the next tag, or the end of the bytes. */
export function nextTag(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== less) at += 1;
  return at;
}

/**
 * Reads one tag at a time. Names come without their namespace prefix; comments and processing instructions are tags without
 * a name; document types are refused, since declared entities are how XML is made to explode.
 */
export class TagReader {
  nameFrom = 0;
  nameBefore = 0;
  /** behind the tag */
  end = 0;
  isClosing = false;
  /** closes itself */
  isEmpty = false;
  /** a CDATA section: its characters lie from `nameFrom` to `nameBefore` */
  isCharacters = false;

  /** @returns false when the tag that begins at `open` is not complete in these bytes */
  read(bytes: Buffer, open: number): boolean {
    const { length } = bytes;
    let at = open + 1;
    let byte = bytes[at];
    this.isCharacters = false;
    this.isEmpty = false;
    if (byte === exclamation || byte === question) return this.readOther(bytes, open);
    this.isClosing = byte === slash;
    if (this.isClosing) at += 1;
    this.nameFrom = at;
    for (; at < length; at += 1) {
      byte = bytes[at] as number;
      if (byte <= tab || byte === greater || byte === slash) break;
      if (byte === colon) this.nameFrom = at + 1;
    }
    this.nameBefore = at;
    for (; at < length; at += 1) {
      byte = bytes[at];
      if (byte === greater) break;
      if (byte === doubleQuote || byte === singleQuote) {
        at += 1;
        while (at < length && bytes[at] !== byte) at += 1;
      }
    }
    if (at >= length) return this.incomplete(open, length);
    this.isEmpty = bytes[at - 1] === slash && !this.isClosing;
    this.end = at + 1;
    return true;
  }

  /** Whether the tag's name is this one; `name` in ASCII bytes. */
  isNamed(bytes: Buffer, name: Uint8Array): boolean {
    if (this.nameBefore - this.nameFrom !== name.length) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (bytes[this.nameFrom + at] !== name[at]) return false;
    }
    return true;
  }

  private readOther(bytes: Buffer, open: number): boolean {
    const start = bytes.toString('latin1', open, open + 9);
    const isCharacters = start === '<![CDATA[';
    const [skip, closing] = isCharacters ? [9, ']]>'] : start.startsWith('<!--') ? [4, '-->'] : [2, '?>'];
    if (closing === '?>' && start[1] === '!') {
      if (bytes.length - open < 9) return false;
      throw brokenWorkbook();
    }
    const end = bytes.indexOf(closing, open + skip);
    if (end < 0) return this.incomplete(open, bytes.length);
    this.isClosing = false;
    this.isCharacters = isCharacters;
    this.nameFrom = isCharacters ? open + skip : 0;
    this.nameBefore = isCharacters ? end : 0;
    this.end = end + closing.length;
    return true;
  }

  private incomplete(open: number, length: number): false {
    if (length - open > longestTag) throw brokenWorkbook();
    return false;
  }
}

/** Reads the attributes of a tag one after another. */
export class AttributeReader {
  nameFrom = 0;
  nameBefore = 0;
  valueFrom = 0;
  valueBefore = 0;
  private at = 0;
  private before = 0;

  start(tag: TagReader): void {
    this.at = tag.nameBefore;
    this.before = tag.end - 1;
  }

  /** @returns false when there are no more */
  next(bytes: Buffer): boolean {
    const { before } = this;
    let { at } = this;
    while (at < before && (bytes[at] as number) <= tab) at += 1;
    this.nameFrom = at;
    while (at < before && bytes[at] !== equals && (bytes[at] as number) > tab) {
      if (bytes[at] === colon) this.nameFrom = at + 1;
      at += 1;
    }
    this.nameBefore = at;
    while (at < before && bytes[at] !== doubleQuote && bytes[at] !== singleQuote) at += 1;
    if (at >= before) return false;
    const mark = bytes[at];
    at += 1;
    this.valueFrom = at;
    while (at < before && bytes[at] !== mark) at += 1;
    this.valueBefore = at;
    this.at = at + 1;
    return true;
  }

  /** The name's only letter as a byte, or 0 when it has more of them. */
  letter(bytes: Buffer): number {
    return this.nameBefore - this.nameFrom === 1 ? (bytes[this.nameFrom] as number) : 0;
  }

  /** The value as a whole number; 0 when it is none. */
  integer(bytes: Buffer): number {
    return integerAt(bytes, this.valueFrom, this.valueBefore);
  }
}

/** Digits as a whole number; anything but digits ends it. */
function integerAt(bytes: Buffer, from: number, before: number): number {
  let value = 0;
  for (let at = from; at < before; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

/** Attributes of a tag of a small part, by local name, decoded. */
export type Attributes = ReadonlyMap<string, string>;

/** Calls `open` for each tag of a whole part, with the names of the tags around it. */
export function eachTag(
  bytes: Buffer,
  open: (name: string, attributes: Attributes, within: readonly string[]) => void,
): void {
  const tag = new TagReader();
  const reader = new AttributeReader();
  const within: string[] = [];
  for (let at = nextTag(bytes, 0); at < bytes.length; at = nextTag(bytes, tag.end)) {
    if (!tag.read(bytes, at)) throw brokenWorkbook();
    if (tag.isCharacters || tag.nameBefore === tag.nameFrom) continue;
    if (tag.isClosing) {
      within.pop();
      continue;
    }
    const attributes = new Map<string, string>();
    reader.start(tag);
    while (reader.next(bytes)) {
      const name = bytes.toString('latin1', reader.nameFrom, reader.nameBefore);
      attributes.set(name, decodeXml(bytes.toString('utf8', reader.valueFrom, reader.valueBefore)));
    }
    const name = bytes.toString('latin1', tag.nameFrom, tag.nameBefore);
    open(name, attributes, within);
    if (!tag.isEmpty) within.push(name);
    if (within.length > 200) throw brokenWorkbook();
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Characters of XML text: the five entities and numbered characters; anything else stays as written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Text of a cell: Office's own `_x000D_` escapes decoded, line ends made one. */
export function decodeCellText(text: string): string {
  const unescaped = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return unescaped.includes('\r') ? unescaped.replace(/\r\n?/g, '\n') : unescaped;
}

/** The characters from `from` to the next tag, CDATA and comments among them included, up to the closing tag. */
export interface Characters {
  text: string;
  /** position of the tag that ends them */
  end: number;
}

/**
 * Reads an element's characters.
 *
 * @returns undefined when they are not complete in these bytes
 */
export function charactersAt(bytes: Buffer, from: number, tag: TagReader): Characters | undefined {
  let text = '';
  let at = from;
  for (;;) {
    const next = nextTag(bytes, at);
    if (next + 1 >= bytes.length) return undefined;
    if (next > at) text += decodeXml(bytes.toString('utf8', at, next));
    if (bytes[next + 1] !== exclamation) return { text, end: next };
    if (!tag.read(bytes, next)) return undefined;
    if (tag.isCharacters) text += bytes.toString('utf8', tag.nameFrom, tag.nameBefore);
    at = tag.end;
  }
}
