// What records of a kind look like on the wire, as JSON Schema, from the kind's declaration.
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { bases, type Field, type RecordKind } from '../records/declare/kind.ts';

export type Schema = Record<string, unknown>;

const text = { type: 'string' };
const exact = { type: 'string', format: 'decimal', pattern: '^-?[0-9]{1,20}(\\.[0-9]{1,12})?$' };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** One field as it is given and told. */
function fieldSchema(of: Field): Schema {
  switch (of.type) {
    case 'date':
    case 'month':
    case 'year':
      return { type: 'string', format: 'date' };
    case 'text':
      return { ...text, maxLength: of.max };
    case 'integer':
      return {
        type: 'integer',
        ...(of.min === undefined ? {} : { minimum: of.min }),
        ...(of.max === undefined ? {} : { maximum: of.max }),
      };
    case 'decimal':
      return exact;
    case 'quantity':
      // What nobody types, such as a derived mass, is the number alone.
      if (of.enteredIn.length === 0 && !of.basis) return { ...exact, description: of.unit };
      return {
        type: 'object',
        required: ['value'],
        properties: {
          value: { ...exact, description: of.unit },
          entered: orNull({ ...text, maxLength: 80, description: of.enteredIn.join(' | ') }),
          ...(of.basis ? { basis: orNull({ type: 'string', enum: [...bases] }) } : {}),
        },
      };
    case 'code':
      return { type: 'string', enum: [...of.codes] };
    case 'codes':
      return { type: 'array', items: of.codes ? { type: 'string', enum: [...of.codes] } : text };
    case 'flag':
      return { type: 'boolean' };
    case 'ref':
      return { type: 'string', format: 'uuid', description: of.to };
    case 'local':
      return { type: 'object', properties: { en: orNull(text), zh: orNull(text) } };
  }
}

/** How the words of a reader come into the schemas. */
export interface Saying {
  words: Dictionary;
  language: Language;
}

function valuesSchema(
  kind: RecordKind,
  fields: Iterable<readonly [string, Field]>,
  say: Saying,
  given: boolean,
): Schema {
  const declared = [...fields];
  const named = (path: string, schema: Schema) => ({
    title: word(say.words, say.language, `${kind.kind}.${path}`),
    ...schema,
  });
  return {
    type: 'object',
    ...(given ? { additionalProperties: false } : {}),
    required: declared.filter(([, of]) => of.required && !of.masked).map(([path]) => path),
    properties: Object.fromEntries(
      declared.map(([path, of]) => {
        const schema = fieldSchema(of);
        return [path, named(path, of.required && !of.masked ? schema : orNull(schema))];
      }),
    ),
  };
}

/** The schemas of a kind: `KIND.values`, `KIND.given`, `KIND.record`, `KIND.list`; with lines, `KIND.line`. */
export function schemasOfKind(kind: RecordKind, say: Saying): Record<string, Schema> {
  const lines = kind.lines;
  const title = word(say.words, say.language, kind.kind);
  return {
    [`${kind.kind}.values`]: { title, ...valuesSchema(kind, kind.all, say, false) },
    [`${kind.kind}.given`]: { title, ...valuesSchema(kind, kind.flat, say, true) },
    ...(lines
      ? {
          [`${kind.kind}.line`]: {
            title: `${title}: ${lines.name}`,
            ...valuesSchema(kind, Object.entries(lines.fields), say, false),
          },
        }
      : {}),
    [`${kind.kind}.record`]: {
      title,
      allOf: [refTo('Record')],
      type: 'object',
      required: ['values'],
      properties: {
        values: refTo(`${kind.kind}.values`),
        lines: { type: 'array', items: lines ? refTo(`${kind.kind}.line`) : {} },
      },
    },
    [`${kind.kind}.list`]: {
      title: word(say.words, say.language, `${kind.kind}|many`),
      allOf: [refTo('Page')],
      type: 'object',
      required: ['records'],
      properties: { records: { type: 'array', items: refTo(`${kind.kind}.record`) } },
    },
  };
}

const state = { type: 'string', enum: ['draft', 'submitted', 'reviewed', 'returned', 'approved'] };
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** What all kinds share. */
export const recordSchemas: Readonly<Record<string, Schema>> = {
  Record: {
    type: 'object',
    required: ['id', 'revision', 'state', 'latest', 'counts', 'voided', 'restatement', 'hash', 'writtenSeq'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      revision: { type: 'integer', minimum: 1 },
      state,
      latest: { type: 'boolean' },
      counts: { type: 'boolean' },
      voided: { type: 'boolean' },
      restatement: { type: 'boolean' },
      hash,
      writtenSeq: { type: 'integer' },
      importId: orNull({ type: 'string', format: 'uuid' }),
      hidden: { type: 'array', items: text },
    },
  },
  Page: {
    type: 'object',
    required: ['next', 'names'],
    properties: {
      next: orNull(text),
      count: { type: 'integer' },
      sums: { type: 'object', additionalProperties: orNull(text) },
      names: { type: 'object', additionalProperties: refTo('Name') },
      returned: { type: 'array', items: { type: 'object' } },
    },
  },
  Name: {
    type: 'object',
    properties: { kind: text, code: text, en: text, zh: text },
  },
  Recorded: {
    type: 'object',
    required: ['id', 'revision', 'outcome', 'state', 'warnings'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      revision: { type: 'integer' },
      outcome: { type: 'string', enum: ['new', 'changed', 'same'] },
      state,
      warnings: { type: 'array', items: { type: 'object' } },
    },
  },
  Bound: {
    type: 'object',
    required: ['id', 'revision', 'hash'],
    properties: { id: { type: 'string', format: 'uuid' }, revision: { type: 'integer' }, hash },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      facts: { type: 'object' },
      problems: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'code', 'level', 'words'],
          properties: {
            field: orNull(text),
            line: { type: 'integer' },
            code: text,
            level: { type: 'string', enum: ['error', 'warning'] },
            facts: { type: 'object' },
            words: text,
          },
        },
      },
      issues: { type: 'array', items: { type: 'object', properties: { path: text, message: text } } },
    },
  },
};

/** By what a list of a kind can be filtered: `filter.FIELD`, and a span or a part of a text where the field has one. */
export function filtersOf(kind: RecordKind, say: Saying): { name: string; schema: Schema; description: string }[] {
  return [...kind.all].flatMap(([path, of]) => {
    const description = word(say.words, say.language, `${kind.kind}.${path}`);
    const plain = { name: `filter.${path}`, schema: text, description };
    const span = ['from', 'before'].map((end) => ({ ...plain, name: `${plain.name}.${end}` }));
    if (of.type === 'text' || of.type === 'local') return [plain, { ...plain, name: `${plain.name}.contains` }];
    return ['date', 'month', 'year', 'integer', 'decimal', 'quantity'].includes(of.type) ? [plain, ...span] : [plain];
  });
}
