// Is an XML file built as its format says: elements in their order and number, attributes present and of their kind?
// Without a schema file this is what the product checks by itself, each fault at its line.

import { plainDecimal } from './plain-decimal.ts';
import type { ProblemList } from './problem-list.ts';
import type { MadeElement, XmlElement } from './xml-element.ts';

type Kind = 'text' | 'boolean' | 'number' | 'date' | 'base64' | readonly string[];

interface ChildRule {
  name: string;
  type: string;
  min: number;
  max: number;
}

interface XmlType {
  attributes: Readonly<Record<string, { kind: Kind }>>;
  required: readonly string[];
  children: readonly ChildRule[];
  byName: ReadonlyMap<string, number>;
}

/** How a format is built. In an open one, what is not known is kept and told rather than refused, and order is free. */
export interface XmlStructure {
  types: Readonly<Record<string, XmlType>>;
  isOpen: boolean;
}

const childText = /^([\w-]+)(?::(\w+))?([?*+]?)$/;

/**
 * Reads a compact table, a line of attributes and a line of children by type: `name! isArticle:boolean` (required by `!`),
 * `Mass? Substance*` (as in a DTD; `Threshold:Limit` has the type `Limit`, without it the type is named like the element).
 */
export function structure(
  table: Readonly<Record<string, readonly [attributes: string, children: string]>>,
  enumerations: Readonly<Record<string, readonly string[]>>,
  isOpen: boolean,
): XmlStructure {
  const split = (text: string) => text.split(/\s+/).filter((word) => word !== '');
  const types: Record<string, XmlType> = {};
  for (const [type, [attributes, children]] of Object.entries(table)) {
    const rules = split(children).map((word): ChildRule => {
      const [, name = '', of = name, mark] = childText.exec(word) ?? [];
      return {
        name,
        type: of,
        min: mark === '?' || mark === '*' ? 0 : 1,
        max: mark === '*' || mark === '+' ? Infinity : 1,
      };
    });
    types[type] = {
      attributes: Object.fromEntries(
        split(attributes).map((word) => {
          const [name = '', kind = 'text'] = word.replace('!', '').split(':');
          return [name, { kind: enumerations[kind] ?? (kind as Kind) }];
        }),
      ),
      required: split(attributes).flatMap((word) => (word.includes('!') ? [word.replace(/[:!].*$/, '')] : [])),
      children: rules,
      byName: new Map(rules.map(({ name }, index) => [name, index])),
    };
  }
  return { types, isOpen };
}

/** Elements of this type may hold anything, such as a signature. */
const anything = 'any';

/** Checks an element and all in it; `within` is the path of names above it. */
export function checkStructure(
  element: XmlElement,
  type: string,
  within: string,
  { types, isOpen }: XmlStructure,
  problems: ProblemList,
): void {
  const level = isOpen ? 'warning' : 'error';
  // names from the outermost to the element that is checked: joined only where there is something to tell
  const trail = within === '' ? [] : [within];
  const placeOf = ({ line, column }: XmlElement, more = '') => ({ line, column, at: trail.join('/') + more });

  const check = (of: XmlElement, typeName: string): void => {
    const rules = types[typeName];
    if (typeName === anything || !rules) return;
    trail.push(of.name);
    checkAttributes(of, rules);
    if (of.text !== '') problems.add(level, 'text_not_expected', placeOf(of));
    const counts = checkChildren(of, rules);
    for (const [index, { name, min }] of rules.children.entries()) {
      if ((counts[index] ?? 0) < min) problems.error('missing_element', placeOf(of), { element: name });
    }
    trail.pop();
  };

  const checkChildren = (of: XmlElement, { children, byName }: XmlType): number[] => {
    const counts: number[] = [];
    let reached = 0;
    for (const child of of.children) {
      const { name } = child;
      const index = byName.get(name);
      const rule = index === undefined ? undefined : children[index];
      if (index === undefined || !rule) {
        problems.add(level, 'unknown_element', placeOf(child, `/${name}`), { element: name });
        continue;
      }
      if (index < reached && !isOpen)
        problems.error('element_out_of_place', placeOf(child, `/${name}`), { element: name });
      reached = Math.max(reached, index);
      const count = (counts[index] ?? 0) + 1;
      counts[index] = count;
      if (count === rule.max + 1)
        problems.error('too_many_of_element', placeOf(child, `/${name}`), { element: name, most: rule.max });
      if (!child.handedOver) check(child, rule.type);
    }
    return counts;
  };

  const checkAttributes = (of: XmlElement, rules: XmlType): void => {
    const place = (name: string) => ({ ...placeOf(of, `/@${name}`), line: of.attributeLines?.[name] ?? of.line });
    for (const name in of.attributes) {
      const rule = rules.attributes[name];
      if (rule === undefined) {
        const isOfAnotherSpace = name === 'xmlns' || name.includes(':');
        if (!isOfAnotherSpace) problems.add(level, 'unknown_attribute', place(name), { attribute: name });
        continue;
      }
      const value = of.attributes[name] as string;
      if (!isOf(rule.kind, value))
        problems.error(codeOf(rule.kind), place(name), { attribute: name, value: value.slice(0, 100) });
    }
    for (const name of rules.required) {
      if (of.attributes[name] === undefined) problems.error('missing_attribute', placeOf(of), { attribute: name });
    }
  };

  check(element, type);
}

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?$/;

function isOf(kind: Kind, value: string): boolean {
  if (kind === 'text') return true;
  if (kind === 'boolean') return /^\s*(true|false|0|1)\s*$/.test(value);
  if (kind === 'number') return plainDecimal(value) !== null;
  if (kind === 'date') return day.test(value.trim());
  if (kind === 'base64') return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value);
  return kind.includes(value);
}

function codeOf(kind: Kind) {
  if (kind === 'boolean') return 'not_yes_or_no';
  if (kind === 'number') return 'not_a_number';
  if (kind === 'date') return 'not_a_date';
  return kind === 'base64' ? 'not_base64' : 'not_in_enumeration';
}

/** Puts children into the order of the format; what it does not know comes last. */
export function inOrder(element: MadeElement, type: string, { types }: XmlStructure): MadeElement {
  const rules = types[type];
  if (!rules) return element;
  const rank = ({ name }: MadeElement) => rules.byName.get(name) ?? rules.children.length;
  const typeOf = ({ name }: MadeElement) => rules.children[rules.byName.get(name) ?? -1]?.type ?? anything;
  const children = element.children
    .map((child) => inOrder(child, typeOf(child), { types, isOpen: false }))
    .sort((one, other) => rank(one) - rank(other));
  return { ...element, children };
}
