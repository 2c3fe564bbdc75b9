// Publishing: the living report of a period, frozen at one number of the history with everything it was made of.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { labelPeriod } from '#period/label.ts';
import { type Period, parsePeriod, printPeriod } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor, Tx } from '#platform/db/database.ts';
import { appendEntry, historySeq, type Via } from '#platform/history/entry.ts';
import { findHead, seal } from '#platform/history/seal.ts';
import { languages } from '#platform/i18n/words.ts';
import { aggregatesOf } from '#platform/kpi/declare.ts';
import { computeFigure, type Figure, type FigureKey, figureId, findFigures, groupSums } from '#platform/kpi/ledger.ts';
import { sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import { notify } from '#platform/notify/notify.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { showFigure } from '#units/show-figure.ts';
import type { BuiltReport } from '../rules/build-report.ts';
import { promisesIn } from '../rules/commitments.ts';
import { figuresBehind } from '../rules/number-of.ts';
import { reportKpis } from '../rules/report-periods.ts';
import { type EditionFigure, insertEdition, insertEditionFigures, nextNumber } from '../store/editions.ts';
import { assemble, keysFor } from './assemble.ts';
import { type Frozen, hashOfEdition } from './frozen.ts';
import { editionFigureId, editionIds, liveId } from './number-ids.ts';
import { boundaryCounts, type ReportSources, readSources } from './report-sources.ts';
import type { ReportWorld } from './world.ts';

/** A published edition. */
export interface Published {
  id: string;
  number: number;
  period: string;
  seq: number;
  /** numbers printed */
  figures: number;
  contentHash: string;
  head: { height: number; hash: string } | null;
  sumsFrom: Frozen['sumsFrom'];
}

/** Who publishes what. */
export interface PublishOrder {
  period: Period;
  note: string | null;
  via: Via;
}

const TRIES = 5;
const REST_MS = 200;
const MOST_ROUNDS = 2_000;
/** Writers have not rested yet: the ledger holds what the history below the horizon does not, or lacks some of it. */
class NotAtRest extends Error {}

/**
 * Publishes an edition. Sums come from the ledger when nothing is being written; after a few tries from the records
 * themselves, as they counted at that number of the history.
 * @throws Refused `nothing_to_publish` when the group has no approved figure in the period
 */
export async function publish(world: ReportWorld, publisher: Actor, order: PublishOrder): Promise<Published> {
  await seal(world.db);
  for (let attempt = 1; ; attempt += 1) {
    await settled(world);
    await warmLedger(world, publisher, order.period);
    try {
      return await world.db.as(
        publisher,
        (tx) => freeze(tx, world, publisher, order, attempt > TRIES ? 'records' : 'cells'),
        {
          isolation: 'repeatable read',
        },
      );
    } catch (error) {
      if (error instanceof NotAtRest && attempt <= TRIES) {
        await new Promise((rested) => setTimeout(rested, REST_MS));
        continue;
      }
      // Somebody else published between our look at the numbers and our writing: the next number is ours.
      if ((error as { code?: string }).code === '23505' && attempt <= TRIES) continue;
      throw error;
    }
  }
}

/** Lets the ledger catch up, but does not wait for ever where somebody writes without end. */
async function settled({ figures }: ReportWorld): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) if (!(await figures.tick())) return;
}

/** Everything that the edition will print, computed before the transaction that freezes it. */
async function warmLedger(world: ReportWorld, publisher: Actor, period: Period): Promise<void> {
  const sources = await world.db.as(publisher, (tx) => readSources(tx, world, period));
  await world.figures.ask(keysFor(world, sources, period, 'approved', publisher), publisher);
}

async function horizonOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{ horizon: number }>`select app_horizon() as horizon`.execute(tx);
  return rows[0]?.horizon as number;
}

