// What does a file say beyond the declaration that was read from it? Kept as the difference between the file and what would be
// written of the declaration, so that nothing can be forgotten; put back when the same format is written.

import type { Rest, RestAttribute, RestChild } from '../../model/declaration.ts';
import { type MadeElement, make, type XmlElement } from './xml-element.ts';

/**
 * Takes what is made of a declaration off what the file says, and gives the remainder to the parts of the declaration.
 *
 * @param made as the writer of the format makes it of the declaration just read, before any rest is put back
 * @returns the remainder of the outermost element
 */
export function keepRest(source: XmlElement, made: MadeElement): Rest | undefined {
  const rest = remainder(source, made);
  if (made.of) {
    if (rest) made.of.rest = rest;
    else delete made.of.rest;
  }
  return rest;
}

function remainder(source: XmlElement, made: MadeElement): Rest | undefined {
  const attributes: RestAttribute[] = [];
  for (const name in source.attributes) {
    const value = source.attributes[name] as string;
    const own = made.attributes[name];
    if (own === value) continue;
    attributes.push(own === undefined ? { name, value } : { name, value, insteadOf: own });
  }
  const children: RestChild[] = [];
  const madeAt = new Places(made.children);
  const sourceAt = new Places(source.children);
  for (const [index, child] of source.children.entries()) {
    if (child.handedOver) continue;
    const nth = sourceAt.nthOf(index);
    const same = madeAt.find(child.name, nth);
    if (!same) children.push({ name: child.name, nth, whole: true, ...asRest(child) });
    else if (same.of) keepRest(child, same);
    else {
      const left = remainder(child, same);
      if (left) children.push({ name: child.name, nth, whole: false, ...left });
    }
  }
  const text = source.text.trim() === '' ? undefined : source.text;
  if (attributes.length === 0 && children.length === 0 && text === undefined) return undefined;
  return {
    ...(attributes.length > 0 && { attributes: byName(attributes) }),
    ...(children.length > 0 && { children: byName(children) }),
    ...(text !== undefined && { text }),
  };
}

/** Up to so many children are looked through one by one. */
const fewChildren = 6;

/** Children by their names and places among those of one name. */
class Places<T extends { name: string; handedOver?: true }> {
  private readonly children: readonly T[];
  private readonly nths: number[] | null;
  private readonly byName: Map<string, T[]> | null;

  constructor(children: readonly T[]) {
    this.children = children;
    this.nths = null;
    this.byName = null;
    if (children.length <= fewChildren) return;
    this.byName = new Map();
    this.nths = children.map((child) => {
      const same = this.byName?.get(child.name);
      if (same) return same.push(child) - 1;
      this.byName?.set(child.name, [child]);
      return 0;
    });
  }

  nthOf(index: number): number {
    const known = this.nths?.[index];
    if (known !== undefined) return known;
    let nth = 0;
    for (let at = 0; at < index; at += 1) if (this.children[at]?.name === this.children[index]?.name) nth += 1;
    return nth;
  }

  find(name: string, nth: number): T | undefined {
    if (this.byName) return this.byName.get(name)?.[nth];
    let left = nth;
    for (const child of this.children) {
      if (child.name !== name) continue;
      if (left === 0) return child;
      left -= 1;
    }
    return undefined;
  }
}

/** The order of attributes says nothing, nor does that of children of different names: two files that say the same leave the same. */
const byName = <T extends { name: string }>(of: readonly T[]): T[] =>
  of.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));

function asRest({ attributes, children, text }: XmlElement): Rest {
  const given = Object.keys(attributes).map((name) => ({ name, value: attributes[name] as string }));
  const counts = new Map<string, number>();
  const within = children.map((child): RestChild => {
    const nth = counts.get(child.name) ?? 0;
    counts.set(child.name, nth + 1);
    return { name: child.name, nth, whole: true, ...asRest(child) };
  });
  return {
    ...(given.length > 0 && { attributes: byName(given) }),
    ...(within.length > 0 && { children: byName(within) }),
    ...(text.trim() !== '' && { text }),
  };
}

/** Puts back what a file said beyond the declaration; where the two say the same thing, the declaration wins. */
function withRest(made: MadeElement, rest: Rest | undefined): MadeElement {
  if (!rest) return made;
  const attributes = { ...made.attributes };
  const given = rest.attributes ?? [];
  // `0.135` of `kg` is put back whole or not at all: a new number beside the old unit would be a lie
  const isUnchanged = given.every(({ name, insteadOf }) => insteadOf === undefined || attributes[name] === insteadOf);
  for (const { name, value, insteadOf } of given) {
    if (insteadOf === undefined ? attributes[name] === undefined : isUnchanged) attributes[name] = value;
  }
  const children = [...made.children];
  for (const child of rest.children ?? []) {
    if (child.whole) {
      children.push(ofRest(child));
      continue;
    }
    let nth = -1;
    const index = children.findIndex(({ name }) => {
      if (name === child.name) nth += 1;
      return nth === child.nth;
    });
    const same = children[index];
    if (same) children[index] = withRest(same, child);
  }
  return { ...made, attributes, children, ...(rest.text !== undefined && { text: rest.text }) };
}

function ofRest({ name, attributes = [], children = [], text }: RestChild): MadeElement {
  const made = make(name, Object.fromEntries(attributes.map((one) => [one.name, one.value])), children.map(ofRest));
  return text === undefined ? made : { ...made, text };
}

/** What is in a rest, by path: `Composition/@isSCIPComplete`, `Attachment`. Attributes without a text say nothing. */
export function restPaths(rest: Rest | undefined, path: string): string[] {
  if (!rest) return [];
  const own = (rest.attributes ?? []).filter(
    ({ name, value, insteadOf }) => value !== '' && insteadOf === undefined && !/^xmlns(:|$)|:/.test(name),
  );
  return [
    ...own.map(({ name }) => `${path}/@${name}`),
    ...(rest.text === undefined ? [] : [path]),
    ...(rest.children ?? []).flatMap((child) => {
      const at = `${path}/${child.name}`;
      const inside = restPaths(child, at);
      return inside.length > 0 || !child.whole ? inside : [at];
    }),
  ];
}

/** A part of the declaration as an element, with what its file said beyond it. */
export const said = (
  of: { rest?: Rest },
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  children: readonly (MadeElement | null)[] = [],
): MadeElement => withRest(make(name, attributes, children, of), of.rest);
