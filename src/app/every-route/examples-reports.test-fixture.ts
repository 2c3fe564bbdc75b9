// Examples of routes: The report, its editions, figures, targets, policies.
import { upload } from '../small-server.test-fixture.ts';
import { at, edition, get, policy, post, site, target } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { own, period } from './makers.test-fixture.ts';

export const reportsExamples: readonly Example[] = [
  { route: 'GET /api/v1/report', needs: 'report.read', where: 'nowhere', request: () => get(`/report?${period}`) },
  ...(['html', 'pdf', 'docx'] as const).map(
    (format): Example => ({
      ...{ route: `GET /api/v1/report/draft.${format}`, needs: 'report.read', where: 'nowhere' },
      request: () => get(`/report/draft.${format}?${period}`),
    }),
  ),
  {
    ...{ route: 'POST /api/v1/report/publish', needs: 'report.publish', where: 'group' },
    request: () => post('/report/publish', { period: '2024-05' }),
  },
  {
    ...{ route: 'POST /api/v1/report/verify', needs: 'report.read', where: 'nowhere' },
    request: () => ({ method: 'POST', url: '/api/v1/report/verify', ...upload('copy.html', edition.html) }),
  },
  { route: 'GET /api/v1/editions', needs: 'report.read', where: 'nowhere', request: () => get('/editions') },
  {
    ...{ route: 'GET /api/v1/editions/:id', needs: 'report.read', where: 'nowhere' },
    request: () => get(`/editions/${edition.id}`),
  },
  ...(['html', 'pdf', 'docx'] as const).map(
    (format): Example => ({
      ...{ route: `GET /api/v1/editions/:id/report.${format}`, needs: 'report.read', where: 'nowhere' },
      request: () => get(`/editions/${edition.id}/report.${format}`),
    }),
  ),
  {
    ...{ route: 'GET /api/v1/editions/:id/restatement', needs: 'report.read', where: 'nowhere' },
    request: () => get(`/editions/${edition.id}/restatement`),
  },
  { route: 'GET /api/v1/restatements', needs: 'records.read', where: 'nowhere', request: () => get('/restatements') },
  {
    ...{ route: 'POST /api/v1/restatements/threshold', needs: 'review.set', where: 'group' },
    request: () => post('/restatements/threshold', { points: '0.001', share: '0.01', reason: 'as before' }),
  },
  {
    ...{ route: 'GET /api/v1/editions/:id/verify', needs: 'report.read', where: 'nowhere' },
    request: () => get(`/editions/${edition.id}/verify?level=2`),
  },
  {
    ...{ route: 'GET /api/v1/figures', needs: 'figures.read', where: 'nowhere' },
    request: (place) => get(`/figures?kpi=waste.shipped-mass&scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/f/:id', needs: 'figures.read', where: 'factory' },
    request: (place) => get(`/f/${at[place].figure}`),
  },
  {
    ...{ route: 'GET /api/v1/targets/progress', needs: 'figures.read', where: 'nowhere' },
    request: () => get(`/targets/progress?${period}`),
  },
  {
    ...{ route: 'GET /api/v1/targets/:id/reasons', needs: 'figures.read', where: 'nowhere' },
    request: () => get(`/targets/${target}/reasons?${period}`),
  },
  {
    ...{ route: 'GET /api/v1/dashboards/waste', needs: 'figures.read', where: 'factory' },
    request: (place) => get(`/dashboards/waste?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/dashboards/waste', what: 'of the group', needs: 'figures.read', where: 'nowhere' },
    request: () => get(`/dashboards/waste?${period}`),
  },
  { ...own, route: 'GET /api/v1/policies', request: () => get('/policies') },
  { ...own, route: 'GET /api/v1/policies/:id', request: () => get(`/policies/${policy.id}`) },
  {
    ...{ ...own, route: 'POST /api/v1/policies/:id/acknowledgement' },
    request: () => post(`/policies/${policy.id}/acknowledgement`, { hash: policy.hash, language: 'en' }),
  },
  {
    ...{ route: 'GET /api/v1/policies/:id/acknowledgements', needs: 'report.publish', where: 'group' },
    request: () => get(`/policies/${policy.id}/acknowledgements`),
  },
  {
    ...{ route: 'POST /api/v1/policies/:id/reminders', needs: 'report.publish', where: 'group' },
    request: () => post(`/policies/${policy.id}/reminders`, {}),
  },
];
