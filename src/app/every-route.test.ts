// Every declared route × every role × its own factory and a foreign one: is what may be done what the table of roles says,
// does nobody read a word of a factory that is not his, and does nothing change there?
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyActions } from '#platform/access/api-keys.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { holdPost, makePost } from '#platform/access/posts.ts';
import { type Action, groupActions, mayDo, type Role, roles } from '#platform/access/roles.ts';
import { systemActor } from '#platform/db/database.ts';
import { needOf } from '#platform/http/route.ts';
import { sealRobot } from '#platform/notify/robots.ts';
import { closePeriod } from '#platform/records/server/periods.ts';
import { kindOf, untilFinal } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';

/** The factory of whoever has a role in one, and one that is foreign to him. */
const places = ['SZ', 'HP'] as const;
type Place = (typeof places)[number];
/** Stands in everything of the foreign factory that is its own: whoever may not read there may not meet it. */
const secret = 'ONLY-HP';
/** Output value of each factory, a masked field: whoever may not read those there may not meet it, nor its digits. */
const outputOf: Record<Place, string> = { SZ: '8123456.25', HP: '7654321.75' };
/** What stands in everything that the group owns of which the test speaks: no supplier may meet it, nor may a stranger. */
const ofTheGroup = /Waste paper|废纸|Burner|焚烧公司/;

interface Person {
  name: string;
  role: Role | null;
  /** a factory, the whole group, or the supplier that he is of */
  at: 'SZ' | 'group' | 'V1' | null;
  id: string;
  /** of his session; or the key of a program, which holds in one factory */
  cookie: string | null;
  isKey?: true;
  /** the import that he made */
  importId?: string;
}

/** One request to a route, and who may make it: said here once more, so that a route that opens too wide is seen. */
interface Example {
  route: string;
  what?: string;
  needs: Action | 'signed-in' | 'anyone';
  /** it names one factory, and who has no right there is refused; it names none; or only the group's own people may */
  where: 'factory' | 'nowhere' | 'group';
  /** of a supplier: his own stands for the own factory, another one for the foreign */
  ofSupplier?: true;
  /** of the roles that have the right, only these, where one right is not enough */
  roles?: readonly Role[];
  /** it is a person's own business */
  notForKeys?: true;
  /** a request that can succeed; what it changes is made anew when `fresh` */
  request(place: Place, fresh: boolean, who: Person): Promise<InjectOptions> | InjectOptions;
  /** after an import: follow-up requests stand on it */
  after?(body: { id: string }, who: Person): Promise<void> | void;
}

let server: SmallServer;
let company: SmallServer['company'];
const people: Person[] = [];
/** What there is at each factory, by name. */
const at: Record<
  Place,
  Record<
    'draft' | 'submitted' | 'reviewed' | 'approved' | 'paper' | 'link' | 'sheet' | 'importId' | 'figure' | 'activity',
    string
  >
