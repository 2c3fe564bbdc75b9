// In which encoding a text file was written, and its bytes as characters.
import { isAscii, isUtf8 } from 'node:buffer';

/** Encodings recognised by themselves. */
export type RecognisedEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Encodings that a person may name when theirs is not recognised. */
export const namedEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'windows-1252',
  'windows-1258',
] as const;

export type Encoding = (typeof namedEncodings)[number];

/** What was found at the start of a file: its encoding and the length of its byte-order mark. */
export interface EncodingFound {
  encoding: RecognisedEncoding;
  markLength: number;
}

/** The encoding that a byte-order mark names. */
export function encodingOfMark(bytes: Buffer): EncodingFound | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', markLength: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', markLength: 2 };
  return undefined;
}

/** UTF-16 without a mark: every second byte of separators, digits and Latin letters is zero. */
export function isUnmarkedUtf16(sample: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) evenZeros += 1;
    if (sample[at + 1] === 0) oddZeros += 1;
  }
  const pairs = sample.length >> 1;
  if (pairs < 2) return undefined;
  if (oddZeros > pairs * 0.05 && evenZeros <= oddZeros * 0.01) return 'utf-16le';
  if (evenZeros > pairs * 0.05 && oddZeros <= evenZeros * 0.01) return 'utf-16be';
  return undefined;
}

/** Bytes of a UTF-8 character that the end of `bytes` cuts off. */
function cutUtf8(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

const replacements = (text: string) => text.split('\ufffd').length - 1;

/**
 * Whether bytes that decode as GB18030 are Chinese. Western text in an eight-bit code decodes too, into rare characters;
 * but real Chinese text stands almost wholly in the plane of GB 2312, whose two bytes both are over A0.
 */
function readsAsChinese(sample: Buffer): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] as number;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    at += 1;
    pairs += 1;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common += 1;
  }
  return common >= pairs * 0.8;
}

/**
 * UTF-8 or GB18030, decided on bytes that are not all ASCII. A few broken characters are allowed, since exports cut text
 * in mid-character; cells that hold one are told later.
 *
 * @returns undefined when the text is neither
 */
export function encodingOfText(sample: Buffer): RecognisedEncoding | undefined {
  if (isAscii(sample)) return 'utf-8';
  const whole = sample.subarray(0, sample.length - cutUtf8(sample));
  if (isUtf8(whole)) return 'utf-8';
  let beyondAscii = 0;
  for (const byte of sample) if (byte >= 0x80) beyondAscii += 1;
  const brokenAsUtf8 = replacements(whole.toString('utf8'));
  if (brokenAsUtf8 * 100 < beyondAscii) return 'utf-8';
  // streaming, so that a character cut off by the sample's end is not counted as broken
  const brokenAsChinese = replacements(new TextDecoder('gb18030').decode(sample, { stream: true }));
  return brokenAsChinese * 100 <= beyondAscii && readsAsChinese(sample) ? 'gb18030' : undefined;
}

/** Turns successive chunks of bytes into text; characters cut by a chunk's end are carried over. */
export function chunkDecoder(encoding: Encoding): (bytes: Buffer, last: boolean) => string {
  if (encoding !== 'utf-8') {
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    return (bytes, last) => decoder.decode(bytes, { stream: !last });
  }
  // Buffer's own decoding is several times faster than TextDecoder's streaming
  let carried: Buffer = Buffer.alloc(0);
  return (bytes, last) => {
    const all = carried.length > 0 ? Buffer.concat([carried, bytes]) : bytes;
    const cut = last ? 0 : cutUtf8(all);
    carried = cut > 0 ? Buffer.from(all.subarray(all.length - cut)) : Buffer.alloc(0);
    return all.toString('utf8', 0, all.length - cut);
  };
}
