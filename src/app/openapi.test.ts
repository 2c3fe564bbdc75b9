// Is the description of the API valid OpenAPI 3.1, complete in both languages, and true of what the routes answer?
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '#platform/i18n/words.ts';
import { routeSummariesZh } from './route-summaries-zh.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';
import { kinds } from './wiring.ts';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name?: string; in?: string }[];
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

let server: SmallServer;
const documents: Partial<Record<'en' | 'zh', Document>> = {};
beforeAll(async () => {
  server = await openSmallServer();
  for (const language of languages)
    documents[language] = (await server.app.inject({ url: `/api/v1/openapi.json?lang=${language}` })).json();
}, 240_000);
afterAll(() => server?.close());

test.each(languages)('in %s it is valid', async (language) => {
  const verdict = await new Validator().validate(structuredClone(documents[language]) as never);
  expect(verdict).toMatchObject({ valid: true });
});

test('every endpoint is in it, with every parameter of its address, under a name of its own', () => {
  const { paths } = documents.en as Document;
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  for (const { path, operation } of told) {
    const inPath = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
    expect([path, inPath.sort()]).toEqual([path, [...(path.match(/\{\w+\}/g) ?? [])].sort()]);
  }
  expect(new Set(told.map(({ operation }) => operation.operationId)).size).toBe(told.length);
  for (const { method, path } of server.routes) {
    const address = path.replace(/:(\w+)/g, '{$1}');
    const kind = [...kinds.keys()][0] as string;
    const found = paths[address] ?? paths[address.replace('{kind}', kind)];
    expect([path, found?.[method.toLowerCase()]]).toEqual([path, expect.anything()]);
  }
});

test('every endpoint is described in Chinese, and nothing else is', () => {
  const declared = server.routes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(routeSummariesZh).sort()).toEqual(declared.sort());
  for (const said of Object.values(routeSummariesZh)) expect(said).toMatch(/[\u4e00-\u9fff]/);
});

test('records of every kind are answered as it says', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...(documents.en as Document), $id: 'api' });
  const { company } = server;
  const id = await company.loadAt('approved', { site: company.id.SZ as string, on: '2024-05-02', tonnes: '2' });
  const boss = await server.cookieOf(company.people.administrator.id);
  const holds = (name: string, answer: unknown) => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    expect([name, validate?.(answer), validate?.errors]).toEqual([name, true, null]);
  };
  let records = 0;
  for (const kind of kinds.keys()) {
    const answer = (await server.ask(boss, { url: `/api/v1/records/${kind}?limit=20` })).json();
    holds(`${kind}.list`, answer);
    records += answer.records.length;
  }
  expect(records).toBeGreaterThan(15);
  holds('waste.load.record', (await server.ask(boss, { url: `/api/v1/records/waste.load/${id}` })).json().record);
  holds('Problem', (await server.ask(boss, { url: `/api/v1/records/waste.load/${crypto.randomUUID()}` })).json());
  const values = { ...company.load({ site: company.id.SZ as string, on: '2024-05-02', tonnes: '2' }), weather: 'fine' };
  const payload = { values };
  const refused = await server.ask(boss, {
    method: 'PUT',
    url: `/api/v1/records/waste.load/${crypto.randomUUID()}`,
    payload,
  });
  holds('Problem', refused.json());
  expect(ajv.getSchema('api#/components/schemas/waste.load.given')?.(values)).toBe(false); // no such field
});
