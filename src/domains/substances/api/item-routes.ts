// The endpoints of items: how they stand under each rule pack, why, what they are made of; and where a substance is.
import { z } from 'zod';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { Pack } from '#standards/pack.ts';
import type { TestFact } from '../model/facts.ts';
import type {
  ItemAnswer,
  ItemsAnswer,
  NamedItem,
  PackNamed,
  PartsAnswer,
  SubstanceNamed,
  VerdictsAsOf,
  WhereUsedAnswer,
  WhyAnswer,
} from '../model/item-answer.ts';
import { marketsOf } from '../model/markets.ts';
import { itemClasses } from '../model/restriction.ts';
import type { TestTold } from '../model/test-report-answer.ts';
import { verdicts } from '../model/verdict.ts';
import { isCasNumber } from '../rules/cas-number.ts';
import { checkItems, type FoundReason } from '../rules/check.ts';
import { listsInForce, packOfList } from '../rules/customer-pack.ts';
import { ALL_PPM } from '../rules/engine/verdict-code.ts';
import { isRulePack, rulePackOf } from '../rules/rule-pack.ts';
import { listCertificatesOf } from '../store/certificates.ts';
import { listEditions } from '../store/customer-lists.ts';
import { listBuyers, listSoldTo, nameCustomers } from '../store/customers.ts';
import {
  countVerdicts,
  findItem,
  listItems,
  listMakerParts,
  listParts,
  listUsedIn,
  listVerdictsOf,
  nameItems,
  nameSources,
} from '../store/items.ts';
import { isBehind } from '../store/known.ts';
import { listReportsOf, nameReports } from '../store/test-reports.ts';
import { findVerdictState } from '../store/verdicts.ts';
import { listAbove, listUses } from '../store/where-used.ts';
import { findCompleteness } from './find-completeness.ts';
import { decidedUnder, readOverrides, toldOverrides } from './find-overrides.ts';
import { requiredOf } from './grade-routes.ts';
import type { HeldRules, RulesInUse } from './held-rules.ts';
import { keysOf, readFacts } from './judged-world.ts';
import type { SubstancesWorld } from './substances-world.ts';

const LISTED_AT_ONCE = 50;
const DEEPEST = 40;
const PATHS_TOLD = 50;
const id = z.object({ id: z.uuid() });
const ofPack = z.object({ pack: z.string().max(60) });

/** The packs by which items are judged, by name: law, and the customers' lists that the reader may see. */
export async function packsNamed(tx: Tx, inUse: Readonly<Record<string, Pack>>, day: string): Promise<PackNamed[]> {
  const laws = Object.values(inUse)
    .filter(isRulePack)
    .map((pack) => ({ ...pack, ...rulePackOf(pack) }))
    .filter(({ restrictions }) => restrictions.length > 0)
    .map(
      ({ pack, edition, title, restrictions }): PackNamed => ({
        ...{ pack, edition, title, customer: null },
        markets: marketsOf(restrictions),
      }),
    );
  const lists = listsInForce(await listEditions(tx), day).map(
    ({ code, edition, name, customer, markets }): PackNamed => ({
      ...{ pack: packOfList(code), edition, title: { en: name, zh: name }, customer, markets },
    }),
  );
  return [...laws, ...lists];
}

/** Up to where verdicts stand, and whether something came since: a record that they rest on, or another list of a customer. */
export async function asOf(tx: Tx, rules: RulesInUse): Promise<VerdictsAsOf> {
  const state = await findVerdictState(tx);
  if (!state) return { day: null, isBehind: await isBehind(tx, 0) };
  const { fingerprint } = await rules.on(tx, state.day);
  return { day: state.day, isBehind: state.packs !== fingerprint || (await isBehind(tx, state.toSeq)) };
}

const nameOf = (rules: HeldRules, key: string): SubstanceNamed => {
  const held = rules.compositionOf(key);
  return { key, name: held ? { en: held.nameEn || held.nameZh, zh: held.nameZh || held.nameEn } : null };
};

/** From an item down to the part that makes it what it is under a pack, as verdicts stand. */
async function pathDown(tx: Tx, top: string, pack: string, day: string): Promise<string[]> {
  const path = [top];
  const [own] = (await listVerdictsOf(tx, top)).filter((one) => one.pack === pack);
  if (!own) return path;
  while (path.length < DEEPEST) {
    const parts = await listParts(tx, path.at(-1) as string, { pack, day });
    const worst = parts.find(({ verdict, basis }) => verdict === own.verdict && basis === own.basis);
    if (!worst) return path;
    path.push(worst.id);
  }
  return path;
}

