// The parts of the OpenAPI document that its page shows.

export interface Schema {
  $ref?: string;
  title?: string;
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  items?: Schema;
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  description?: string;
}

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required: boolean;
  description?: string;
  schema: Schema;
}

export interface OperationShown {
  operationId: string;
  method: string;
  path: string;
  summary: string;
  description?: string;
  parameters: readonly Parameter[];
  body: Schema | undefined;
  answer: Schema | undefined;
}

interface OperationSaid {
  operationId: string;
  tags: readonly string[];
  summary: string;
  description?: string;
  parameters: readonly Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** The document as it comes. */
export interface OpenApi {
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, OperationSaid>>>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
  'x-problems': readonly { code: string; status: number; title: string; detail: string }[];
}

/** What a reference names. */
export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** Endpoints in groups, as far as each holds everything that was typed. */
export function groupsOf(document: OpenApi, typed: string) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, OperationShown[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, said] of Object.entries(methods)) {
      const tag = said.tags[0] ?? '';
      const description = document.tags.find(({ name }) => name === tag)?.description ?? '';
      const all = `${method} ${path} ${said.summary} ${description}`.toLowerCase();
      if (!wanted.every((one) => all.includes(one))) continue;
      const shown: OperationShown = {
        ...{ operationId: said.operationId, method: method.toUpperCase(), path, summary: said.summary },
        ...(said.description ? { description: said.description } : {}),
        parameters: said.parameters.map((one) =>
          one.$ref ? (document.components.parameters[nameOf(one.$ref)] ?? one) : one,
        ),
        body: said.requestBody?.content['application/json']?.schema,
        answer: said.responses['200']?.content?.['application/json']?.schema,
      };
      groups.set(tag, [...(groups.get(tag) ?? []), shown]);
    }
  }
  return [...groups].map(([tag, operations]) => ({
    ...{ tag, operations },
    description: document.tags.find(({ name }) => name === tag)?.description ?? '',
  }));
}

/** A shape in one line: `string (date)`, `waste.load.record[]`, `draft | submitted`. */
export function shapeOf(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(shapeOf).join(' | ');
  if (schema.type === 'array') return `${schema.items ? shapeOf(schema.items) : ''}[]`;
  if (schema.type === 'object' && schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([name, one]) => `${name}: ${shapeOf(one)}`)
      .join(', ')} }`;
  return `${schema.type ?? ''}${schema.format ? ` (${schema.format})` : ''}`;
}

/** The fields of a shape, through what it refers to. */
export function fieldsOf(
  schema: Schema | undefined,
  document: OpenApi,
  depth = 0,
): (readonly [string, Schema, boolean])[] {
  if (!schema || depth > 3) return [];
  if (schema.$ref) return fieldsOf(document.components.schemas[nameOf(schema.$ref)], document, depth + 1);
  const inherited = (schema.allOf ?? []).flatMap((one) => fieldsOf(one, document, depth + 1));
  const own = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [name, one, schema.required?.includes(name) ?? false] as const,
  );
  return [...inherited, ...own];
}