/** Whether the ledger says exactly what the history below `asOf` says. */
async function isAtRest(
  tx: Tx,
  figures: readonly (Figure | undefined)[],
  aggregates: readonly string[],
  asOf: number,
): Promise<boolean> {
  if (figures.some((figure) => !figure || figure.stale)) return false;
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from kpi_dirty) or exists (select from kpi_cell where aggregate = any(${[...aggregates]}::text[]) and last_seq >= ${asOf}) as busy`.execute(
    tx,
  );
  return rows[0]?.busy === false;
}

async function freeze(
  tx: Tx,
  world: ReportWorld,
  publisher: Actor,
  order: PublishOrder,
  from: Frozen['sumsFrom'],
): Promise<Published> {
  const seq = await horizonOf(tx);
  const sources = await readSources(tx, world, order.period, seq);
  const keys = keysFor(world, sources, order.period, 'approved', publisher);
  const figures = await figuresAt(tx, world, sources, keys, seq, from);
  const rate = figures.find(
    ({ key }) => key.kpi === reportKpis.rate && key.scopeId === GROUP_ID && key.period === printPeriod(order.period),
  );
  if (!rate || !('value' in rate.result.computed)) throw new Refused('nothing_to_publish');

  const [id, number, head] = [uuidv7(), await nextNumber(tx), await findHead(tx)];
  const releasedOn = world.todayIn('Asia/Shanghai');
  const build = (language: (typeof languages)[number]): BuiltReport =>
    assemble(world, sources, figures, {
      period: order.period,
      basis: 'approved',
      language,
      ids: editionIds(world.url, id),
      edition: {
        number,
        publishedAt: releasedOn,
        historyBlocks: head ? [{ height: head.height, root: head.hash }] : [],
      },
      releasedOn,
    });
  const built = { en: build('en'), zh: build('zh') };
  const documents = { en: built.en.document, zh: built.zh.document };
  const frozen = frozenOf(world, sources, order.period, { seq, figures, head: head ?? null, from });
  const rows = figureRows(sources, id, order.period, built, figures);
  const contentHash = hashOfEdition({ frozen, documents }, rows);
  await insertEdition(tx, {
    id,
    number,
    period: printPeriod(order.period),
    from: order.period.from,
    before: order.period.before,
    seq,
    note: order.note,
    frozen,
    documents,
    contentHash,
  });
  await insertEditionFigures(tx, id, rows);
  await appendEntry(tx, {
    seq: await historySeq(tx),
    via: order.via,
    action: 'publish',
    kind: 'reports.edition',
    scopeId: null,
    reason: [`edition ${number}, ${printPeriod(order.period)}`, order.note].filter(Boolean).join(': '),
    rows: 1,
    digest: Buffer.from(contentHash, 'hex'),
  });
  await notify(tx, {
    to: { action: 'report.read' },
    message: 'edition_published',
    facts: { number, period: { en: labelPeriod(order.period, 'en'), zh: labelPeriod(order.period, 'zh') } },
    opens: `/editions/${id}`,
    key: `edition:${id}`,
  });
  return {
    id,
    number,
    period: printPeriod(order.period),
    seq,
    figures: rows.filter(({ position }) => position > 0).length,
    contentHash,
    head: head ? { height: head.height, hash: head.hash } : null,
    sumsFrom: from,
  };
}

/** The figures as the history below `asOf` makes them. @throws NotAtRest */
async function figuresAt(
  tx: Tx,
  world: ReportWorld,
  sources: ReportSources,
  keys: readonly FigureKey[],
  asOf: number,
  from: Frozen['sumsFrom'],
): Promise<Figure[]> {
  const { context } = sources;
  const ids = keys.map((key) => figureId(context, key));
  const found = await findFigures(tx, ids);
  const figures = ids.map((id) => found.get(id));
  const aggregates = [...new Set([...world.kpis.values()].flatMap(aggregatesOf).map(({ id }) => id))];
  if (from === 'cells') {
    if (!(await isAtRest(tx, figures, aggregates, asOf))) throw new NotAtRest();
    return figures as Figure[];
  }
  const taken: Figure[] = [];
  for (const figure of figures) if (figure) taken.push(await takenFromRecords(tx, world, sources, figure, asOf));
  return taken;
}

/** A figure with its sums taken from the records as they counted; how complete it is stays what the ledger knows. */
async function takenFromRecords(
  tx: Tx,
  world: ReportWorld,
  { context }: ReportSources,
  figure: Figure,
  asOf: number,
): Promise<Figure> {
  const kpi = world.kpis.get(figure.key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${figure.key.kpi}`);
  const period = parsePeriod(figure.key.period);
  const sums = await sumKpiOfRecords(tx, world.summed, kpi, context.organisation, {
    scopeId: figure.key.scopeId,
    period,
    moment: { asOf },
  });
  const groups = groupSums(kpi, context.organisation, figure.key.scopeId, period, sums);
  const computed = computeFigure(kpi, period, groups, figure.result, figure.parameters, context.packs);
  return { ...figure, stale: false, result: { ...figure.result, groups, computed } };
}

