// The rule packs, groups and identities that come with the program, for whoever judges without a database.
import { readPacks } from '#platform/packs/load.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import type { HeldEditions } from '../rules/list-cover.ts';
import { groupsPack, isRulePack, type RulePackContent, rulePackOf } from '../rules/rule-pack.ts';
import { type HeldIdentity, identitiesFile, readIdentities } from './identities.ts';

/** By what items are judged, of the editions that are in use on a day. */
export interface Reference {
  packs: readonly RulePackContent[];
  /** editions of lists, by which words of suppliers against a list are understood */
  held: HeldEditions;
  /** every edition, those of other days too */
  all: readonly RulePackContent[];
  groups: readonly SubstanceGroup[];
  identities: ReadonlyMap<string, HeldIdentity>;
  /** what is held of a substance; null where nothing is */
  compositionOf(key: string): HeldIdentity | null;
}

/** @param folder `reference` of the program; @param day `2026-11-27` */
export async function readReference(folder: string, day: string): Promise<Reference> {
  const { inUse, all } = readPacks(folder, day);
  const used = Object.values(inUse).filter(isRulePack);
  const rules = used.map(rulePackOf);
  const identities = await readIdentities(identitiesFile(folder));
  return {
    packs: rules.filter(({ restrictions }) => restrictions.length > 0),
    held: used,
    all: all
      .map(({ pack }) => pack)
      .filter(isRulePack)
      .map(rulePackOf),
    groups: rules.filter(({ pack }) => pack === groupsPack).flatMap(({ groups }) => groups),
    identities,
    compositionOf: (key) => identities.get(key) ?? null,
  };
}
