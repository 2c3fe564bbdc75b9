// Which characters do the bytes of an XML file mean: byte order mark, the encoding that it declares, and whether the two agree.

import { XmlStop } from './xml-stop.ts';

/** The XML declaration stands within the first bytes, or there is none. */
const bytesLooked = 256;

const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** Turns pieces of bytes into text. Bytes that are none of the encoding are refused, never replaced. */
export class XmlText {
  private head: Uint8Array | null = new Uint8Array(0);
  private decoder: TextDecoder | null = null;
  private lines = 1;

  take(piece: Uint8Array): string {
    if (this.head === null) return this.decode(piece, false);
    const whole = joined(this.head, piece);
    if (whole.length < bytesLooked) {
      this.head = whole;
      return '';
    }
    return this.begin(whole);
  }

  end(): string {
    const begun = this.head === null ? '' : this.begin(this.head);
    return begun + this.decode(new Uint8Array(0), true);
  }

  private begin(bytes: Uint8Array): string {
    this.head = null;
    const found = markOf(bytes) ?? shapeOf(bytes);
    // what is declared can be read in any encoding in which `<?xml` was recognised
    const start = new TextDecoder(found ?? 'latin1').decode(bytes.subarray(0, bytesLooked));
    const name = declared.exec(start.replace(/^\uFEFF/, ''))?.[1] ?? null;
    const wanted = name === null ? null : knownEncoding(name);
    if (name !== null && wanted === null) throw this.stop('unknown_encoding', { encoding: name });
    const isWide = (encoding: string | null) => encoding?.startsWith('utf-16') ?? false;
    const disagree = found === null ? isWide(wanted) : wanted !== null && isWide(found) !== isWide(wanted);
    const marked = markOf(bytes);
    if (disagree || (marked === 'utf-8' && wanted !== null && wanted !== 'utf-8'))
      throw this.stop('encoding_not_as_declared', { declared: name ?? '', found: found ?? 'utf-8' });
    this.decoder = new TextDecoder(found ?? wanted ?? 'utf-8', { fatal: true });
    return this.decode(bytes, false);
  }

  private decode(bytes: Uint8Array, isLast: boolean): string {
    let text: string;
    try {
      text = this.decoder?.decode(bytes, { stream: !isLast }) ?? '';
    } catch {
      throw this.stop('bytes_not_in_encoding', { encoding: this.decoder?.encoding ?? '' });
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lines += 1;
    return text;
  }

  /** The line is that of the piece which could not be read: where in it the fault lies, no decoder tells. */
  private stop(code: 'unknown_encoding' | 'encoding_not_as_declared' | 'bytes_not_in_encoding', facts: Facts) {
    return new XmlStop({ level: 'error', code, line: this.lines, column: 1, at: '', facts });
  }
}

type Facts = Record<string, string>;

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark shows in the zeros around `<`. */
function shapeOf([first, second]: Uint8Array): string | null {
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return null;
}

function knownEncoding(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}
