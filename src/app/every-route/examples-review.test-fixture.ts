// Examples of routes: Review, closed months, backups, evidence, history, audit.
import { systemActor } from '#platform/db/database.ts';
import { closePeriod } from '#platform/records/server/periods.ts';
import { kindOf } from '../../../tests/small-company.ts';
import { upload } from '../small-server.test-fixture.ts';
import { askedAt, at, audited, company, get, next, post, questionAt, server, site } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { linkAt, loadAt, newDelegation, pastMonth, period, shelve } from './makers.test-fixture.ts';

export const reviewExamples: readonly Example[] = [
  { route: 'GET /api/v1/inbox', needs: 'signed-in', where: 'nowhere', request: () => get('/inbox') },
  {
    ...{ route: 'GET /api/v1/review/policies', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/review/policies'),
  },
  {
    ...{ route: 'GET /api/v1/review/rules', needs: 'settings.change', where: 'group' },
    request: () => get('/review/rules'),
  },
  {
    ...{ route: 'POST /api/v1/review/rules/:kind', needs: 'review.set', where: 'group' },
    request: () =>
      post('/review/rules/reports.statement', { policy: 'none', workedDays: next() % 60, reason: 'as before' }),
  },
  {
    ...{ route: 'GET /api/v1/review/delegations', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/review/delegations'),
  },
  {
    ...{ route: 'GET /api/v1/review/delegates', needs: 'records.review', where: 'nowhere' },
    request: () => get('/review/delegates'),
  },
  {
    ...{ route: 'POST /api/v1/review/delegations', needs: 'records.review', where: 'nowhere' },
    request: () => post('/review/delegations', newDelegation()),
  },
  {
    ...{ route: 'POST /api/v1/review/delegations/:id/end', needs: 'records.review', where: 'nowhere' },
    request: async (_, fresh, who) => {
      const given = newDelegation();
      if (fresh) await server.ask(who.cookie, post('/review/delegations', given));
      return post(`/review/delegations/${given.id}/end`, {});
    },
  },
  {
    ...{ route: 'GET /api/v1/periods/grid', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/periods/grid?scope=${site(place)}&period=2024`),
  },
  {
    ...{ route: 'GET /api/v1/periods/history', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/periods/history?kind=waste.load&scopeId=${site(place)}&month=2024-05`),
  },
  {
    ...{ route: 'GET /api/v1/periods', needs: 'records.read', where: 'nowhere' },
    request: () => get('/periods?kind=waste.load'),
  },
  {
    ...{ route: 'POST /api/v1/periods/close', needs: 'periods.close', where: 'factory' },
    request: (place) => post('/periods/close', { kind: 'waste.load', scopeId: site(place), month: pastMonth() }),
  },
  {
    ...{ route: 'POST /api/v1/periods/reopen', needs: 'periods.close', where: 'factory' },
    request: async (place, fresh) => {
      const closed = { scopeId: site(place), month: pastMonth() };
      if (fresh)
        await company.db.as(systemActor('operator'), (tx) => closePeriod(tx, kindOf('waste.load'), closed, 'system'));
      return post('/periods/reopen', { ...closed, kind: 'waste.load', reason: 'again' });
    },
  },
  { ...{ route: 'GET /api/v1/backups', needs: 'backup.take', where: 'group' }, request: () => get('/backups') },
  {
    ...{ route: 'POST /api/v1/backups', needs: 'backup.take', where: 'group' },
    request: () => post('/backups', {}),
  },
  {
    ...{ route: 'GET /api/v1/backups/:name', needs: 'backup.take', where: 'group' },
    request: () => get(`/backups/${shelve()}`),
  },
  {
    ...{ route: 'DELETE /api/v1/backups/:name', needs: 'backup.take', where: 'group' },
    request: () => ({ method: 'DELETE', url: `/api/v1/backups/${shelve()}` }),
  },
  {
    ...{ route: 'POST /api/v1/evidence', needs: 'evidence.attach', where: 'factory' },
    request: (place) => ({
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${at[place].approved}` },
      ...upload('more.pdf', `%PDF-1.7 ${next()}`),
    }),
  },
  {
    ...{ route: 'GET /api/v1/evidence/:sha256', needs: 'evidence.read', where: 'factory' },
    request: (place) => get(`/evidence/${at[place].paper}`),
  },
  {
    ...{ route: 'POST /api/v1/evidence/links', needs: 'evidence.attach', where: 'factory' },
    request: async (place, fresh) =>
      post('/evidence/links', {
        ...{ sha256: at[place].paper, kind: 'waste.load' },
        records: [await loadAt('draft', place, fresh)],
      }),
  },
  {
    ...{ route: 'POST /api/v1/evidence/links/:id/replace', needs: 'evidence.attach', where: 'factory' },
    request: async (place, fresh) => ({
      ...{ method: 'POST', url: `/api/v1/evidence/links/${await linkAt(place, fresh)}/replace` },
      ...upload('newer.pdf', `%PDF-1.7 ${next()}`),
    }),
  },
  {
    ...{ route: 'POST /api/v1/evidence/links/:id/end', needs: 'evidence.attach', where: 'factory' },
    request: async (place, fresh) =>
      post(`/evidence/links/${await linkAt(place, fresh)}/end`, { reason: 'of another load' }),
  },
  {
    ...{ route: 'GET /api/v1/evidence', needs: 'evidence.read', where: 'nowhere' },
    request: () => get('/evidence'),
  },
  ...(['missing', 'missing.csv', 'missing/:kind'] as const).map(
    (part): Example => ({
      ...{ route: `GET /api/v1/evidence/${part}`, needs: 'evidence.read', where: 'nowhere' },
      request: () => get(`/evidence/${part.replace(':kind', 'waste.load')}?${period}`),
    }),
  ),
  {
    ...{ route: 'GET /api/v1/evidence/:sha256/records', needs: 'evidence.read', where: 'factory' },
    request: (place) => get(`/evidence/${at[place].paper}/records`),
  },
  {
    ...{ route: 'GET /api/v1/evidence/:sha256/rows', needs: 'evidence.read', where: 'factory' },
    request: (place) => get(`/evidence/${at[place].sheet}/rows`),
  },
  { route: 'GET /api/v1/history', needs: 'history.read', where: 'nowhere', request: () => get('/history?limit=500') },
  {
    ...{ route: 'GET /api/v1/history/people', needs: 'history.read', where: 'nowhere' },
    request: () => get('/history/people'),
  },
  {
    ...{ route: 'GET /api/v1/history/entries/:entry', needs: 'history.read', where: 'factory' },
    request: async (place) => {
      const { writtenSeq } = await company.newest('waste.load', at[place].approved);
      return get(`/history/entries/${writtenSeq}.1`);
    },
  },
  {
    ...{ route: 'GET /api/v1/history/export.zip', needs: 'history.export', where: 'factory' },
    request: (place) => get(`/history/export.zip?scope=${site(place)}&${period}`),
  },
  {
    ...{ route: 'GET /api/v1/history/export.zip', what: 'of the group', needs: 'history.export', where: 'group' },
    request: () => get(`/history/export.zip?${period}`),
  },
  {
    ...{ route: 'GET /api/v1/history/verify', needs: 'settings.change', where: 'group' },
    request: () => get('/history/verify'),
  },
  {
    ...{ route: 'GET /api/v1/audit/samples', needs: 'history.read', where: 'nowhere' },
    request: () => get('/audit/samples'),
  },
  {
    ...{ route: 'GET /api/v1/audit/population', needs: 'audit.sample', where: 'factory' },
    request: (place) => get(`/audit/population?scope=${site(place)}&${period}&kinds=waste.load&how=seed:2:A`),
  },
  {
    ...{ route: 'GET /api/v1/audit/population', what: 'of the group', needs: 'audit.sample', where: 'group' },
    request: () => get(`/audit/population?${period}&kinds=waste.load&how=top:2:countingMassTonnes`),
  },
  {
    ...{ route: 'POST /api/v1/audit/samples', needs: 'audit.sample', where: 'factory' },
    request: (place) =>
      post('/audit/samples', { scope: site(place), period: '2024-Q2', kinds: 'waste.load', how: 'seed:1:A' }),
  },
  ...(['', '/sample.zip'] as const).map(
    (part): Example => ({
      ...{ route: `GET /api/v1/audit/samples/:id${part}`, where: 'factory' },
      needs: part === '' ? 'history.read' : 'history.export',
      request: (place) => get(`/audit/samples/${audited[place].sample}${part}`),
    }),
  ),
  {
    ...{ route: 'GET /api/v1/audit/questions', needs: 'records.read', where: 'nowhere' },
    request: () => get('/audit/questions'),
  },
  {
    ...{ route: 'POST /api/v1/audit/questions', needs: 'audit.ask', where: 'factory' },
    request: (place) => post('/audit/questions', questionAt(place)),
  },
  ...(['ask', 'answer', 'settle'] as const).map(
    (says): Example => ({
      ...{ route: `POST /api/v1/audit/questions/:id/${says}`, where: 'factory' },
      needs: says === 'answer' ? 'audit.answer' : 'audit.ask',
      request: async (place, fresh) => {
        const id = fresh ? await askedAt(place) : audited[place].question;
        return post(`/audit/questions/${id}/${says}`, { words: 'well' });
      },
    }),
  ),
];
