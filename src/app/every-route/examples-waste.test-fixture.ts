// Examples of routes: Waste.

import { company, get, loadOf, post, site } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { loadAt, pastMonth, period } from './makers.test-fixture.ts';

export const wasteExamples: readonly Example[] = [
  ...(['flows', 'ranking'] as const).flatMap((analysis): Example[] => [
    {
      ...{ route: `GET /api/v1/waste/${analysis}`, needs: 'figures.read', where: 'factory' },
      request: (place) => get(`/waste/${analysis}?scope=${site(place)}&${period}`),
    },
    {
      ...{ route: `GET /api/v1/waste/${analysis}`, what: 'of the group', needs: 'figures.read', where: 'nowhere' },
      request: () => get(`/waste/${analysis}?${period}`),
    },
  ]),
  {
    ...{ route: 'GET /api/v1/waste/improvements', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/improvements?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/cases', needs: 'records.read', where: 'nowhere' },
    request: () => get('/waste/cases'),
  },
  {
    ...{ route: 'GET /api/v1/waste/gri306.xlsx', needs: 'figures.read', where: 'factory' },
    request: (place) => get(`/waste/gri306.xlsx?scope=${site(place)}&${period}&unit=lb`),
  },
  { route: 'GET /api/v1/waste/ledgers', needs: 'records.read', where: 'nowhere', request: () => get('/waste/ledgers') },
  ...(['.xlsx', '/gaps'] as const).map(
    (part): Example => ({
      ...{ route: `GET /api/v1/waste/ledgers/:layout${part}`, needs: 'records.read', where: 'factory' },
      request: (place) => get(`/waste/ledgers/cn-general-2021${part}?site=${site(place)}&${period}`),
    }),
  ),
  {
    ...{ route: 'GET /api/v1/waste/weights', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/weights?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/streams/:id/effect', needs: 'records.read', where: 'group' },
    request: () => get(`/waste/streams/${company.id.PAPER}/effect?${period}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/vendors', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/vendors?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'POST /api/v1/waste/weights/decide', needs: 'records.record', where: 'factory' },
    request: async (place, fresh) => {
      const id = await loadAt('draft', place, fresh);
      return post('/waste/weights/decide', { decisions: [{ id, revision: 1, weight: 'own' }], reason: 'own scale' });
    },
  },
  {
    ...{ route: 'GET /api/v1/waste/month', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/waste/month?site=${site(place)}&month=2024-05`),
  },
  {
    ...{ route: 'GET /api/v1/waste/month/rate', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/waste/month/rate?site=${site(place)}&month=2024-05`),
  },
  {
    ...{ route: 'POST /api/v1/waste/month/nil', needs: 'records.record', where: 'factory' },
    request: (place) =>
      post('/waste/month/nil', { site: site(place), month: '2023-05', streamIds: [company.id.REFUSE] }),
  },
  {
    ...{ route: 'POST /api/v1/waste/month/estimate', needs: 'records.record', where: 'factory' },
    request: (place) =>
      post('/waste/month/estimate', {
        ...{ site: site(place), month: '2023-06', streamId: company.id.REFUSE, method: 'bins', treatment: 'landfill' },
        ...{ vendorId: company.id.V2, bins: { bins: 4, litresPerBin: '240', kilogramsPerLitre: '0.1' } },
      }),
  },
  {
    ...{ route: 'POST /api/v1/waste/month/submit', needs: 'records.record', where: 'factory' },
    request: async (place, fresh) => {
      const on = `${pastMonth()}-10`;
      if (fresh) await company.loadAt('draft', { ...loadOf(place), on });
      return post('/waste/month/submit', { site: site(place), month: on.slice(0, 7) });
    },
  },
  {
    ...{ route: 'GET /api/v1/waste/storage', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/storage?scope=${site(place)}&${period}`),
  },
  { route: 'GET /api/v1/waste/bay', needs: 'records.record', where: 'nowhere', request: () => get('/waste/bay') },
  {
    ...{ route: 'GET /api/v1/waste/bins/labels', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/bins/labels?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/ul2799', needs: 'figures.read', where: 'factory' },
    request: (place) => get(`/waste/ul2799?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/ul2799', what: 'of the group', needs: 'figures.read', where: 'nowhere' },
    request: () => get(`/waste/ul2799?${period}`),
  },
  {
    ...{ route: 'GET /api/v1/waste/completeness', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/waste/completeness?scope=${site(place)}&period=2024`),
  },
];
