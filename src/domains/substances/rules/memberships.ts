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

  const reasons = (group: SubstanceGroup, { key, formula, isPfas }: Belonging): Reason[] =>
    (within.get(group.id) ?? []).flatMap((one): Reason[] => [
      ...(listed.get(one.id)?.has(key) ? [{ by: 'list' as const, of: one.id }] : []),
      ...(one.elements ?? [])
        .filter((element) => formula !== null && holdsElement(formula, element))
        .map((element) => ({ by: 'element' as const, of: one.id, element })),
      ...(one.structure && isPfas ? [{ by: 'structure' as const, of: one.id }] : []),
    ]);

  const groupsOf = (substance: Belonging): Membership[] =>
    groups.flatMap((group) => {
      const why = reasons(group, substance);
      return why.length === 0 ? [] : [{ group, why }];
    });

  const mayHold = ({ measure }: Restriction, formula: string | null) =>
    measure.of !== 'element' || elementsOf(measure.element).some((element) => elementShare(formula, element).high > 0);

  return {
    groupsOf,
    naming(substance) {
      const own = (ofKey.get(substance.key) ?? []).map((one) => ({ ...one, group: null, onlyByStructure: false }));
      const named = new Set(own.map(({ restriction }) => restriction));
      const through = groupsOf(substance).flatMap(({ group, why }) =>
        (ofGroup.get(group.id) ?? [])
          .filter(({ restriction }) => !named.has(restriction))
          .map((one) => ({ ...one, group, onlyByStructure: why.every(({ by }) => by === 'structure') })),
      );
      return [...own, ...through].filter(({ restriction }) => mayHold(restriction, substance.formula));
    },
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
