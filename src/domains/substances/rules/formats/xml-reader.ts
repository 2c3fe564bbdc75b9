// Which elements does an XML file hold, read in pieces: record by record, within bounds, and refused at once where it is an attack.

import { SaxesParser } from 'saxes';
import type { FileProblemCode } from '../../model/file-problem.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlStop } from './xml-stop.ts';

/** Bounds of what is read. Every one has its own refusal. */
export interface XmlLimits {
  /** characters of the whole file */
  characters: number;
  /** characters before the first element */
  beforeRoot: number;
  /** elements within each other */
  depth: number;
  /** attributes of one element */
  attributes: number;
  /** characters of one attribute, text, comment or tag */
  piece: number;
  /** elements of one record, or of all that is no record */
  elements: number;
}

export const usualLimits: XmlLimits = {
  characters: 256 * 1024 * 1024,
  beforeRoot: 64 * 1024,
  depth: 100,
  attributes: 500,
  piece: 32 * 1024 * 1024,
  elements: 500_000,
};

export interface XmlHandlers {
  /** The root's tag, with its namespace (`''` for none); stops by throwing an `XmlStop`. */
  root(root: XmlElement, namespace: string): void;
  /** Whether an element is a record: handed over and forgotten, so that a file of any length takes no more memory. */
  isRecord?(name: string, within: readonly XmlElement[]): boolean;
  record?(record: XmlElement): void;
}

/** Pieces are read in slices, so that a bound is passed by no more than this. */
const sliceLength = 64 * 1024;

const lineAndName = /^\d+:\d+: /;

export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: false });
  private readonly open: XmlElement[] = [];
  private readonly spaces: (Map<string, string> | null)[] = [];
  private readonly handlers: XmlHandlers;
  private readonly limits: XmlLimits;
  private root: XmlElement | null = null;
  private namespace = '';
  private characters = 0;
  private quiet = 0;
  private elements = 0;
  private attributeCount = 0;
  private lines: Record<string, number> | undefined;
  private line = 1;
  private column = 1;

  constructor(handlers: XmlHandlers, limits: XmlLimits = usualLimits) {
    this.handlers = handlers;
    this.limits = limits;
    const { parser } = this;
    parser.on('error', (error) => {
      throw this.stop('malformed_xml', { detail: error.message.replace(lineAndName, '') });
    });
    parser.on('doctype', () => {
      throw this.stop('doctype_refused');
    });
    parser.on('opentagstart', ({ name }) => this.tagBegins(name));
    parser.on('attribute', ({ name }) => this.attribute(name));
    parser.on('opentag', ({ name, attributes }) => this.opened(name, attributes));
    parser.on('text', (text) => this.characterData(text));
    parser.on('cdata', (text) => this.characterData(text));
    parser.on('closetag', () => this.closed());
    parser.on('comment', () => {
      this.quiet = 0;
    });
  }

  /** @throws XmlStop at the first thing that is not read */
  take(text: string): void {
    for (let at = 0; at < text.length; at += sliceLength) {
      const slice = text.slice(at, at + sliceLength);
      this.characters += slice.length;
      this.quiet += slice.length;
      if (this.characters > this.limits.characters)
        throw this.stop('file_too_large', { limitCharacters: this.limits.characters });
      this.parser.write(slice);
      if (this.quiet > this.limits.piece) throw this.stop('piece_too_long', { limitCharacters: this.limits.piece });
      if (this.root === null && this.characters > this.limits.beforeRoot) throw this.stop('no_root_in_time');
    }
  }

  /** The root, without the records that were handed over. */
  end(): XmlElement {
    if (this.characters === 0) throw this.stop('empty_file');
    this.parser.close();
    if (this.root === null) throw this.stop('empty_file');
    return this.root;
  }

  private tagBegins(name: string): void {
    this.quiet = 0;
    this.attributeCount = 0;
    this.lines = undefined;
    const { line, columnIndex } = this.parser;
    // the parser stands behind the character that ended the name; where that was a line's end, the name is on the line before
    this.line = columnIndex === 0 ? line - 1 : line;
    this.column = Math.max(1, columnIndex - name.length - 1);
  }

  private attribute(name: string): void {
    this.quiet = 0;
    this.attributeCount += 1;
    if (this.attributeCount > this.limits.attributes)
      throw this.stop('too_many_attributes', { limit: this.limits.attributes });
    if (this.parser.line !== this.line) {
      this.lines ??= {};
      this.lines[name] = this.parser.line;
    }
  }

  private opened(written: string, attributes: Record<string, string>): void {
    const { open } = this;
    if (open.length >= this.limits.depth) throw this.stop('too_deep', { limit: this.limits.depth });
    this.elements += 1;
    if (this.elements > this.limits.elements)
      throw this.stop('record_too_large', { limitElements: this.limits.elements });
    this.spaces.push(spacesOf(attributes));
    const element: XmlElement = {
      name: written,
      attributes,
      children: [],
      text: '',
      line: this.line,
      column: this.column,
    };
    if (this.lines) element.attributeLines = this.lines;
    if (this.root === null) {
      this.namespace = this.spaceOf(written);
      element.name = localName(written);
      this.root = element;
      open.push(element);
      this.handlers.root(element, this.namespace);
      return;
    }
    if (this.spaceOf(written) === this.namespace) element.name = localName(written);
    // an element of no namespace, or of an inherited one, must not slip into ours when it is written below our root
    else if (!written.includes(':') && attributes.xmlns === undefined) attributes.xmlns = this.spaceOf(written);
    open.push(element);
  }

  private characterData(text: string): void {
    this.quiet = 0;
    const element = this.open.at(-1);
    if (element && (element.text !== '' || text.trim() !== '')) element.text += text;
  }

  private closed(): void {
    this.quiet = 0;
    this.spaces.pop();
    const element = this.open.pop() as XmlElement;
    const parent = this.open.at(-1);
    if (!parent) return;
    if (!this.handlers.isRecord?.(element.name, this.open)) {
      parent.children.push(element);
      return;
    }
    this.elements = 0;
    this.handlers.record?.(element);
    if (!parent.children.at(-1)?.handedOver)
      parent.children.push({ ...element, attributes: {}, children: [], text: '', handedOver: true });
  }

  private spaceOf(written: string): string {
    const colon = written.indexOf(':');
    const prefix = colon < 0 ? '' : written.slice(0, colon);
    for (let at = this.spaces.length - 1; at >= 0; at -= 1) {
      const space = this.spaces[at]?.get(prefix);
      if (space !== undefined) return space;
    }
    if (prefix !== '' && prefix !== 'xml') throw this.stop('malformed_xml', { detail: `unbound prefix ${prefix}` });
    return '';
  }

  private stop(code: FileProblemCode, facts?: Record<string, string | number>): XmlStop {
    const { line, columnIndex } = this.parser;
    const at = this.open.map(({ name }) => name).join('/');
    return new XmlStop({ level: 'error', code, line, column: columnIndex + 1, at, ...(facts && { facts }) });
  }
}

const localName = (written: string) => written.slice(written.indexOf(':') + 1);

/** Namespaces that a tag declares, by prefix; most declare none. */
function spacesOf(attributes: Record<string, string>): Map<string, string> | null {
  let spaces: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue;
    spaces ??= new Map();
    spaces.set(name.slice(6), attributes[name] as string);
  }
  return spaces;
}
