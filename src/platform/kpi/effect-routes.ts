// The endpoint that says what a correction would do to the site's and the group's figures before it is sent.
import { z } from 'zod';
import { type CalendarDate, monthOf, yearOf } from '#period/calendar-date.ts';
import { labelPeriod } from '#period/label.ts';
import { isReckonable, parsePeriod, printPeriod, readPeriod } from '#period/period.ts';
import { Exact } from '#units/quantity.ts';
import { type KpiUnit, showFigure } from '#units/show-figure.ts';
import { titleKey } from '#units/title-key.ts';
import { GROUP_ID } from '../access/organisation.ts';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { languageOf } from '../http/server.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { askedKind } from '../records/server/asked.ts';
import { keepHidden, maskOf } from '../records/server/masked.ts';
import { findLatest, listRevisions } from '../records/server/read.ts';
import type { RecordOptions } from '../records/server/record.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { aggregatesOf, type Computed, type Kpi, type Kpis, unitOfFigure } from './declare.ts';
import { figuresIfApproved, figuresIfCorrected } from './effect.ts';
import type { Figures } from './figures.ts';
import type { Figure, FigureKey } from './ledger.ts';
import { nodeOf, type Organisation } from './organisation.ts';
import { NO_VALUE } from './view.ts';

/** What effects need of the installation. */
export interface EffectWorld {
  db: Database;
  kinds: Kinds;
  kpis: Kpis;
  figures: Figures;
  words: Dictionary;
  todayIn: RecordOptions['todayIn'];
  limits(tx: Tx): Promise<RecordOptions['limits']>;
}

/** The route of effects. */
export function effectRoutes(world: EffectWorld): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/records/:kind/:id/effect',
      summary: 'What a correction would do to the figures of its factory and of the group; nothing is kept',
      query: z.object({ kind: z.string(), id: z.uuid(), lang: z.string().optional() }),
      body: z.object({
        values: z.record(z.string(), z.unknown()),
        lines: z.array(z.record(z.string(), z.unknown())).max(1_000).optional(),
        basedOn: z.number().int().min(1),
        /** a period besides the month of the record */
        period: z.string().optional(),
      }),
      may: ({ kind, body }) => {
        const site = body.values[world.kinds.get(kind)?.site ?? 'site'];
        return { action: 'records.record', ...(typeof site === 'string' ? { scopeId: site } : {}) };
      },
      answer: async ({ session, request }, { kind: kindId, id, body }) => {
        const kind = askedKind(world.kinds, kindId);
        const [siteId, day] = [body.values[kind.site ?? 'site'], body.values[kind.effective ?? '']];
        if (kind.owner !== 'site' || typeof siteId !== 'string' || typeof day !== 'string')
          throw new Refused('wrong_input');
        const recorder = session.actorFor('records.record');
        const [before] = await world.db.as(recorder, (tx) => findLatest(tx, kind, [id]));
        const figures = await figuresOf(world, session.actor, kind, [body.values, before?.values ?? {}], body.period);
        const { organisation, wouldBe } = await world.db.as(recorder, async (tx) => {
          const context = await world.figures.context(tx);
          const { basedOn, lines } = body;
          // What is hidden from him stays what it is: by an effect nothing of it is found out.
          const values = keepHidden(kind, body.values, before, maskOf(session, kind));
          const given = { id, values, basedOn, ...(lines ? { lines } : {}) };
          return {
            organisation: context.organisation,
            wouldBe: await figuresIfCorrected(tx, context, kind, given, figures, {
              kinds: world.kinds,
              via: 'api',
              todayIn: world.todayIn,
              limits: await world.limits(tx),
              reason: 'as if',
            }),
          };
        });
        return { effects: effectsShown(world, organisation, figures, wouldBe, languageOf(request, 'en')) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/records/:kind/:id/effect',
      summary: 'What the approval of a waiting revision would do to the figures of its factory and of the group',
      query: z.object({ kind: z.string(), id: z.uuid(), period: z.string().optional(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, request }, { kind: kindId, id, period }) => {
        const kind = askedKind(world.kinds, kindId);
        // Who reads the record learns what hangs on it; who does not see it finds nothing.
        const revisions = await world.db.as(session.actor, (tx) => listRevisions(tx, kind, id));
        const waiting = revisions.at(-1);
        if (!waiting) throw new Refused('not_found');
        const counting = revisions.find(({ counts }) => counts);
        const isWaiting = waiting.state === 'submitted' || waiting.state === 'reviewed';
        if (!isWaiting || kind.owner !== 'site' || !kind.effective) return { effects: [] };
        const both = [waiting.values, counting?.values ?? {}];
        const figures = await figuresOf(world, session.actor, kind, both, period);
        const { organisation, wouldBe } = await world.db.as(systemActor('figures'), async (tx) => {
          const context = await world.figures.context(tx);
          return {
            organisation: context.organisation,
            wouldBe: await figuresIfApproved(tx, context, kind, id, figures),
          };
        });
        return { effects: effectsShown(world, organisation, figures, wouldBe, languageOf(request, 'en')) };
      },
    }),
  ];
}

