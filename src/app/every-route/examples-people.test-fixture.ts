// Examples of the routes of people and of notices.
import { v7 as uuidv7 } from 'uuid';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { aPost, company, get, newest, newPost, next, post, server, site } from './company.test-fixture.ts';
import type { Example } from './example.test-fixture.ts';
import { del, failedRun, heldPost, inFuture, own, preference, robotAt, set, somebody } from './makers.test-fixture.ts';

export const managed = { needs: 'people.manage', where: 'group' } as const;
export const peopleExamples: readonly Example[] = [
  { ...managed, route: 'GET /api/v1/people', request: () => get('/people') },
  {
    ...{ ...managed, route: 'POST /api/v1/people' },
    request: () => post('/people', { userName: `made.${next()}`, name: { en: 'New', zh: '新' }, language: 'en' }),
  },
  { ...managed, route: 'GET /api/v1/people/:id', request: () => get(`/people/${company.people.suzhou.id}`) },
  {
    ...{ ...managed, route: 'PATCH /api/v1/people/:id' },
    request: async (_, fresh) => ({
      ...{ method: 'PATCH', url: `/api/v1/people/${fresh ? await somebody() : company.people.suzhou.id}` },
      payload: { attributes: { name: { en: 'Other', zh: '别' }, language: 'en' }, active: false },
    }),
  },
  {
    ...{ ...managed, route: 'GET /api/v1/people/:id/personal-data' },
    request: () => get(`/people/${company.people.suzhou.id}/personal-data`),
  },
  {
    ...{ ...managed, route: 'GET /api/v1/people/:id/personal-data.zip' },
    request: () => get(`/people/${company.people.suzhou.id}/personal-data.zip`),
  },
  {
    ...{ ...managed, route: 'POST /api/v1/people/:id/erase' },
    request: async (_, fresh) => {
      const id = fresh ? await somebody() : company.people.suzhou.id;
      return post(`/people/${id}/erase`, { userName: fresh ? newest() : '-', reason: 'Left long ago' });
    },
  },
  {
    ...{ ...managed, route: 'POST /api/v1/people/:id/grants' },
    request: async (_, fresh, who) =>
      post(`/people/${fresh ? await somebody() : who.id || uuidv7()}/grants`, {
        ...{ role: 'group_administrator', scopeId: GROUP_ID, from: '2020-01-01' },
      }),
  },
  {
    ...{ ...managed, route: 'POST /api/v1/people/:id/grants/end' },
    request: async (_, fresh) => {
      const grant = { role: 'site_recorder', scopeId: site('SZ'), from: '2020-01-01' };
      const id = fresh ? await server.person(`new.${next()}`, ['site_recorder', site('SZ')]) : company.people.suzhou.id;
      return post(`/people/${id}/grants/end`, { ...grant, before: '2024-01-01' });
    },
  },
  { ...managed, route: 'GET /api/v1/posts', request: () => get('/posts') },
  {
    ...{ ...managed, route: 'POST /api/v1/posts' },
    request: (place) =>
      post('/posts', {
        ...{ code: `P-${next()}`, name: { en: 'Lead', zh: '负责人' }, scopeId: site(place), role: 'site_recorder' },
      }),
  },
  {
    ...{ ...managed, route: 'PATCH /api/v1/posts/:id' },
    request: async (_, fresh) => ({
      ...{ method: 'PATCH', url: `/api/v1/posts/${fresh ? await newPost() : aPost}` },
      payload: { endedOn: inFuture, duties: [{ kind: 'waste.stream', recordId: company.id.PAPER }] },
    }),
  },
  {
    ...{ ...managed, route: 'POST /api/v1/posts/:id/holders' },
    request: async (_, fresh, who) =>
      post(`/posts/${fresh ? await newPost() : aPost}/holders`, { personId: who.id || uuidv7(), from: inFuture }),
  },
  {
    ...{ ...managed, route: 'POST /api/v1/posts/:id/holders/end' },
    request: async (_, fresh) => {
      const personId = company.people.suzhou.id;
      return post(`/posts/${fresh ? await heldPost(personId) : aPost}/holders/end`, { personId, on: '2024-07-01' });
    },
  },
  {
    ...{ ...managed, route: 'GET /api/v1/hand-overs/preview' },
    request: () => {
      const { suzhou, wuhu } = company.people;
      return get(`/hand-overs/preview?from=${suzhou.id}&to=${wuhu.id}&scope=${GROUP_ID}&on=2024-07-15`);
    },
  },
  {
    ...{ ...managed, route: 'POST /api/v1/hand-overs' },
    request: async (_, fresh, who) => {
      const from = fresh ? await somebody() : company.people.suzhou.id;
      if (fresh) await heldPost(from);
      return post('/hand-overs', { from, to: who.id || uuidv7(), scope: GROUP_ID, on: '2024-07-15', reason: 'moves' });
    },
  },
];

