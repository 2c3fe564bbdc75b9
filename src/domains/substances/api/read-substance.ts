// What is held of one substance, and what every rule pack in use or to come, and every customer's list in force, says of it.

import type { Bilingual } from '#glossary/language.ts';
import type { Tx } from '#platform/db/database.ts';
import { duties } from '../model/restriction.ts';
import type { NamingTold, ReasonTold, SubstanceAnswer } from '../model/substance.ts';
import type { SubstanceGroup } from '../model/substance-group.ts';
import { listsInForce, packOfCustomer } from '../rules/customer-pack.ts';
import { elementShare, molarMass, readFormula } from '../rules/formula.ts';
import { type Belonging, type Membership, memberships, type Naming } from '../rules/memberships.ts';
import { numberOfKey } from '../rules/own-number.ts';
import { pfasDefinition, pfasEvidence } from '../rules/pfas-structure.ts';
import { rulePackOf } from '../rules/rule-pack.ts';
import { folded } from '../rules/substance-search.ts';
import { listEditions, listsNaming, readEntries } from '../store/customer-lists.ts';
import { editionTold, findIdentities, type Identity, type IdentityEdition } from '../store/identities.ts';
import { findOwnSubstances, type OwnSubstance } from '../store/substances.ts';
import type { PackTold, RestrictionBook } from './restriction-book.ts';

export interface SubstanceReading {
  tx: Tx;
  edition: IdentityEdition | undefined;
  book: RestrictionBook;
}

/** Digits of a molar mass that its atomic weights bear. */
const MASS_DIGITS = 2;

/** All of it; undefined where neither an edition, nor a record, nor a rule pack knows the key. */
export async function readSubstance(
  { tx, edition, book }: SubstanceReading,
  key: string,
): Promise<SubstanceAnswer | undefined> {
  const ready = edition?.state === 'ready' ? edition : undefined;
  const identity = ready && (await findIdentities(tx, ready.id, [key])).get(key);
  const [own] = await findOwnSubstances(tx, [numberOfKey(key)]);
  const formula = identity?.formula ?? own?.formula ?? null;
  const smiles = identity?.smiles ?? own?.smiles ?? null;
  const evidence = smiles === null ? null : pfasEvidence(smiles);
  const belonging = { key, formula, isPfas: evidence?.isPfas ?? null };
  const groups = book.members.groupsOf(belonging);
  const naming = [...book.members.naming(belonging), ...(await customersNaming({ tx, book }, belonging))];
  if (!identity && !own && groups.length === 0 && naming.length === 0) return undefined;
  return {
    identities: edition ? editionTold(edition) : null,
    ...namesOf(key, identity, own),
    ...{ formula, smiles, inchiKey: identity?.inchiKey ?? null },
    identity: identity && ready ? { edition: ready.edition, lists: [...identity.lists] } : null,
    own: own ? { id: own.id, number: own.number, note: own.note } : null,
    ...compositionOf(formula, book.elements),
    structure: evidence && {
      isPfas: evidence.isPfas,
      carbons: evidence.isPfas === null ? [] : [...evidence.carbons],
      definition: pfasDefinition,
    },
    groups: groups.map(groupTold(new Map(groups.map(({ group }) => [group.id, group])))),
    restrictions: naming.map((one) => namingTold(one, book.on)).sort(byStanding),
  };
}

/** What customers' lists in force say of it, as far as the reader may see them; they name substances by CAS number alone. */
async function customersNaming(
  { tx, book }: Pick<SubstanceReading, 'tx' | 'book'>,
  belonging: Belonging,
): Promise<Naming<PackTold>[]> {
  if (!belonging.key.startsWith('cas:')) return [];
  const inForce = listsInForce(await listEditions(tx), book.on);
  const lists = await readEntries(tx, await listsNaming(tx, inForce, numberOfKey(belonging.key)));
  const packs = lists.map((list) => {
    const held = packOfCustomer(list);
    const { pack, edition, title, effectiveFrom, effectiveTo = null } = held;
    const of = { pack, edition, title, customer: list.customer, effectiveFrom, effectiveTo };
    return { of, restrictions: rulePackOf(held).restrictions };
  });
  return memberships([], packs).naming(belonging);
}

