// Examples of routes: Records, imports, links for guests, views of lists.
import { v7 as uuidv7 } from 'uuid';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { upload } from '../small-server.test-fixture.ts';
import {
  at,
  checked,
  company,
  get,
  loadOf,
  next,
  post,
  sheetOf,
  site,
  submittedStream,
  waiting,
} from './company.test-fixture.ts';
import { type Example, secret } from './example.test-fixture.ts';
import { bound, del, importOf, linkTo, loadAt, newLink, step, viewOf, viewSaid } from './makers.test-fixture.ts';

export const recordsExamples: readonly Example[] = [
  {
    ...{ route: 'GET /api/v1/records/:kind', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/records/waste.load?scope=${site(place)}&limit=500`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind', what: 'behind a figure', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/records/waste.load?figure=${at[place].figure}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind', what: 'of an import', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/records/waste.load?import=${at[place].importId}&q=${secret}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind/template.xlsx', needs: 'records.read', where: 'nowhere' },
    request: () => get('/records/waste.load/template.xlsx'),
  },
  ...(['xlsx', 'csv'] as const).map(
    (format): Example => ({
      ...{ route: `GET /api/v1/records/:kind/export.${format}`, needs: 'records.read', where: 'nowhere' },
      request: (place) => get(`/records/waste.load/export.${format}?scope=${site(place)}`),
    }),
  ),
  {
    ...{ route: 'GET /api/v1/records/:kind/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/records/waste.load/${at[place].approved}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind/:id', what: 'a supplier', needs: 'records.read', where: 'nowhere' },
    ofSupplier: true,
    request: (place) => get(`/records/suppliers.supplier/${company.id[place === 'SZ' ? 'V1' : 'V2']}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind', what: 'by a masked field', needs: 'records.read', where: 'nowhere' },
    request: (place) =>
      get(`/records/factories.activity?scope=${site(place)}&sort=-outputValueCny&filter.outputValueCny.from=1`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind', what: 'with masked fields', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/records/factories.activity?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind/export.csv', what: 'with masked fields', where: 'nowhere' },
    needs: 'records.read',
    request: (place) => get(`/records/factories.activity/export.csv?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind/:id', what: 'with masked fields', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/records/factories.activity/${at[place].activity}`),
  },
  {
    ...{ route: 'PUT /api/v1/records/:kind/:id', needs: 'records.record', where: 'factory' },
    request: (place) => ({
      ...{ method: 'PUT', url: `/api/v1/records/waste.load/${uuidv7()}` },
      payload: { values: company.load(loadOf(place)) },
    }),
  },
  {
    ...{ route: 'PUT /api/v1/records/:kind/:id', what: 'a correction', needs: 'records.record', where: 'factory' },
    request: async (place, fresh) => ({
      ...{ method: 'PUT', url: `/api/v1/records/waste.load/${await loadAt('draft', place, fresh)}` },
      payload: { values: company.load(loadOf(place)), basedOn: 1, reason: 'corrected' },
    }),
  },
  {
    ...{ route: 'PUT /api/v1/records/:kind/:id', what: 'what the group owns', needs: 'records.record', where: 'group' },
    roles: ['group_administrator', 'centre_analyst'],
    request: () => ({
      ...{ method: 'PUT', url: `/api/v1/records/suppliers.supplier/${uuidv7()}` },
      payload: { values: { code: `V-${next()}`, name: { en: 'New', zh: '新' }, country: 'CN', roles: ['carrier'] } },
    }),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/:id/void', needs: 'records.record', where: 'factory' },
    request: async (place, fresh) =>
      post(`/records/waste.load/${await loadAt('draft', place, fresh)}/void`, { basedOn: 1, reason: 'gone' }),
  },
  {
    ...{
      route: 'POST /api/v1/records/:kind/:id/void',
      what: 'what the group owns',
      needs: 'records.record',
      where: 'group',
    },
    roles: ['group_administrator', 'centre_analyst'],
    request: async (_, fresh) => {
      const values = { code: `V-${next()}`, name: { en: 'New', zh: '新' }, country: 'CN', roles: ['carrier'] };
      const id = fresh ? await company.approved('suppliers.supplier', values) : company.id.V2;
      return post(`/records/suppliers.supplier/${id}/void`, { basedOn: 1, reason: 'gone' });
    },
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/:id/effect', needs: 'records.record', where: 'factory' },
    request: async (place, fresh) => ({
      ...{ method: 'POST', url: `/api/v1/records/waste.load/${await loadAt('draft', place, fresh)}/effect` },
      payload: { values: company.load(loadOf(place)), basedOn: 1, period: '2024-Q2' },
    }),
  },
  {
    ...{ route: 'GET /api/v1/records/:kind/:id/effect', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/records/waste.load/${at[place].submitted}/effect?period=2024-Q2`),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'submit', needs: 'records.record', where: 'factory' },
    request: step('submit', 'draft'),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'review', needs: 'records.review', where: 'factory' },
    request: step('review', 'submitted'),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'approve', needs: 'records.approve', where: 'factory' },
    request: step('approve', 'reviewed'),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'return', needs: 'records.review', where: 'factory' },
    request: step('return', 'submitted'),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'return of the reviewed', where: 'factory' },
    needs: 'records.approve',
    request: step('return', 'reviewed'),
  },
  {
    ...{ route: 'POST /api/v1/records/:kind/steps/:step', what: 'what the group owns', where: 'group' },
    ...{ needs: 'records.approve', roles: ['group_administrator', 'reviewer'] },
    request: async (_, fresh) => {
      if (!fresh)
        return post('/records/waste.stream/steps/approve', { records: [await bound(waiting, 'waste.stream')] });
      const id = await submittedStream();
      return post('/records/waste.stream/steps/approve', { records: [await bound(id, 'waste.stream')] });
    },
  },
  {
    // What it finds out is the uploader's alone; nothing is recorded before the commit.
    ...{ route: 'POST /api/v1/imports/:kind', needs: 'imports.use', where: 'nowhere' },
    request: () => ({ method: 'POST', url: '/api/v1/imports/waste.load', ...sheetOf('SZ') }),
    after: async ({ id }, who) => {
      who.importId = id;
      await checked(who.cookie, id);
    },
  },
  { route: 'GET /api/v1/imports', needs: 'imports.use', where: 'nowhere', request: () => get('/imports') },
  ...(['', '/rows', '/refused.xlsx'] as const).map(
    (part): Example => ({
      ...{ route: `GET /api/v1/imports/:id${part}`, needs: 'imports.use', where: 'factory' },
      request: (place, _, who) => get(`/imports/${importOf(place, who)}${part}`),
    }),
  ),
  {
    ...{ route: 'PATCH /api/v1/imports/:id', needs: 'imports.use', where: 'factory' },
    request: (place, _, who) => ({
      ...{ method: 'PATCH', url: `/api/v1/imports/${importOf(place, who)}` },
      payload: { cells: [{ row: 2, column: 4, text: '1.5' }] },
    }),
    after: ({ id }, who) => checked(who.cookie, id),
  },
  {
    ...{ route: 'POST /api/v1/imports/:id/commit', needs: 'imports.use', where: 'factory' },
    request: (place, _, who) => post(`/imports/${importOf(place, who)}/commit`, {}),
  },
  {
    ...{ route: 'POST /api/v1/imports/:id/undo', needs: 'imports.use', where: 'factory' },
    request: (place, _, who) => post(`/imports/${importOf(place, who)}/undo`, {}),
  },
  { route: 'GET /api/v1/links', needs: 'records.record', where: 'nowhere', request: () => get('/links') },
  {
    ...{ route: 'POST /api/v1/links', needs: 'records.record', where: 'factory' },
    request: (place) => post('/links', linkTo(place)),
  },
  {
    ...{ route: 'POST /api/v1/links/:id/revoke', needs: 'records.record', where: 'factory' },
    request: async (place) => post(`/links/${(await newLink(place)).id}/revoke`, {}),
  },
  // Whoever has the secret may open it, whoever he is; without it there is nothing.
  ...(['', '/sheet.xlsx'] as const).map(
    (part): Example => ({
      ...{ route: `GET /api/v1/guest/:token${part}`, needs: 'anyone', where: 'nowhere' },
      request: async () => get(`/guest/${(await newLink('SZ')).token}${part}`),
    }),
  ),
  {
    ...{ route: 'POST /api/v1/guest/:token/records', needs: 'anyone', where: 'nowhere' },
    request: async () =>
      post(`/guest/${(await newLink('SZ')).token}/records`, {
        entries: [{ month: '2009-05', headCount: '100' }],
      }),
  },
  {
    ...{ route: 'POST /api/v1/guest/:token/sheet', needs: 'anyone', where: 'nowhere' },
    request: async () => ({
      ...{ method: 'POST', url: `/api/v1/guest/${(await newLink('SZ')).token}/sheet` },
      ...upload('filled.csv', 'month,headCount\n2009-05,100\n'),
    }),
  },
  {
    route: 'GET /api/v1/views/:kind',
    needs: 'records.read',
    where: 'nowhere',
    request: () => get('/views/waste.load'),
  },
  {
    ...{ route: 'POST /api/v1/views', needs: 'records.read', where: 'nowhere' },
    request: () => post('/views', viewSaid(null)),
  },
  {
    ...{ route: 'POST /api/v1/views', what: 'shared with a factory', needs: 'records.record', where: 'factory' },
    request: (place) => post('/views', viewSaid(site(place))),
  },
  {
    ...{ route: 'POST /api/v1/views', what: 'shared with the group', needs: 'settings.change', where: 'group' },
    request: () => post('/views', viewSaid(GROUP_ID)),
  },
  {
    ...{ route: 'DELETE /api/v1/views/:id', needs: 'records.read', where: 'nowhere' },
    request: async (_, __, who) => del(`/views/${await viewOf(who)}`),
  },
  {
    ...{ route: 'PUT /api/v1/views/:kind/first', needs: 'records.read', where: 'nowhere' },
    request: () => ({ method: 'PUT', url: '/api/v1/views/waste.load/first', payload: { id: null } }),
  },
];
