// The endpoints of an audit: samples that are drawn and kept, their archives, and questions with their answers.
import { sql } from 'kysely';
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import type { Action } from '../access/roles.ts';
import type { Session } from '../access/session.ts';
import type { Tx } from '../db/database.ts';
import { type ProgressBook, sendPenned } from '../history/progress.ts';
import { progressToken, refuseUnlessReadsAll } from '../history/routes.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { askedKind, askedPeriod } from '../records/server/asked.ts';
import { type Hiding, hide, maskOf } from '../records/server/masked.ts';
import { nameOf, namesFor, type ReferredName } from '../records/server/names.ts';
import { findLatest, listRevisions, type RecordRead } from '../records/server/read.ts';
import { Refused } from '../records/server/refusal.ts';
import { auditFile, type AuditWorld as FileWorld, quantitiesOf } from './file.ts';
import { readSampleHow } from './how.ts';
import { ask, listQuestions, type Question, turn } from './questions.ts';
import {
  canBeDrawn,
  countPopulations,
  drawSample,
  type KeptSample,
  listSamples,
  readSample,
  relatedOf,
  type SampleAsked,
} from './sample.ts';

/** What an audit needs of the installation. */
export interface AuditWorld extends FileWorld {
  progress: ProgressBook;
}

const asked = z.object({
  scope: z.string().max(60).default('group'),
  period: z.string().max(40),
  kinds: z.string().max(500),
  how: z.string().max(120),
});
const byId = z.object({ id: z.uuid() });
const words = z.string().min(1).max(2_000);

/** @throws Refused `unknown_scope`, `not_allowed`, `unknown_kind`, `wrong_input` */
async function questionOf(
  world: AuditWorld,
  session: Session,
  action: Action,
  given: z.output<typeof asked>,
): Promise<SampleAsked> {
  const scope = await world.db.as(session.actor, (tx) => findScope(tx, given.scope));
  if (!session.may(action, scope.id)) throw new Refused('not_allowed');
  refuseUnlessReadsAll(session, scope.id);
  const how = readSampleHow(given.how);
  const kinds = [...new Set(given.kinds.split(','))];
  if (!how || (how.by === 'top' && kinds.length > 1)) throw new Refused('wrong_input');
  for (const id of kinds) if (!canBeDrawn(askedKind(world.kinds, id))) throw new Refused('unknown_kind');
  return { scope, period: askedPeriod(given.period), kinds, how };
}

interface ShownRecord {
  kind: string;
  id: string;
  revision: number;
  scopeId: string | null;
  quantity: string | null;
  values: RecordRead['values'];
  /** it says something else now than when it was drawn */
  changed: boolean;
  papers: number;
}

/** The drawn records as they stood then, and whether they have changed since. */
async function recordsOf(world: AuditWorld, session: Session, sample: KeptSample) {
  const related = await relatedOf(world.db, session.actor, world, sample.records);
  return world.db.as(session.actor, async (tx) => {
    const shown: ShownRecord[] = [];
    const names: Record<string, ReferredName> = {};
    const papers = await countPapers(tx, [...sample.records, ...related]);
    for (const id of sample.kinds) {
      const kind = askedKind(world.kinds, id);
      const mask = maskOf(session, kind);
      const drawn = sample.records.filter((one) => one.kind === id);
      const seen: Hiding<RecordRead>[] = [];
      for (const { id: recordId, revision, scopeId, quantity } of drawn) {
        const revisions = await listRevisions(tx, kind, recordId);
        const then = revisions.find((one) => one.revision === revision);
        const last = revisions.at(-1);
        if (!then || !last) continue;
        const record = hide(then, mask);
        seen.push(record);
        const behind = related.filter((one) => one.of === recordId).map((one) => `${one.kind} ${one.id}`);
        shown.push({
          ...{ kind: id, id: recordId, revision, scopeId, quantity: record.hidden ? null : quantity },
          ...{ values: record.values, changed: last.hash !== then.hash },
          papers: [`${id} ${recordId}`, ...new Set(behind)].reduce((sum, key) => sum + (papers.get(key) ?? 0), 0),
        });
      }
      Object.assign(names, await namesFor(tx, world.kinds, kind, seen));
    }
    return { records: shown, names };
  });
}

