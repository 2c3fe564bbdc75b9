// The engine for programs of others, `greenfab/substances`: files in, verdicts with their reasons out; no server, no database,
// no clock. Its manual is docs/substances-engine.md; what is not named here may change with any version.
import { fileURLToPath } from 'node:url';
import { type Reference, readReference } from './held-reference.ts';

export type { Declaration, DeclaredProduct, FileProblem } from '../model/declaration.ts';
export type { ItemFact } from '../model/facts.ts';
export type { Restriction } from '../model/restriction.ts';
export type { SubstanceGroup } from '../model/substance-group.ts';
export type { Verdict, VerdictBasis } from '../model/verdict.ts';
export {
  type ChangedItem,
  type CheckAsked,
  checkChange,
  checkItems,
  type Found,
  type FoundReason,
} from '../rules/check.ts';
export { type CustomerList, customerList } from '../rules/customer-list.ts';
export { declaredFacts } from '../rules/declared-facts.ts';
export type { RulePack } from '../rules/engine/packs-at.ts';
export { type DeclarationRead, DeclarationReader, readDeclaration } from '../rules/formats/read-declaration.ts';
export {
  type Converted,
  convertDeclaration,
  lacking,
  type WrittenFormat,
  writeDeclaration,
} from '../rules/formats/write-declaration.ts';
export { isRulePack, rulePackOf } from '../rules/rule-pack.ts';
export { type ContainedItem, CyclicItems } from '../rules/world.ts';
export { type FileFacts, factsOfFiles } from './facts-of-files.ts';
export { type Reference, readReference } from './held-reference.ts';
export { readBomFile, readDeclarationFile, readRows } from './read-files.ts';

/** The rule packs, groups and formulas that come with this program, as they are in use on a day. */
export const readHeldReference = (day: string): Promise<Reference> =>
  readReference(fileURLToPath(new URL('../../../../reference', import.meta.url)), day);
