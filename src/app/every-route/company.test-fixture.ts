// A company of two factories, one of them foreign to whoever has a role in the other, with something of everything at each.
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import { keyActions } from '#platform/access/api-keys.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { makePost } from '#platform/access/posts.ts';
import { mayDo, roles } from '#platform/access/roles.ts';
import { systemActor } from '#platform/db/database.ts';
import { untilFinal } from '../../../tests/small-company.ts';
import { openSmallServer, type SmallServer, upload } from '../small-server.test-fixture.ts';
import { outputOf, type Person, type Place, places, secret } from './example.test-fixture.ts';

let made = 0;
/** A number that nobody had before. */
export const next = (): number => ++made;
/** The user name of the newest of `somebody`. */
export const newest = (): string => `new.${made}`;
export let server: SmallServer;
export let company: SmallServer['company'];
export const people: Person[] = [];
/** What there is at each factory, by name. */
export const at: Record<
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
export const toInvite: Record<Place, string> = { SZ: '', HP: '' };
/** Another session of the one who asks, to be ended. */
export const ownSession = async (who: Person): Promise<string> => {
  await server.cookieOf(who.id);
  const { sessions } = (await server.ask(who.cookie, get('/account/security'))).json();
  // A key sees nobody's sessions.
  return sessions?.find((one: { isThis: boolean }) => !one.isThis).id ?? uuidv7();
};
/** a water meter of each factory, and what was read last */
export const meters: Record<Place, string> = { SZ: '', HP: '' };
/** a case of an exceedance at each factory */
export const exceedanceCases: Record<Place, string> = { SZ: '', HP: '' };
/** something found at each of them */
export const findings: Record<Place, string> = { SZ: '', HP: '' };
/** a water-saving project of each factory */
export const savings: Record<Place, string> = { SZ: '', HP: '' };
/** an item of the group */
export const oneItem = { id: '' };
/** a policy that asks everybody, and what it says, by its hash */
export const policy = { id: '', hash: '' };
/** a stream of the group that nobody may approve who tries it on this one */
export let waiting = '';
/** a post of the foreign factory, vacant for ever */
export let aPost = '';
/** the cookie of who may do all */
export let boss = '';
export let target = '';
export let edition = { id: '', html: '' };
export const site = (place: Place) => company.id[place] as string;
/** A code or a name of something of this factory: the foreign one's is its secret. */
export const codeAt = (place: Place, code: string) => (place === 'HP' ? secret : code);
export const namedAt = (place: Place) => ({ en: codeAt(place, 'Main'), zh: codeAt(place, '总') });
/** A case of a result of this factory. @returns its id */
export async function caseAt(place: Place): Promise<string> {
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
export const loadOf = (place: Place) => ({
  ...{ site: site(place), on: '2024-05-02', tonnes: place === 'HP' ? '37.125' : '2' },
  ticket: `${place === 'HP' ? secret : 'T'}-${next()}`,
});
export const activityOf = (place: Place) => ({
  ...{ site: site(place), month: '2024-05', outputValueCny: outputOf[place], headCount: 10 },
});
export const sheetOf = (place: Place) =>
  upload(
    `${place === 'HP' ? secret : 'loads'}.csv`,
    `Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\n${place},2024-05-02,PAPER,recycle_organic,1,weigh_ticket,${place === 'HP' ? secret : 'S'}-${next()},1,V1\n`,
  );
export const checked = async (cookie: string | null, importId: string) => {
  for (;;) {
    const { status } = (await server.ask(cookie, { url: `/api/v1/imports/${importId}` })).json();
    if (status !== 'checking') return expect(status).toBe('checked');
  }
};
/** What an auditor of the group drew and asked at each factory. */
export const audited: Record<Place, { sample: string; question: string }> = {
  SZ: { sample: '', question: '' },
  HP: { sample: '', question: '' },
};
export const questionAt = (place: Place) => ({
  ...{ id: uuidv7(), kind: 'waste.load', record: at[place].approved },
  words: `Why ${place === 'HP' ? secret : place}?`,
});
export async function askedAt(place: Place): Promise<string> {
  const auditor = await server.cookieOf(company.people.auditor.id);
  const payload = questionAt(place);
  expect((await server.ask(auditor, { method: 'POST', url: '/api/v1/audit/questions', payload })).statusCode).toBe(200);
  return payload.id;
}

export const get = (url: string): InjectOptions => ({ method: 'GET', url: `/api/v1${url}` });
export const post = (url: string, payload: object): InjectOptions => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
});
/** A waste stream of the group that waits for its approval. */
export async function submittedStream(): Promise<string> {
  const id = uuidv7();
  const name = { en: 'New', zh: '新' };
  const values = { code: `W-${next()}`, name, hazardous: false, composition: 'paper', inUlScope: true };
  await company.record(company.people.analyst, 'waste.stream', [{ id, values }]);
  await company.step(company.people.analyst, 'waste.stream', 'submit', [id]);
  return id;
}
export const newPost = async (): Promise<string> => {
  const code = `P-${next()}`;
  const name = { en: 'Waste lead', zh: '废弃物负责人' };
  const post = { code, name, scopeId: site('HP'), role: 'site_recorder' as const };
  return company.db.as(systemActor('operator'), (tx) => makePost(tx, post, 'system'));
};

/** Opens it; what there is stands in the variables above. */
export async function openCompany(): Promise<void> {
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
  oneItem.id = await company.approved('substances.item', {
    ...{ number: 'LAMP-1', name: { en: 'Lamp', zh: '灯' }, itemClass: 'component', unit: 'piece' },
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
}