> = {
  SZ: {
    draft: '',
    submitted: '',
    reviewed: '',
    approved: '',
    paper: '',
    link: '',
    sheet: '',
    importId: '',
    figure: '',
    activity: '',
  },
  HP: {
    draft: '',
    submitted: '',
    reviewed: '',
    approved: '',
    paper: '',
    link: '',
    sheet: '',
    importId: '',
    figure: '',
    activity: '',
  },
};
/** A person of each factory whose way in may be made anew. */
const toInvite: Record<Place, string> = { SZ: '', HP: '' };
/** Another session of the one who asks, to be ended. */
const ownSession = async (who: Person): Promise<string> => {
  await server.cookieOf(who.id);
  const { sessions } = (await server.ask(who.cookie, get('/account/security'))).json();
  // A key sees nobody's sessions.
  return sessions?.find((one: { isThis: boolean }) => !one.isThis).id ?? uuidv7();
};
/** a water meter of each factory, and what was read last */
const meters: Record<Place, string> = { SZ: '', HP: '' };
/** a case of an exceedance at each factory */
const exceedanceCases: Record<Place, string> = { SZ: '', HP: '' };
let readings = 0;
/** something found at each of them */
const findings: Record<Place, string> = { SZ: '', HP: '' };
/** a water-saving project of each factory */
const savings: Record<Place, string> = { SZ: '', HP: '' };
/** a policy that asks everybody, and what it says, by its hash */
const policy = { id: '', hash: '' };
/** a stream of the group that nobody may approve who tries it on this one */
let waiting = '';
/** a post of the foreign factory, vacant for ever */
let aPost = '';
/** the cookie of who may do all */
let boss = '';
let target = '';
let edition = { id: '', html: '' };
const site = (place: Place) => company.id[place] as string;
/** A code or a name of something of this factory: the foreign one's is its secret. */
const codeAt = (place: Place, code: string) => (place === 'HP' ? secret : code);
const namedAt = (place: Place) => ({ en: codeAt(place, 'Main'), zh: codeAt(place, '总') });
/** A case of a result of this factory. @returns its id */
async function caseAt(place: Place): Promise<string> {
  const ofSite = { site: site(place) };
  const outlet = await company.approved('water.outlet', {
    ...{ ...ofSite, code: 'DW001', name: namedAt(place), place: 'site_outlet', domestic: false },
    ...{ destination: 'sewer', standards: ['gb8978_level_3'], from: '2020-01-01' },
  });
  const report = await company.approved(
    'water.lab-report',
    {
      ...{
        ...ofSite,
        outlet,
        number: codeAt(place, 'R1'),
        sample: '1',
        sampledOn: '2024-05-06',
        averaging: 'grab',
        laboratory: 'Lab',
      },
      thirdParty: false,
    },
    [{ parameter: 'cod', written: '612', unit: 'mg/L' }],
  );
  return company.approved('water.exceedance-case', {
    ...{ ...ofSite, number: codeAt(place, 'E1'), report, parameter: 'cod', reportDue: false },
  });
}
let made = 0;
const loadOf = (place: Place) => ({
  ...{ site: site(place), on: '2024-05-02', tonnes: place === 'HP' ? '37.125' : '2' },
  ticket: `${place === 'HP' ? secret : 'T'}-${++made}`,
});
const activityOf = (place: Place) => ({
  ...{ site: site(place), month: '2024-05', outputValueCny: outputOf[place], headCount: 10 },
});
const sheetOf = (place: Place) =>
  upload(
    `${place === 'HP' ? secret : 'loads'}.csv`,
    `Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\n${place},2024-05-02,PAPER,recycle_organic,1,weigh_ticket,${place === 'HP' ? secret : 'S'}-${++made},1,V1\n`,
  );
