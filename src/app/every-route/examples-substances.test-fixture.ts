// Examples of routes: Substances.
import { get } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { own } from './makers.test-fixture.ts';

export const substancesExamples: readonly Example[] = [
  { ...own, route: 'GET /api/v1/substances/packs', request: () => get('/substances/packs') },
  { ...own, route: 'GET /api/v1/substances/packs/:pack', request: () => get('/substances/packs/rohs-cn') },
  {
    ...own,
    route: 'GET /api/v1/substances/packs/:pack/compare',
    request: () => get('/substances/packs/rohs-cn/compare'),
  },
  {
    ...{ route: 'GET /api/v1/substances/list', needs: 'records.read', where: 'nowhere' },
    request: () => get('/substances/list?q=lead'),
  },
  {
    ...{ route: 'GET /api/v1/substances/substance/:key', needs: 'records.read', where: 'nowhere' },
    request: () => get('/substances/substance/cas:7439-92-1'),
  },
];