function lastDay({
  untilDay,
  isRenewalPending,
}: Pick<FoundReason, 'untilDay' | 'isRenewalPending'>): WhyAnswer['reasons'][number]['until'] {
  if (untilDay === null) return null;
  if (Number.isFinite(untilDay)) return new Date(untilDay * 86_400_000).toISOString().slice(0, 10);
  return isRenewalPending ? 'pending' : 'open';
}

async function toldReasons(tx: Tx, rules: HeldRules, reasons: readonly FoundReason[]): Promise<WhyAnswer['reasons']> {
  const documents = new Map(
    (await nameSources(tx, [...new Set(reasons.map(({ source }) => source))])).map((one) => [one.id, one]),
  );
  const told = (ppm: number) => (Number.isFinite(ppm) ? ppm : null);
  const reports = new Map(
    (
      await nameReports(tx, [...new Set(reasons.flatMap(({ tests }) => tests.flatMap(({ report }) => report ?? [])))])
    ).map((one) => [one.id, one]),
  );
  const found = ({ report: id = '', lowPpm, highPpm, inconclusive }: TestFact): TestTold[] => {
    const report = reports.get(id);
    return report ? [{ report, lowPpm, highPpm: highPpm < ALL_PPM ? highPpm : null, inconclusive }] : [];
  };
  return reasons.map(({ source, substances, untilDay, isRenewalPending, lowPpm, highPpm, tests, ...reason }) => ({
    ...{ ...reason, lowPpm: told(lowPpm), highPpm: told(highPpm) },
    ...{ declaration: documents.get(source) ?? null, until: lastDay({ untilDay, isRenewalPending }) },
    substances: substances.map((key) => nameOf(rules, key)),
    tests: tests.flatMap(found),
  }));
}

/** Ways from the top down to one of the holders. */
function pathsTo(
  holders: readonly string[],
  edges: readonly { parent: string; child: string }[],
): { paths: string[][]; more: boolean } {
  const parents = Map.groupBy(edges, ({ child }) => child);
  const paths: string[][] = [];
  const open = holders.map((holder) => [holder]);
  for (let path = open.pop(); path; path = open.pop()) {
    const above = parents.get(path[0] as string) ?? [];
    if (above.length === 0) {
      if (paths.length === PATHS_TOLD) return { paths, more: true };
      paths.push(path);
    }
    // The database refuses circles; one that came about all the same must not be walked for ever.
    for (const { parent } of above) if (!path.includes(parent)) open.push([parent, ...path]);
  }
  return { paths, more: false };
}

/** Parts of makers that may stand for an item, with what was declared and what was found of each. */
async function makerPartsOf(tx: Tx, item: string, day: string): Promise<ItemAnswer['makerParts']> {
  const reports = Map.groupBy(await listReportsOf(tx, item, day), ({ makerPartId }) => makerPartId);
  const certificates = Map.groupBy(await listCertificatesOf(tx, item, day), ({ makerPartId }) => makerPartId);
  return (await listMakerParts(tx, item, day)).map((part) => ({
    ...part,
    reports: (reports.get(part.id) ?? []).map(({ makerPartId: _, ...report }) => report),
    certificates: (certificates.get(part.id) ?? []).map(({ makerPartId: _, ...told }) => told),
  }));
}

