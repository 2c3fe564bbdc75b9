// All restrictions and groups of the rule packs in use or to come, asked of by substance; made anew when the day changes.
import type { Bilingual } from '#glossary/language.ts';
import type { Packs } from '#platform/packs/load.ts';
import type { Restriction } from '../model/restriction.ts';
import { type Memberships, memberships } from '../rules/memberships.ts';
import { groupsPack, isRulePack, rulePackOf } from '../rules/rule-pack.ts';

/** An edition of a pack in which a restriction stands. */
export interface PackTold {
  pack: string;
  edition: string;
  title: Bilingual;
  /** whose list it is; null where it is law */
  customer: string | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
}

export interface RestrictionBook {
  on: string;
  members: Memberships<PackTold>;
  /** elements that a restriction measures, or that make a substance a member of a group */
  elements: readonly string[];
}

/** The book of a day. Editions that were replaced are left out: what they said stands in the page of their pack. */
export function restrictionBook(packs: Pick<Packs, 'all'>, today: () => string): () => RestrictionBook {
  let made: RestrictionBook | undefined;
  return () => {
    const on = today();
    if (made?.on === on) return made;
    const held = packs.all.map(({ pack }) => pack).filter(isRulePack);
    const current = held.filter(({ effectiveTo }) => effectiveTo === undefined || effectiveTo > on);
    const rules = current.map((pack) => ({
      of: {
        ...{ pack: pack.pack, edition: pack.edition, title: pack.title, customer: null },
        ...{ effectiveFrom: pack.effectiveFrom, effectiveTo: pack.effectiveTo ?? null },
      },
      content: rulePackOf(pack),
    }));
    const groups = rules.filter(({ of }) => of.pack === groupsPack).flatMap(({ content }) => content.groups);
    const restrictions = rules.flatMap(({ content }) => content.restrictions);
    made = {
      on,
      members: memberships(
        groups,
        rules.map(({ of, content }) => ({ of, restrictions: content.restrictions })),
      ),
      elements: elementsNamed(restrictions, groups),
    };
    return made;
  };
}

function elementsNamed(restrictions: readonly Restriction[], groups: readonly { elements?: readonly string[] }[]) {
  const measured = restrictions.flatMap(({ measure }) => (measure.of === 'element' ? measure.element.split('+') : []));
  return [...new Set([...measured, ...groups.flatMap(({ elements }) => elements ?? [])])].sort();
}