const checked = async (cookie: string | null, importId: string) => {
  for (;;) {
    const { status } = (await server.ask(cookie, { url: `/api/v1/imports/${importId}` })).json();
    if (status !== 'checking') return expect(status).toBe('checked');
  }
};

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  for (const role of roles) {
    for (const where of role === 'supplier' ? (['V1'] as const) : (['SZ', 'group'] as const)) {
      const name = `${role}.of.${where}`.toLowerCase().replaceAll('_', '-');
      const id = await server.person(name, [role, where === 'group' ? GROUP_ID : (company.id[where] as string)]);
      people.push({ name, role, at: where, id, cookie: await server.cookieOf(id) });
    }
  }
  // What a key of somebody of the whole group leaves of his rights in one factory.
  for (const role of ['group_administrator', 'centre_analyst', 'reviewer', 'auditor', 'board_reader'] as const) {
    const name = `key.of.${role}`.replaceAll('_', '-');
    const id = await server.person(name, [role, GROUP_ID]);
    const asked = { name, actions: mayDo[role].filter((one) => keyActions.includes(one)), scope: 'site:SZ', days: 1 };
    const key = await server.ask(await server.cookieOf(id), post('/keys', asked));
    people.push({ name, role, at: 'SZ', id, cookie: key.json().key, isKey: true });
  }
  const stranger = await server.person('stranger.of.none');
  people.push({
    name: 'somebody without a role',
    role: null,
    at: null,
    id: stranger,
    cookie: await server.cookieOf(stranger),
  });
  people.push({ name: 'nobody', role: null, at: null, id: '', cookie: null });
  for (const place of places)
    toInvite[place] = await server.person(`invited-at-${place}`, ['site_recorder', site(place)]);
  boss = await server.cookieOf(company.people.administrator.id);
  for (const place of places) {
    for (const stage of ['draft', 'submitted', 'reviewed', 'approved'] as const)
      at[place][stage] = await company.loadAt(stage, loadOf(place));
    const attached = await server.ask(boss, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${at[place].approved}` },
      ...upload(`${place === 'HP' ? secret : 'ticket'}.pdf`, `%PDF-1.7 paper of ${place === 'HP' ? secret : place}`),
    });
    at[place].paper = attached.json().sha256;
    at[place].link = attached.json().id;
    const listed = await server.ask(boss, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${at[place].approved}` },
      ...upload('list.csv', `Ticket,Of\n${place === 'HP' ? secret : 'T'},${place}\n`),
    });
    at[place].sheet = listed.json().sha256;
    const started = await server.ask(boss, { method: 'POST', url: '/api/v1/imports/waste.load', ...sheetOf(place) });
    at[place].importId = started.json().id;
    await checked(boss, at[place].importId);
    at[place].activity = await company.approved('factories.activity', activityOf(place));
    meters[place] = await company.approved('water.meter', {
      ...{ site: site(place), code: 'W-1', name: namedAt(place), role: 'main', feedsIn: false },
    });
    savings[place] = await company.approved('water.saving-project', {
      ...{ site: site(place), code: codeAt(place, 'P'), title: { en: 'Rinse', zh: '漂洗' }, stage: 'idea' },
    });
    exceedanceCases[place] = await caseAt(place);
    const first = { meter: `${place}/W-1`, at: '2024-05-01T00:00:00+08:00', count: '0' };
    await server.ask(boss, { method: 'POST', url: '/api/v1/water/readings', payload: { readings: [first] } });
    findings[place] = uuidv7();
    await company.db.as(systemActor('figures'), (tx) =>
      sql`insert into water_finding (id, point, kind, unit, from_on, found_on, only_suspected, usual, excess, codes, series)
        select ${findings[place]}::uuid, id, 'night_flow', 'm3/h', '2024-05-01', '2024-05-04', false, 1, 2, '{}', '[["2024-05-01", 3]]' from water_point where meter_id = ${meters[place]}`.execute(
        tx,
      ),
    );
  }
  await company.db.as(systemActor('operator'), async (tx) => {
    const ofBasins = uuidv7();
    await sql`insert into water_basin_edition (id, seq, title, licence, source, file_name, file_sha256, bytes, state, basins, baselines, made_by)
      values (${ofBasins}, app_seq(), 'A', 'CC BY 4.0', 'WRI', 'a.csv', sha256('a'), 1, 'ready', 1, 1, 'operator')`.execute(
      tx,
    );
    await sql`insert into water_basin (edition_id, line, basin_id, indicators) values (${ofBasins}, 1, 'B1', '{"bws": [0.4, 3, 3, "High"]}')`.execute(
      tx,
    );
  });
  policy.id = await company.approved('policies.document', {
    ...{ code: 'WAT', edition: 1, documentKind: 'policy', title: { en: 'Water', zh: '水' } },
    ...{ text: { en: 'Save it.', zh: '节约用水。' }, effectiveOn: '2024-01-01' },
    ...{ owner: { en: 'Centre', zh: '中心' }, audience: ['everyone'] },
  });
  policy.hash = (await company.newest('policies.document', policy.id)).hash;
  waiting = await submittedStream();
  aPost = await newPost();
  target = await company.approved(
    'targets.target',
    { code: 'T', title: { en: 'Rate', zh: '转化率' }, measure: 'quantitative', kpi: 'waste.conversion-rate' },
    [{ year: '2024-01-01', value: '0.9' }],
  );
  await company.figures.settle();
  const key = { kpi: 'waste.shipped-mass', period: '2024-05', basis: 'approved' as const };
  for (const place of places) {
    const [figure] = await company.figures.ask([{ ...key, scopeId: site(place) }], company.people.auditor);
    at[place].figure = figure?.id ?? '';
  }
  // A sample is drawn of what is final.
  await untilFinal(company);
  for (const place of places) {
    const drawn = await server.ask(boss, {
      ...{ method: 'POST', url: '/api/v1/audit/samples' },
      payload: { scope: site(place), period: '2024-Q2', kinds: 'waste.load', how: 'seed:2:A' },
    });
    expect(drawn.statusCode, drawn.body).toBe(200);
    audited[place] = { sample: drawn.json().id, question: await askedAt(place) };
  }
  const published = await server.ask(boss, {
    method: 'POST',
    url: '/api/v1/report/publish',
    payload: { period: '2024-Q2' },
  });
  edition = { id: published.json().id, html: '' };
  edition.html = (await server.ask(boss, { url: `/api/v1/editions/${edition.id}/report.html?lang=en` })).body;
}, 240_000);
afterAll(() => server?.close());

