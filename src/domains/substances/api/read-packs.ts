// What is told of rule packs from the editions that are held: the list, one edition with its examples, and two compared.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { addDays, type CalendarDate, isCalendarDate } from '#period/calendar-date.ts';
import { type LoadedPack, type Packs, packsInUse } from '#platform/packs/load.ts';
import type { Pack, PackExample, PackRow } from '#standards/pack.ts';
import { type HeldIdentity, readIdentities } from '../cli/identities.ts';
import type { CustomerListKept, CustomerTold } from '../model/customer-list.ts';
import type {
  CompareAnswer,
  EditionTold,
  ExampleTold,
  GroupTold,
  PackAnswer,
  PackCounts,
  PackLine,
  PackOrigin,
  PacksAnswer,
  RestrictionTold,
  RowTold,
  SubstanceTold,
} from '../model/pack-answer.ts';
import type { Exemption, Restriction } from '../model/restriction.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import { comparePacks } from '../rules/compare-packs.ts';
import { listOfPack, listsInForce, packOfCustomer, packOfList } from '../rules/customer-pack.ts';
import { daysOfChange, editionOn, holdsOn, rowsOn, standingOf } from '../rules/pack-days.ts';
import { groupsPack, isRulePack, rulePackOf } from '../rules/rule-pack.ts';
import { type ExampleInput, type WorkedExample, workExample } from '../rules/worked-example.ts';

/** Rule packs as they are held, with what is known of the substances that they name. */
export interface HeldPacks {
  all: readonly LoadedPack[];
  /** the day on which it is told how they stand */
  today: () => string;
  identities: () => Promise<ReadonlyMap<string, HeldIdentity>>;
  /** the edition of each by which items are judged on a day */
  inUse: (day: string) => Readonly<Record<string, Pack>>;
  /** the lists among them, by the hash of their edition: whose each is, and its record */
  lists: ReadonlyMap<string, CustomerTold>;
  /** examples as they came out, by the hash of their edition: their days are their own, so they come out the same again */
  worked: Map<string, WorkedExample[]>;
}

/** The rule packs of an installation. @param home holds the folder `reference` */
export function heldPacks(packs: Pick<Packs, 'all'>, home: string, today: () => string): HeldPacks {
  const all = packs.all.filter(({ pack }) => isRulePack(pack));
  let read: Promise<ReadonlyMap<string, HeldIdentity>> | undefined;
  return {
    ...{ all, today, worked: new Map(), lists: new Map(), inUse: (day) => packsInUse(all, day) },
    identities: () => {
      read ??= readNamed(all, join(home, 'reference', 'substances')).catch((error: unknown) => {
        read = undefined;
        throw error;
      });
      return read;
    },
  };
}

/** The same with customers' lists. */
export function withCustomersLists(law: HeldPacks, lists: readonly CustomerListKept[]): HeldPacks {
  return {
    ...law,
    all: [...law.all, ...lists.map((list) => ({ pack: packOfCustomer(list), hash: list.hash }))],
    lists: new Map(lists.map(({ hash, customer, id }) => [hash, { name: customer, record: id }])),
    inUse: (day) => ({
      ...law.inUse(day),
      ...Object.fromEntries(listsInForce(lists, day).map((list) => [packOfList(list.code), packOfCustomer(list)])),
    }),
  };
}

/** Of the substances that come with the program, those that packs and their examples name: few of 120,000. */
async function readNamed(all: readonly LoadedPack[], folder: string) {
  const wanted = new Set<string>();
  for (const { pack } of all) {
    for (const { members } of pack.rows) for (const key of (members as string[] | undefined) ?? []) wanted.add(key);
    for (const { input } of pack.examples ?? [])
      for (const { contents } of (input as ExampleInput).item.materials)
        for (const { cas } of contents) wanted.add(`cas:${cas}`);
  }
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv.gz'));
  const newest = files.sort().at(-1);
  return newest ? readIdentities(join(folder, newest), (key) => wanted.has(key)) : new Map<string, HeldIdentity>();
}

/** By the name of their edition; customers name theirs as they like, so their lists by their first day. */
const newestFirst = ({ pack: one }: LoadedPack, { pack: other }: LoadedPack) =>
  listOfPack(one.pack) === undefined || one.effectiveFrom === other.effectiveFrom
    ? one.edition < other.edition
      ? 1
      : -1
    : (one.effectiveFrom ?? '') < (other.effectiveFrom ?? '')
      ? 1
      : -1;

function editionTold(pack: Pack, held: HeldPacks): EditionTold {
  const today = held.today();
  return {
    ...{ edition: pack.edition, effectiveFrom: pack.effectiveFrom, effectiveTo: pack.effectiveTo ?? null },
    standing: standingOf(pack, today),
    inUse: held.inUse(today)[pack.pack]?.edition === pack.edition,
  };
}

const originOf = (pack: Pack, today: string): PackOrigin => ({
  ...{ source: pack.source, licence: pack.licence, asOf: pack.asOf, verified: pack.verified },
  reviewOn: pack.reviewOn ?? null,
  reviewIsDue: pack.reviewOn !== undefined && pack.reviewOn <= today,
});

