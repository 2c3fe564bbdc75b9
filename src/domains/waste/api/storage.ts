// The storage ledger of a scope and period, the page beside a bin, and the labels that its phone reads.
import { z } from 'zod';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { consultedBy, type Kinds } from '#platform/records/server/refs.ts';
import { exactText, type Tonnes } from '#units/quantity.ts';
import { load, policiesOf } from '../records/load.ts';
import { type MassTolerance, policyOn } from '../rules/counting-mass.ts';
import { defaultStorageDays, storageAge } from '../rules/storage-age.ts';
import { storageBalance } from '../rules/storage-ledger.ts';
import { listBins } from '../store/bins.ts';
import { type ContainerRow, listContainersInStore, type Sites, type StorageRow, sumStorage } from '../store/storage.ts';

/** What the storage endpoints need of the installation. */
export interface StorageWorld {
  db: Database;
  kinds: Kinds;
  /** how others reach this installation: what a label leads to */
  url: string;
  todayIn(timeZone: string): string;
  limits(tx: Tx): Promise<Readonly<Record<string, string>>>;
}

const text = (mass: Tonnes) => exactText(mass);

/** What the rows of a ledger are judged by. */
interface Judged {
  asOf: CalendarDate;
  /** days a container may stand where its stream does not say */
  days: number;
  tolerance: MassTolerance | undefined;
}

/** One stream of one factory: its balance, and its oldest container against the days it may stand. */
function lineOf(row: StorageRow, containers: readonly ContainerRow[], { asOf, days, tolerance }: Judged) {
  const { totals, stream } = row;
  const balance = storageBalance(totals, tolerance);
  const here = containers.filter(({ siteId, streamId }) => siteId === row.site.id && streamId === stream.id);
  const [oldest] = here;
  const known = 'noData' in balance ? undefined : balance;
  const limitDays = stream.storageDays ?? days;
  return {
    site: row.site,
    stream,
    beginsOn: row.beginsOn,
    openingMassTonnes: totals.openingMassTonnes ? text(totals.openingMassTonnes) : null,
    inMassTonnes: text(totals.inMassTonnes),
    loadsMassTonnes: text(totals.loadsMassTonnes),
    outMassTonnes: text(totals.outMassTonnes),
    onSiteMassTonnes: text(totals.onSiteMassTonnes),
    stockTakeMassTonnes: text(totals.stockTakeMassTonnes),
    closingMassTonnes: known ? text(known.value) : null,
    generatedMassTonnes: known ? text(known.generatedMassTonnes) : null,
    noData: 'noData' in balance ? balance.noData : null,
    questions: known?.questions ?? [],
    provisional: row.provisional,
    limitDays,
    containers: here.map(({ container, sinceOn, massTonnes }) => ({
      container,
      sinceOn,
      massTonnes: text(massTonnes),
    })),
    oldest: oldest
      ? {
          container: oldest.container,
          sinceOn: oldest.sinceOn,
          ...storageAge(oldest.sinceOn, asOf, limitDays),
        }
      : null,
  };
}

async function ledgerOf(
  tx: Tx,
  world: StorageWorld,
  sites: Sites,
  period: { from: CalendarDate; before: CalendarDate },
  today: CalendarDate,
) {
  const before = period.before <= today ? period.before : addDays(today, 1);
  const asOf = addDays(before, -1);
  const rows = await sumStorage(tx, sites, { from: period.from, before });
  const containers = await listContainersInStore(tx, sites, before);
  const days = Number((await world.limits(tx))['waste.storage.days'] ?? defaultStorageDays);
  const { tolerance } = policyOn(policiesOf(await consultedBy(tx, world.kinds, load)), asOf) ?? {};
  return { asOf, rows: rows.map((row) => lineOf(row, containers, { asOf, days, tolerance })) };
}

const scopeQuery = z.object({ scope: z.string().default('group'), lang: z.string().optional() });

async function sitesOf(tx: Tx, asked: string): Promise<Sites> {
  const scope = await findScope(tx, asked);
  return scope.type === 'group' ? 'all' : scope.siteIds;
}

/** The routes of the store and the waste bay. */
export function storageRoutes(world: StorageWorld): Route[] {
  const today = () => world.todayIn('Asia/Shanghai') as CalendarDate;
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/storage',
      summary: 'The storage ledger by stream: opening, in, out, closing, generated, and the oldest container',
      query: scopeQuery.extend({ period: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        world.db.as(session.actor, async (tx) => {
          const period = askedPeriod(asked.period);
          const ledger = await ledgerOf(tx, world, await sitesOf(tx, asked.scope), period, today());
          return { period: printPeriod(period), ...ledger };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/bay',
      summary: 'Bins of the factories in which the reader records, and what lies in their stores today',
      query: z.object({ lang: z.string().optional() }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }) => {
        const sites = session.actorFor('records.record').writes;
        return world.db.as(session.actor, async (tx) => {
          const day = today();
          const bins = await listBins(tx, sites);
          const stocked = [...new Set(bins.filter(({ inStore }) => inStore).map(({ site }) => site.id))];
          const { asOf, rows } = await ledgerOf(tx, world, stocked, { from: day, before: addDays(day, 1) }, day);
          const stock = rows.map((row) => ({
            siteId: row.site.id,
            streamId: row.stream.id,
            closingMassTonnes: row.closingMassTonnes,
            containers: row.containers,
            limitDays: row.limitDays,
          }));
          return { asOf, bins, stock };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/bins/labels',
      summary: 'What stands on the labels of the bins of a scope, with the address that each leads to',
      query: scopeQuery,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { scope }) =>
        world.db.as(session.actor, async (tx) => {
          const bins = await listBins(tx, await sitesOf(tx, scope));
          return {
            labels: bins.map(({ id, code, name, place, inStore, site, stream }) => ({
              ...{ id, code, name, place, inStore, site, stream },
              link: `${world.url}/bay/${id}`,
            })),
          };
        }),
    }),
  ];
}
