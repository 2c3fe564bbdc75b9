// What every reader of declarations does alike: attributes, dates, names of substances, exemptions, and where they stand.

import type { ClaimedExemption, Declaration, KnownAs, ListEdition, ProductName } from '../../model/declaration.ts';
import { isCasNumber, isEcNumber } from '../cas-number.ts';
import { sameList } from './by-list.ts';
import type { Place, ProblemList } from './problem-list.ts';
import { childOf, type XmlElement } from './xml-element.ts';

export interface ReadOptions {
  /** Whether an exemption is one of a list that is held; one that is not is told, never refused. */
  isKnownExemption?(exemption: ClaimedExemption): boolean;
}

export interface Reading extends ReadOptions {
  problems: ProblemList;
}

/** A declaration without its products. */
export type DeclarationHead = Omit<Declaration, 'products' | 'rest'>;

/** Of a product that is called nothing. */
export const noName: ProductName = {
  name: null,
  number: null,
  requesterNumber: null,
  revision: null,
  effectiveOn: null,
  massMg: null,
};

/** Text of an attribute; an empty one says nothing. */
export function textOf(element: XmlElement | undefined, name: string): string | null {
  const text = element?.attributes[name];
  return text === undefined || text === '' ? null : text;
}

export function yesOrNo(element: XmlElement | undefined, name: string): boolean | null {
  const text = element?.attributes[name]?.trim();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

export function placeOf(element: XmlElement, at: string, attribute?: string): Place {
  const line = (attribute !== undefined && element.attributeLines?.[attribute]) || element.line;
  return { line, column: element.column, at: attribute === undefined ? at : `${at}/@${attribute}` };
}

/** A list by its attributes; null where they are all empty. */
export function listOf(element: XmlElement | undefined, version = 'version'): ListEdition | null {
  if (!element) return null;
  const { authority = '', identity = '', [version]: edition = '' } = element.attributes;
  return authority === '' && identity === '' && edition === '' ? null : { authority, identity, version: edition };
}

const casShape = /^\d{2,7}-\d{2}-\d$/;

const isOfCas = ({ list }: KnownAs) => !list || /\bCAS\b/i.test(`${list.authority} ${list.identity}`);
const isOfEc = ({ list }: KnownAs) => !list || /\b(EC|EINECS|ELINCS)\b/i.test(`${list.authority} ${list.identity}`);

/** The CAS and EC numbers among the names of a substance. A CAS number with a wrong check digit stays a name, and is told. */
export function numbersOf(knownAs: readonly KnownAs[], place: Place, { problems }: Reading) {
  let cas: string | null = null;
  let ec: string | null = null;
  for (const one of knownAs) {
    if (cas === null && casShape.test(one.id) && isOfCas(one)) {
      if (isCasNumber(one.id)) cas = one.id;
      else problems.warning('cas_check_digit', place, { cas: one.id });
    } else if (ec === null && isOfEc(one) && isEcNumber(one.id)) ec = one.id;
  }
  return { cas, ec };
}

/** Tells an exemption without a code, and one of which no list is held that knows it. */
export function checkExemption(exemption: ClaimedExemption, place: Place, reading: Reading): ClaimedExemption {
  if (exemption.id === '') reading.problems.warning('exemption_without_code', place);
  else if (reading.isKnownExemption?.(exemption) === false)
    reading.problems.warning('exemption_unknown', place, { exemption: exemption.id });
  return exemption;
}

/**
 * Makes one of neighbouring elements that name the same list: they say the same in one. Where their own attributes differ,
 * it is not known which holds, and that is an error.
 */
export function joinRepeated(
  parent: XmlElement,
  { name, id, version }: { name: string; id: string; version?: string },
  path: string,
  { problems }: Reading,
): void {
  let last: XmlElement | undefined;
  const kept: XmlElement[] = [];
  for (const child of parent.children) {
    if (child.name !== name) {
      kept.push(child);
      continue;
    }
    if (last && sameList(listOf(childOf(last, id), version), listOf(childOf(child, id), version))) {
      if (JSON.stringify(last.attributes) !== JSON.stringify(child.attributes))
        problems.error('list_answered_twice', placeOf(child, `${path}/${name}`));
      last.children.push(...child.children.filter((one) => one.name !== id));
      continue;
    }
    last = child;
    kept.push(child);
  }
  parent.children = kept;
}