/** Lays a backup on the shelf of the server. @returns its name */
function shelve(): string {
  const [name, folder] = ['20240715T000000Z', join(server.dataFolder, 'backups')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.greenfab-backup`), secret);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, takenBy: { en: secret, zh: secret } }));
  return name;
}
/** What an auditor of the group drew and asked at each factory. */
const audited: Record<Place, { sample: string; question: string }> = {
  SZ: { sample: '', question: '' },
  HP: { sample: '', question: '' },
};
const questionAt = (place: Place) => ({
  ...{ id: uuidv7(), kind: 'waste.load', record: at[place].approved },
  words: `Why ${place === 'HP' ? secret : place}?`,
});
async function askedAt(place: Place): Promise<string> {
  const auditor = await server.cookieOf(company.people.auditor.id);
  const payload = questionAt(place);
  expect((await server.ask(auditor, { method: 'POST', url: '/api/v1/audit/questions', payload })).statusCode).toBe(200);
  return payload.id;
}

const get = (url: string): InjectOptions => ({ method: 'GET', url: `/api/v1${url}` });
const post = (url: string, payload: object): InjectOptions => ({ method: 'POST', url: `/api/v1${url}`, payload });
/** A load at a stage: a new one where it is going to be moved, else the one that nobody may move. */
/** A link of a paper: a new one where it is going to end, else the one that nobody may end. */
const linkAt = async (place: Place, fresh: boolean): Promise<string> => {
  if (!fresh) return at[place].link;
  const attached = await server.ask(boss, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${at[place].approved}` },
    ...upload('again.pdf', `%PDF-1.7 ${++made}`),
  });
  return attached.json().id;
};
const loadAt = async (stage: 'draft' | 'submitted' | 'reviewed', place: Place, fresh: boolean): Promise<string> =>
  fresh ? company.loadAt(stage, loadOf(place)) : at[place][stage];
const bound = async (id: string, kind = 'waste.load') => {
  const { revision, hash } = await company.newest(kind, id);
  return { id, revision, hash };
};
const step =
  (name: 'submit' | 'review' | 'approve' | 'return', stage: 'draft' | 'submitted' | 'reviewed') =>
  async (place: Place, fresh: boolean) =>
    post(`/records/waste.load/steps/${name}`, {
      records: [await bound(await loadAt(stage, place, fresh))],
      ...(name === 'return' ? { words: [{ field: null, words: 'not so' }] } : {}),
    });
