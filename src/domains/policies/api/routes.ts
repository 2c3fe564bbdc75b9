// The endpoints of commitments and policies: read by everybody with an account, acknowledged by whom they ask.
import { z } from 'zod';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Session } from '#platform/access/session.ts';
import { systemActor } from '#platform/db/database.ts';
import { appendEntry, historySeq } from '#platform/history/entry.ts';
import { type Route, route } from '#platform/http/route.ts';
import { settleNotice } from '#platform/notify/notify.ts';
import type { Packs } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { DocumentAnswer, ListedDocument, PeopleAnswer } from '../model/answer.ts';
import { inSdgOrder } from '../model/sdg.ts';
import { compareParagraphs } from '../rules/paragraphs.ts';
import { keepAcknowledgement, listAcknowledgements, type StoredEdition } from '../store/documents.ts';
import { askedPeople, groupDay, ownStanding, type PolicyWorld, readAsked, readForAll, rolesOf } from './read.ts';
import { noticeKey, tellToAcknowledge } from './tasks.ts';

const byId = z.object({ id: z.uuid() });
/** Whoever publishes for the group sees who has read what, and may remind. */
const publishes = () => ({ action: 'report.publish', scopeId: GROUP_ID }) as const;

export type PolicyRoutesWorld = PolicyWorld & { packs: Pick<Packs, 'inUse'> };

/** What a goal or target says, from the pack in use; a number without words stands for itself. */
function goalsOf(packs: Pick<Packs, 'inUse'>, numbers: readonly string[]): Pick<DocumentAnswer, 'goals' | 'goalsFrom'> {
  const pack = packs.inUse['sdg-targets'];
  const labels = new Map(pack?.rows.map(({ id, label }) => [id, label as { en: string; zh: string }]));
  return {
    goals: inSdgOrder(numbers).map((number) => ({
      number,
      label: labels.get(number) ?? null,
      goal: number.includes('.') ? (labels.get(number.split('.')[0] ?? '') ?? null) : null,
    })),
    goalsFrom: pack
      ? { source: pack.source, licence: pack.licence, verified: pack.verified, edition: pack.edition }
      : null,
  };
}

async function ownOf(world: PolicyWorld, session: Session) {
  const done = await world.db.as(session.actor, (tx) => listAcknowledgements(tx, { personId: session.personId }));
  return (one: Parameters<typeof ownStanding>[0]) =>
    ownStanding(
      one,
      rolesOf(session),
      done.find(({ documentId }) => documentId === one.edition.id),
      groupDay(world),
    );
}

async function listDocuments(world: PolicyRoutesWorld, session: Session): Promise<{ documents: ListedDocument[] }> {
  const all = await readForAll(world);
  const own = await ownOf(world, session);
  const today = groupDay(world);
  const mayCount = session.may('report.publish', GROUP_ID);
  const asked = mayCount ? await world.db.as(systemActor('operator'), (tx) => readAsked(tx, today)) : null;
  const shown = all.filter(({ standing }) => standing !== 'superseded');
  return {
    documents: shown.map((one) => {
      const { id, code, edition, documentKind, title, effectiveOn, owner, sdgs, changes } = one.edition;
      return {
        ...{ id, code, edition, documentKind, title, effectiveOn, owner, changes, standing: one.standing },
        sdgs: inSdgOrder(sdgs),
        editions: all.filter((other) => other.edition.code === code).length,
        own: own(one),
        counts: asked ? askedPeople(one, asked.accounts, asked.done, today).counts : null,
      };
    }),
  };
}

/** @throws Refused `not_found` */
async function findEdition(world: PolicyWorld, id: string) {
  const all = await readForAll(world);
  const one = all.find(({ edition }) => edition.id === id);
  if (!one) throw new Refused('not_found');
  return { one, all: all.filter(({ edition }) => edition.code === one.edition.code) };
}

const linesOf = ({ id, edition, effectiveOn, changes }: StoredEdition) => ({ id, edition, effectiveOn, changes });

