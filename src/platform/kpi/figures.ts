// The actor `figures`: takes marks away, recomputes sums and figures, and answers who asks. Nobody else computes.
import { sql } from 'kysely';
import { addMonths, type CalendarDate, firstDayOf, monthOf } from '#period/calendar-date.ts';
import type { Pack } from '#standards/pack.ts';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import type { Kinds } from '../records/server/refs.ts';
import { recomputeCarriedIn, recomputeCells } from './cells.ts';
import { asStored } from './count-standings.ts';
import { type Aggregate, aggregatesOf, type Kpis } from './declare.ts';
import {
  computeAndKeepAll,
  type Figure,
  type FigureKey,
  figureId,
  findFigures,
  type LedgerContext,
  listStale,
  markStale,
} from './ledger.ts';
import { againOf, type Mark, markAgain, movesSums } from './marks.ts';
import { cutDatesOf, FOREVER, type Organisation, type SiteMonth, scopesOfSite } from './organisation.ts';
import { type AnyWorkedOut, summable, workOutMarked } from './worked-out.ts';

const figuresActor = systemActor('figures');
const SITE_MONTHS_AT_ONCE = 24;
/** Everybody waits for one bite on the embedded database: some tens of sums. */
const MARKS_AT_ONCE = 240;
const FIGURES_AT_ONCE = 40;

/** What the actor needs of the domains, bound in `app/wiring`. */
export interface FiguresWiring {
  /** what is recorded; sums are taken of it and of what is worked out */
  kinds: Kinds;
  workedOut: readonly AnyWorkedOut[];
  kpis: Kpis;
  organisation(tx: Tx): Promise<Organisation>;
  packs(): Readonly<Record<string, Pack>>;
  parameters(tx: Tx): Promise<LedgerContext['parameters']>;
}

/** The figures of an installation: asked by anybody, computed by the actor `figures` alone. */
export interface Figures {
  /** The figures with these keys, computed if they are missing or stale; in the order asked. */
  ask(keys: readonly FigureKey[], reader: Actor): Promise<(Figure | undefined)[]>;
  /** Takes what marks there are and recomputes; true when there was something to do. */
  tick(): Promise<boolean>;
  /** Ticks until nothing is marked or stale. */
  settle(): Promise<void>;
  context(tx: Tx): Promise<LedgerContext>;
  start(): { stop(): Promise<void> };
}