async function countPapers(tx: Tx, records: readonly { kind: string; id: string }[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; n: number }>`
    select l.kind || ' ' || l.record_id as key, count(*)::int as n from unnest(${records.map(({ kind }) => kind)}::text[], ${`{${records.map(({ id }) => id).join(',')}}`}::uuid[]) as u (kind, id)
    join evidence_link l on l.kind = u.kind and l.record_id = u.id where not exists (select from evidence_ended e where e.link_id = l.id) group by 1`.execute(
    tx,
  );
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** Threads with what their records are called. */
async function withNames(tx: Tx, world: AuditWorld, session: Session, questions: readonly Question[]) {
  const named: (Question & { name: { code: string; en: string; zh: string } })[] = [];
  for (const question of questions) {
    const kind = world.kinds.get(question.kind);
    const [record] = kind ? await findLatest(tx, kind, [question.recordId]) : [];
    if (kind && record) named.push({ ...question, name: nameOf(kind, hide(record, maskOf(session, kind)).values) });
  }
  return named;
}

/** Endpoints of an audit. */
export function auditRoutes(world: AuditWorld): Route[] {
  const { db } = world;
  return [
    route({
      method: 'GET',
      path: '/api/v1/audit/samples',
      summary: 'Samples that were drawn in a scope, the newest first',
      query: z.object({ scope: z.string().max(60).default('group') }),
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }, { scope }) =>
        db.as(session.actor, async (tx) => ({ samples: await listSamples(tx, await findScope(tx, scope)) })),
    }),
    route({
      method: 'GET',
      path: '/api/v1/audit/population',
      summary: 'From how many records a sample would be drawn',
      query: asked,
      may: () => ({ action: 'audit.sample' }),
      answer: async ({ session }, given) => {
        const question = await questionOf(world, session, 'audit.sample', given);
        return {
          populations: await countPopulations(world, session.actor, question),
          quantities: quantitiesOf(world, { kinds: [...question.kinds], how: given.how }),
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/audit/samples',
      summary: 'Draw a sample and keep it: seed:N:SEED of each kind, or top:N:FIELD of one',
      body: asked.extend({ note: z.string().max(500).optional() }),
      may: () => ({ action: 'audit.sample' }),
      answer: async ({ session }, { body: { note, ...given } }) => {
        const question = await questionOf(world, session, 'audit.sample', given);
        return { id: await drawSample(world, session.actor, { ...question, note: note?.trim() || undefined }, 'api') };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/audit/samples/:id',
      summary: 'A sample as it was drawn, with what has changed since and what was asked',
      query: byId,
      may: () => ({ action: 'history.read' }),
      answer: async ({ session }, { id }) => {
        const { sample, questions, scope } = await db.as(session.actor, async (tx) => {
          const found = await readSample(tx, id);
          return {
            sample: found,
            questions: await withNames(tx, world, session, await listQuestions(tx, { sampleId: id })),
            scope: await findScope(tx, found.scopeId),
          };
        });
        const { records: _, ...about } = sample;
        return {
          ...about,
          scope: { id: scope.id, type: scope.type, code: scope.code, name: scope.name },
          ...(await recordsOf(world, session, sample)),
          questions,
          quantities: quantitiesOf(world, sample),
          may: {
            ask: session.may('audit.ask', sample.scopeId),
            download: session.may('history.export', sample.scopeId),
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/audit/samples/:id/sample.zip',
      summary: 'The sample with its papers, the history of each record, and the script that checks all of it',
      query: byId.extend({ progress: progressToken, lang: z.string().optional() }),
      file: true,
      may: () => ({ action: 'history.export' }),
      answer: async ({ session }, { id, progress }): Promise<FileAnswer> => {
        const { sample, scope } = await db.as(session.actor, async (tx) => {
          const found = await readSample(tx, id);
          return { sample: found, scope: await findScope(tx, found.scopeId) };
        });
        if (!session.may('history.export', scope.id)) throw new Refused('not_allowed');
        refuseUnlessReadsAll(session, scope.id);
        return sendPenned(world.progress.begin(session.personId, progress), (tell) =>
          auditFile(world, { actor: session.actor, sample, scope, progress: tell }),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/audit/questions',
      summary: 'Questions about records with their answers: of one record, or of a scope',
      query: z.object({
        kind: z.string().max(60).optional(),
        record: z.uuid().optional(),
        scope: z.string().max(60).default('group'),
        open: z.enum(['true', 'false']).default('false'),
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { kind, record, scope, open }) =>
        db.as(session.actor, async (tx) => {
          const one = kind && record ? { kind, id: record } : undefined;
          const questions = await listQuestions(tx, {
            ...(one ? { record: one } : { scope: await findScope(tx, scope) }),
            open: open === 'true',
          });
          const at = one ? await scopeOfRecord(tx, world, one) : undefined;
          return {
            questions: await withNames(tx, world, session, questions),
            may: { ask: session.may('audit.ask', at), answer: session.may('audit.answer', at) },
          };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/audit/questions',
      summary: 'Ask about a record or one of its fields; the id is the caller’s, so that sending twice asks once',
      body: z.object({
        id: z.uuid(),
        kind: z.string().max(60),
        record: z.uuid(),
        field: z.string().max(80).nullish(),
        sample: z.uuid().nullish(),
        words,
      }),
      may: () => ({ action: 'audit.ask' }),
      answer: async ({ session }, { body }) => {
        const kind = askedKind(world.kinds, body.kind);
        await db.as(session.actor, (tx) =>
          ask(
            tx,
            kind,
            { id: body.id, recordId: body.record, field: body.field ?? null, sampleId: body.sample ?? null },
            { session, via: 'api', words: body.words },
          ),
        );
        return { id: body.id };
      },
    }),
    ...(['ask', 'answer', 'settle'] as const).map((says) =>
      route({
        method: 'POST',
        path: `/api/v1/audit/questions/:id/${says}`,
        summary: {
          ask: 'Ask further; a settled question is open again',
          answer: 'Answer a question',
          settle: 'The question is settled, with or without words',
        }[says],
        query: byId,
        body: z.object({ words: says === 'settle' ? words.optional() : words }),
        may: () => ({ action: says === 'answer' ? 'audit.answer' : 'audit.ask' }),
        answer: async ({ session }, { id, body }) => {
          await db.as(session.actor, (tx) =>
            turn(tx, world.kinds, id, says, { session, via: 'api', words: body.words ?? '' }),
          );
          return { ok: true };
        },
      }),
    ),
  ];
}

/** Where a record belongs. @throws Refused `not_found` */
async function scopeOfRecord(
  tx: Tx,
  world: AuditWorld,
  one: { kind: string; id: string },
): Promise<string | undefined> {
  const kind = askedKind(world.kinds, one.kind);
  const [record] = await findLatest(tx, kind, [one.id]);
  if (!record) throw new Refused('not_found');
  return kind.owner === 'site' ? (record.values[kind.site ?? 'site'] as string) : undefined;
}
