// Does OpenAPI say of an endpoint what its declaration says?
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiOf } from './openapi.ts';
import { route } from './route.ts';

const close = route({
  method: 'POST',
  path: '/api/v1/periods/:kind/close',
  summary: 'Close a month of a factory',
  query: z.object({ kind: z.string(), scope: z.uuid(), lang: z.string().default('en') }),
  body: z.object({ reason: z.string().max(100) }),
  may: ({ scope }) => ({ action: 'periods.close', scopeId: scope }),
  answer: async () => ({}),
});
const template = route({
  method: 'GET',
  path: '/api/v1/template.xlsx',
  summary: 'An empty sheet',
  file: true,
  may: () => 'anyone',
  answer: async () => ({}),
});
const world = { kinds: new Map(), words: { en: {}, zh: {} }, baseUrl: 'http://localhost', summariesZh: {} };
const { paths } = openApiOf([close, template], world);

test('a parameter stands in the path or in the query, and is required unless it has a default', () => {
  expect(paths['/api/v1/periods/{kind}/close']?.post).toMatchObject({
    parameters: [
      { name: 'kind', in: 'path', required: true },
      { name: 'scope', in: 'query', required: true },
      { name: 'lang', in: 'query', required: false },
      { $ref: '#/components/parameters/IdempotencyKey' },
    ],
  });
});

test('a body has its shape', () => {
  expect(paths['/api/v1/periods/{kind}/close']?.post).toMatchObject({
    summary: 'Close a month of a factory',
    requestBody: { content: { 'application/json': { schema: { properties: { reason: { maxLength: 100 } } } } } },
  });
});

test('whoever is there may ask what anyone may ask, and a file is no JSON', () => {
  expect(paths['/api/v1/template.xlsx']?.get).toMatchObject({
    security: [],
    responses: { 200: { content: { '*/*': {} } } },
  });
  expect(paths['/api/v1/periods/{kind}/close']?.post).not.toHaveProperty('security');
});