/** Makes the actor over a database. */
export function makeFigures(db: Database, { kinds: recorded, ...bound }: FiguresWiring): Figures {
  const wiring = { ...bound, kinds: summable(recorded, bound.workedOut) };
  const aggregates = new Map<string, Aggregate>();
  for (const kpi of wiring.kpis.values()) for (const one of aggregatesOf(kpi)) aggregates.set(one.id, one);
  const kpisOf = (aggregate: string) =>
    [...wiring.kpis.values()]
      .filter((kpi) => aggregatesOf(kpi).some(({ id }) => id === aggregate))
      .map((kpi) => kpi.id);
  /** Aggregates whose sums a change of this kind can move without a mark of their own: through references and dated lists. */
  const lookingUp = (kind: string) =>
    [...aggregates.values()].filter(
      (aggregate) =>
        Object.values(aggregate.dated ?? {}).some((dated) => dated.of === kind) ||
        aggregate.by.some((path) => {
          const of = wiring.kinds.get(aggregate.of)?.flat.get(path.split('.')[0] ?? '');
          return path.includes('.') && of?.type === 'ref' && of.to === kind;
        }),
    );

  const context = async (tx: Tx): Promise<LedgerContext> => ({
    kinds: wiring.kinds,
    kpis: wiring.kpis,
    organisation: await wiring.organisation(tx),
    packs: wiring.packs(),
    parameters: await wiring.parameters(tx),
  });

  async function recompute(
    tx: Tx,
    world: LedgerContext,
    aggregate: Aggregate,
    siteMonths: readonly SiteMonth[],
    seq: number,
  ): Promise<void> {
    await recomputeCells(tx, wiring.kinds, asStored(aggregate), world.organisation, siteMonths, seq);
    await markStale(
      tx,
      kpisOf(aggregate.id),
      siteMonths.map(({ siteId, month }) => {
        const from = firstDayOf(month);
        // How a site stands holds on until it is told otherwise.
        const before = aggregate.asOf ? (FOREVER as CalendarDate) : addMonths(from, 1);
        return { scopeIds: scopesOfSite(world.organisation, siteId), from, before };
      }),
    );
  }

  /**
   * Whoever computes, in whatever process, waits for the others: a figure computed of cells that another is replacing
   * would stand as if it were current.
   */
  const alone = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('greenfab figures'))`.execute(tx);

  /** One bite of the marks: a few site-months, so that no statement holds the embedded database for long. */
  async function takeMarks(): Promise<boolean> {
    return db.as(figuresActor, async (tx) => {
      await alone(tx);
      // Of each site-month what is marked of it in all kinds: a question sums many months about as fast as one.
      const { rows: groups } = await sql<Mark & { ids: string[] }>`
        select kind, scope_id, month, seq, ids from (
          select kind, scope_id, month, max(seq) as seq, array_agg(id::text) as ids,
            dense_rank() over (order by scope_id nulls first, month) as nth
          from kpi_dirty group by kind, scope_id, month
        ) marked where nth <= ${SITE_MONTHS_AT_ONCE} order by nth limit ${MARKS_AT_ONCE}`.execute(tx);
      if (groups.length === 0) return false;
      const world = await context(tx);
      const newest = Math.max(...groups.map((mark) => mark.seq));
      // What comes out otherwise is marked in turn, and summed in a bite of its own.
      for (const one of wiring.workedOut) await workOutMarked(tx, one, groups, world.packs);
      for (const aggregate of aggregates.values()) {
        const own = groups.filter(
          (mark) => (mark.kind === aggregate.of || mark.kind === againOf(aggregate)) && mark.scope_id && mark.month,
        );
        const siteMonths = own.map((mark) => ({
          siteId: mark.scope_id as string,
          month: monthOf(mark.month as CalendarDate),
        }));
        const once = new Map(siteMonths.map((one) => [`${one.siteId} ${one.month}`, one]));
        await recompute(tx, world, aggregate, [...once.values()], newest);
        const carried = groups.filter((mark) => mark.kind === aggregate.carriedIn?.of && mark.scope_id);
        await recomputeCarriedIn(
          tx,
          wiring.kinds,
          aggregate,
          [...new Set(carried.map((mark) => mark.scope_id as string))],
          newest,
        );
        await markStale(
          tx,
          kpisOf(aggregate.id),
          carried.map((mark) => {
            const from = mark.month as CalendarDate;
            return {
              scopeIds: scopesOfSite(world.organisation, mark.scope_id as string),
              from,
              before: addMonths(from, 12),
            };
          }),
        );
      }
      for (const mark of groups) {
        const through = lookingUp(mark.kind);
        for (const aggregate of through)
          if (await movesSums(tx, wiring.kinds, aggregate, mark)) await markAgain(tx, wiring.kinds, aggregate, mark);
        if (mark.scope_id === null && through.length === 0) await organisationChanged(tx, world, mark.seq);
      }
      await sql`delete from kpi_dirty where id = any(${groups.flatMap((mark) => mark.ids)}::bigint[])`.execute(tx);
      return true;
    });
  }

  /** Edges, shares, boundary, targets or settings have changed: months are cut anew where they must be; all figures are stale. */
  async function organisationChanged(tx: Tx, world: LedgerContext, seq: number): Promise<void> {
    for (const aggregate of aggregates.values()) {
      for (const node of world.organisation.nodes) {
        if (node.type !== 'site') continue;
        for (const cut of cutDatesOf(world.organisation, node.id)) {
          if (cut.endsWith('-01')) continue;
          await sql`insert into kpi_dirty (kind, scope_id, month, seq) select ${aggregate.of}, ${node.id}, ${firstDayOf(monthOf(cut))}, ${seq}
            where exists (select 1 from kpi_cell where aggregate = ${aggregate.id} and site_id = ${node.id} and from_on < ${cut} and before_on > ${cut})`.execute(
            tx,
          );
        }
      }
    }
    await sql`update figure set stale = true where not stale`.execute(tx);
  }

  async function refreshStale(): Promise<boolean> {
    return db.as(figuresActor, async (tx) => {
      await alone(tx);
      const world = await context(tx);
      const keys = await listStale(tx, world, FIGURES_AT_ONCE);
      if (keys.length === 0) return false;
      const seq = await historySeq(tx);
      await computeAndKeepAll(tx, world, keys, seq);
      return true;
    });
  }

  let queue: Promise<unknown> = Promise.resolve();
  /** One computation at a time in this process. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work);
    queue = next.catch(() => undefined);
    return next;
  };

  /** Whether nothing is marked or stale: asked ten times a second, and so of as little as can be. */
  const isIdle = () =>
    db.as(figuresActor, async (tx) => {
      const { rows } = await sql<{ idle: boolean }>`
        select not exists (select from kpi_dirty) and not exists (select from figure where stale) as idle`.execute(tx);
      return rows[0]?.idle === true;
    });
  const tick = () => inTurn(async () => !(await isIdle()) && ((await takeMarks()) || (await refreshStale())));

  return {
    context,
    tick,
    settle: async () => {
      while (await tick());
    },
    ask: async (keys, reader) => {
      const readable = async () =>
        db.as(reader, async (tx) => {
          const world = await context(tx);
          const ids = keys.map((key) => figureId(world, key));
          return { ids, found: await findFigures(tx, ids) };
        });
      const first = await readable();
      const wanted = keys.filter((_, index) => {
        const figure = first.found.get(first.ids[index] as string);
        return !figure || figure.stale;
      });
      if (wanted.length === 0) return first.ids.map((id) => first.found.get(id));
      await inTurn(() =>
        db.as(figuresActor, async (tx) => {
          await alone(tx);
          const world = await context(tx);
          const seq = await historySeq(tx);
          await computeAndKeepAll(tx, world, wanted, seq);
        }),
      );
      const second = await readable();
      return second.ids.map((id) => second.found.get(id));
    },
    start: () => {
      let stopped = false;
      let timer: NodeJS.Timeout | undefined;
      let running: Promise<unknown> = Promise.resolve();
      const round = () => {
        running = tick()
          .catch(() => false)
          .then((busy) => {
            if (!stopped) timer = setTimeout(round, busy ? 0 : 100);
          });
      };
      round();
      return {
        stop: async () => {
          stopped = true;
          clearTimeout(timer);
          await running;
        },
      };
    },
  };
}