/** A waste stream of the group that waits for its approval. */
async function submittedStream(): Promise<string> {
  const id = uuidv7();
  const name = { en: 'New', zh: '新' };
  const values = { code: `W-${++made}`, name, hazardous: false, composition: 'paper', inUlScope: true };
  await company.record(company.people.analyst, 'waste.stream', [{ id, values }]);
  await company.step(company.people.analyst, 'waste.stream', 'submit', [id]);
  return id;
}
/** What a link to a factory asks for. */
const linkTo = (place: Place) => ({
  ...{ kind: 'factories.activity', scope: site(place), forWhom: 'A clerk', language: 'en', days: 1 },
  fields: ['month', 'headCount'],
});
/** A new link of the administrator's, with its secret. */
async function newLink(place: Place): Promise<{ id: string; token: string }> {
  const boss = people.find(({ role, at: where }) => role === 'group_administrator' && where === 'group');
  const answer = await server.ask(boss?.cookie ?? null, post('/links', linkTo(place)));
  const { id, address } = answer.json() as { id: string; address: string };
  return { id, token: address.split('/g/')[1] ?? '' };
}
const importOf = (place: Place, who: Person) => (place === 'SZ' && who.importId) || at[place].importId;
const importers: readonly Role[] = ['group_administrator', 'centre_analyst', 'site_manager', 'site_recorder'];
/** A webhook that nobody listens at. */
const hook = async (): Promise<string> => {
  const wanted = { name: 'h', url: 'http://127.0.0.1:9/', events: ['period.closed'] };
  return (await server.ask(await administrators(), post('/webhooks', wanted))).json().id;
};
/** A connection to a device that nobody listens for. */
const connection = async (): Promise<string> =>
  (await server.ask(await administrators(), post('/water/connections', wantedConnection()))).json().id;
