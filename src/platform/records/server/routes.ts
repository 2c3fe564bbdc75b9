// The endpoints that every record kind has from its declaration.
import { z } from 'zod';
import type { Action } from '../../access/roles.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type FileAnswer, type Route, route } from '../../http/route.ts';
import { type Dictionary, isLanguage, type Language } from '../../i18n/words.ts';
import { exportRows, templateOf } from '../../intake/export.ts';
import type { Values } from '../declare/kind.ts';
import { askedKind } from './asked.ts';
import { addressOf, type BehindFigure, listQuery, questionOf } from './list-question.ts';
import { type Hiding, hide, hideWords, keepHidden, maskOf, notTaken } from './masked.ts';
import { namesFor, type ReferredName } from './names.ts';
import type { DueWorld } from './open-reviews.ts';
import { isClosed } from './periods.ts';
import { type DatedRules, policyOfRevision, rulesOf } from './policies.ts';
import { linkNext, seenRevision, tagOfRevision } from './preconditions.ts';
import { findLatest, listRecords, listRevisions, type RecordRead } from './read.ts';
import { type RecordGuards, recordMany } from './record.ts';
import { Refused } from './refusal.ts';
import { listReturnedOf } from './returned.ts';
import { reviewStanding } from './review-standing.ts';
import { mayWrite, stepRoutes } from './step-routes.ts';
import { timelineOf } from './timeline.ts';

/** What the record endpoints need of the installation. */
export interface RecordsWorld extends DueWorld, BehindFigure {
  db: Database;
  words: Dictionary;
  limits(tx: Tx): Promise<Readonly<Record<string, string>>>;
  guards: RecordGuards;
}

/** What the outside sees of a record: among it, by which policy this revision is decided. */
const shown = (
  {
    id,
    revision,
    state,
    latest,
    counts,
    voided,
    restatement,
    hash,
    writtenSeq,
    importId,
    values,
    lines,
    hidden,
    ...read
  }: Hiding<RecordRead>,
  rules: DatedRules,
) => {
  const isSubmitted = state === 'submitted' || state === 'reviewed';
  const policy = policyOfRevision(rules, { restatement, submittedSeq: isSubmitted ? read.submittedSeq : null });
  return {
    ...{ id, revision, state, latest, counts, voided, restatement, hash, writtenSeq, importId, values, lines },
    policy,
    ...(hidden ? { hidden } : {}),
  };
};