/** Endpoints of items and of where substances are. */
export function itemRoutes(world: SubstancesWorld): Route[] {
  const { db, packs } = world;
  const { rules } = world.verdicts;
  const today = () => world.todayIn('Asia/Shanghai');
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/items',
      summary: 'Items with how each stands under every rule pack, and how many stand how under one of them',
      query: z.object({
        text: z.string().max(80).optional(),
        class: z.enum(itemClasses).optional(),
        pack: z.string().max(60).optional(),
        verdict: z.enum(verdicts).optional(),
        customer: z.string().min(1).max(200).optional(),
        tops: z.enum(['true', 'false']).optional(),
        after: z.string().max(80).optional(),
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { class: itemClass, tops, ...rest }): Promise<ItemsAnswer> =>
        db.as(session.actor, async (tx) => {
          const asked = { ...rest, itemClass, tops: tops === 'true', limit: LISTED_AT_ONCE + 1, day: today() };
          const items = await listItems(tx, asked);
          const shown = items.slice(0, LISTED_AT_ONCE);
          const decided = await decidedUnder(tx, rest.pack ?? '', today());
          const required = await requiredOf(
            tx,
            today(),
            shown.map((one) => one.id),
          );
          return {
            ...{ asOf: await asOf(tx, rules), packs: await packsNamed(tx, packs.inUse, today()) },
            customers: await nameCustomers(tx, today()),
            items: shown.map((one) => ({
              ...{ ...one, decided: decided.get(one.id) ?? null },
              required: required.get(one.id)?.standing ?? 'no_grade',
            })),
            decided: decided.size,
            after: items.length > LISTED_AT_ONCE ? (shown.at(-1)?.number ?? null) : null,
            counts: await countVerdicts(tx, asked),
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/items/:id',
      summary:
        'An item: how it stands under every rule pack, what its control grade requires, how much of its mass is named, its makers’ parts with their declarations, what contains it, which customers buy it or what it is in',
      query: id,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked): Promise<ItemAnswer> => {
        const day = today();
        const { judging, overrides, ...answer } = await db.as(session.actor, async (tx) => {
          const item = await findItem(tx, asked.id);
          const required = (await requiredOf(tx, day, [asked.id])).get(asked.id);
          if (!item || !required) throw new Refused('not_found');
          const inForce = await rules.on(tx, day);
          const { soldTo, more: moreSoldTo } = await listSoldTo(tx, asked.id, day);
          return {
            ...{ ...item, required, soldTo, moreSoldTo },
            ...{ asOf: await asOf(tx, rules), packs: await packsNamed(tx, packs.inUse, day) },
            completeness: await findCompleteness(tx, rules.law(day), asked.id, day),
            verdicts: await listVerdictsOf(tx, asked.id),
            ...{ judging: inForce, overrides: await readOverrides(tx, inForce, asked.id, day) },
            makerParts: await makerPartsOf(tx, asked.id, day),
            usedIn: await listUsedIn(tx, asked.id, day),
          };
        });
        return { ...answer, overrides: await toldOverrides(judging, overrides, day) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/items/:id/parts',
      summary: 'What an item is made of, one level down, and how each part stands under a rule pack',
      query: id.extend(ofPack.shape),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id: item, pack }): Promise<PartsAnswer> =>
        db.as(session.actor, async (tx) => ({ parts: await listParts(tx, item, { pack, day: today() }) })),
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/items/:id/why',
      summary:
        'Why an item stands as it does under a rule pack: the way down to the part, and each limit that was looked at',
      query: id.extend(ofPack.shape),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id: item, pack: name }): Promise<WhyAnswer> => {
        const day = today();
        const { judging, pack, path, facts, named, isAbout } = await db.as(session.actor, async (tx) => {
          const inForce = await rules.on(tx, day);
          const of = inForce.packs.find(({ pack: one }) => one === name);
          if (!of) throw new Refused('not_found');
          const stands = (await listVerdictsOf(tx, item)).find(({ pack: one }) => one === name);
          // Of what its customer does not buy a list says nothing, and no part makes it so.
          const isAbout = stands?.verdict !== 'not_applicable';
          const way = isAbout ? await pathDown(tx, item, name, day) : [item];
          return {
            ...{ judging: inForce, pack: of, path: way, isAbout },
            facts: await readFacts(tx, inForce, day, [way.at(-1) as string]),
            named: await nameItems(tx, way),
          };
        });
        if (facts.length === 0 || named.length < path.length) throw new Refused('not_found');
        await judging.know([...keysOf(facts)]);
        const [found] = checkItems({ ...judging, items: facts, packs: [pack], on: day });
        return {
          path: named,
          reasons: await db.as(session.actor, (tx) => toldReasons(tx, judging, (isAbout && found?.reasons) || [])),
          nothingDeclared: facts.every(({ sources }) =>
            sources.every(
              ({ articles, statements = [], tests = [] }) => articles.length + statements.length + tests.length === 0,
            ),
          ),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/where-used',
      summary:
        'Where a substance is: declared lines that count, everything that contains their items, and the ways there',
      query: z.object({ substance: z.string().min(1).max(200) }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { substance }): Promise<WhereUsedAnswer> => {
        const key = isCasNumber(substance) ? `cas:${substance}` : substance;
        const law = rules.law(today());
        await law.know([key]);
        return db.as(session.actor, async (tx) => {
          const { uses, more: moreUses } = await listUses(tx, key, today());
          const holders = [...new Set(uses.map((use) => use.id))];
          const { above, edges } = await listAbove(tx, holders, today());
          const byId = new Map<string, NamedItem>([...uses, ...above].map((one) => [one.id, namedOnly(one)]));
          const { paths, more } = pathsTo(holders, edges);
          return {
            ...{ substance: nameOf(law, key), uses, moreUses, above, morePaths: more },
            customers: await listBuyers(tx, [...byId.keys()], today()),
            paths: paths.map((path) => path.flatMap((one) => byId.get(one) ?? [])),
          };
        });
      },
    }),
  ];
}

const namedOnly = ({ id, number, name }: NamedItem): NamedItem => ({ id, number, name });
