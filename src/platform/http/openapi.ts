// The endpoints as an OpenAPI document, from the same declarations that serve them: no second description to keep equal.
import { z } from 'zod';
import { cookieNameOf } from '../access/sign-in-library.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { refusals } from '../records/server/refusal.ts';
import { filtersOf, recordSchemas, refTo, type Schema, schemasOfKind } from './kind-schemas.ts';
import { type Need, needOf, type Route, route } from './route.ts';
import { languageOf } from './server.ts';

/** What the document says besides the routes. */
export interface OpenApiWorld {
  kinds: ReadonlyMap<string, RecordKind>;
  words: Dictionary;
  baseUrl: string;
  /** what a route does, by `METHOD path`, where it is not said in English */
  summariesZh: Readonly<Record<string, string>>;
}

/** What a caller may send; a shape that JSON Schema has no word for stands open. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output' = 'input'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
}

const RECORDS = '/api/v1/records/:kind';
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

/** The headers that a route understands. */
function headersOf({ method, path, file, secret }: Route): Schema[] {
  if (method === 'GET') return file ? [] : [parameter('IfNoneMatch')];
  const conditional = path.startsWith(`${RECORDS}/`) && !path.endsWith('/effect');
  const named = method === 'POST' && !file && !secret;
  return [...(conditional ? [parameter('IfMatch')] : []), ...(named ? [parameter('IdempotencyKey')] : [])];
}

/** What a record route answers for a kind. */
function answerOfKind({ method, path }: Route, kind: string): Schema | undefined {
  switch (`${method} ${path.slice(RECORDS.length)}`) {
    case 'GET ':
      return refTo(`${kind}.list`);
    case 'GET /:id':
      return {
        type: 'object',
        required: ['record', 'revisions'],
        properties: {
          record: refTo(`${kind}.record`),
          revisions: { type: 'array', items: refTo(`${kind}.record`) },
          events: { type: 'array', items: { type: 'object' } },
          evidence: { type: 'array', items: { type: 'object' } },
          names: { type: 'object', additionalProperties: refTo('Name') },
          closed: { type: 'boolean' },
          may: { type: 'object', additionalProperties: { type: 'boolean' } },
        },
      };
    case 'PUT /:id':
    case 'POST /:id/void':
      return refTo('Recorded');
    case 'POST /steps/:step':
      return { type: 'object', required: ['moved'], properties: { moved: { type: 'integer' } } };
    default:
      return undefined;
  }
}

/** A body of a record route, with the values of the kind in their places. */
function bodyOfKind(schema: Schema, kind: RecordKind): Schema {
  const properties = { ...(schema.properties as Record<string, Schema> | undefined) };
  if (properties.values) properties.values = refTo(`${kind.kind}.given`);
  if (properties.lines && kind.lines) properties.lines = { type: 'array', items: refTo(`${kind.kind}.line`) };
  return { ...schema, properties };
}

function answersOf(declared: Route, kind: RecordKind | undefined): Record<string, unknown> {
  const schema =
    (kind && answerOfKind(declared, kind.kind)) ?? (declared.answers ? schemaOf(declared.answers, 'output') : {});
  const problem = { $ref: '#/components/responses/Problem' };
  const conditional = headersOf(declared).some((one) => String(one.$ref).endsWith('IfMatch'));
  return {
    200: {
      description: declared.file ? 'The file' : 'The answer',
      ...(declared.file ? {} : { headers: { ETag: { $ref: '#/components/headers/ETag' } } }),
      content: declared.file ? { '*/*': {} } : { 'application/json': { schema } },
    },
    ...(declared.method === 'GET' && !declared.file ? { 304: { description: 'The caller has it already' } } : {}),
    ...(conditional ? { 412: problem } : {}),
    429: { $ref: '#/components/responses/TooMany' },
    default: problem,
  };
}

function securityOf(declared: Route, need: Need) {
  if (need === 'anyone') return { security: [] };
  return need === 'signed-in' && !declared.forKeys ? { security: [{ session: [] }] } : {};
}