const wantedConnection = () => ({
  ...{ name: 'c', way: 'modbus', address: 'modbus://127.0.0.1:9' },
  settings: { registers: [{ meter: 'SZ/W-1', address: 0 }] },
});
const sentTo = async (): Promise<[string, string]> => {
  const id = await hook();
  return [id, (await server.ask(await administrators(), post(`/webhooks/${id}/test`, {}))).json().delivery];
};
const administrators = () => server.cookieOf(company.people.administrator.id);
/** A new key of somebody, to be ended. */
const keyOf = async (who: Person): Promise<string> => {
  const wanted = { name: 'short', actions: ['figures.read'], scope: who.at === 'group' ? 'group' : 'site:SZ', days: 1 };
  return (await server.ask(who.cookie, post('/keys', wanted))).json().id;
};
/** What a key may ask without an action: what it answers is cut down to the key. */
const openToKeys = ['GET /api/v1/me', 'GET /api/v1/organisation', 'GET /api/v1/search'];
let month = 0;
const pastMonth = () =>
  `20${String(10 + Math.floor(++month / 12)).padStart(2, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
const period = 'period=2024-Q2';
/** Reviews handed, on days to come, to a reviewer of the group, who may take them all. */
const newDelegation = () => ({
  ...{ id: uuidv7(), to: company.people.secondReviewer.id, scopeId: null },
  ...{ fromOn: '2999-01-01', beforeOn: '2999-01-02' },
});

/** Somebody whom nobody else in this test is. */
const somebody = () => server.person(`new.${++made}`);
const inFuture = '2999-01-01';
const newPost = async (): Promise<string> => {
  const code = `P-${++made}`;
  const name = { en: 'Waste lead', zh: '废弃物负责人' };
  const post = { code, name, scopeId: site('HP'), role: 'site_recorder' as const };
  return company.db.as(systemActor('operator'), (tx) => makePost(tx, post, 'system'));
};
const heldPost = async (personId: string): Promise<string> => {
  const postId = await newPost();
  await company.db.as(systemActor('operator'), (tx) =>
    holdPost(tx, { postId, personId, from: '2024-01-01' }, 'system'),
  );
  return postId;
};
/** A robot of the factory's group; its service is nowhere, so that none is asked. */
const robotAt = (place: Place) =>
  company.db.as(systemActor('operator'), async (tx) => {
    const id = uuidv7();
    const sealed = sealRobot('x'.repeat(32), { address: 'http://127.0.0.1:9/' });
    await sql`insert into notice_robot (id, channel, name, scope_id, language, sealed, hour, next_at)
      values (${id}, 'feishu', ${place === 'HP' ? secret : 'Group'}, ${site(place)}, 'en', ${sealed}, 8, now())`.execute(
      tx,
    );
    return id;
  });
/** A piece of work that failed, asked for by somebody. */
const failedRun = (actor = 'jobs') =>
  company.db.as({ ...systemActor('jobs'), id: actor }, async (tx) => {
    const id = uuidv7();
    await sql`insert into job_run (id, job, actor, state, ended_at) values (${id}, 'waste.month-reminders', ${actor}, 'failed', now())`.execute(
      tx,
    );
    return id;
  });
const viewSaid = (sharedWith: string | null) => ({
  ...{ kind: 'waste.load', name: `View ${++made}`, sharedWith },
  ...{ search: { states: 'draft' }, columns: ['site'] },
});
/** A view of somebody's own, to be forgotten. */
const viewOf = ({ id: actor }: Person) =>
  company.db.as({ ...systemActor('operator'), id: actor || 'operator' }, async (tx) => {
    const id = uuidv7();
    await sql`insert into list_view (id, actor, kind, name, search, columns)
      values (${id}, ${actor || 'operator'}, 'waste.load', ${`View ${++made}`}, '{}', '{}')`.execute(tx);
    return id;
  });
const own = { needs: 'signed-in', where: 'nowhere' } as const;
const set = { needs: 'settings.change', where: 'group' } as const;
const del = (url: string): InjectOptions => ({ method: 'DELETE', url: `/api/v1${url}` });
const preference = { chosen: {}, digest: 'daily', weekday: 1, hour: 8, timeZone: 'Asia/Shanghai', quiet: null };
const noticeExamples: readonly Example[] = [
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
const managed = { needs: 'people.manage', where: 'group' } as const;
const peopleExamples: readonly Example[] = [
  { ...managed, route: 'GET /api/v1/people', request: () => get('/people') },
  {
    ...{ ...managed, route: 'POST /api/v1/people' },
    request: () => post('/people', { userName: `made.${++made}`, name: { en: 'New', zh: '新' }, language: 'en' }),
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
      return post(`/people/${id}/erase`, { userName: fresh ? `new.${made}` : '-', reason: 'Left long ago' });
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
      const id = fresh ? await server.person(`new.${++made}`, ['site_recorder', site('SZ')]) : company.people.suzhou.id;
      return post(`/people/${id}/grants/end`, { ...grant, before: '2024-01-01' });
    },
  },
  { ...managed, route: 'GET /api/v1/posts', request: () => get('/posts') },
  {
    ...{ ...managed, route: 'POST /api/v1/posts' },
    request: (place) =>
      post('/posts', {
        ...{ code: `P-${++made}`, name: { en: 'Lead', zh: '负责人' }, scopeId: site(place), role: 'site_recorder' },
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

const examples: readonly Example[] = [
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
  ...peopleExamples,
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
  ...noticeExamples,
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
        ...{ userName: `invited-${++made}`, nameEn: 'Invited', nameZh: '受邀人', language: 'zh' },
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
      payload: { values: { code: `V-${++made}`, name: { en: 'New', zh: '新' }, country: 'CN', roles: ['carrier'] } },
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
      const values = { code: `V-${++made}`, name: { en: 'New', zh: '新' }, country: 'CN', roles: ['carrier'] };
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
    ...{ needs: 'records.approve', roles: ['group_administrator'] },
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
      post('/review/rules/reports.statement', { policy: 'none', workedDays: made++ % 60, reason: 'as before' }),
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
      ...upload('more.pdf', `%PDF-1.7 ${++made}`),
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
      ...upload('newer.pdf', `%PDF-1.7 ${++made}`),
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
    ...{ route: 'GET /api/v1/progress/:token', needs: 'signed-in', where: 'nowhere' },
    request: () => get('/progress/0123456789'),
  },
  {
    ...{ route: 'GET /api/v1/history/verify', needs: 'settings.change', where: 'group' },
    request: () => get('/history/verify'),
  },
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
    ...{ route: 'POST /api/v1/water/readings', needs: 'records.record', where: 'factory' },
    request: (place) =>
      post('/water/readings', {
        readings: [{ meter: `${place}/W-1`, at: '2024-05-01T00:00:00+08:00', count: String(++readings) }],
      }),
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
  {
    ...{ route: 'GET /api/v1/water/savings', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/savings?scope=${site(place)}`),
  },
  {
    ...{ route: 'GET /api/v1/water/savings/:id', needs: 'records.read', where: 'factory' },
    request: (place) => get(`/water/savings/${savings[place]}`),
  },
  {
    ...{ route: 'GET /api/v1/water/roll-out', needs: 'records.read', where: 'nowhere' },
    request: (place) => get(`/water/roll-out?scope=${site(place)}`),
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
  {
    ...{ route: 'GET /api/v1/search', needs: 'signed-in', where: 'nowhere' },
    request: () => get(`/search?q=${secret.toLowerCase()}`),
  },
  { route: 'GET /api/v1/openapi.json', needs: 'anyone', where: 'nowhere', request: () => get('/openapi.json') },
  { route: 'GET /api/v1/glossary', needs: 'anyone', where: 'nowhere', request: () => get('/glossary?q=waste') },
];

