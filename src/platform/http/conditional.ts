// Conditional requests (RFC 9110, 13): an answer that the caller has already is not sent again.
import { createHash } from 'node:crypto';

const SHORT = 16;

/** The hash of an answer, short. */
export const hashOf = (answer: string): string =>
  createHash('sha256').update(answer).digest('base64url').slice(0, SHORT);

/** The tag of an answer by its hash, behind the tag of the record that it is about, where there is one. */
export const tagOf = (hash: string, record?: string): string => `"${record === undefined ? '' : `${record}-`}${hash}"`;

/** The tags that a header names, without their quotes; a weak tag is compared as the strong one is. */
export const tagsOf = (header: string | undefined): string[] =>
  [...(header ?? '').slice(0, 2_000).matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag]) => tag as string);

/** Whether `if-none-match` says that the caller has this already. */
export const hasAlready = (header: string | undefined, tag: string): boolean =>
  header?.trim() === '*' || tagsOf(header).includes(tag.slice(1, -1));
