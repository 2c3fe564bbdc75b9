// Which substances a name such as "lead and its compounds" takes in: members, an element, a structure, or other groups.

/** How members may be told by structure: by the definition of the OECD of 2021. */
export const structures = ['pfas-oecd-2021'] as const;

export interface SubstanceGroup {
  id: string;
  label: { en: string; zh: string };
  /** `cas:7439-92-1`, `ec:231-100-4`, or an own key; those that could be told for certain */
  members: readonly string[];
  /** every substance whose formula holds one of these elements is a member too */
  elements?: readonly string[];
  /** members of these groups are members of this one */
  groups?: readonly string[];
  structure?: (typeof structures)[number];
  source: string;
  verified: boolean;
}
