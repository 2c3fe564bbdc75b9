// The texts of a workbook that cells point to by number, each once.
import { refused } from './refusal.ts';
import { type Archive, unpackedXml } from './unpack.ts';
import { brokenWorkbook, charactersAt, decodeCellText, nextTag, TagReader } from './xml-bytes.ts';
import type { ZipPart } from './zip-directory.ts';

const item = Buffer.from('si');
const run = Buffer.from('t');
const phonetic = Buffer.from('rPh');

/** Reads the table of texts. Phonetic readings, which stand beside Japanese and Chinese names, are left out. */
export async function readSharedStrings(archive: Archive, part: ZipPart | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!part) return strings;
  const { limits } = archive;
  const tag = new TagReader();
  let total = 0;
  let text = '';
  let isPhonetic = false;

  const finishItem = () => {
    if (text.length > limits.cellLength) throw refused('too_large', { what: 'cell', limit: limits.cellLength });
    strings.push(decodeCellText(text));
    total += text.length;
    text = '';
    if (strings.length > limits.sharedStrings || total > limits.sharedStringLength) {
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
