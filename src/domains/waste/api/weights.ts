// Disputes about weights: which loads, what each weight would mean, and the decision, recorded on the load itself.
import { z } from 'zod';
import { type CalendarDate, type Month, monthOf } from '#period/calendar-date.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Session } from '#platform/access/session.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { Values } from '#platform/records/declare/kind.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import type { InboxTask } from '#platform/records/server/inbox.ts';
import { move } from '#platform/records/server/move.ts';
import { namesFor } from '#platform/records/server/names.ts';
import type { ClosingGuard } from '#platform/records/server/periods.ts';
import { findLatest, type RecordRead } from '#platform/records/server/read.ts';
import { type RecordOptions, recordMany } from '#platform/records/server/record.ts';
import { consultedBy, type Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText, tonnes } from '#units/quantity.ts';
import { load, massesOf, policiesOf } from '../records/load.ts';
import { defaultMassTolerance, type MassComparison, massBases } from '../rules/counting-mass.ts';
import { choicesOf, judgeWeights } from '../rules/weight-dispute.ts';
import {
  countDisputes,
  type DisputedLoad,
  listClosedOf,
  listDecisions,
  listDisputes,
  listFilesOf,
  sumRecordedMass,
} from '../store/weight-disputes.ts';
import { spanOf } from './month-world.ts';

/** What disputes need of the installation. */
export interface WeightsWorld {
  db: Database;
  kinds: Kinds;
  todayIn: RecordOptions['todayIn'];
  limits(tx: Tx): Promise<RecordOptions['limits']>;
}

const byDefault = {
  share: exactText(defaultMassTolerance.share),
  massTonnes: exactText(defaultMassTolerance.massTonnes),
};
const comparisonOf = ({
  between,
  differenceMassTonnes,
  differenceShare,
  allowedMassTonnes,
  withinTolerance,
}: MassComparison) => ({
  between,
  differenceMassTonnes: exactText(differenceMassTonnes),
  differenceShare: differenceShare ? exactText(differenceShare) : null,
  allowedMassTonnes: exactText(allowedMassTonnes),
  withinTolerance,
});

/** How many undecided disputes a month of a factory has. */
export async function countUndecided(tx: Tx, siteId: string, month: Month): Promise<number> {
  const found = await countDisputes(tx, { siteIds: [siteId], ...spanOf(month) }, byDefault);
  return found.reduce((sum, one) => sum + one.count, 0);
}

/** A month with an undecided dispute stays open. */
export const weightsDecided: ClosingGuard = async (tx, { scopeId, month }) => {
  const count = await countUndecided(tx, scopeId, month as Month);
  return count === 0 ? [] : [{ field: null, code: 'weights_undecided', level: 'error', facts: { count } }];
};

/** Undecided disputes as tasks of whoever records at the factory. */
export async function weightTasks(tx: Tx, session: Session): Promise<InboxTask[]> {
  const found = await countDisputes(tx, {}, byDefault);
  return found
    .filter(({ siteId }) => session.may('records.record', siteId))
    .map(({ siteId, month, count }) => ({
      task: 'waste.weights.task',
      to: '/waste/weights',
      scopeId: siteId,
      month,
      count,
    }));
}

/** Disputes as a page shows them: every weight with what it would change, and who decided. */
async function shownLoads(tx: Tx, world: WeightsWorld, session: Session, disputes: readonly DisputedLoad[]) {
  const ids = disputes.map(({ id }) => id);
  const found = new Map((await findLatest(tx, load, ids)).map((record) => [record.id, record]));
  const records = ids.flatMap((id) => found.get(id) ?? []);
  const policies = policiesOf(await consultedBy(tx, world.kinds, load));
  const streams = await hazardOf(tx, world, records);
  const files = await listFilesOf(tx, ids);
  const decisions = new Map((await listDecisions(tx, ids)).map((one) => [one.id, one]));
  const closed = new Map(disputes.map((one) => [one.id, one.closed]));
  const loads = records.map((record) => {
    const { values } = record;
    const masses = massesOf(values);
    const judged = judgeWeights(
      { departedOn: values.departedOn as CalendarDate, hazardous: streams(values), masses },
      policies,
    );
    const counting = tonnes(values.countingMassTonnes as string);
    const decision = decisions.get(record.id);
    return {
      id: record.id,
      revision: record.revision,
      hash: record.hash,
      state: record.state,
      closed: closed.get(record.id) ?? false,
      mayDecide: session.may('records.record', values.site as string),
      values,
      countingMassTonnes: exactText(counting),
      choices: choicesOf(masses, counting).map(({ basis, massTonnes, changeTonnes }) => ({
        basis,
        massTonnes: exactText(massTonnes),
        changeTonnes: exactText(changeTonnes),
      })),
      comparisons: judged.comparisons.map(comparisonOf),
      byPolicy: judged.counts
        ? { basis: judged.counts.basis, massTonnes: exactText(judged.counts.value), because: judged.counts.because }
        : null,
      policyFrom: judged.policyFrom ?? null,
      files: files.filter((file) => file.loadId === record.id),
      decision:
        values.decidedWeight && decision
          ? { at: decision.at, actor: decision.actor, name: { en: decision.nameEn, zh: decision.nameZh } }
          : null,
    };
  });
  return { loads, names: await namesFor(tx, world.kinds, load, records) };
}

