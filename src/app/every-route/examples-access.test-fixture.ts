// Examples of routes: Who one is, ways in, keys, webhooks, what everybody may ask.
import { v7 as uuidv7 } from 'uuid';
import { get, next, ownSession, people, post, server, site, toInvite } from './company.test-fixture.ts';
import { type Example, secret } from './example.test-fixture.ts';
import { hook, keyOf, sentTo } from './makers.test-fixture.ts';

export const accessExamples: readonly Example[] = [
  { route: 'GET /api/v1/me', needs: 'signed-in', where: 'nowhere', request: () => get('/me') },
  {
    ...{ route: 'POST /api/v1/session/switch', needs: 'signed-in', where: 'nowhere' },
    request: async (_, __, who) => ({
      ...post('/session/switch', { personId: people.find(({ at: where }) => where === 'group')?.id }),
      headers: who.cookie === null ? {} : { cookie: await server.cookieOf(who.id) },
    }),
  },
  {
    ...{ route: 'POST /api/v1/session/sign-out', needs: 'anyone', where: 'nowhere' },
    request: async (_, __, who) => ({
      ...post('/session/sign-out', {}),
      headers: who.cookie === null || who.isKey ? {} : { cookie: await server.cookieOf(who.id) },
    }),
  },
  { route: 'GET /api/v1/organisation', needs: 'signed-in', where: 'nowhere', request: () => get('/organisation') },
  { route: 'GET /api/v1/access', needs: 'signed-in', where: 'nowhere', request: () => get('/access') },
  { route: 'GET /api/v1/webhooks', needs: 'settings.change', where: 'group', request: () => get('/webhooks') },
  {
    ...{ route: 'POST /api/v1/webhooks', needs: 'settings.change', where: 'group' },
    request: (place) =>
      post('/webhooks', { name: 'h', url: 'http://127.0.0.1:9/', events: ['period.closed'], scope: `site:${place}` }),
  },
  ...(['PATCH', 'DELETE'] as const).map(
    (method): Example => ({
      ...{ route: `${method} /api/v1/webhooks/:id`, needs: 'settings.change', where: 'group' },
      request: async (_, fresh) => ({
        ...{ method, url: `/api/v1/webhooks/${fresh ? await hook() : uuidv7()}` },
        ...(method === 'PATCH' ? { payload: { active: false } } : {}),
      }),
    }),
  ),
  {
    ...{ route: 'POST /api/v1/webhooks/:id/test', needs: 'settings.change', where: 'group' },
    request: async (_, fresh) => post(`/webhooks/${fresh ? await hook() : uuidv7()}/test`, {}),
  },
  {
    ...{ route: 'GET /api/v1/webhooks/:id/deliveries', needs: 'settings.change', where: 'group' },
    request: () => get(`/webhooks/${uuidv7()}/deliveries`),
  },
  {
    ...{ route: 'POST /api/v1/webhooks/:id/deliveries/:delivery/replay', needs: 'settings.change', where: 'group' },
    request: async (_, fresh) => {
      const [id, delivery] = fresh ? await sentTo() : [uuidv7(), uuidv7()];
      return post(`/webhooks/${id}/deliveries/${delivery}/replay`, {});
    },
  },
  { route: 'GET /api/v1/keys', needs: 'signed-in', where: 'nowhere', request: () => get('/keys') },
  {
    ...{ route: 'POST /api/v1/keys', needs: 'figures.read', where: 'factory', notForKeys: true },
    request: (place) => post('/keys', { name: 'k', actions: ['figures.read'], scope: `site:${place}`, days: 1 }),
  },
  {
    ...{ route: 'DELETE /api/v1/keys/:id', needs: 'figures.read', where: 'nowhere', notForKeys: true },
    request: async (_, fresh, who) => ({
      method: 'DELETE',
      url: `/api/v1/keys/${fresh ? await keyOf(who) : uuidv7()}`,
    }),
  },
  { route: 'GET /api/v1/service-keys', needs: 'people.manage', where: 'group', request: () => get('/service-keys') },
  {
    ...{ route: 'POST /api/v1/service-keys', needs: 'people.manage', where: 'group' },
    request: (place) =>
      post('/service-keys', {
        ...{ name: 'meter', role: 'site_recorder', actions: ['records.record'], scope: `site:${place}`, days: 1 },
      }),
  },
  {
    ...{ route: 'DELETE /api/v1/service-keys/:id', needs: 'people.manage', where: 'group' },
    request: async (_, fresh, who) => ({
      ...{ method: 'DELETE', url: `/api/v1/service-keys/${fresh ? await keyOf(who) : uuidv7()}` },
    }),
  },
  { route: 'GET /api/v1/sign-in', needs: 'anyone', where: 'nowhere', request: () => get('/sign-in') },
  {
    ...{ route: 'GET /api/v1/account/security', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/account/security'),
  },
  {
    ...{ route: 'GET /api/v1/account/personal-data', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/account/personal-data'),
  },
  {
    ...{ route: 'GET /api/v1/account/personal-data.zip', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/account/personal-data.zip'),
  },
  {
    ...{ route: 'DELETE /api/v1/account/sessions/:id', needs: 'signed-in', where: 'nowhere' },
    request: async (_, __, who) => ({
      ...{
        method: 'DELETE',
        url: `/api/v1/account/sessions/${who.cookie === null ? uuidv7() : await ownSession(who)}`,
      },
    }),
  },
  {
    ...{ route: 'POST /api/v1/account/sessions/end-others', needs: 'signed-in', where: 'nowhere' },
    request: () => post('/account/sessions/end-others', {}),
  },
  {
    ...{ route: 'GET /api/v1/invitations', needs: 'people.invite', where: 'nowhere' },
    request: () => get('/invitations'),
  },
  {
    ...{ route: 'POST /api/v1/invitations', needs: 'people.invite', where: 'factory' },
    request: (place) =>
      post('/invitations', {
        ...{ userName: `invited-${next()}`, nameEn: 'Invited', nameZh: '受邀人', language: 'zh' },
        ...{ role: 'site_recorder', scopeId: site(place) },
      }),
  },
  ...(['link', 'remove-second-factor'] as const).map(
    (what): Example => ({
      ...{ route: `POST /api/v1/invitations/:personId/${what}`, needs: 'people.invite', where: 'factory' },
      request: (place) => post(`/invitations/${toInvite[place]}/${what}`, { reason: 'phone lost' }),
    }),
  ),
  ...(['GET', 'PUT'] as const).map(
    (method): Example => ({
      ...{ route: `${method} /api/v1/settings/sign-in`, needs: 'people.manage', where: 'group' },
      request: () => ({
        ...{ method, url: '/api/v1/settings/sign-in' },
        ...(method === 'PUT' ? { payload: { secondFactorRoles: [], reason: 'as before' } } : {}),
      }),
    }),
  ),
  { route: 'GET /api/v1/access-log', needs: 'people.manage', where: 'group', request: () => get('/access-log') },
  {
    ...{ route: 'GET /api/v1/access-log.csv', needs: 'people.manage', where: 'group' },
    request: () => get('/access-log.csv'),
  },
  {
    ...{ route: 'GET /api/v1/progress/:token', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/progress/0123456789'),
  },
  {
    ...{ route: 'GET /api/v1/search', needs: 'signed-in', where: 'nowhere' },
    request: () => get(`/search?q=${secret.toLowerCase()}`),
  },
  { route: 'GET /api/v1/openapi.json', needs: 'anyone', where: 'nowhere', request: () => get('/openapi.json') },
  { route: 'GET /api/v1/glossary', needs: 'anyone', where: 'nowhere', request: () => get('/glossary?q=waste') },
];
