// Text as it is compared and stored: full-width letters and digits made plain, invisible characters and stray spaces gone.
import { unguarded } from '../read/formula-guard.ts';

/** ASCII with single spaces inside: most of what there is. */
const isPlain = /^[!-&(-~](?: ?[!-~])*$/;

/** Control characters, zero-width and directional marks, soft hyphens, byte-order marks, fillers. */
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * NFKC-normalised text without invisible characters, runs of white space made one space, trimmed. The apostrophe that an
 * export set before text that looks like a formula is taken off.
 */
export function plainText(text: string): string {
  if (isPlain.test(text)) return text;
  // JavaScript counts the byte-order mark among white space
  const spaced = unguarded(text)
    .normalize('NFKC')
    .replace(/[^\S\ufeff]/g, ' ');
  return spaced.replace(invisible, '').replace(/ {2,}/g, ' ').trim();
}

/** Plain text without regard to case, for comparing. */
export const foldedText = (text: string): string => plainText(text).toLowerCase();
