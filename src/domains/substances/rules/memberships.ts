// Of which groups a substance is a member and why, and which restrictions name it.
import type { Restriction } from '../model/restriction.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import { elementShare } from './formula.ts';
import { elementsOf, holdsElement } from './members-of.ts';

/** Why a substance is a member: `of` is the group that says so, which may lie within the one asked for. */
export type Reason =
  | { by: 'list'; of: string }
  | { by: 'element'; of: string; element: string }
  /** evidence beside the list: verdicts count members by list and element alone */
  | { by: 'structure'; of: string };

export interface Membership {
  group: SubstanceGroup;
  why: Reason[];
}

/** What of a substance tells where it belongs. */
export interface Belonging {
  key: string;
  formula: string | null;
  /** whether it is a PFAS by its structure; null where no structure is held, or none was asked for */
  isPfas: boolean | null;
}

/** A restriction that names a substance. */
export interface Naming<Of> {
  of: Of;
  restriction: Restriction;
  /** the group through which it does; null where it names the substance itself */
  group: SubstanceGroup | null;
  /** a member by structure only, which no verdict counts */
  onlyByStructure: boolean;
}

export interface Memberships<Of> {
  groupsOf(substance: Belonging): Membership[];
  naming(substance: Belonging): Naming<Of>[];
}

/**
 * Answers for one substance at a time what `membersByGroup` answers for all: the same members, and besides them those by
 * structure. A restriction that measures an element names only what may hold it.
 */
export function memberships<Of>(
  groups: readonly SubstanceGroup[],
  packs: readonly { of: Of; restrictions: readonly Restriction[] }[],
): Memberships<Of> {
  const known = new Map(groups.map((group) => [group.id, group]));
  const within = new Map(groups.map((group) => [group.id, groupsWithin(group, known)]));
  const listed = new Map(groups.map((group) => [group.id, new Set(group.members)]));
  const ofGroup = new Map<string, { of: Of; restriction: Restriction }[]>();
  const ofKey = new Map<string, { of: Of; restriction: Restriction }[]>();
  const put = (to: typeof ofKey, name: string, one: { of: Of; restriction: Restriction }) => {
    const those = to.get(name);
    if (those) those.push(one);
    else to.set(name, [one]);
  };
  for (const { of, restrictions } of packs)
    for (const restriction of restrictions) {
      if (restriction.group !== undefined) put(ofGroup, restriction.group, { of, restriction });
      for (const key of restriction.members ?? []) put(ofKey, key, { of, restriction });
    }

  const reasons = (group: SubstanceGroup, { key, isPfas }: Belonging, holds: (element: string) => boolean): Reason[] =>
    (within.get(group.id) ?? []).flatMap((one): Reason[] => [
      ...(listed.get(one.id)?.has(key) ? [{ by: 'list' as const, of: one.id }] : []),
      ...(one.elements ?? []).filter(holds).map((element) => ({ by: 'element' as const, of: one.id, element })),
      ...(one.structure && isPfas ? [{ by: 'structure' as const, of: one.id }] : []),
    ]);

  const groupsOf = (substance: Belonging): Membership[] => {
    const { formula } = substance;
    // A formula is read once for each element, and not at all where the element is not even written in it.
    const holds = remembered(
      (element) => formula !== null && formula.includes(element) && holdsElement(formula, element),
    );
    return groups.flatMap((group) => {
      const why = reasons(group, substance, holds);
      return why.length === 0 ? [] : [{ group, why }];
    });
  };

  return {
    groupsOf,
    naming(substance) {
      const mayHoldAny = remembered((measured) =>
        elementsOf(measured).some((element) => elementShare(substance.formula, element).high > 0),
      );
      const own = (ofKey.get(substance.key) ?? []).map((one) => ({ ...one, group: null, onlyByStructure: false }));
      const named = new Set(own.map(({ restriction }) => restriction));
      const through = groupsOf(substance).flatMap(({ group, why }) =>
        (ofGroup.get(group.id) ?? [])
          .filter(({ restriction }) => !named.has(restriction))
          .map((one) => ({ ...one, group, onlyByStructure: why.every(({ by }) => by === 'structure') })),
      );
      return [...own, ...through].filter(
        ({ restriction: { measure } }) => measure.of !== 'element' || mayHoldAny(measure.element),
      );
    },
  };
}

/** The same answer to the same question, worked out once. */
function remembered(answer: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = answer(text);
    known.set(text, now);
    return now;
  };
}

/** A group and all within it, each once, itself first. */
function groupsWithin(group: SubstanceGroup, known: ReadonlyMap<string, SubstanceGroup>): SubstanceGroup[] {
  const found = new Map([[group.id, group]]);
  const next = [...(group.groups ?? [])];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const one = known.get(id);
    if (!one || found.has(id)) continue;
    found.set(id, one);
    next.push(...(one.groups ?? []));
  }
  return [...found.values()];
}