async function readDocument(world: PolicyRoutesWorld, session: Session, id: string): Promise<DocumentAnswer> {
  const { one, all } = await findEdition(world, id);
  const own = await ownOf(world, session);
  const before = all.findLast(({ edition }) => edition.edition < one.edition.edition)?.edition;
  const { approvedOn: _, audience, sdgs, ...said } = one.edition;
  return {
    ...said,
    audience,
    standing: one.standing,
    own: own(one),
    ...goalsOf(world.packs, sdgs),
    editions: all.map(({ edition, standing }) => ({ ...linesOf(edition), standing })).reverse(),
    before: before
      ? {
          edition: before.edition,
          difference: {
            en: compareParagraphs(before.text.en, one.edition.text.en),
            zh: compareParagraphs(before.text.zh, one.edition.text.zh),
          },
        }
      : null,
  };
}

const acknowledged = z.object({
  /** what was read: the content hash that the document had */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.enum(['en', 'zh']),
});

/** @throws Refused `not_found`, `edition_not_in_force`, `changed_since` */
async function acknowledge(
  world: PolicyWorld,
  session: Session,
  id: string,
  { hash, language }: z.output<typeof acknowledged>,
) {
  const { one } = await findEdition(world, id);
  if (one.standing !== 'in_force') throw new Refused('edition_not_in_force');
  if (one.edition.hash !== hash) throw new Refused('changed_since');
  const { personId } = session;
  await world.db.as(session.actor, async (tx) => {
    // Pressed twice, acknowledged once.
    if (!(await keepAcknowledgement(tx, { documentId: id, personId, hash, language }))) return;
    await appendEntry(tx, {
      ...{ seq: await historySeq(tx), via: 'web', action: 'acknowledge', kind: 'policies.document', scopeId: null },
      ...{ rows: 1, reason: `${one.edition.code} ${one.edition.edition}`, digest: Buffer.from(hash, 'hex') },
    });
    await settleNotice(tx, noticeKey(id, personId));
  });
}

async function readPeople(world: PolicyWorld, id: string): Promise<PeopleAnswer> {
  const { one } = await findEdition(world, id);
  const today = groupDay(world);
  const { accounts, done } = await world.db.as(systemActor('operator'), (tx) => readAsked(tx, today, id));
  const { people, counts } = askedPeople(one, accounts, done, today);
  return { counts, people: people.map(({ account: { personId, name }, own }) => ({ personId, name, ...own })) };
}

/** Reminds everybody who was asked and has not acknowledged, once a day at most. */
async function remindAll(world: PolicyWorld, session: Session, id: string) {
  const { one } = await findEdition(world, id);
  const { people } = await readPeople(world, id);
  const waiting = people.filter(({ state }) => state === 'waiting' || state === 'overdue');
  await world.db.as(session.actor, async (tx) => {
    for (const { personId, dueOn, state } of waiting)
      await tellToAcknowledge(tx, one.edition, {
        ...{
          personId,
          due: dueOn ?? one.edition.effectiveOn,
          key: `${noticeKey(id, personId)}:again:${groupDay(world)}`,
        },
        message: state === 'overdue' ? 'policy_overdue' : 'policy_to_acknowledge',
      });
  });
  return { reminded: waiting.length };
}

/** Endpoints of commitments and policies. */
export function policyRoutes(world: PolicyRoutesWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/policies',
      summary: 'The commitments, policies and procedures that are published, and which of them wait for me',
      may: () => 'signed-in',
      answer: async ({ session }) => listDocuments(world, session),
    }),
    route({
      method: 'GET',
      path: '/api/v1/policies/:id',
      summary: 'One published edition in both languages, with what changed in it, its goals and its other editions',
      query: byId,
      may: () => 'signed-in',
      answer: async ({ session }, { id }) => readDocument(world, session, id),
    }),
    route({
      method: 'POST',
      path: '/api/v1/policies/:id/acknowledgement',
      summary: 'Acknowledges an edition that is in force; twice is once',
      query: byId,
      body: acknowledged,
      may: () => 'signed-in',
      answer: async ({ session }, { id, body }) => {
        await acknowledge(world, session, id, body);
        return readDocument(world, session, id);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/policies/:id/acknowledgements',
      summary: 'Whom an edition asks, and who has acknowledged it',
      query: byId,
      may: publishes,
      answer: (_, { id }) => readPeople(world, id),
    }),
    route({
      method: 'POST',
      path: '/api/v1/policies/:id/reminders',
      summary: 'Reminds everybody who has not acknowledged an edition, once a day at most',
      query: byId,
      may: publishes,
      answer: ({ session }, { id }) => remindAll(world, session, id),
    }),
  ];
}