function operationOf(declared: Route, kind: RecordKind | undefined, world: OpenApiWorld, language: Language) {
  const inPath = new Set([...declared.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const query: Schema = declared.query ? schemaOf(declared.query) : {};
  const required = new Set(query.required as string[] | undefined);
  const properties = Object.entries((query.properties ?? {}) as Record<string, Schema>);
  const need = needOf(declared);
  const isList = kind && declared.method === 'GET' && declared.path === RECORDS;
  const body = declared.body && schemaOf(declared.body);
  const named = `${declared.method} ${declared.path}`;
  const action = typeof need === 'object' ? need.action : undefined;
  return {
    operationId: `${declared.method.toLowerCase()}_${(kind ? declared.path.replace(':kind', kind.kind) : declared.path)
      .replace('/api/v1/', '')
      .replace(/[^\w]+/g, '_')}`,
    tags: [kind ? kind.kind : (declared.path.split('/')[3] as string)],
    summary: language === 'zh' ? (world.summariesZh[named] ?? declared.summary) : declared.summary,
    ...(action ? { description: word(world.words, language, 'api.needs', { action }), 'x-action': action } : {}),
    ...securityOf(declared, need),
    parameters: [
      ...properties
        .filter(([name]) => !(kind && name === 'kind'))
        .map(([name, schema]) => ({
          name,
          in: inPath.has(name) ? 'path' : 'query',
          required: inPath.has(name) || required.has(name),
          schema: name === 'kind' && inPath.has(name) ? { type: 'string', enum: [...world.kinds.keys()] } : schema,
        })),
      ...[...inPath]
        .filter((name) => !(kind && name === 'kind') && !properties.some(([known]) => known === name))
        .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(isList
        ? filtersOf(kind, { words: world.words, language }).map((one) => ({ ...one, in: 'query', required: false }))
        : []),
      ...headersOf(declared),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: kind ? bodyOfKind(body, kind) : body } },
          },
        }
      : {}),
    responses: answersOf(declared, kind),
  };
}

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
});

/** OpenAPI 3.1 of these routes. What every kind of record can do is said for each kind, with its own fields. */
export function openApiOf(routes: readonly Route[], world: OpenApiWorld, language: Language = 'en') {
  const say = (key: string) => word(world.words, language, key);
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (declared: Route, kind?: RecordKind) => {
    const address = kind ? declared.path.replace(':kind', kind.kind) : declared.path;
    const path = address.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operationOf(declared, kind, world, language) };
  };
  const ofKinds = (declared: Route) => answerOfKind(declared, '') !== undefined && declared.path.startsWith(RECORDS);
  for (const declared of routes) {
    if (ofKinds(declared)) for (const kind of world.kinds.values()) add(declared, kind);
    else add(declared);
  }
  const kindTags = [...world.kinds.keys()].map((name) => ({ name, description: say(`${name}|many`) }));
  const problem = { content: { 'application/problem+json': { schema: refTo('Problem') } } };
  const wait = { schema: { type: 'integer' }, description: 's' };
  return {
    openapi: '3.1.0',
    info: { title: 'greenfab', version: '1', description: say('api.about') },
    servers: [{ url: world.baseUrl }],
    security: [{ key: [] }, { session: [] }],
    tags: kindTags,
    'x-problems': Object.entries({ ...refusals, unexpected: { status: 500 } }).map(([code, { status }]) => ({
      ...{ code, status, title: say(`http.${status}`), detail: say(code) },
    })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: say('api.byKey') },
        session: { type: 'apiKey', in: 'cookie', name: `${cookieNameOf('greenfab', world.baseUrl)}.session_token` },
      },
      parameters: {
        IfMatch: header('If-Match', say('api.ifMatch')),
        IfNoneMatch: header('If-None-Match', say('api.ifNoneMatch')),
        IdempotencyKey: header('Idempotency-Key', say('api.idempotencyKey')),
      },
      headers: { ETag: { description: say('api.etag'), schema: { type: 'string' } } },
      responses: {
        Problem: { description: say('api.problem'), ...problem },
        TooMany: { description: say('api.tooMany'), headers: { 'Retry-After': wait }, ...problem },
      },
      schemas: {
        ...recordSchemas,
        ...Object.assign(
          {},
          ...[...world.kinds.values()].map((kind) => schemasOfKind(kind, { words: world.words, language })),
        ),
      },
    },
  };
}

/** The endpoint that gives it out; itself it is one of them. */
export function openApiRoute(others: readonly Route[], world: OpenApiWorld): Route {
  const made = new Map<Language, ReturnType<typeof openApiOf>>();
  const own: Route = route({
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'Every endpoint, as OpenAPI',
    query: z.object({ lang: z.string().optional() }),
    may: () => 'anyone',
    answer: async ({ request }) => {
      const language = languageOf(request, 'en');
      const known = made.get(language) ?? openApiOf([...others, own], world, language);
      made.set(language, known);
      return known;
    },
  });
  return own;
}
