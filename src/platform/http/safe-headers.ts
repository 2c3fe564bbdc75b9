// What a browser is told to refuse on our behalf: foreign scripts and styles, frames, guesses of types, plain HTTP.
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const A_YEAR_SECONDS = 31_536_000;

/** Stands in the built page where the word goes that lets a style in; another for each answer. */
export const NONCE_PLACE = '__CSP_NONCE__';

/** A word for one answer that nobody can guess. */
export const makeNonce = (): string => randomBytes(18).toString('base64url');

/** Nothing at all: an answer for a program, or a file that is only ever looked at. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'";
const asJson = `${NOTHING}; frame-ancestors 'none'`;

/** A picture or a PDF that a browser shows by itself: its own viewer is an object to it. */
export const shownFilePolicy = `${NOTHING}; object-src 'self'; img-src 'self'; frame-ancestors 'none'`;

/** The application's page: scripts of ours only, none written into the page, and styles that carry the word of this answer. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

/** The service worker asks for pages and pieces in the name of every page. */
export const workerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

/** A document that brings one style sheet in itself and nothing else: no script, no picture from elsewhere. */
export const documentPolicy = (style: string): string =>
  `${NOTHING}; style-src '${hashOf(style)}'; frame-ancestors 'none'`;

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Puts on an answer what it does not say itself. */
export function putSafeHeaders(reply: FastifyReply, { isHttps }: { isHttps: boolean }): void {
  const usual: Readonly<Record<string, string>> = {
    'content-security-policy': asJson,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    ...(isHttps ? { 'strict-transport-security': `max-age=${A_YEAR_SECONDS}; includeSubDomains` } : {}),
  };
  for (const [name, value] of Object.entries(usual)) if (!reply.hasHeader(name)) reply.header(name, value);
}
