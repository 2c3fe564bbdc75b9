// The endpoints as an OpenAPI document, from the same declarations that serve them: no second description to keep equal.
import { z } from 'zod';
import { needOf, type Route, route } from './route.ts';

type Schema = Record<string, unknown>;

/** What a caller may send; a shape that JSON Schema has no word for stands open. */
function schemaOf(shape: z.ZodType): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return schema;
}

function operationOf(declared: Route) {
  const inPath = new Set([...declared.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const query: Schema = declared.query ? schemaOf(declared.query) : {};
  const required = new Set(query.required as string[] | undefined);
  return {
    summary: declared.summary,
    ...(needOf(declared) === 'anyone' ? { security: [] } : {}),
    parameters: Object.entries((query.properties ?? {}) as Record<string, Schema>).map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      schema,
    })),
    ...(declared.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(declared.body) } } } }
      : {}),
    responses: {
      200: {
        description: declared.file ? 'The file' : 'The answer',
        content: { [declared.file ? '*/*' : 'application/json']: {} },
      },
      default: {
        description: 'Refused: a code of a closed list, and words in the language of the reader',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** OpenAPI 3.1 of these routes. */
export function openApiOf(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const declared of routes) {
    const path = declared.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operationOf(declared) };
  }
  const text = { type: 'string' };
  return {
    openapi: '3.1.0',
    info: { title: 'greenfab', version: '1' },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'greenfab.session_token' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code'],
          properties: { type: text, title: text, status: { type: 'integer' }, code: text, facts: { type: 'object' } },
        },
      },
    },
  };
}

/** The endpoint that gives it out; itself it is one of them. */
export function openApiRoute(others: readonly Route[]): Route {
  const own: Route = route({
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'Every endpoint, as OpenAPI',
    may: () => 'anyone',
    answer: async () => openApiOf([...others, own]),
  });
  return own;
}
