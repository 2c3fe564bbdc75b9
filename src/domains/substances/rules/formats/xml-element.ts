// What one element of an XML file holds, with the line and column at which it begins.

/** One element. Names are local ones where the element is of the namespace of the root, else as written. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  /** both from 1 */
  line: number;
  column: number;
  /** lines of the attributes that stand on another line than the element's name */
  attributeLines?: Record<string, number>;
  /** stands for records of this name that were handed over, so that the order of their neighbours can be judged */
  handedOver?: true;
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element ? element.children.filter((child) => child.name === name) : [];
}

/** An element that is being written; `of` is the part of the declaration that it says. */
export interface MadeElement {
  name: string;
  attributes: Record<string, string>;
  children: MadeElement[];
  text?: string;
  of?: { rest?: unknown };
}

/** An element to be written; attributes that are null or absent are left out, `''` is written. */
export function make(
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  children: readonly (MadeElement | null | undefined)[] = [],
  of?: { rest?: unknown },
): MadeElement {
  const given: Record<string, string> = {};
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== null && value !== undefined) given[key] = value;
  }
  return { name, attributes: given, children: children.filter((child) => child != null), of };
}
