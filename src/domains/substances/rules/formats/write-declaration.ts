// A declaration as a file, and as a declaration of another format: what is written, what the format cannot say, what it wants besides.

import type {
  Content,
  Declaration,
  DeclarationFormat,
  DeclaredProduct,
  KnownAs,
  Part,
  Rest,
} from '../../model/declaration.ts';
import { readIecHead, readIecProduct } from './iec-62474-read.ts';
import { iecEditionWritten, iecStructure, iecUnits } from './iec-62474-structure.ts';
import { makeIec, makeIecProduct } from './iec-62474-write.ts';
import { readIpcHead, readIpcProduct } from './ipc-1752-read.ts';
import { ipcEditionWritten } from './ipc-1752-structure.ts';
import { makeIpc, makeIpcProduct } from './ipc-1752-write.ts';
import { ProblemList } from './problem-list.ts';
import { restPaths } from './rest.ts';
import { writeXml } from './write-xml.ts';
import type { MadeElement, XmlElement } from './xml-element.ts';
import { checkStructure } from './xml-structure.ts';

export type WrittenFormat = Exclude<DeclarationFormat, 'material-sheet'>;

/**
 * The file in pieces of text, UTF-8 as it says. What was read of the same format is written back whole, what the model does not hold
 * included; a declaration of another format is to be converted first.
 */
export function writeDeclaration(declaration: Declaration): Iterable<string> {
  return writeXml(made(declaration));
}

const made = (declaration: Declaration): MadeElement => {
  if (declaration.format === 'material-sheet') throw new RangeError('A sheet is converted before it is written');
  return declaration.format === 'iec-62474' ? makeIec(declaration) : makeIpc(declaration);
};

/** What the format requires and the declaration does not say, as paths of the file: nothing is made up in its place. */
export function lacking(declaration: Declaration): string[] {
  if (declaration.format !== 'iec-62474') return [];
  const problems = new ProblemList();
  checkStructure(asRead(made(declaration)), 'Main', '', iecStructure, problems);
  const attribute = (facts: Record<string, string | number> | undefined) => facts?.attribute ?? facts?.element ?? '';
  return problems
    .list()
    .filter(({ level }) => level === 'error')
    .map(({ code, at, facts }) => (code.startsWith('missing') ? `${at}/${attribute(facts)}` : at));
}

const asRead = ({ name, attributes, children, text = '' }: MadeElement): XmlElement => ({
  ...{ name, attributes, text, line: 1, column: 1 },
  children: children.map(asRead),
});

/** A declaration in the terms of another format, and each thing that is lost by it, as paths. */
export interface Converted {
  declaration: Declaration;
  lost: string[];
}

/**
 * Turns a declaration into what a file of another format says of it. What is lost is found by writing and reading it back, so that
 * nothing is lost without being told: a path such as `products[0].materials[1].isArticle`, and what the first file said beyond the model.
 */
export function convertDeclaration(from: Declaration, format: WrittenFormat): Converted {
  if (from.format === format) return { declaration: from, lost: [] };
  const edition = { 'iec-62474': iecEditionWritten, 'ipc-1752a': ipcEditionWritten, 'ipc-1752b': null }[format];
  const lost: string[] = [];
  const bare = withoutRest(from, '', lost) as Declaration;
  const isIec = format === 'iec-62474';
  const isFromIec = from.format === 'iec-62474';
  const named = isIec === isFromIec ? bare : { ...bare, products: bare.products.map((one) => renamed(one, isIec)) };
  const turned: Declaration = {
    ...named,
    format,
    schemaVersion: edition,
    products: isIec ? named.products.map((one, index) => inIecUnit(one, index, lost)) : named.products,
  };
  const declaration = readBack(turned);
  differences(turned, declaration, '', lost);
  return { declaration, lost };
}

/** What a reader of the other format would understand, whatever the format requires besides. */
function readBack(declaration: Declaration): Declaration {
  const reading = { problems: new ProblemList() };
  const { format, products } = declaration;
  if (format === 'iec-62474')
    return {
      ...readIecHead(asRead(makeIec(declaration))),
      products: products.map((one) => readIecProduct(asRead(makeIecProduct(one)), reading)),
    };
  return {
    ...readIpcHead(asRead(makeIpc(declaration)), format),
    products: products.map((one) => readIpcProduct(asRead(makeIpcProduct(one)), 'MainDeclaration', reading)),
  };
}

function withoutRest(value: unknown, path: string, lost: string[]): unknown {
  if (Array.isArray(value)) return value.map((one, index) => withoutRest(one, `${path}[${index}]`, lost));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === 'rest') lost.push(...restPaths(one as Rest | undefined, path === '' ? 'file' : path));
    else kept[key] = withoutRest(one, at, lost);
  }
  return kept;
}

/** IPC says that a number is of CAS where IEC says no list; IEC knows a fixed set of units. */
function renamed(product: DeclaredProduct, isIec: boolean): DeclaredProduct {
  const number = (one: KnownAs, { cas, ec }: Content): KnownAs => {
    const { list, id, ...more } = one;
    const authority = id === cas ? 'CAS' : id === ec ? 'EC' : null;
    if (authority === null) return one;
    if (isIec)
      return list?.authority === authority && list.identity === '' && list.version === '' ? { id, ...more } : one;
    return list ? one : { list: { authority, identity: '', version: '' }, id, ...more };
  };
  const content = (of: Content): Content => ({ ...of, knownAs: of.knownAs.map((one) => number(one, of)) });
  const inside = <T extends Pick<Part, 'parts' | 'materials' | 'contents'>>(of: T): T => ({
    ...of,
    parts: of.parts.map(inside),
    materials: of.materials.map((one) => ({ ...one, contents: one.contents.map(content) })),
    contents: of.contents.map(content),
  });
  return inside(product);
}

/** Where no unit of IEC is meant, the product is declared by the piece, and that is told. */
function inIecUnit(product: DeclaredProduct, index: number, lost: string[]): DeclaredProduct {
  if (iecUnits.includes(product.unit)) return product;
  if (product.unit !== '') lost.push(`products[${index}].unit`);
  return { ...product, unit: 'each' };
}

/** How an amount was entered is told by its unit and number; another way to write the same is no loss. */
const sameAmount: ReadonlySet<string> = new Set(['entered', 'rest']);

function differences(one: unknown, other: unknown, path: string, lost: string[]): void {
  if (Object.is(one, other) || (one ?? null) === (other ?? null)) return;
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if (sameAmount.has(key)) continue;
      const at = Array.isArray(one) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      differences((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], at, lost);
    }
    return;
  }
  lost.push(path);
}
