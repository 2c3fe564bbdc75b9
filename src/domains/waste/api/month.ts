// The endpoints of a month: what it needs, and the steps that complete it: signed as none, estimated, submitted.
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { lastDayOf } from '#period/period.ts';
import type { Tx } from '#platform/db/database.ts';
import { digestOf, historySeq } from '#platform/history/entry.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { word } from '#platform/i18n/words.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { type Bound, move, openFor } from '#platform/records/server/move.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { type Given, recordMany } from '#platform/records/server/record.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText } from '#units/quantity.ts';
import type { EstimateAnswer, NilAnswer, SubmitReceipt, WasteMonth } from '../model/month.ts';
import { estimateMethods } from '../model/plan.ts';
import { treatments } from '../model/treatment.ts';
import { byBins, type Estimate, estimatesFrom } from '../rules/estimate.ts';
import { transactionTime } from '../store/month.ts';
import { beforeOf, monthAnswer, questionsOf, trueUpsOf } from './month-answer.ts';
import { askedMonth, askedSite, kindCalled, type MonthWorld, recordingAs, spanOf } from './month-world.ts';
import { type MonthRead, readMonth } from './read-month.ts';

const ofMonth = { site: z.string().max(60), month: z.string().max(7) };
const amount = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const estimateBody = z.object({
  ...ofMonth,
  streamId: z.uuid(),
  method: z.enum(estimateMethods),
  /** where it usually goes, when not said */
  treatment: z.enum(treatments).optional(),
  vendorId: z.uuid().optional(),
  bins: z
    .object({ bins: z.number().int().min(1).max(100_000), litresPerBin: amount, kilogramsPerLitre: amount })
    .optional(),
});
type EstimateAsked = z.output<typeof estimateBody>;
/** What a submission takes along, in the order in which the kinds refer to each other. */
const submitted = [
  { kind: 'waste.load', as: 'loads' },
  { kind: 'waste.nil-return', as: 'nil' },
  { kind: 'waste.storage-movement', as: 'storage' },
] as const;

/** Signs "none this month" for streams of which nothing came; what is signed already stays as it is. */
async function signNil(tx: Tx, world: MonthWorld, read: MonthRead, streamIds: readonly string[]): Promise<NilAnswer> {
  const { site, month } = read;
  const asked = [...new Set(streamIds)];
  const came = read.sums.find((one) => one.month === month && asked.includes(one.streamId));
  if (came) throw new Refused('nil_beside_records', { stream: read.streams.get(came.streamId)?.code ?? came.streamId });
  const signed = new Map(read.nil.filter((one) => one.month === month).map((one) => [one.streamId, one.id]));
  const given = asked
    .filter((streamId) => !signed.has(streamId))
    .map((stream): Given => ({ id: uuidv7(), values: { site: site.id, month: `${month}-01`, stream } }));
  if (given.length > 0)
    await recordMany(tx, kindCalled(world, 'waste.nil-return'), given, await recordingAs(tx, world));
  const made = new Map(given.map(({ id, values }) => [values.stream as string, id]));
  return {
    returns: asked.map((streamId) => {
      const before = signed.get(streamId);
      return {
        id: before ?? made.get(streamId) ?? '',
        streamId,
        outcome: before ? ('same' as const) : ('new' as const),
      };
    }),
  };
}

function estimated(read: MonthRead, { method, streamId, bins }: EstimateAsked): Estimate {
  const found =
    method === 'bins'
      ? bins && byBins(bins)
      : estimatesFrom(beforeOf(read, streamId)).find((one) => one.method === method);
  if (!found) throw new Refused('estimate_not_possible');
  return found;
}

/** Records an estimate as a load of the month's last day; a second one takes the place of the first. */
async function recordEstimate(
  tx: Tx,
  world: MonthWorld,
  read: MonthRead,
  asked: EstimateAsked,
): Promise<EstimateAnswer> {
  const { site, month, loads } = read;
  const ofStream = loads.filter((load) => load.streamId === asked.streamId);
  if (ofStream.some(({ estimate }) => !estimate)) throw new Refused('estimate_beside_records');
  const route = read.routes.find(({ streamId }) => streamId === asked.streamId);
  const vendor = asked.vendorId ?? route?.vendorId;
  const treatment = asked.treatment ?? route?.treatment;
  if (!vendor || !treatment) throw new Refused('estimate_not_possible');
  const { massTonnes, inputs } = estimated(read, asked);
  const [before] = ofStream;
  const values = {
    site: site.id,
    departedOn: lastDayOf(spanOf(month)),
    stream: asked.streamId,
    treatment,
    ownMassTonnes: { value: exactText(massTonnes), entered: null, basis: 'estimated' },
    'document.type': 'estimate',
    'document.number': `${month}-${read.streams.get(asked.streamId)?.code ?? asked.streamId.slice(-12)}`,
    'document.line': 1,
    vendor,
    estimateMethod: asked.method,
    note: Object.entries(inputs)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
  };
  const id = before?.id ?? uuidv7();
  await recordMany(
    tx,
    kindCalled(world, 'waste.load'),
    [{ id, values, ...(before ? { basedOn: before.revision } : {}) }],
    await recordingAs(tx, world),
  );
  return { id, massTonnes: exactText(massTonnes) };
}

