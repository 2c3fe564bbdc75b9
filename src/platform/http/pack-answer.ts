// Answers in JSON go out small where the caller takes that.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Packing } from './negotiate.ts';

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** A shorter answer fits into one packet as it is. */
const WORTH_PACKING = 1_400;
/** Quick grades: an answer is packed anew each time. */
const BROTLI_GRADE = 4;
const GZIP_GRADE = 5;

/** Whether an answer of this type is worth the work. */
export const packable = (mediaType: unknown, length: number): boolean =>
  typeof mediaType === 'string' && /^application\/([\w.+-]+\+)?json\b/.test(mediaType) && length >= WORTH_PACKING;

/**
 * Packs an answer. What is told once (a key, a link, a webhook's secret) is never packed: beside text that somebody else
 * may choose, the length of a packed answer would tell it letter by letter (BREACH). Nothing else in our answers is a
 * secret to the one who asks: sessions live in cookies, and requests are bound to our pages by their origin, not by a token.
 */
export const packed = (answer: string | Buffer, packing: Packing): Promise<Buffer> =>
  packing === 'br'
    ? inBrotli(answer, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_GRADE } })
    : inGzip(answer, { level: GZIP_GRADE });
