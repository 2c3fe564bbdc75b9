// The endpoint of review: one step with many records, named by their content or by where they stand.
import { z } from 'zod';
import type { Action } from '../../access/roles.ts';
import type { Session } from '../../access/session.ts';
import type { Database } from '../../db/database.ts';
import { monthShape } from '../../http/month.ts';
import { type Route, route } from '../../http/route.ts';
import { askedKind } from './asked.ts';
import { standInsOf } from './delegations.ts';
import { maskOf, unblind } from './masked.ts';
import { move, neededFor, openFor } from './move.ts';
import { seenRevision } from './preconditions.ts';
import type { Kinds } from './refs.ts';
import { Refused } from './refusal.ts';

const bound = z.object({ id: z.uuid(), revision: z.number().int().min(1), hash: z.string().length(64) });
const stepBody = z.object({
  records: z.array(bound).max(100_000).optional(),
  where: z
    .object({
      scopeId: z.uuid().optional(),
      month: monthShape.optional(),
      importId: z.uuid().optional(),
      state: z.enum(['draft', 'submitted', 'reviewed', 'returned']).optional(),
      /** the snapshot in which they were seen, as the inbox tells it */
      seen: z
        .string()
        .regex(/^\d{1,19}:\d{1,19}:[\d,]*$/)
        .max(4_000)
        .optional(),
    })
    .optional(),
  words: z
    .array(z.object({ field: z.string().nullable(), words: z.string().max(2000) }))
    .max(100)
    .optional(),
});

/** By which rights a step may be taken, the least first; which of them it needs is told by where the record stands. */
const stepActions = {
  submit: ['records.record'],
  review: ['records.review'],
  approve: ['records.approve'],
  return: ['records.review', 'records.approve'],
} as const;

/** Whether somebody may do it where a record belongs; null is the group's own, which only the group's writers touch. */
export const mayWrite = (session: Session, action: Action, scopeId: string | null): boolean =>
  scopeId === null ? session.mayForGroup(action) : session.may(action, scopeId);

/** What steps need of the installation. */
export interface StepWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
}

/** The route of steps. */
export function stepRoutes(world: StepWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/records/:kind/steps/:step',
      summary: 'Submit, review, approve or return, bound to the content that was seen',
      query: z.object({ kind: z.string(), step: z.enum(['submit', 'review', 'approve', 'return']) }),
      body: stepBody,
      // A hundred thousand records that are approved at once are named one by one.
      largest: 16 * 1024 * 1024,
      may: ({ step }) => ({ action: stepActions[step][0] }),
      answer: async ({ session, request }, { kind: kindId, step, body }) => {
        const standIns = step === 'submit' ? [] : await standInsOf(world.db, session, world.todayIn('Asia/Shanghai'));
        return world.db.as(session.actorFor(...stepActions[step]), async (tx) => {
          const kind = askedKind(world.kinds, kindId);
          const mask = maskOf(session, kind);
          const [only, ...others] = body.records ?? [];
          if (only && others.length === 0) await seenRevision(tx, kind, only.id, request.headers, mask);
          const { bound: records, ...left } = body.records
            ? { bound: await unblind(tx, kind, body.records, mask), changed: 0, own: 0 }
            : await openFor(tx, kind, step, body.where ?? {});
          // Nothing of it is as it was seen, or all of it is one's own: told, and nothing is passed.
          if (records.length === 0 && left.changed > 0) throw new Refused('changed_since');
          if (records.length === 0 && left.own > 0) throw new Refused('own_submission');
          const ids = records.map((one) => one.id);
          for (const { scopeId, action } of await neededFor(tx, kind, step, ids))
            if (!mayWrite(session, action, scopeId)) throw new Refused('not_allowed');
          await move(tx, kind, records, { step, via: 'api', standIns, ...(body.words ? { words: body.words } : {}) });
          return { moved: records.length, ...left };
        });
      },
    }),
  ];
}