function frozenOf(
  world: ReportWorld,
  sources: ReportSources,
  period: Period,
  {
    seq,
    figures,
    head,
    from,
  }: {
    seq: number;
    figures: readonly Figure[];
    head: { height: number; hash: string } | null;
    from: Frozen['sumsFrom'];
  },
): Frozen {
  const kpis = new Map(figures.map(({ key, version, parameters }) => [key.kpi, { id: key.kpi, version, parameters }]));
  const counts = boundaryCounts(sources.context.organisation, period);
  return {
    format: 1,
    seq,
    basis: 'approved',
    company: sources.company,
    preparer: sources.preparer,
    organisation: sources.context.organisation,
    boundary:
      sources.boundary && counts ? { code: sources.boundary.code, title: sources.boundary.title, ...counts } : null,
    sites: sources.sites,
    targets: sources.targets,
    statements: sources.statements,
    earlier: sources.earlier,
    promises: promisesIn(sources.statements, period, sources.earlier),
    kpis: [...kpis.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    packs: world.packs.all
      .filter(({ pack }) => world.packs.inUse[pack.pack] === pack)
      .map(({ pack, hash }) => ({ pack: pack.pack, edition: pack.edition, hash })),
    head: head && { height: head.height, hash: head.hash },
    sumsFrom: from,
  };
}

/** Every printed number, and after them the figures of the ledger that were only worked with. */
function figureRows(
  sources: ReportSources,
  editionId: string,
  period: Period,
  built: { en: BuiltReport; zh: BuiltReport },
  figures: readonly Figure[],
): EditionFigure[] {
  const ledger = new Map(figures.map((figure) => [figure.id, figure]));
  const rows = new Map<string, EditionFigure>();
  const used = new Set<string>();
  let position = 0;
  for (const [id, number] of built.en.numbers) {
    position += 1;
    const [first] = figuresBehind(number.origin);
    const base = first === undefined ? undefined : ledger.get(first);
    for (const behind of figuresBehind(number.origin)) used.add(behind);
    const isLedger = number.origin.of === 'figure';
    rows.set(id, {
      id,
      liveId: liveId(number.origin),
      position,
      kpi: base?.key.kpi ?? 'targets.step',
      version: base?.version ?? 1,
      parameters: base?.parameters ?? {},
      scopeId: base?.key.scopeId ?? sources.group.id,
      period: base?.key.period ?? printPeriod(period),
      result: { number, ledger: isLedger && base ? ledgerPart(base) : null },
      aggregates: isLedger && base ? { groups: base.result.groups } : {},
      printed: Object.fromEntries(
        languages.map((language) => [language, showFigure(number.value, number.unit, language)]),
      ),
    });
  }
  for (const live of used) {
    const base = ledger.get(live);
    const id = editionFigureId(editionId, live);
    if (!base || rows.has(id)) continue;
    rows.set(id, {
      id,
      liveId: live,
      position: 0,
      kpi: base.key.kpi,
      version: base.version,
      parameters: base.parameters,
      scopeId: base.key.scopeId,
      period: base.key.period,
      result: { number: null, ledger: ledgerPart(base) },
      aggregates: { groups: base.result.groups },
      printed: {},
    });
  }
  return [...rows.values()];
}

function ledgerPart({ result }: Figure) {
  const { groups: _, ...ledger } = result;
  return ledger;
}