/** Whether a restriction holds on a day: its edition has to be in force too. */
const holdsIn = (pack: Pack, one: Restriction, day: string) =>
  standingOf(pack, day) === 'in_force' && holdsOn(one, day);

function countsOf(pack: Pack, today: string): PackCounts {
  const { restrictions, exemptions, groups } = rulePackOf(pack);
  return {
    ...{ restrictions: restrictions.length, exemptions: exemptions.length, groups: groups.length },
    restrictionsToday: restrictions.filter((one) => holdsIn(pack, one, today)).length,
    unverified: pack.rows.filter(({ verified }) => verified !== true).length,
  };
}

/** All rule packs, each by the edition that is used today, or by its newest; customers' lists behind the law. */
export function listPacks(held: HeldPacks): PacksAnswer {
  const today = held.today();
  const inUse = held.inUse(today);
  const byName = Map.groupBy([...held.all].sort(newestFirst), ({ pack }) => pack.pack);
  const packs = [...byName].map(([name, editions]): PackLine => {
    const { pack: shown, hash } =
      editions.find(({ pack }) => pack.edition === inUse[name]?.edition) ?? (editions[0] as LoadedPack);
    return {
      ...{ pack: name, title: shown.title, ...editionTold(shown, held), ...originOf(shown, today) },
      customer: held.lists.get(hash) ?? null,
      counts: countsOf(shown, today),
      otherEditions: editions.filter(({ pack }) => pack !== shown).map(({ pack }) => editionTold(pack, held)),
    };
  });
  const inOrder = (one: PackLine, other: PackLine) =>
    Number(one.customer !== null) - Number(other.customer !== null) || (one.pack < other.pack ? -1 : 1);
  return { today, packs: packs.sort(inOrder) };
}

const namedBy =
  (identities: ReadonlyMap<string, HeldIdentity>) =>
  (key: string): SubstanceTold => {
    const known = identities.get(key);
    return { key, name: known?.nameEn ? { en: known.nameEn, zh: known.nameZh || null } : null };
  };

/** Groups that a pack names, with those that they take in; of the pack of groups itself, all. */
function groupsTold(pack: Pack, groups: readonly SubstanceGroup[], named: (key: string) => SubstanceTold): GroupTold[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  const by = new Map<string, string[]>(pack.pack === groupsPack ? groups.map(({ id }) => [id, []]) : []);
  const note = (id: string, restriction: string) => {
    const names = by.get(id) ?? [];
    if (names.includes(restriction)) return;
    by.set(id, [...names, restriction]);
    for (const inner of known.get(id)?.groups ?? []) note(inner, restriction);
  };
  for (const { id, group } of rulePackOf(pack).restrictions) if (group !== undefined) note(group, id);
  return [...by].flatMap(([id, restrictions]) => {
    const group = known.get(id);
    if (!group) return [];
    const { members, ...said } = group;
    return [{ ...said, namedBy: restrictions, substances: members.map(named) }];
  });
}

async function worked({ pack, hash }: LoadedPack, held: HeldPacks, groups: readonly SubstanceGroup[]) {
  const kept = held.worked.get(hash);
  if (kept) return kept;
  const identities = await held.identities();
  const found: WorkedExample[] = [];
  for (const example of pack.examples ?? []) {
    found.push(workExample(pack, example, { groups, compositionOf: (key) => identities.get(key) ?? null }));
    // A pack of thousands of substances takes its time: others are answered between two examples.
    await setImmediate();
  }
  held.worked.set(hash, found);
  return found;
}

function exampleTold(
  { id, source, sourceZh }: Pick<PackExample, 'id' | 'source' | 'sourceZh'>,
  { input, expected, verdict, reason, isRight }: WorkedExample,
  named: (key: string) => SubstanceTold,
): ExampleTold {
  return {
    ...{
      id,
      source: { en: source, zh: sourceZh ?? source },
      date: input.date,
      itemClass: input.item.itemClass,
      isRight,
    },
    ...{ category: input.category ?? null, market: input.market ?? null },
    materials: input.item.materials.map(({ name = '', massMg, contents, undisclosedPpm }) => ({
      ...{ name, massMg, undisclosedPpm },
      contents: contents.map(({ cas, ppm, exemption = null, intentional = null }) => ({
        ...{ substance: named(`cas:${cas}`), ppm, exemption, intentional },
      })),
    })),
    expected: { verdict: expected.verdict, restriction: expected.restriction ?? null },
    found: {
      ...{ verdict, restriction: reason?.restriction ?? null },
      reason: reason && {
        ...{ label: reason.label, clause: reason.clause, limitPpm: reason.limitPpm },
        ...{ lowPpm: reason.lowPpm, highPpm: reason.highPpm, undisclosedPpm: reason.undisclosedPpm },
      },
    },
  };
}