/** What an example has to answer: it goes, or the status with which it is refused. */
function expected(
  { route, needs, where, roles: only, ofSupplier, notForKeys }: Example,
  who: Person,
  place: Place,
): 'goes' | number[] {
  if (needs === 'anyone') return 'goes';
  if (who.cookie === null) return [401];
  if (who.isKey && (notForKeys || (needs === 'signed-in' && !openToKeys.includes(route)))) return [403];
  if (needs === 'signed-in') return 'goes';
  // His own business too, but where he reaches nothing there is nothing to name.
  if (notForKeys && !(who.role && mayDo[who.role].includes(needs))) return [403, 404];
  if (who.isKey && !keyActions.includes(needs)) return [403];
  // Who may take no such step there is told so, or that there is nothing, whichever is looked at first.
  const foreign = where === 'factory' && (place === 'HP' || who.at === 'V1') && who.at !== 'group';
  if (!who.role || !mayDo[who.role].includes(needs)) return foreign ? [403, 404] : [403];
  if (who.at === 'group') return only && !only.includes(who.role) ? [403] : 'goes';
  if (where === 'group') return [403];
  if (ofSupplier && who.at === 'V1' && place === 'HP') return [404];
  return foreign ? [403, 404] : 'goes';
}

/** Everything that is the foreign factory's, as one hash. */
async function stateOfForeign(): Promise<string> {
  const tables = [
    sql`waste_load where site_id = ${site('HP')}`,
    ...['review_event', 'evidence_link', 'period_closed', 'history_entry', 'audit_question', 'audit_sample'].map(
      (table) => sql`${sql.table(table)} where scope_id = ${site('HP')}`,
    ),
    ...[
      'water_meter',
      'water_outlet',
      'water_lab_report',
      'water_exceedance_case',
      'water_saving_project',
      'water_risk_assessment',
    ].map((table) => sql`${sql.table(table)} where site_id = ${site('HP')}`),
    sql`water_reading where point in (select id from water_point where site_id = ${site('HP')})`,
    sql`intake_import where id = ${at.HP.importId}`,
    sql`intake_row where import_id = ${at.HP.importId}`,
    // Who manages a factory gives roles there.
    sql`role_grant where scope_id <> ${site('SZ')}`,
    ...[
      'scope_node',
      'scope_edge',
      'suppliers_supplier',
      'waste_stream',
      'edition',
      'setting',
      'post',
      'post_holder',
      'post_duty',
      'hand_over',
    ].map((table) => sql.table(table)),
    sql`factories_activity where site_id <> ${site('SZ')}`,
  ];
  const hash = createHash('sha256');
  for (const table of tables) {
    const { all } = await company.one(
      sql<{
        all: string;
      }>`select coalesce(jsonb_agg(t order by t::text), '[]')::text as all from (select * from ${table}) t`,
    );
    hash.update(all);
  }
  return hash.digest('hex');
}

