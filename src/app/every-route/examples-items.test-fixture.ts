// Examples of routes: items, declarations, where-used, impact.
import { readFileSync } from 'node:fs';
import { iecFile } from '#domains/substances/rules/formats/declarations.test-fixture.ts';
import { upload } from '../small-server.test-fixture.ts';
import { get, oneItem, post } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';

const grantaExample = new URL(
  '../../domains/substances/rules/formats/granta-example/compliance-bom-1711.xml',
  import.meta.url,
);
const reads = { needs: 'records.read', where: 'nowhere' } as const;

export const itemExamples: readonly Example[] = [
  { ...reads, route: 'GET /api/v1/substances/items', request: () => get('/substances/items?pack=rohs-eu') },
  {
    ...reads,
    ofTheGroup: true,
    route: 'GET /api/v1/substances/items/:id',
    request: () => get(`/substances/items/${oneItem.id}`),
  },
  {
    ...{ ...reads, route: 'GET /api/v1/substances/items/:id/parts' },
    request: () => get(`/substances/items/${oneItem.id}/parts?pack=rohs-eu`),
  },
  {
    ...{ ...reads, ofTheGroup: true, route: 'GET /api/v1/substances/items/:id/why' },
    request: () => get(`/substances/items/${oneItem.id}/why?pack=rohs-eu`),
  },
  {
    ...{ ...reads, route: 'GET /api/v1/substances/where-used' },
    request: () => get('/substances/where-used?substance=7439-92-1'),
  },
  { ...reads, route: 'GET /api/v1/substances/customers', request: () => get('/substances/customers') },
  { ...reads, route: 'GET /api/v1/substances/grades', request: () => get('/substances/grades?grade=high') },
  {
    ...{ ...reads, route: 'POST /api/v1/substances/impact' },
    request: () => post('/substances/impact', { draft: { substances: ['7439-92-1'] } }),
  },
  {
    ...{ ...reads, route: 'POST /api/v1/substances/draft-lists' },
    request: () => ({
      ...{ method: 'POST', url: '/api/v1/substances/draft-lists' },
      ...upload('draft.csv', 'Substance,CAS,Limit\nLead,7439-92-1,0.1 %\n'),
    }),
  },
  {
    ...{ route: 'POST /api/v1/substances/customer-list-files', needs: 'records.record', where: 'group' },
    request: () => ({
      ...{ method: 'POST', url: '/api/v1/substances/customer-list-files' },
      ...upload('list.csv', 'Substance,CAS,Limit\nLead,7439-92-1,0.1 %\n'),
    }),
  },
  {
    ...{ route: 'POST /api/v1/substances/bom-files', needs: 'records.record', where: 'group' },
    request: () => ({
      ...{ method: 'POST', url: '/api/v1/substances/bom-files' },
      ...upload('bom.xml', readFileSync(grantaExample, 'utf8')),
    }),
  },
  {
    ...{ route: 'POST /api/v1/substances/declaration-files', needs: 'records.record', where: 'group' },
    request: () => ({
      ...{ method: 'POST', url: '/api/v1/substances/declaration-files' },
      ...upload('lamp.xml', iecFile),
    }),
  },
];