export const noticeExamples: readonly Example[] = [
  { ...own, route: 'GET /api/v1/changes', request: () => get('/changes') },
  { ...own, route: 'GET /api/v1/notices', request: () => get('/notices?show=all') },
  {
    ...{ ...own, route: 'POST /api/v1/notices/mark' },
    request: () => post('/notices/mark', { ids: 'all', as: 'read' }),
  },
  { ...own, route: 'GET /api/v1/account/notices', request: () => get('/account/notices') },
  {
    ...{ ...own, route: 'PUT /api/v1/account/notices' },
    request: () => ({ method: 'PUT', url: '/api/v1/account/notices', payload: preference }),
  },
  {
    ...{ ...own, route: 'PUT /api/v1/account/mail' },
    request: () => ({ method: 'PUT', url: '/api/v1/account/mail', payload: { mail: null } }),
  },
  {
    ...{ ...own, route: 'DELETE /api/v1/account/channels/:channel' },
    request: () => del('/account/channels/feishu'),
  },
  { route: 'GET /api/v1/sign-in/chats', needs: 'anyone', where: 'nowhere', request: () => get('/sign-in/chats') },
  { ...set, route: 'GET /api/v1/settings/notices', request: () => get('/settings/notices') },
  {
    ...{ ...set, route: 'POST /api/v1/settings/notices/test' },
    request: () => post('/settings/notices/test', {}),
  },
  {
    ...{ ...set, route: 'POST /api/v1/settings/notices/retry' },
    request: () => post('/settings/notices/retry', { ids: [uuidv7()] }),
  },
  {
    ...{ ...set, route: 'POST /api/v1/settings/robots' },
    request: (place) =>
      post('/settings/robots', {
        ...{ channel: 'feishu', name: 'Group', scopeId: site(place), language: 'en', hour: 8 },
        address: 'https://open.feishu.cn/open-apis/bot/v2/hook/x',
      }),
  },
  {
    ...{ ...set, route: 'POST /api/v1/settings/robots/:id/test' },
    request: async (place) => post(`/settings/robots/${await robotAt(place)}/test`, {}),
  },
  {
    ...{ ...set, route: 'DELETE /api/v1/settings/robots/:id' },
    request: async (place) => del(`/settings/robots/${await robotAt(place)}`),
  },
  { ...set, route: 'GET /api/v1/jobs', request: () => get('/jobs') },
  {
    ...{ ...set, route: 'POST /api/v1/jobs/:name/run' },
    request: () => post('/jobs/waste.month-reminders/run', {}),
  },
  {
    ...{ ...set, route: 'POST /api/v1/jobs/runs/:id/again' },
    request: async () => post(`/jobs/runs/${await failedRun()}/again`, {}),
  },
  {
    ...{ ...own, route: 'GET /api/v1/jobs/runs/:id' },
    request: async (_, __, who) => get(`/jobs/runs/${await failedRun(who.id || 'jobs')}`),
  },
];
