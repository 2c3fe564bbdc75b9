// How an endpoint is declared: input, permission, answer. A route without `may` does not compile.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Action } from '../access/roles.ts';
import type { Session } from '../access/session.ts';

/** A file that can be sent in parts: never another content under the same tag. */
export interface WholeFile {
  tag: string;
  bytes: number;
  read(range?: { from: number; before: number }): NodeJS.ReadableStream;
}

/** What an answer may be besides JSON: bytes with a name. */
export interface FileAnswer {
  fileName: string;
  mediaType: string;
  body: Buffer | NodeJS.ReadableStream;
  /** in place of the body, where a part may be asked for */
  whole?: WholeFile;
  inline?: boolean;
  /** the content policy of what is shown inline, where it brings a style of its own */
  policy?: string;
}

export interface RouteContext {
  session: Session;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a route needs before it answers: an action, in a scope when the input names one; or only to be signed in. */
export type Need = { action: Action; scopeId?: string } | 'signed-in' | 'anyone';

/** An endpoint as data: input, permission, answer. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** what OpenAPI says of it */
  summary: string;
  /** shape of path parameters and query; both arrive merged in `input` */
  query?: z.ZodObject;
  body?: z.ZodType;
  /** answers with a file, not with JSON */
  file?: true;
  /** the answer holds what is told once: it is neither packed beside what a stranger may choose, nor kept for a repeat */
  secret?: true;
  /** a key may ask it although it needs no action: what it answers is cut down to the key by row-level security */
  forKeys?: true;
  /** the largest JSON body that it takes, in bytes, where that is more than usual */
  largest?: number;
  /** what it answers, for OpenAPI; record routes have it from the declarations of their kinds */
  answers?: z.ZodType;
  /** also for who still has to set up the second factor that his role needs: what he needs to do so */
  beforeSecondFactor?: true;
  may: (input: never) => Need;
  answer: (context: RouteContext, input: never) => Promise<unknown>;
}

/** Declares an endpoint with its input types inferred. */
export function route<Q extends z.ZodObject, B extends z.ZodType>(
  declaration: Omit<Route, 'query' | 'body' | 'may' | 'answer'> & {
    query?: Q;
    body?: B;
    may: (input: z.output<Q> & { body: z.output<B> }) => Need;
    answer: (context: RouteContext, input: z.output<Q> & { body: z.output<B> }) => Promise<unknown>;
  },
): Route {
  return declaration as unknown as Route;
}

/** What a route needs before anything is asked of it; a need that hangs on what is asked is at least to be signed in. */
export function needOf(declared: Route): Need {
  try {
    return declared.may({} as never);
  } catch {
    return 'signed-in';
  }
}