const oneQuery = z.object({ kind: z.string(), id: z.uuid() });
/** The endpoints over all kinds. */
export function recordRoutes(world: RecordsWorld): Route[] {
  const languageOf = (lang: string | undefined): Language => (isLanguage(lang) ? lang : 'en');
  return [
    route({
      method: 'GET',
      path: '/api/v1/records/:kind',
      summary: 'A page of a filtered list, with count and sums of everything that is filtered',
      query: listQuery,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, request, reply }, query) =>
        world.db.as(session.actor, async (tx) => {
          const kind = askedKind(world.kinds, query.kind);
          const question = await questionOf(world, tx, maskOf(session, kind), kind, query);
          const answer = await listRecords(tx, kind, question);
          linkNext(request, reply, answer.next);
          const records = answer.records.map((record) => hide(record, question.mask));
          const returned = await listReturnedOf(
            tx,
            kind,
            records.filter(({ latest, state }) => latest && state === 'returned').map(({ id }) => id),
          );
          const rules = await rulesOf(tx, kind);
          return {
            records: records.map((record) => shown(record, rules)),
            next: answer.next,
            count: answer.count,
            sums: answer.sums,
            names: await namesFor(tx, world.kinds, kind, answer.records),
            returned: returned.map((one) => ({
              ...one,
              words: hideWords(one.words, records.find(({ id }) => id === one.id)?.hidden),
            })),
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/records/:kind/template.xlsx',
      summary: 'An empty sheet with headings, drop-downs and units',
      query: z.object({ kind: z.string(), lang: z.string().optional() }),
      file: true,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { kind, lang }): Promise<FileAnswer> =>
        world.db.as(session.actor, (tx) => templateOf(tx, world, askedKind(world.kinds, kind), languageOf(lang))),
    }),
    ...(['xlsx', 'csv'] as const).map((format) =>
      route({
        method: 'GET',
        path: `/api/v1/records/:kind/export.${format}`,
        summary: `Everything that is filtered, as ${format.toUpperCase()}`,
        query: listQuery,
        file: true,
        may: () => ({ action: 'records.read' }),
        answer: async ({ session }, query): Promise<FileAnswer> => {
          const kind = askedKind(world.kinds, query.kind);
          const mask = maskOf(session, kind);
          const question = await world.db.as(session.actor, (tx) => questionOf(world, tx, mask, kind, query));
          const language = languageOf(query.lang);
          return exportRows(world, session.actor, { kind, question, list: addressOf(query), format, language });
        },
      }),
    ),
    route({
      method: 'GET',
      path: '/api/v1/records/:kind/:id',
      summary: 'One record with its revisions, review and evidence',
      query: oneQuery,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, reply }, { kind: kindId, id }) =>
        world.db.as(session.actor, async (tx) => {
          const kind = askedKind(world.kinds, kindId);
          const revisions = await listRevisions(tx, kind, id);
          const record = revisions.at(-1);
          if (!record) throw new Refused('not_found');
          reply.header('etag', tagOfRevision(record.revision));
          const scopeId = kind.owner === 'site' ? (record.values[kind.site ?? 'site'] as string) : undefined;
          const timeline = await timelineOf(tx, kind, revisions);
          const mask = maskOf(session, kind);
          const seen = hide(record, mask);
          const names: Record<string, ReferredName> = await namesFor(tx, world.kinds, kind, revisions);
          const mayAs = (action: Action) => mayWrite(session, action, scopeId ?? null);
          const rules = await rulesOf(tx, kind);
          return {
            record: shown(seen, rules),
            ...timeline,
            revisions: timeline.revisions.map((one) => hide(one, mask)),
            events: timeline.events.map((event) => ({
              ...event,
              // A content hash is over everything: to whom something is hidden it would tell it.
              hash: seen.hidden ? null : event.hash,
              words: Array.isArray(event.words) ? hideWords(event.words, seen.hidden) : event.words,
            })),
            names,
            review: await reviewStanding(tx, world, {
              record,
              rules,
              scopeId: scopeId ?? null,
              events: timeline.events,
            }),
            closed: await isClosed(tx, kind, record.values),
            may: {
              record: mayAs('records.record'),
              review: mayAs('records.review'),
              approve: mayAs('records.approve'),
              attach: mayAs('evidence.attach'),
            },
          };
        }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/records/:kind/:id',
      summary: 'Record or correct; the id is the caller’s, so that sending twice records once',
      query: oneQuery,
      body: z.object({
        values: z.record(z.string(), z.unknown()),
        lines: z.array(z.record(z.string(), z.unknown())).max(1_000).optional(),
        basedOn: z.number().int().min(1).optional(),
        reason: z.string().max(1_000).optional(),
        restatement: z.boolean().optional(),
      }),
      may: ({ kind, body }) => recordingNeed(world, kind, body.values as Values),
      answer: async ({ session, request, reply }, { kind: kindId, id, body }) =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const kind = askedKind(world.kinds, kindId);
          const mask = maskOf(session, kind);
          const basedOn = (await seenRevision(tx, kind, id, request.headers, mask)) ?? body.basedOn;
          const { reason, values, ...given } = body;
          const [before] = mask ? await findLatest(tx, kind, [id]) : [];
          const known = keepHidden(kind, values, before, mask);
          const one = { id, ...given, values: known, ...(basedOn === undefined ? {} : { basedOn }) };
          const [recorded] = await recordMany(tx, kind, [one], {
            kinds: world.kinds,
            via: 'api',
            todayIn: world.todayIn,
            limits: await world.limits(tx),
            guard: world.guards[kind.kind],
            ...(reason ? { reason } : {}),
          });
          recorded?.warnings.push(...notTaken(values, mask));
          if (recorded) reply.header('etag', tagOfRevision(recorded.revision));
          return recorded;
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/records/:kind/:id/void',
      summary: 'Void a record with a reason; nothing is deleted',
      query: oneQuery,
      body: z.object({ basedOn: z.number().int().min(1), reason: z.string().min(1).max(1_000) }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session, request }, { kind: kindId, id, body }) =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const kind = askedKind(world.kinds, kindId);
          await seenRevision(tx, kind, id, request.headers, maskOf(session, kind));
          const [before] = await findLatest(tx, kind, [id]);
          if (!before) throw new Refused('not_found');
          const [recorded] = await recordMany(
            tx,
            kind,
            [
              {
                ...{ id, values: before.values, lines: before.lines, basedOn: body.basedOn, void: true },
                // After closing, what should not be is taken out as every other correction is: decided by another.
                restatement: await isClosed(tx, kind, before.values),
              },
            ],
            {
              kinds: world.kinds,
              via: 'api',
              todayIn: world.todayIn,
              limits: await world.limits(tx),
              reason: body.reason,
            },
          );
          return recorded;
        }),
    }),
    ...stepRoutes(world),
  ];
}

/** Recording needs the right where the record will belong; a record that changes its site needs it there too, by row security. */
function recordingNeed(world: RecordsWorld, kindId: string, values: Values) {
  const kind = world.kinds.get(kindId);
  const site = kind?.owner === 'site' ? values[kind.site ?? 'site'] : undefined;
  return { action: 'records.record' as const, ...(typeof site === 'string' ? { scopeId: site } : {}) };
}
