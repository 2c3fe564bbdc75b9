// The history as a reader sees it: what was done, by whom, sealed in which block; whether it holds; and a copy to take along.
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import { GROUP_ID } from '../access/organisation.ts';
import type { Action } from '../access/roles.ts';
import type { Session } from '../access/session.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { askedPeriod } from '../records/server/asked.ts';
import { maskOf } from '../records/server/masked.ts';
import { Refused } from '../records/server/refusal.ts';
import { type HistoryFileWorld, historyFile } from './export-file.ts';
import { listActors, listHistory, readEntry } from './list.ts';
import { type ProgressBook, sendPenned } from './progress.ts';
import { findHead } from './seal.ts';
import { verifyHistory } from './verify.ts';

/** What the history needs of the installation. */
export interface HistoryWorld extends HistoryFileWorld {
  progress: ProgressBook;
}

/** Whoever takes all of a scope along must be able to read all of it: half a history proves nothing. */
const takingAlong: readonly Action[] = ['records.read', 'records.read-masked', 'history.read', 'evidence.read'];
/** @throws Refused `not_allowed` */
export function refuseUnlessReadsAll(session: Session, scopeId: string): void {
  if (!takingAlong.every((action) => session.may(action, scopeId))) throw new Refused('not_allowed');
}

/** A token that a page makes up to follow a file that it has asked for. */
export const progressToken = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional();
const periodOf = z.enum(['made', 'records']).default('records');
const place = /^(\d{1,16})[./](\d{1,9})$/;
const placeIn = (text: string) => {
  const [, seq, n] = place.exec(text) ?? [];
  if (seq === undefined) throw new Refused('wrong_input');
  return { seq: Number(seq), n: Number(n) };
};

/** Endpoints of the history. */
export function historyRoutes(world: HistoryWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/history',
      summary: 'Entries, the newest first, as far as they are the reader’s',
      query: z.object({
        scope: z.string().max(60).default('group'),
        period: z.string().max(40).optional(),
        by: periodOf,
        person: z.string().max(60).optional(),
        kind: z.string().max(60).optional(),
        action: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        before: z.string().max(30).regex(place).optional(),
      }),
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }, { scope, period, by, person, kind, action, limit, before }) =>
        world.db.as(session.actor, async (tx) => {
          const entries = await listHistory(tx, world.kinds, {
            scope: await findScope(tx, scope),
            ...(period ? { period: askedPeriod(period) } : {}),
            by,
            actor: person,
            kind,
            ...(action ? { actions: action.split(',') } : {}),
            ...(before ? { before: placeIn(before) } : {}),
            limit: limit + 1,
          });
          const head = await findHead(tx);
          const shown = entries.slice(0, limit);
          const last = shown.at(-1);
          return {
            entries: shown.map((entry) => ({ ...entry, sealed: head ? entry.seq < head.beforeSeq : false })),
            next: entries.length > limit && last ? `${last.seq}.${last.n}` : null,
            head: head ? { height: head.height, hash: head.hash } : null,
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/people',
      summary: 'Who acted in what the reader sees',
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }) => world.db.as(session.actor, async (tx) => ({ people: await listActors(tx) })),
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/entries/:entry',
      summary: 'One entry with the records that it speaks of, as they were before and after',
      query: z.object({ entry: z.string().max(30).regex(place) }),
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }, { entry }) => {
        const found = await world.db.as(session.actor, (tx) =>
          readEntry(tx, world.kinds, placeIn(entry), (kind) => maskOf(session, kind)),
        );
        if (!found) throw new Refused('not_found');
        return found;
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/export.zip',
      summary: 'The history of a scope and period with the files, and the script that checks it',
      query: z.object({
        scope: z.string().max(60).default('group'),
        period: z.string().max(40),
        by: periodOf,
        progress: progressToken,
        lang: z.string().optional(),
      }),
      file: true,
      may: () => ({ action: 'history.export' }),
      answer: async ({ session }, { scope: asked, period, by, progress }): Promise<FileAnswer> => {
        const scope = await world.db.as(session.actor, (tx) => findScope(tx, asked));
        if (!session.may('history.export', scope.id)) throw new Refused('not_allowed');
        refuseUnlessReadsAll(session, scope.id);
        return sendPenned(world.progress.begin(session.personId, progress), (tell) =>
          historyFile(world, { actor: session.actor, scope, period: askedPeriod(period), by, progress: tell }),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/progress/:token',
      summary: 'How far a file is that this person is having made',
      query: z.object({ token: z.string().regex(/^[\w-]{8,64}$/) }),
      may: () => 'signed-in',
      answer: async ({ session }, { token }) =>
        world.progress.read(session.personId, token) ?? { done: 0, total: 0, state: 'unknown' },
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/verify',
      summary: 'Check chain, entries, revisions and content against each other',
      may: () => ({ action: 'settings.change', scopeId: GROUP_ID }),
      answer: async () => verifyHistory(world.db, world.kinds),
    }),
  ];
}