async function walk(chosen: readonly Person[]): Promise<{ tried: number; wrong: string[] }> {
  const wrong: string[] = [];
  let tried = 0;
  for (const who of chosen) {
    const may = (action: Action) => who.role !== null && mayDo[who.role].includes(action);
    const mayReadForeign = who.at === 'group' && may('records.read');
    const masked = places.filter(
      (place) => !may('records.read-masked') || (place === 'HP' ? who.at !== 'group' : who.at === 'V1'),
    );
    const mayNotMeet = [
      ...(mayReadForeign ? [] : [/ONLY-HP|37\.125/]),
      ...(may('group.read') ? [] : [ofTheGroup]),
      ...masked.map((place) => new RegExp(outputOf[place].slice(0, 7))),
    ];
    for (const example of examples) {
      // The import that it stands on is taken one step by each request; a foreign one is met first.
      for (const place of [...places].reverse()) {
        const should = expected(example, who, place);
        const ownImport = example.route.includes('/imports/:id') && who.at === 'group';
        if (ownImport && place === 'HP' && !example.route.startsWith('GET')) continue; // the operator's, for everybody else to see only
        const answer = await server.ask(who.cookie, await example.request(place, should === 'goes', who));
        tried += 1;
        const told = `${who.name}: ${example.route}${example.what ? ` (${example.what})` : ''} at ${place}: ${answer.statusCode} ${answer.headers['content-type']?.toString().includes('json') ? answer.body.slice(0, 160) : ''}`;
        // A supplier has no place in the organisation: whatever scope of it he names, there is none.
        const isNowhere = who.at === 'V1' && answer.statusCode === 404 && answer.json().code === 'unknown_scope';
        if (should === 'goes' ? answer.statusCode >= 300 && !isNowhere : !should.includes(answer.statusCode))
          wrong.push(told);
        else if (mayNotMeet.some((text) => text.test(answer.body))) wrong.push(`tells what is not his: ${told}`);
        else if (should === 'goes' && place === 'SZ') await example.after?.(answer.json(), who);
      }
    }
  }
  return { tried, wrong };
}

test('every route is walked', () => {
  const declared = new Set(server.routes.map(({ method, path }) => `${method} ${path}`));
  expect(new Set(examples.map(({ route }) => route))).toEqual(declared);
  expect(importers).toEqual(roles.filter((role) => mayDo[role].includes('imports.use')));
});

test('what the table of rights says to be for the whole group is asked for there, never at a factory', () => {
  const asked = server.routes.flatMap((declared) => {
    const need = needOf(declared);
    return typeof need !== 'string' && groupActions.includes(need.action) ? [need] : [];
  });
  expect(asked.filter(({ scopeId }) => scopeId !== GROUP_ID)).toEqual([]);
  expect(asked.length).toBeGreaterThan(15);
});

test('who has a role in one factory, or none, does there what his role may, and reads and changes nothing elsewhere', async () => {
  const before = await stateOfForeign();
  const { tried, wrong } = await walk(people.filter((who) => who.at !== 'group'));
  expect(wrong).toEqual([]);
  expect(await stateOfForeign()).toBe(before);
  process.stdout.write(`${tried} combinations of route, role and factory tried by people of one factory and of none\n`);
}, 240_000);

test('who has a role in the group does what his role may, in every factory', async () => {
  const { tried, wrong } = await walk(people.filter((who) => who.at === 'group'));
  expect(wrong).toEqual([]);
  process.stdout.write(`${tried} combinations of route, role and factory tried by people of the group\n`);
}, 240_000);
