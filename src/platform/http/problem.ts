// Problem documents (RFC 9457): a code of a closed list, a type that can be opened, and words in the reader's language.
import type { FastifyReply } from 'fastify';
import { type Dictionary, type Language, word } from '../i18n/words.ts';

/** Where every refusal is explained; the page of the API, at the refusal. */
export const typeOf = (baseUrl: string, code: string): string => `${baseUrl}/api/docs#problem-${code}`;

/** What is said of a refusal. */
export interface Said {
  status: number;
  code: string;
  facts?: Readonly<Record<string, string | number>>;
  /** further members: problems of fields, issues of the shape */
  extra?: object;
}

/** How the server answers with problems. */
export function makeProblems({ words, baseUrl }: { words: Dictionary; baseUrl: string }) {
  return (reply: FastifyReply, language: Language, { status, code, facts = {}, extra = {} }: Said): FastifyReply =>
    reply
      .code(status)
      .type('application/problem+json')
      .header('content-language', language)
      .send({
        type: typeOf(baseUrl, code),
        // What kind of thing it is stands first and is the same each time; what happened here comes behind.
        title: word(words, language, `http.${status}`),
        status,
        detail: word(words, language, code, facts),
        code,
        facts,
        ...extra,
      });
}
