// The endpoints of review beside its steps: policies of kinds, and who reviews for whom.
import { z } from 'zod';
import { isCalendarDate } from '#period/calendar-date.ts';
import { GROUP_ID } from '../../access/organisation.ts';
import type { Session } from '../../access/session.ts';
import type { Database } from '../../db/database.ts';
import { type Route, route } from '../../http/route.ts';
import { askedKind } from './asked.ts';
import { delegate, holdsOn, listCandidates, listDelegations, reviewing, takeBack } from './delegations.ts';
import { peopleNamed } from './people-named.ts';
import { keepRule, policiesNow, ruleNow, rulesOfKinds } from './policies.ts';
import type { Kinds } from './refs.ts';

const day = z.string().refine(isCalendarDate);

/** What review needs of the installation. */
export interface ReviewWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
}

/** The routes of policies and delegations. */
export function reviewRoutes(world: ReviewWorld): Route[] {
  return [...policyRoutes(world), ...delegationRoutes(world)];
}

function policyRoutes(world: ReviewWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/review/policies',
      summary: 'How records of each kind are reviewed now',
      may: () => 'signed-in',
      answer: async ({ session }) => ({
        policies: await world.db.as(session.actor, (tx) => policiesNow(tx, world.kinds)),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/review/rules',
      summary: 'The review policy of every kind, as declared and as set since',
      may: () => ({ action: 'settings.change', scopeId: GROUP_ID }),
      answer: async ({ session }) =>
        world.db.as(session.actor, async (tx) => {
          const rules = await rulesOfKinds(tx, [...world.kinds.values()]);
          const names = await peopleNamed(
            tx,
            [...rules.values()].flatMap((dated) => dated.flatMap(({ setBy }) => setBy ?? [])),
          );
          return {
            kinds: [...rules].map(([kind, dated]) => ({
              kind,
              declared: { policy: dated[0].policy, workedDays: dated[0].workedDays },
              now: { policy: ruleNow(dated).policy, workedDays: ruleNow(dated).workedDays },
              changes: dated.slice(1).map(({ policy, workedDays, setAt, setBy }) => ({
                ...{ policy, workedDays, at: setAt },
                by: names(setBy ?? ''),
              })),
            })),
          };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/review/rules/:kind',
      summary: 'Set how records of a kind are reviewed from now on, with a reason',
      query: z.object({ kind: z.string() }),
      body: z.object({
        policy: z.enum(['none', 'one-step', 'two-step']),
        workedDays: z.number().int().min(0).max(60),
        reason: z.string().trim().min(1).max(1_000),
      }),
      may: () => ({ action: 'review.set', scopeId: GROUP_ID }),
      answer: async ({ session }, { kind, body }) => {
        await world.db.as(session.actorFor('review.set'), (tx) =>
          keepRule(tx, askedKind(world.kinds, kind), body, 'api', body.reason),
        );
        return { ok: true };
      },
    }),
  ];
}

function delegationRoutes(world: ReviewWorld): Route[] {
  const today = () => world.todayIn('Asia/Shanghai');
  const listed = async (session: Session) => {
    const all = await world.db.as(session.actor, (tx) => listDelegations(tx, session.personId));
    const on = today();
    return {
      today: on,
      given: all
        .filter(({ from }) => from.personId === session.personId)
        .map((one) => ({ ...one, holds: holdsOn(one, on) })),
      received: all
        .filter(({ to }) => to.personId === session.personId)
        .map((one) => ({ ...one, holds: holdsOn(one, on) })),
      mayDelegate: reviewing.some((action) => session.may(action)),
    };
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/review/delegations',
      summary: 'For whom I review, and who reviews for me',
      may: () => 'signed-in',
      answer: ({ session }) => listed(session),
    }),
    route({
      method: 'GET',
      path: '/api/v1/review/delegates',
      summary: 'Those to whom I can delegate my reviews: they may take them all already',
      query: z.object({ scope: z.uuid().optional() }),
      may: () => ({ action: 'records.review' }),
      answer: async ({ session }, { scope }) => ({
        people: await listCandidates(world.db, session, scope ?? null, today()),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/review/delegations',
      summary: 'Delegate my reviews to somebody for some days; the id is the caller’s',
      body: z.object({ id: z.uuid(), to: z.uuid(), scopeId: z.uuid().nullable(), fromOn: day, beforeOn: day }),
      may: () => ({ action: 'records.review' }),
      answer: async ({ session }, { body }) => {
        await delegate(world.db, session, body, { today: today(), via: 'api' });
        return listed(session);
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/review/delegations/:id/end',
      summary: 'Take a delegation back from now on',
      query: z.object({ id: z.uuid() }),
      may: () => ({ action: 'records.review' }),
      answer: async ({ session }, { id }) => {
        await takeBack(world.db, session, id, 'api');
        return listed(session);
      },
    }),
  ];
}
