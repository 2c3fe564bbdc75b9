// Which substances a restriction is about, and how much of each counts towards its limit.
import type { Restriction } from '../model/restriction.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import type { Member, MembersOf } from './engine/packs-at.ts';
import { type Bounds, elementShare } from './formula.ts';

/** What of a substance is held that tells a group's members and shares. */
export interface Composition {
  /** molecular formula; null where none is held */
  formula: string | null;
}

/** Substances by the numbers that the index gives them; `number` gives the next one where a member is new. */
export interface NumberedSubstances {
  number(name: string): number;
  name(number: number): string;
  readonly size: number;
}

/** Elements of a measure: `Pb`, or several that count together: `Br+Cl`. */
export const elementsOf = (element: string): string[] => element.split('+');

/**
 * Members of restrictions, for `packsAt`. A group takes in its listed members, those of its groups, and every
 * substance of the index whose formula holds one of its elements. A listed member of which no formula is held counts
 * from 0 to 1 where an element is measured: unknown, not zero (practice 24).
 *
 * Every member gets a number, so ask for the size of `substances` after all restrictions were asked.
 * @param compositionOf by key of substance, such as `cas:7439-92-1`
 */
export function membersByGroup(
  groups: readonly SubstanceGroup[],
  substances: NumberedSubstances,
  compositionOf: (key: string) => Composition | null,
): MembersOf {
  const known = new Map(groups.map((group) => [group.id, group]));
  const keysOfGroup = new Map<string, ReadonlySet<string>>();
  const keysOf = (of: Restriction): ReadonlySet<string> => {
    const own = of.members ?? [];
    if (of.group === undefined) return new Set(own);
    let keys = keysOfGroup.get(of.group);
    if (!keys) {
      keys = keysWithin(of.group, known, substances, compositionOf);
      keysOfGroup.set(of.group, keys);
    }
    return own.length === 0 ? keys : new Set([...own, ...keys]);
  };
  return (of) => {
    const members: Member[] = [];
    for (const key of keysOf(of)) {
      const share = of.measure.of === 'element' ? shareOf(compositionOf(key), of.measure.element) : whole;
      if (share.high > 0)
        members.push({ substance: substances.number(key), factorLow: share.low, factorHigh: share.high });
    }
    return members;
  };
}

const whole: Bounds = { low: 1, high: 1 };

/** Share of an element, or of several together, in a substance. */
function shareOf(composition: Composition | null, element: string): Bounds {
  const formula = composition?.formula ?? null;
  const shares = elementsOf(element).map((one) => elementShare(formula, one));
  return {
    low: Math.min(
      1,
      shares.reduce((sum, share) => sum + share.low, 0),
    ),
    high: Math.min(
      1,
      shares.reduce((sum, share) => sum + share.high, 0),
    ),
  };
}

/** What a group names, and the elements by which it takes in whatever holds them, with those of its groups. */
function within(id: string, known: ReadonlyMap<string, SubstanceGroup>): { keys: Set<string>; elements: Set<string> } {
  const keys = new Set<string>();
  const elements = new Set<string>();
  const seen = new Set<string>();
  const next = [id];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    const group = known.get(one);
    if (!group || seen.has(one)) continue;
    seen.add(one);
    for (const key of group.members) keys.add(key);
    for (const element of group.elements ?? []) elements.add(element);
    next.push(...(group.groups ?? []));
  }
  return { keys, elements };
}

const holdsAny = (composition: Composition | null, elements: ReadonlySet<string>): boolean => {
  const formula = composition?.formula ?? null;
  return formula !== null && [...elements].some((element) => holdsElement(formula, element));
};

function keysWithin(
  id: string,
  known: ReadonlyMap<string, SubstanceGroup>,
  substances: NumberedSubstances,
  compositionOf: (key: string) => Composition | null,
): ReadonlySet<string> {
  const { keys, elements } = within(id, known);
  if (elements.size === 0) return keys;
  for (let number = 0; number < substances.size; number++) {
    const key = substances.name(number);
    if (holdsAny(compositionOf(key), elements)) keys.add(key);
  }
  return keys;
}

/**
 * The same of substances that an index numbered since alone, for `extendPacks`.
 * @param from the first of them
 */
export function newMembersByGroup(
  groups: readonly SubstanceGroup[],
  substances: NumberedSubstances,
  compositionOf: (key: string) => Composition | null,
  from: number,
): MembersOf {
  const known = new Map(groups.map((group) => [group.id, group]));
  const added = Array.from({ length: Math.max(0, substances.size - from) }, (_, nth) => {
    const key = substances.name(from + nth);
    return { substance: from + nth, key, composition: compositionOf(key) };
  });
  const ofGroup = new Map<string, ReadonlySet<string>>();
  const isOfGroup = (id: string, key: string) => {
    let found = ofGroup.get(id);
    if (!found) {
      const { keys, elements } = within(id, known);
      found = new Set(
        added.flatMap((one) => (keys.has(one.key) || holdsAny(one.composition, elements) ? [one.key] : [])),
      );
      ofGroup.set(id, found);
    }
    return found.has(key);
  };
  return ({ members, group, measure }) =>
    added.flatMap(({ substance, key, composition }): Member[] => {
      if (!members?.includes(key) && (group === undefined || !isOfGroup(group, key))) return [];
      const share = measure.of === 'element' ? shareOf(composition, measure.element) : whole;
      return share.high > 0 ? [{ substance, factorLow: share.low, factorHigh: share.high }] : [];
    });
}

/** A formula that cannot be read holds what it names: `C18H36O2.xPb` is a lead compound of unknown share. */
export function holdsElement(formula: string, element: string): boolean {
  const { low, high } = elementShare(formula, element);
  if (low === 0 && high === 1) return new RegExp(`${element}(?![a-z])`).test(formula);
  return high > 0;
}
