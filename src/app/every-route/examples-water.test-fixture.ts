// Examples of routes: Water.
import { v7 as uuidv7 } from 'uuid';
import { upload } from '../small-server.test-fixture.ts';
import { exceedanceCases, findings, get, meters, next, post, savings, site } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { connection, period, shownConnection, wantedConnection } from './makers.test-fixture.ts';

export const waterExamples: readonly Example[] = [
  {
    ...{ route: 'POST /api/v1/water/readings', needs: 'records.record', where: 'factory' },
    request: (place) =>
      post('/water/readings', {
        readings: [{ meter: `${place}/W-1`, at: '2024-05-01T00:00:00+08:00', count: String(next()) }],
      }),
  },
  { route: 'GET /api/v1/water/round', needs: 'records.record', where: 'nowhere', request: () => get('/water/round') },
  {
    ...{ route: 'GET /api/v1/water/round/labels', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/round/labels?scope=${site(place)}`),
  },
  { route: 'GET /api/v1/water/basins', needs: 'records.read', where: 'nowhere', request: () => get('/water/basins') },
  {
    ...{ route: 'POST /api/v1/water/basins', needs: 'settings.change', where: 'group' },
    request: () => ({
      ...{ method: 'POST', url: '/api/v1/water/basins?title=A&licence=CC+BY+4.0&source=WRI' },
      ...upload('basins.csv', 'string_id,bws_raw\n1,0.4\n'),
    }),
  },
  {
    ...{ route: 'GET /api/v1/water/risk', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/risk?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'POST /api/v1/water/risk/assess', needs: 'records.record', where: 'factory' },
    request: (place) => post('/water/risk/assess', { year: 2024, sites: [{ site: site(place), basin: 'B1' }] }),
  },
  {
    ...{ route: 'GET /api/v1/water/connections', needs: 'settings.change', where: 'group' },
    request: () => get('/water/connections'),
  },
  {
    ...{ route: 'POST /api/v1/water/connections', needs: 'settings.change', where: 'group' },
    request: (place) => post('/water/connections', { ...wantedConnection(), scope: `site:${place}` }),
  },
  ...(['PATCH', 'DELETE'] as const).map(
    (method): Example => ({
      ...{ route: `${method} /api/v1/water/connections/:id`, needs: 'settings.change', where: 'group' },
      request: async (_, fresh) => ({
        ...{ method, url: `/api/v1/water/connections/${fresh ? await connection() : uuidv7()}` },
        ...(method === 'PATCH' ? { payload: { active: false } } : {}),
      }),
    }),
  ),
  {
    ...{ route: 'POST /api/v1/water/connections/:id/trust', needs: 'settings.change', where: 'group' },
    request: async (_, fresh) => {
      const { id, fingerprint } = fresh ? await shownConnection() : { id: uuidv7(), fingerprint: '0'.repeat(64) };
      return post(`/water/connections/${id}/trust`, { fingerprint });
    },
  },
  {
    ...{ route: 'GET /api/v1/water/connections/:id/refused', needs: 'settings.change', where: 'group' },
    request: async (_, fresh) => get(`/water/connections/${fresh ? await connection() : uuidv7()}/refused`),
  },
  {
    ...{ route: 'GET /api/v1/water/balance', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/balance?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'POST /api/v1/water/reading-sheets', needs: 'records.record', where: 'factory' },
    request: (place) => ({
      ...{ method: 'POST', url: `/api/v1/water/reading-sheets?site=${site(place)}` },
      ...upload('readings.csv', 'meter,time,reading\nW-1,2024-05-01 00:00,5\nW-1,2024-05-01 01:00,6\n'),
    }),
  },
  {
    ...{ route: 'GET /api/v1/water/meters', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/meters?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/water/exceedance-cases/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/exceedance-cases/${exceedanceCases[place]}`),
  },
  {
    ...{ route: 'GET /api/v1/water/wastewater', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/wastewater?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/water/meters/:id/hours', needs: 'records.read', where: 'factory' },
    request: (place) =>
      get(`/water/meters/${meters[place]}/hours?from=2024-05-01T00:00:00Z&before=2024-05-02T00:00:00Z`),
  },
  {
    ...{ route: 'GET /api/v1/water/meters/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/meters/${meters[place]}`),
  },
  {
    ...{ route: 'GET /api/v1/water/meters/:id/flow', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/meters/${meters[place]}/flow?${period}&by=hour`),
  },
  {
    ...{ route: 'GET /api/v1/water/meters/:id/left-out', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/meters/${meters[place]}/left-out?${period}`),
  },
  {
    ...{ route: 'POST /api/v1/water/meters/measures', needs: 'records.record', where: 'factory' },
    request: (place) => post('/water/meters/measures', { site: site(place), meters: [meters[place]], role: 'main' }),
  },
  {
    ...{ route: 'GET /api/v1/water/meters/:id/place', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/meters/${meters[place]}/place`),
  },
  {
    ...{ route: 'GET /api/v1/water/findings', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/findings?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/water/findings/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/findings/${findings[place]}`),
  },
  {
    ...{ route: 'GET /api/v1/water/savings', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/savings?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/water/savings/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/savings/${savings[place]}`),
  },
  {
    ...{ route: 'GET /api/v1/water/suppliers', needs: 'records.read', where: 'nowhere' },
    request: () => get('/water/suppliers?period=2024-H1'),
  },
  {
    ...{ route: 'GET /api/v1/water/roll-out', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/roll-out?scope=${site(place)}`),
  },
];