function namesOf(key: string, identity: Identity | undefined, own: OwnSubstance | undefined) {
  const name = { en: identity?.nameEn ?? own?.nameEn ?? null, zh: identity?.nameZh ?? own?.nameZh ?? null };
  const others = [...(identity?.otherNames ?? []), own?.nameEn, own?.nameZh, ...(own?.synonyms ?? [])];
  return {
    key,
    cas: identity?.cas ?? (key.startsWith('cas:') ? numberOfKey(key) : null),
    ec: identity?.ec ?? own?.ecNumber ?? (key.startsWith('ec:') ? numberOfKey(key) : null),
    name,
    others: differing([name.en, name.zh], others),
  };
}

/** Names that differ from those before by more than their case. */
function differing(before: readonly (string | null)[], names: readonly (string | null | undefined)[]): string[] {
  const told = new Set(before.map((name) => (name === null ? '' : folded(name))));
  return names.flatMap((name) => {
    if (!name || told.has(folded(name))) return [];
    told.add(folded(name));
    return [name];
  });
}

/** Molar mass and the shares of elements that restrictions are about; what the formula leaves open is an interval. */
function compositionOf(formula: string | null, elements: readonly string[]) {
  const read = readFormula(formula);
  if ('problem' in read) return { composition: null, formulaProblem: formula === null ? null : read.problem };
  const shares = elements
    .map((element) => ({ element, ...elementShare(formula, element) }))
    .filter(({ high }) => high > 0);
  return { composition: { molarMass: molarMass(read).toFixed(MASS_DIGITS), shares }, formulaProblem: null };
}

const groupTold =
  (known: ReadonlyMap<string, SubstanceGroup>) =>
  ({ group, why }: Membership): SubstanceAnswer['groups'][number] => ({
    ...{ id: group.id, label: group.label, source: group.source, verified: group.verified },
    why: why.map(
      (one): ReasonTold => ({
        by: one.by,
        within: one.of === group.id ? null : (known.get(one.of)?.label ?? null),
        element: one.by === 'element' ? one.element : null,
      }),
    ),
  });

function namingTold({ of, restriction, group, onlyByStructure }: Naming<PackTold>, on: string): NamingTold {
  const { id, label, clause, source, limitPpm, comparator, per, measure, duty, verified } = restriction;
  const from = latest(of.effectiveFrom, restriction.from);
  const before = earliest(of.effectiveTo, restriction.before);
  return {
    ...{ pack: of.pack, packTitle: of.title, customer: of.customer, edition: of.edition, id, label, clause, source },
    ...{ limitPpm, comparator, per, measure, duty, intentional: restriction.intentional === true, from, before },
    group: group ? (group.label as Bilingual) : null,
    ...{ onlyByStructure, verified },
    standing: before !== null && before <= on ? 'ended' : from !== null && from > on ? 'later' : 'now',
  };
}

/** It holds from the later of both first days and before the earlier of both ends. */
const latest = (one: string | null, other: string | null) =>
  one !== null && (other === null || one > other) ? one : other;
const earliest = (one: string | null, other: string | null) =>
  one !== null && (other === null || one < other) ? one : other;

const order = { now: 0, later: 1, ended: 2 } as const;
/** Those in force first, of these law before customers' lists, and the gravest duty. */
const byStanding = (one: NamingTold, other: NamingTold) =>
  order[one.standing] - order[other.standing] ||
  Number(one.customer !== null) - Number(other.customer !== null) ||
  duties.indexOf(one.duty) - duties.indexOf(other.duty) ||
  one.pack.localeCompare(other.pack) ||
  one.clause.localeCompare(other.clause);
