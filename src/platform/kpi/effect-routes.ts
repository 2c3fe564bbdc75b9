// The endpoint that says what a correction would do to the site's and the group's figures before it is sent.
import { z } from 'zod';
import { type CalendarDate, monthOf } from '#period/calendar-date.ts';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod, printPeriod, readPeriod } from '#period/period.ts';
import { Exact } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { GROUP_ID } from '../access/organisation.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { languageOf } from '../http/server.ts';
import { type Dictionary, word } from '../i18n/words.ts';
import { askedKind } from '../records/server/asked.ts';
import type { RecordOptions } from '../records/server/record.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import type { Kpis } from './declare.ts';
import { changesOf, figureWith } from './effect.ts';
import type { Figures } from './figures.ts';
import type { Figure, FigureKey } from './ledger.ts';
import { nodeOf } from './organisation.ts';
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
        const kpis = [...world.kpis.values()].filter(({ aggregate }) => aggregate.of === kind.kind);
        const aggregates = [...new Map(kpis.map(({ aggregate }) => [aggregate.id, aggregate])).values()];
        const { changes, context } = await world.db.as(session.actorFor('records.record'), async (tx) => {
          const ledger = await world.figures.context(tx);
          const given = {
            id,
            values: body.values,
            basedOn: body.basedOn,
            ...(body.lines ? { lines: body.lines } : {}),
          };
          return {
            context: ledger,
            changes: await changesOf(tx, ledger, kind, given, aggregates, {
              kinds: world.kinds,
              via: 'api',
              todayIn: world.todayIn,
              limits: await world.limits(tx),
              reason: 'as if',
            }),
          };
        });
        const wider = body.period ? readPeriod(body.period) : undefined;
        // A correction that moves a load to another month changes both.
        const moved = [...changes.values()].flatMap((of) => of.map(({ from }) => monthOf(from as CalendarDate)));
        const periods = new Set<string>([monthOf(day as CalendarDate), ...moved]);
        if (wider && wider.from <= day && day < wider.before) periods.add(printPeriod(wider));
        const keys: FigureKey[] = [...periods].flatMap((period) =>
          [siteId, GROUP_ID].flatMap((scopeId) =>
            kpis.map((kpi): FigureKey => ({ kpi: kpi.id, scopeId, period, basis: 'approved' })),
          ),
        );
        const figures = await world.figures.ask(keys, session.actor);
        const language = languageOf(request, 'en');
        return {
          effects: figures.flatMap((figure) => {
            const kpi = figure && world.kpis.get(figure.key.kpi);
            if (!figure || !kpi) return [];
            const then = exactValue(figure.result.computed);
            const now = exactValue(figureWith(context, figure, changes.get(kpi.aggregate.id) ?? []));
            if (then === now) return [];
            const print = (value: string | null) => (value === null ? NO_VALUE : showFigure(value, kpi.unit, language));
            const change = then === null || now === null ? null : new Exact(now).minus(then).toFixed();
            return [
              {
                kpi: kpi.id,
                title: word(world.words, language, kpi.id),
                figureId: figure.id,
                scope: { id: figure.key.scopeId, name: nodeOf(context.organisation, figure.key.scopeId)?.name ?? null },
                period: figure.key.period,
                periodLabel: labelPeriod(parsePeriod(figure.key.period), language),
                before: then,
                after: now,
                printedBefore: print(then),
                printedAfter: print(now),
                unit: kpi.unit,
                change,
              },
            ];
          }),
        };
      },
    }),
  ];
}

const exactValue = (computed: Figure['result']['computed']): string | null =>
  'value' in computed ? computed.value : null;
