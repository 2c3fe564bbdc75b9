// A GeoJSON file in parts: the members of its outermost object, and the elements of `features` one by one, so that a file
// of gigabytes takes no more memory than its largest feature.
import { BasinFileRefused } from './basin-row.ts';

/** A member of the outermost object, or one feature of it. */
export interface JsonPart {
  key: string;
  /** the value as it is written; of `features` one element */
  text: string;
  isFeature: boolean;
  /** bytes of the file that were read until here */
  bytesRead: number;
}

/** The largest country's basin has some megabytes; what is larger is no feature. */
const LARGEST_FEATURE = 64 * 1024 ** 2;
const LARGEST_MEMBER = 1024 ** 2;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const opens = new Set([0x7b, 0x5b]);
const closes = new Set([0x7d, 0x5d]);
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function keyIn(said: string): string {
  try {
    return String(JSON.parse(said));
  } catch {
    throw new BasinFileRefused('file_broken', { why: said.slice(0, 60) });
  }
}

/** Walks through the bytes and hands over each part as it ends. @throws BasinFileRefused where it is no JSON object */
export async function* jsonParts(chunks: AsyncIterable<Uint8Array>): AsyncIterable<JsonPart> {
  let [depth, inString, escaped, bytesRead] = [0, false, false, 0];
  let key: string | undefined;
  let waitsFor: 'key' | 'value' = 'key';
  let inFeatures = false;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let began = false;
  const broken = (why: string) => new BasinFileRefused('file_broken', { why });
  const text = () => {
    const whole = Buffer.concat(kept).toString('utf8');
    [kept, keptBytes] = [[], 0];
    return whole;
  };
  let first = true;
  for await (const raw of chunks) {
    let chunk = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    if (first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
    first = false;
    let from: number = began ? 0 : -1;
    const end = (at: number) => {
      kept.push(chunk.subarray(from, at));
      from = -1;
      began = false;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      // A value that is neither object, list nor text ends at the sign behind it.
      const level = inFeatures ? 2 : 1;
      if (began && depth === level && (byte === comma || closes.has(byte) || byte === colon)) {
        end(at);
        const said = text().trim();
        if (waitsFor === 'key' && byte === colon) {
          key = keyIn(said);
          waitsFor = 'value';
        } else if (said !== '') {
          yield { key: key ?? '', text: said, isFeature: inFeatures, bytesRead: bytesRead + at };
          if (!inFeatures) waitsFor = 'key';
        }
      }
      if (byte === quote) inString = true;
      if (!began && depth === level && !isBlank(byte) && byte !== comma && byte !== colon && !closes.has(byte)) {
        if (!inFeatures && waitsFor === 'value' && key === 'features' && byte === 0x5b) {
          inFeatures = true;
          depth += 1;
          continue;
        }
        [from, began] = [at, true];
      }
      if (opens.has(byte)) depth += 1;
      else if (closes.has(byte)) {
        depth -= 1;
        if (inFeatures && depth === 1) {
          inFeatures = false;
          waitsFor = 'key';
        }
      } else if (depth === 0 && !isBlank(byte)) throw broken('no object');
      if (depth < 0) throw broken('brackets');
    }
    if (began && from >= 0) {
      kept.push(Buffer.from(chunk.subarray(from)));
      keptBytes += chunk.length - from;
      if (keptBytes > (inFeatures ? LARGEST_FEATURE : LARGEST_MEMBER))
        throw new BasinFileRefused('row_too_long', {
          limit: (inFeatures ? LARGEST_FEATURE : LARGEST_MEMBER) / 1024 ** 2,
        });
    }
    bytesRead += chunk.length;
  }
  if (depth !== 0 || inString) throw broken('ends in the middle');
}