/** The figures of the factories and of the group that a record's values can move, as far as the reader may see them. */
async function figuresOf(
  world: EffectWorld,
  reader: Actor,
  kind: RecordKind,
  both: readonly Readonly<Record<string, unknown>>[],
  period: string | undefined,
): Promise<Figure[]> {
  const sites = both.flatMap((values) => {
    const site = values[kind.site ?? 'site'];
    return typeof site === 'string' ? [site] : [];
  });
  const kpis = [...world.kpis.values()].filter((kpi) => sums(kpi, kind));
  const keys: FigureKey[] = periodsOf(kind, both, period).flatMap((one) =>
    [...new Set([...sites, GROUP_ID])].flatMap((scopeId) =>
      kpis.map((kpi): FigureKey => ({ kpi: kpi.id, scopeId, period: one, basis: 'approved' })),
    ),
  );
  return (await world.figures.ask(keys, reader)).filter((figure) => figure !== undefined);
}

/** Figures that would be others, in words. */
function effectsShown(
  world: Pick<EffectWorld, 'kpis' | 'words'>,
  organisation: Organisation,
  figures: readonly Figure[],
  wouldBe: readonly Computed[],
  language: Language,
) {
  return figures.flatMap((figure, at) => {
    const kpi = world.kpis.get(figure.key.kpi);
    const [then, now] = [exactValue(figure.result.computed), exactValue(wouldBe[at])];
    if (!kpi || then === now) return [];
    const [unitBefore, unit] = [unitOfFigure(kpi, figure.result.computed), unitOfFigure(kpi, wouldBe[at])];
    const print = (value: string | null, of: KpiUnit) => (value === null ? NO_VALUE : showFigure(value, of, language));
    const isComparable = then !== null && now !== null && unit === unitBefore;
    const change = isComparable ? new Exact(now).minus(then).toFixed() : null;
    return [
      {
        kpi: kpi.id,
        title: word(world.words, language, titleKey(kpi.id, figure.parameters)),
        figureId: figure.id,
        scope: { id: figure.key.scopeId, name: nodeOf(organisation, figure.key.scopeId)?.name ?? null },
        period: figure.key.period,
        periodLabel: labelPeriod(parsePeriod(figure.key.period), language),
        before: then,
        after: now,
        printedBefore: print(then, unitBefore),
        printedAfter: print(now, unit),
        unit,
        change,
      },
    ];
  });
}

const exactValue = (computed: Computed | undefined): string | null =>
  computed && 'value' in computed ? computed.value : null;

/** Whether a KPI sums records of a kind: as its own, besides, or as yearly totals carried in. */
const sums = (kpi: Kpi, { kind }: RecordKind): boolean =>
  aggregatesOf(kpi).some(({ of, carriedIn }) => of === kind || carriedIn?.of === kind);

/**
 * The periods whose figures a correction can move: the month or year in which the record stood and will stand, and the
 * wider one that its reader looks at.
 */
function periodsOf(kind: RecordKind, both: readonly Readonly<Record<string, unknown>>[], asked?: string): string[] {
  const path = kind.effective ?? '';
  const days = both.flatMap((values) => (typeof values[path] === 'string' ? [values[path] as CalendarDate] : []));
  const own = days.map((day) => (kind.all.get(path)?.type === 'year' ? String(yearOf(day)) : monthOf(day)));
  const wider = asked ? readPeriod(asked) : undefined;
  const isMoved = days.some((day) => wider && wider.from <= day && day < wider.before);
  const periods = [...new Set([...own, ...(wider && isMoved ? [printPeriod(wider)] : [])])];
  const isAsked = (written: string) => {
    const period = readPeriod(written);
    return period !== undefined && isReckonable(period);
  };
  if (!periods.every(isAsked)) throw new Refused('wrong_input');
  return periods;
}
