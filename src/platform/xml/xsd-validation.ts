// Does an XML file keep to a schema that the operator holds? Schemas of standards are not ours to hand on, so they are given by path.

import { ParseOption, XmlDocument, XmlError, XmlLibError, XsdValidator } from 'libxml2-wasm';

/** Where a file breaks its schema; line and column from 1, 0 where the validator tells none. */
export interface SchemaFault {
  line: number;
  column: number;
  /** in the words of the validator, English */
  detail: string;
}

/** A schema that was read once, to be held against many files. Takes memory outside JavaScript: close it. */
export interface XmlSchema extends Disposable {
  /**
   * Faults of a whole file, in its order; none where it keeps to the schema. Never opens a network connection or another file.
   * To be called for files that a bounded reader has accepted: what it parses lies in memory as a whole.
   */
  faults(xml: string | Uint8Array): SchemaFault[];
}

/** Neither entities nor addresses are followed, in schemas or in files. */
const options = { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_COMPACT };

/** @throws SchemaUnusable where it is no schema, or needs another file */
export class SchemaUnusable extends Error {}

/**
 * Reads a schema. Of signatures (`http://www.w3.org/2000/09/xmldsig#`), whose schema lies at an address, any content is taken: the
 * import is dropped, and an element of its types may hold anything.
 */
export function openSchema(text: string): XmlSchema {
  const schema = withoutSignatures(text.replace(/^\uFEFF/, ''));
  let document: XmlDocument | undefined;
  let validator: XsdValidator;
  try {
    document = XmlDocument.fromString(schema, options);
    validator = XsdValidator.fromDoc(document);
  } catch (thrown) {
    throw new SchemaUnusable(thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    document?.dispose();
  }
  return {
    faults: (xml) => faultsOf(xml, validator),
    [Symbol.dispose]: () => validator.dispose(),
  };
}

function faultsOf(xml: string | Uint8Array, validator: XsdValidator): SchemaFault[] {
  let document: XmlDocument | undefined;
  try {
    document = typeof xml === 'string' ? XmlDocument.fromString(xml, options) : XmlDocument.fromBuffer(xml, options);
    validator.validate(document);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof XmlError)) throw thrown;
    const details = thrown instanceof XmlLibError ? thrown.details : [];
    const faults = details.map(({ line, col, message }) => ({ line, column: col, detail: message.trim() }));
    return faults.length > 0 ? faults : [{ line: 0, column: 0, detail: thrown.message }];
  } finally {
    document?.dispose();
  }
}

const signatures = 'http://www.w3.org/2000/09/xmldsig#';

function withoutSignatures(schema: string): string {
  const prefixOf = (namespace: string) =>
    new RegExp(`\\sxmlns:([\\w.-]+)\\s*=\\s*["']${namespace.replace(/[.]/g, '\\.')}["']`).exec(schema)?.[1];
  const own = prefixOf('http://www.w3.org/2001/XMLSchema');
  const signature = prefixOf(signatures);
  if (own === undefined || signature === undefined) return schema;
  return schema
    .replace(new RegExp(`<${own}:import\\b[^>]*?/>`, 'g'), (tag) => (tag.includes(signatures) ? '' : tag))
    .replace(new RegExp(`(\\stype\\s*=\\s*["'])${signature}:\\w+(["'])`, 'g'), `$1${own}:anyType$2`);
}
