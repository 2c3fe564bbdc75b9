// The texts of a workbook that cells point to by number, each once.
import { refused } from './refusal.ts';
import { type Archive, unpackedXml } from './unpack.ts';
import { brokenWorkbook, charactersAt, decodeCellText, nextTag, TagReader } from './xml-bytes.ts';
import type { ZipPart } from './zip-directory.ts';

const page = 4 * 1024 * 1024;
/** A text's length stands before it, in so many bytes. */
const lengthBytes = 3;
/** Programs number texts as they first meet them: these are the ones that stand in every other row. */
const keptAsText = 50_000;

/**
 * Texts by number, kept as bytes: a list of a million records comes back with two million different ones, its marks and
 * its numbers, and as many objects would take three times the memory of their characters.
 */
export class SharedStrings {
  readonly #texts: string[] = [];
  readonly #pages: Buffer[] = [];
  #used = 0;
  /** where each text stands in all pages together */
  #places = new Uint32Array(1_024);
  length = 0;
  /** of all texts together */
  bytes = 0;

  add(text: string): void {
    if (this.#pages.length === 0 || this.#used + lengthBytes + text.length * 3 > page) {
      this.#pages.push(Buffer.allocUnsafeSlow(page));
      this.#used = 0;
    }
    const last = this.#pages.length - 1;
    const kept = this.#pages[last] as Buffer;
    const written = kept.write(text, this.#used + lengthBytes, 'utf8');
    kept.writeUIntLE(written, this.#used, lengthBytes);
    if (this.length === this.#places.length) {
      const more = new Uint32Array(this.#places.length * 2);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[this.length] = last * page + this.#used;
    this.#used += lengthBytes + written;
    this.bytes += written;
    if (this.length < keptAsText) this.#texts.push(text);
    this.length += 1;
  }

  /** The text with this number; undefined when there is none. */
  at(index: number): string | undefined {
    if (index < this.#texts.length) return this.#texts[index];
    if (!(index >= 0 && index < this.length)) return undefined;
    const place = this.#places[index] as number;
    const kept = this.#pages[Math.floor(place / page)] as Buffer;
    const from = (place % page) + lengthBytes;
    return kept.toString('utf8', from, from + kept.readUIntLE(from - lengthBytes, lengthBytes));
  }
}

const item = Buffer.from('si');
const run = Buffer.from('t');
const phonetic = Buffer.from('rPh');

/** Reads the table of texts. Phonetic readings, which stand beside Japanese and Chinese names, are left out. */
export async function readSharedStrings(archive: Archive, part: ZipPart | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (!part) return strings;
  const { limits } = archive;
  const tag = new TagReader();
  let text = '';
  let isPhonetic = false;

  const finishItem = () => {
    if (text.length > limits.cellLength) throw refused('too_large', { what: 'cell', limit: limits.cellLength });
    strings.add(decodeCellText(text));
    text = '';
    if (strings.length > limits.sharedStrings || strings.bytes > limits.sharedStringBytes) {
      throw refused('too_large', { what: 'shared_strings', limit: limits.sharedStrings });
    }
  };

  /** @returns how many bytes were used up */
  const scan = (bytes: Buffer): number => {
    let at = nextTag(bytes, 0);
    while (at < bytes.length && tag.read(bytes, at)) {
      let { end } = tag;
      if (tag.isNamed(bytes, item)) {
        if (tag.isClosing || tag.isEmpty) finishItem();
        else text = '';
      } else if (tag.isNamed(bytes, phonetic)) {
        isPhonetic = !tag.isClosing && !tag.isEmpty;
      } else if (!isPhonetic && !tag.isClosing && !tag.isEmpty && tag.isNamed(bytes, run)) {
        const characters = charactersAt(bytes, end, tag);
        if (!characters) break;
        text += characters.text;
        end = characters.end;
      }
      at = nextTag(bytes, end);
    }
    return at;
  };

  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of unpackedXml(archive, part)) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    carried = Buffer.from(bytes.subarray(scan(bytes)));
    // entities take up to nine bytes a character
    if (carried.length > limits.cellLength * 9) throw refused('too_large', { what: 'cell', limit: limits.cellLength });
  }
  if (carried.length > 0 && carried.toString('latin1').trim() !== '') throw brokenWorkbook();
  return strings;
}