/** One edition with all that it holds; the one in use, or the newest, where none is named. Undefined where there is none. */
export async function readPack(held: HeldPacks, name: string, edition?: string): Promise<PackAnswer | undefined> {
  const today = held.today();
  const inUse = held.inUse(today);
  const editions = held.all.filter(({ pack }) => pack.pack === name).sort(newestFirst);
  const loaded =
    edition === undefined
      ? (editions.find(({ pack }) => pack.edition === inUse[name]?.edition) ?? editions[0])
      : editions.find(({ pack }) => pack.edition === edition);
  if (!loaded) return undefined;
  const { pack, hash } = loaded;
  const groups = inUse[groupsPack] ? rulePackOf(inUse[groupsPack]).groups : [];
  const identities = await held.identities();
  const named = namedBy(identities);
  const outcomes = await worked(loaded, held, groups);
  return {
    ...{ today, pack: name, title: pack.title, note: pack.note ?? null, hash, customer: held.lists.get(hash) ?? null },
    ...{ ...editionTold(pack, held), ...originOf(pack, today), counts: countsOf(pack, today) },
    editions: editions.map((one) => editionTold(one.pack, held)),
    restrictions: ofType<Restriction>(pack, 'restriction').map(
      (row): RestrictionTold => ({
        ...row,
        holds: holdsIn(pack, row, today),
        substances: (row.members ?? []).map(named),
      }),
    ),
    exemptions: ofType<Exemption & { id: string }>(pack, 'exemption').map((row) => ({
      ...row,
      passed: Object.fromEntries(
        Object.entries(row.until).map(([category, last]) => [category, last !== null && last < today]),
      ),
    })),
    groups: groupsTold(pack, pack.pack === groupsPack ? rulePackOf(pack).groups : groups, named),
    examples: (pack.examples ?? []).flatMap((example, place) => {
      const outcome = outcomes[place];
      return outcome ? [exampleTold(example, outcome, named)] : [];
    }),
  };
}

const ofType = <T>(pack: Pack, type: string): T[] => pack.rows.filter((row) => row.type === type) as unknown as T[];

const rowTold = (row: PackRow): RowTold => ({
  ...{ id: row.id, type: String(row.type), label: row.label as RowTold['label'] },
  clause: (row.clause as string | undefined) ?? (row.code as string | undefined) ?? null,
  numbers: (row.members as string[] | undefined) ?? [],
  says: row.type === 'restriction' ? saysOf(row as unknown as Restriction) : null,
});

const saysOf = ({ limitPpm, comparator, intentional = false, duty }: Restriction) => ({
  ...{ limitPpm, comparator, intentional, duty },
});

/** A state of a pack: an edition whole, or what held on a day. */
interface State {
  edition: string | null;
  day: string | null;
  rows: readonly PackRow[];
}

/**
 * Two states of a pack: two editions where both names are those of editions, else two days. Where nothing is named, the
 * two newest editions; of a pack with one, the last day on which it changed and the one before.
 * @returns undefined where there is no such pack; `wrong` where what was named is neither an edition nor a day
 */
export function compareStates(
  held: HeldPacks,
  name: string,
  asked: { from?: string | undefined; to?: string | undefined },
): CompareAnswer | 'wrong' | undefined {
  const loaded = held.all.filter(({ pack }) => pack.pack === name).sort(newestFirst);
  const editions = loaded.map(({ pack }) => pack);
  const [newest, before] = editions;
  if (!newest) return undefined;
  const days = daysOfChange(editions);
  const lastDay = days.findLast((day) => day <= held.today()) ?? days.at(-1) ?? held.today();
  const dayBefore = (day: string) => days.findLast((one) => one < day) ?? addDays(day as CalendarDate, -1);
  const editionOf = (text: string | undefined) => editions.find(({ edition }) => edition === text);
  const byEdition =
    asked.from === undefined && asked.to === undefined
      ? before !== undefined
      : editionOf(asked.from ?? before?.edition) !== undefined && editionOf(asked.to ?? newest.edition) !== undefined;
  let states: [State, State];
  if (byEdition) {
    const whole = (pack: Pack): State => ({ edition: pack.edition, day: null, rows: pack.rows });
    states = [whole(editionOf(asked.from) ?? before ?? newest), whole(editionOf(asked.to) ?? newest)];
  } else {
    const to = asked.to ?? (asked.from !== undefined && asked.from > lastDay ? held.today() : lastDay);
    const from = asked.from ?? (isCalendarDate(to) ? dayBefore(to) : to);
    if (!isCalendarDate(from) || !isCalendarDate(to)) return 'wrong';
    const on = (day: string): State => {
      const pack = editionOn(editions, day);
      return { edition: pack?.edition ?? null, day, rows: rowsOn(pack, day) };
    };
    states = [on(from), on(to)];
  }
  const [from, to] = states;
  const { added, dropped, changed, citedOtherwise, same } = comparePacks(from.rows, to.rows);
  return {
    ...{ pack: name, title: newest.title, citedOtherwise, same, days },
    from: { ...from, rows: from.rows.length },
    to: { ...to, rows: to.rows.length },
    ...{ added: added.map(rowTold), dropped: dropped.map(rowTold) },
    changed: changed.map(({ row, columns }) => ({ row: rowTold(row), columns })),
    editions: editions.map((pack) => editionTold(pack, held)),
  };
}
