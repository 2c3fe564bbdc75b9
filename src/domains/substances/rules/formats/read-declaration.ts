// What does a file declare, and what is wrong with it? IEC 62474 (chemSHERPA's files among them), IPC-1752A and 1752B, told apart by
// the namespace of their outermost element; read in pieces, and either wholly or not at all.

import type { Declaration, DeclarationFormat, DeclaredProduct, FileProblem } from '../../model/declaration.ts';
import { readIecHead, readIecProduct } from './iec-62474-read.ts';
import { iecEdition, iecNamespace, iecStructure } from './iec-62474-structure.ts';
import { makeIecProduct, makeIecRoot } from './iec-62474-write.ts';
import { readIpcHead, readIpcProduct } from './ipc-1752-read.ts';
import { ipcFamily, ipcNamespaces, ipcStructure, ipcWrapper } from './ipc-1752-structure.ts';
import { makeIpcProduct, makeIpcRoot } from './ipc-1752-write.ts';
import { ProblemList } from './problem-list.ts';
import type { Reading, ReadOptions } from './reading.ts';
import { keepRest } from './rest.ts';
import { childOf, type XmlElement } from './xml-element.ts';
import { usualLimits, type XmlLimits, XmlReader } from './xml-reader.ts';
import { XmlStop } from './xml-stop.ts';
import { checkStructure } from './xml-structure.ts';
import { XmlText } from './xml-text.ts';

export interface DeclarationReadOptions extends ReadOptions {
  limits?: Partial<XmlLimits>;
  /**
   * Takes the products as they are read, so that a file of any length needs no more memory. They are then not in the answer, and
   * hold only once the end says that nothing was wrong.
   */
  product?(product: DeclaredProduct): void;
}

/** Either the declaration, with what its reader should know, or what is wrong: never a part of it. */
export interface DeclarationRead {
  declaration: Declaration | null;
  problems: FileProblem[];
}

/**
 * Reads one file in pieces of bytes or text.
 *
 * ```ts
 * const reader = new DeclarationReader();
 * for await (const piece of createReadStream(path)) if (!reader.take(piece)) break;
 * const { declaration, problems } = reader.end();
 * ```
 */
export class DeclarationReader {
  private readonly options: DeclarationReadOptions;
  private readonly problems = new ProblemList();
  private readonly reading: Reading;
  private readonly text = new XmlText();
  private readonly reader: XmlReader;
  private readonly products: DeclaredProduct[] = [];
  private format: DeclarationFormat = 'iec-62474';
  private stopped = false;

  constructor(options: DeclarationReadOptions = {}) {
    this.options = options;
    this.reading = { problems: this.problems, isKnownExemption: options.isKnownExemption };
    this.reader = new XmlReader(
      {
        root: (root, namespace) => this.begin(root, namespace),
        isRecord: (name, within) =>
          name === 'Product' && (within.length === 1 || (within.length === 2 && within[1]?.name === ipcWrapper)),
        record: (element) => this.product(element),
      },
      { ...usualLimits, ...options.limits },
    );
  }

  /** @returns false where the rest of the file need not be read: it is refused already */
  take(piece: Uint8Array | string): boolean {
    this.guarded(() => this.reader.take(typeof piece === 'string' ? piece : this.text.take(piece)));
    return !this.stopped;
  }

  end(): DeclarationRead {
    const root = this.guarded(() => {
      this.reader.take(this.text.end());
      return this.reader.end();
    });
    const declaration = root ? this.whole(root) : null;
    return { declaration: this.problems.hasErrors ? null : declaration, problems: this.problems.list() };
  }

  private guarded<T>(read: () => T): T | undefined {
    if (this.stopped) return undefined;
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof XmlStop)) throw thrown;
      const { level, code, facts } = thrown.problem;
      this.problems.add(level, code, thrown.problem, facts);
      this.stopped = true;
      this.products.length = 0;
      return undefined;
    }
  }

  private begin(root: XmlElement, namespace: string): void {
    const { line, column, name } = root;
    const refuse = (code: 'not_a_declaration' | 'unknown_version', facts: Record<string, string>) =>
      new XmlStop({ level: 'error', code, line, column, at: name, facts });
    if (namespace === iecNamespace && name === 'Main') {
      const version = root.attributes.schemaDatabaseVersion ?? '';
      if (version !== '' && !iecEdition.test(version)) throw refuse('unknown_version', { version });
      this.format = 'iec-62474';
      return;
    }
    if (!ipcFamily.test(namespace) || name !== 'MainDeclaration')
      throw refuse('not_a_declaration', { element: name, namespace: namespace.slice(0, 200) });
    // one was seen with `http`, the other with `https`: a file that says it the other way means the same
    const plain = namespace.replace(/^http:/, 'https:');
    if (plain === ipcNamespaces['ipc-1752a'].replace(/^http:/, 'https:')) this.format = 'ipc-1752a';
    else if (plain === ipcNamespaces['ipc-1752b']) this.format = 'ipc-1752b';
    else throw refuse('unknown_version', { version: namespace.slice(0, 200) });
  }

  private product(element: XmlElement): void {
    const { problems, reading, format } = this;
    const isIec = format === 'iec-62474';
    const within = isIec ? 'Main' : format === 'ipc-1752b' ? `MainDeclaration/${ipcWrapper}` : 'MainDeclaration';
    checkStructure(element, 'Product', within, isIec ? iecStructure : ipcStructure, problems);
    const product = isIec ? readIecProduct(element, reading) : readIpcProduct(element, within, reading);
    // of a file that is refused nothing is kept, but its other faults are told
    if (problems.hasErrors) return;
    keepRest(element, isIec ? makeIecProduct(product) : makeIpcProduct(product));
    if (this.options.product) this.options.product(product);
    else this.products.push(product);
  }

  private whole(root: XmlElement): Declaration | null {
    const { format, problems, products } = this;
    const isIec = format === 'iec-62474';
    checkStructure(root, root.name, '', isIec ? iecStructure : ipcStructure, problems);
    if (problems.hasErrors) return null;
    const signature = childOf(root, 'Signature') ?? root.children.find(({ name }) => name.endsWith(':Signature'));
    if (signature) problems.warning('signature_not_checked', { ...signature, at: `${root.name}/Signature` });
    const head = isIec ? readIecHead(root) : readIpcHead(root, format);
    const declaration: Declaration = { ...head, products };
    keepRest(root, isIec ? makeIecRoot(declaration, []) : makeIpcRoot(declaration, []));
    return declaration;
  }
}

/** Reads a file that is at hand as a whole. */
export function readDeclaration(file: Uint8Array | string, options?: DeclarationReadOptions): DeclarationRead {
  const reader = new DeclarationReader(options);
  reader.take(file);
  return reader.end();
}