/** Whether the stream of a load is hazardous, as it is classified now. */
async function hazardOf(
  tx: Tx,
  world: WeightsWorld,
  records: readonly RecordRead[],
): Promise<(values: Values) => boolean> {
  const stream = world.kinds.get('waste.stream');
  const ids = [...new Set(records.map(({ values }) => values.stream as string))];
  const found = new Map(
    (stream ? await findLatest(tx, stream, ids) : []).map(({ id, values }) => [id, values.hazardous === true]),
  );
  return (values) => found.get(values.stream as string) ?? false;
}

const decideBody = z.object({
  decisions: z
    .array(z.object({ id: z.uuid(), revision: z.number().int().min(1), weight: z.enum(massBases) }))
    .min(1)
    .max(500),
  reason: z.string().trim().min(1).max(500),
});

/** Sets the decided weight on each load as a new revision, and submits it; in a closed month as a restatement. */
async function decide(tx: Tx, world: WeightsWorld, session: Session, body: z.output<typeof decideBody>) {
  const ids = body.decisions.map(({ id }) => id);
  const found = new Map((await findLatest(tx, load, ids)).map((record) => [record.id, record]));
  const closed = await listClosedOf(tx, ids);
  const given = body.decisions.map(({ id, revision, weight }) => {
    const record = found.get(id);
    if (!record || record.voided) throw new Refused('not_found');
    if (!session.may('records.record', record.values.site as string)) throw new Refused('not_allowed');
    const own = Object.fromEntries([...load.flat.keys()].map((path) => [path, record.values[path] ?? null]));
    return {
      id,
      values: { ...own, decidedWeight: weight, decidedReason: body.reason },
      lines: record.lines,
      basedOn: revision,
      restatement: closed.has(id),
    };
  });
  const recorded = await recordMany(tx, load, given, {
    kinds: world.kinds,
    via: 'api',
    todayIn: world.todayIn,
    limits: await world.limits(tx),
    reason: body.reason,
  });
  const drafts = recorded.filter(({ state }) => state === 'draft').map(({ id }) => id);
  const bound = (await findLatest(tx, load, drafts)).map(({ id, revision, hash }) => ({ id, revision, hash }));
  if (bound.length > 0) await move(tx, load, bound, { step: 'submit', via: 'api' });
  return { decided: recorded.length, submitted: bound.length };
}

/** The routes of disputes about weights. */
export function weightRoutes(world: WeightsWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/weights',
      summary: 'Loads whose weights differ more than the policy allows, undecided and decided',
      query: z.object({ scope: z.string().default('group'), period: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        world.db.as(session.actor, async (tx) => {
          const { from, before } = askedPeriod(asked.period);
          const scope = await findScope(tx, asked.scope);
          const sites = scope.type === 'group' ? {} : { siteIds: scope.siteIds };
          const question = { ...sites, from, before };
          const [open, decided] = [
            await listDisputes(tx, { ...question, decided: false }, byDefault),
            await listDisputes(tx, { ...question, decided: true }, byDefault),
          ];
          const shown = await shownLoads(tx, world, session, [...open.loads, ...decided.loads]);
          const siteMonths = shown.loads
            .filter(({ decision }) => !decision)
            .map(({ values }) => ({
              siteId: values.site as string,
              month: monthOf(values.departedOn as CalendarDate),
            }));
          const everywhere = await countDisputes(tx, sites, byDefault);
          return {
            ...shown,
            open: open.count,
            decided: decided.count,
            elsewhere: everywhere
              .filter(({ month }) => `${month}-01` < from || `${month}-01` >= before)
              .map(({ siteId, month, count }) => ({ scopeId: siteId, month, count })),
            recorded: await sumRecordedMass(tx, distinct(siteMonths)),
          };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/waste/weights/decide',
      summary: 'Decide which weight counts, on each load itself, with a reason; submits the new revisions',
      body: decideBody,
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body }) =>
        world.db.as(session.actorFor('records.record'), (tx) => decide(tx, world, session, body)),
    }),
  ];
}

const distinct = (siteMonths: readonly { siteId: string; month: Month }[]) => [
  ...new Map(siteMonths.map((one) => [`${one.siteId} ${one.month}`, one])).values(),
];
