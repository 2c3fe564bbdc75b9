// By what items are judged here: the rule packs in use, their groups, what editions of lists cover, and the formulas of what is declared.
import { createHash } from 'node:crypto';
import type { Tx } from '#platform/db/database.ts';
import type { Pack } from '#standards/pack.ts';
import type { ListEdition } from '../model/declaration.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import { listsInForce, packOfCustomer, packOfList } from '../rules/customer-pack.ts';
import type { ListCover } from '../rules/declared-facts.ts';
import type { Bought } from '../rules/engine/concern.ts';
import type { RulePack } from '../rules/engine/packs-at.ts';
import { coverOf } from '../rules/list-cover.ts';
import { groupsPack, isRulePack, rulePackOf } from '../rules/rule-pack.ts';
import { listEditions, readEntries } from '../store/customer-lists.ts';
import { listBought, whatIsBought } from '../store/customers.ts';

/** What is held of a substance, as far as verdicts and their readers need it. */
export interface Identity {
  nameEn: string;
  nameZh: string;
  formula: string | null;
}

/** Identities of these keys, of those that are held. */
export type ReadIdentities = (wanted: ReadonlySet<string>) => Promise<ReadonlyMap<string, Identity>>;

export interface HeldRules {
  packs: readonly RulePack[];
  groups: readonly SubstanceGroup[];
  /** what customers buy, by the packs that are their lists; of whom nobody says it, the list judges everything */
  bought: Bought;
  /** names and editions of the packs, and what customers buy, as one text: another one, and everything is judged anew */
  fingerprint: string;
  covers(list: ListEdition): readonly ListCover[];
  compositionOf(key: string): Identity | null;
  /** looks up what is held of these substances, and of all that packs name, so that `compositionOf` knows it */
  know(keys: readonly string[]): Promise<void>;
  /** a substance of one's own has changed: what was looked up is looked up again */
  forget(): void;
}

const membersOf = (packs: readonly RulePack[], groups: readonly SubstanceGroup[]) => [
  ...packs.flatMap(({ restrictions }) => restrictions.flatMap(({ members }) => members ?? [])),
  ...groups.flatMap(({ members }) => members),
];

/** Rules of the packs in use. */
export function heldRules(inUse: Readonly<Record<string, Pack>>, readIdentities: ReadIdentities): HeldRules {
  const held = Object.values(inUse).filter(isRulePack);
  const rules = held.map(rulePackOf);
  const packs = rules.filter(({ restrictions }) => restrictions.length > 0);
  const groups = rules.filter(({ pack }) => pack === groupsPack).flatMap((one) => one.groups);
  const known = new Map<string, Identity | null>();
  return {
    ...{ packs, groups, bought: new Map() },
    fingerprint: createHash('sha256').update(JSON.stringify(rules)).digest('hex'),
    covers: (list) => coverOf(held, list),
    compositionOf: (key) => known.get(key) ?? null,
    forget: () => known.clear(),
    know: async (keys) => {
      const wanted = new Set([...keys, ...membersOf(packs, groups)].filter((key) => !known.has(key)));
      if (wanted.size === 0) return;
      const found = await readIdentities(wanted);
      for (const key of wanted) known.set(key, found.get(key) ?? null);
    },
  };
}

/** The same with customers' lists beside the law. */
const withLists = (
  law: HeldRules,
  lists: readonly RulePack[],
  { bought, fingerprint }: Pick<HeldRules, 'bought' | 'fingerprint'>,
): HeldRules => ({
  ...law,
  ...{ packs: [...law.packs, ...lists], bought, fingerprint },
  know: (keys) => law.know([...keys, ...membersOf(lists, [])]),
});

/** By what items are judged on a day. */
export interface RulesInUse {
  /** law alone, of which nothing is secret */
  law(day: string): HeldRules;
  /** law, and the customers' lists that are approved and in force, as far as the reader may see them */
  on(tx: Tx, day: string): Promise<HeldRules>;
}

/**
 * Rules of a day. Which lists stand is asked of the database each time; only what an approved revision says is kept, by its
 * hash, since it never changes: so nothing here is ever old, and a reader who sees fewer lists gets other rules.
 */
export function rulesInUse(packsOn: (day: string) => Readonly<Record<string, Pack>>, read: ReadIdentities): RulesInUse {
  let held: { day: string; rules: HeldRules } | undefined;
  let listed: HeldRules | undefined;
  const law = (day: string): HeldRules => {
    if (held?.day !== day) held = { day, rules: heldRules(packsOn(day), read) };
    return held.rules;
  };
  return {
    law,
    on: async (tx, day) => {
      const lists = listsInForce(await listEditions(tx), day);
      const rules = law(day);
      if (lists.length === 0) return rules;
      const stand = lists.map(({ id, revision, hash }) => [id, revision, hash]);
      const ids = lists.map(({ id }) => id);
      const fingerprint = createHash('sha256')
        .update(JSON.stringify([rules.fingerprint, ...stand, await whatIsBought(tx, ids, day)]))
        .digest('hex');
      if (listed?.fingerprint !== fingerprint || listed.covers !== rules.covers) {
        const bought = await listBought(tx, ids, day);
        listed = withLists(rules, (await readEntries(tx, lists)).map(packOfCustomer).map(rulePackOf), {
          bought: new Map(
            lists.flatMap(({ id, code }) => (bought.has(id) ? [[packOfList(code), bought.get(id) ?? []]] : [])),
          ),
          fingerprint,
        });
      }
      return listed;
    },
  };
}