/** Voids estimates beside which actual loads stand: in a closed month as a restatement, like the loads that replace them. */
async function voidEstimates(tx: Tx, world: MonthWorld, read: MonthRead, streamIds: readonly string[], reason: string) {
  const kind = kindCalled(world, 'waste.load');
  const ids = streamIds.flatMap((streamId) => {
    const found = trueUpsOf(read).find((one) => one.streamId === streamId);
    if (!found) throw new Refused('nothing_to_true_up');
    return found.estimateIds;
  });
  const given = (await findLatest(tx, kind, ids)).map(
    ({ id, values, lines, revision }): Given => ({
      ...{ id, values, lines, void: true },
      basedOn: revision,
      ...(read.closed ? { restatement: true } : {}),
    }),
  );
  await recordMany(tx, kind, given, { ...(await recordingAs(tx, world)), reason });
}

/** Takes every draft of the month to the reviewer, all or none. */
async function submitMonth(tx: Tx, world: MonthWorld, { site, month }: MonthRead): Promise<SubmitReceipt> {
  const counts = { loads: 0, nil: 0, storage: 0 };
  const all: Bound[] = [];
  for (const { kind: id, as } of submitted) {
    const kind: RecordKind = kindCalled(world, id);
    const { bound } = await openFor(tx, kind, 'submit', { scopeId: site.id, month });
    if (bound.length === 0) continue;
    await move(tx, kind, bound, { step: 'submit', via: 'web' });
    counts[as] = bound.length;
    all.push(...bound);
  }
  if (all.length === 0) throw new Refused('nothing_to_submit');
  return {
    at: await transactionTime(tx),
    ...counts,
    seq: await historySeq(tx),
    hash: digestOf(all).toString('hex'),
  };
}

/** The routes of a month. */
export function wasteMonthRoutes(world: MonthWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/month',
      summary: 'What a month of a factory needs: expected streams, questions, statements, estimates',
      query: z.object({ ...ofMonth, lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, request }, asked): Promise<WasteMonth> =>
        world.db.as(session.actor, async (tx) => {
          const site = await askedSite(tx, session, 'records.read', asked.site);
          const read = await readMonth(tx, world, site, askedMonth(asked.month));
          return monthAnswer(read, { words: world.words, language: languageOf(request, 'en') });
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/waste/month/nil',
      summary: 'Sign “none this month” for streams of a factory, all in one step',
      body: z.object({ ...ofMonth, streamIds: z.array(z.uuid()).min(1).max(200) }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body }): Promise<NilAnswer> =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const site = await askedSite(tx, session, 'records.record', body.site);
          return signNil(tx, world, await readMonth(tx, world, site, askedMonth(body.month)), body.streamIds);
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/waste/month/estimate',
      summary: 'Record an estimate of a stream that is late, by one method',
      body: estimateBody,
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body }): Promise<EstimateAnswer> =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const site = await askedSite(tx, session, 'records.record', body.site);
          return recordEstimate(tx, world, await readMonth(tx, world, site, askedMonth(body.month)), body);
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/waste/month/submit',
      summary:
        'Submit every draft of a factory’s month in one step, with a receipt; estimates that actual loads replace are voided with it',
      body: z.object({ ...ofMonth, trueUp: z.array(z.uuid()).max(200).default([]) }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session, request }, { body }): Promise<SubmitReceipt> =>
        world.db.as(session.actorFor('records.record'), async (tx) => {
          const language = languageOf(request, 'en');
          const site = await askedSite(tx, session, 'records.record', body.site);
          const read = await readMonth(tx, world, site, askedMonth(body.month));
          const { questions, moreQuestions } = questionsOf(read, { words: world.words, language });
          const open = questions.filter(({ explanation }) => !explanation).length;
          if (open > 0) throw new Refused('questions_open', { open, more: moreQuestions });
          if (body.trueUp.length > 0)
            await voidEstimates(
              tx,
              world,
              read,
              body.trueUp,
              word(world.words, language, 'waste.month.actual-replaces-estimate'),
            );
          return submitMonth(tx, world, read);
        }),
    }),
  ];
}
