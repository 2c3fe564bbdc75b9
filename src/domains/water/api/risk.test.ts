// Water risk over HTTP: files of basins that are good and bad, factories looked up in them, and what is written down.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { stressOfSites } from '../store/risk.ts';
import { csv, feature, geoJson, geoPackage, square, twoBasins } from './basin-files.test-fixture.ts';
import { readBasins } from './read-basins.ts';

let server: SmallServer;
let company: SmallServer['company'];
let analyst: string;
let recorder: string;
let reviewer: string;

const about = 'title=Test+basins&published=2023-07-05&licence=CC+BY+4.0&source=Made+for+a+test';

/** Uploads a file and reads it as the job would. */
async function bring(fileName: string, content: string | Buffer) {
  const sent = await server.ask(analyst, {
    ...{ method: 'POST', url: `/api/v1/water/basins?${about}` },
    ...upload(fileName, content),
  });
  expect(sent.statusCode, sent.body).toBe(200);
  const { id } = sent.json() as { id: string };
  const read = { db: company.db, evidence: server.evidence, actor: systemActor('operator') };
  await readBasins(read, id);
  const { editions } = (await server.ask(analyst, { url: '/api/v1/water/basins' })).json();
  return editions.find((one: { id: string }) => one.id === id);
}
const faultsOf = async (fileName: string, content: string | Buffer) => {
  const { state, problems } = await bring(fileName, content);
  expect(state).toBe('refused');
  return problems;
};
const risk = async (query: string, cookie = recorder) =>
  (await server.ask(cookie, { url: `/api/v1/water/risk?period=2024&${query}` })).json();
/** Puts a factory on a place. */
async function place(code: string, longitude: string, latitude: string, datum: string) {
  const { id, revision, values } = await company.newest('factories.site', company.id[code] as string);
  await company.record(company.people.administrator, 'factories.site', [
    { id, basedOn: revision, values: { ...values, longitude, latitude, datum } },
  ]);
}

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  analyst = await server.cookieOf(await server.person('water.analyst', ['centre_analyst', GROUP_ID]));
  recorder = await server.cookieOf(company.people.suzhou.id);
  reviewer = await server.cookieOf(company.people.reviewer.id);
}, 60_000);
afterAll(() => server?.close());

describe('before anything is imported', () => {
  test('risk is unknown, and nothing can be assessed', async () => {
    const { edition, sites } = await risk('scope=site:SZ');
    expect(edition).toBeNull();
    expect(sites).toMatchObject([{ site: { code: 'SZ' }, stressed: 'unknown', indicators: null, groups: null }]);
    const assess = { year: 2024, sites: [{ site: company.id.SZ }] };
    const answer = await server.ask(recorder, { method: 'POST', url: '/api/v1/water/risk/assess', payload: assess });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'no_basins_imported']);
  });
});

describe('a bad file is refused whole, and why is told by row', () => {
  const [west, east] = twoBasins;
  const withCells = (cells: object) =>
    geoJson([feature(west), feature({ ring: east.ring, cells: { ...east.cells, ...cells } })]);
  const withRing = (ring: readonly (readonly number[])[]) => geoJson([feature(west), feature({ ...east, ring })]);
  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), { code: 'file_form', row: null }],
    ['nothing', '', { code: 'empty', row: null }],
    ['a list without features', geoJson([]), { code: 'empty' }],
    ['a table of something else', 'Factory,Water\nSZ,1\n', { code: 'columns_missing' }],
    ['features of something else', geoJson([feature({ ...west, cells: { name: 'x' } })]), { code: 'columns_missing' }],
    ['one feature alone', JSON.stringify(feature(west)), { code: 'file_form' }],
    ['a file that ends in the middle', geoJson().slice(0, 900), { code: 'file_broken' }],
    ['brackets that close too often', '{"type": "FeatureCollection", "features": []}}', { code: 'file_broken' }],
    [
      'metres on a plane',
      geoJson(undefined, { crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } }),
      { code: 'crs', facts: { given: 'urn:ogc:def:crs:EPSG::3857' } },
    ],
    [
      'metres that say nothing of it',
      withRing(square(13_000_000, 3_600_000)),
      { code: 'coordinates_outside', row: 2, facts: { id: 'east' } },
    ],
    ['latitude before longitude', withRing(square(31, 121)), { code: 'coordinates_outside', row: 2 }],
    [
      'a line of two points',
      withRing([
        [1, 1],
        [2, 2],
      ]),
      { code: 'ring_too_short', row: 2 },
    ],
    ['an open ring', withRing(square(121, 31).slice(0, 4)), { code: 'ring_open', row: 2 }],
    [
      'a point',
      geoJson([{ ...feature(west), geometry: { type: 'Point', coordinates: [1, 1] } }]),
      { code: 'not_a_polygon', row: 1 },
    ],
    [
      'rings of words',
      geoJson([{ ...feature(west), geometry: { type: 'Polygon', coordinates: [['a', 'b']] } }]),
      { code: 'broken', row: 1 },
    ],
    ['an area twice', geoJson([feature(west), feature(west)]), { code: 'id_twice', row: 2, facts: { id: 'west' } }],
    ['an area without id', withCells({ string_id: '' }), { code: 'id_missing', row: 2 }],
    [
      'a word for a number',
      withCells({ bws_raw: '12 %' }),
      { code: 'number', row: 2, facts: { column: 'bws_raw', given: '12 %' } },
    ],
    ['scores of a hundred', withCells({ bws_score: 60 }), { code: 'score_outside', row: 2 }],
    ['a category that there is not', withCells({ bws_cat: 7 }), { code: 'category_outside', row: 2 }],
    [
      'a table with a word for a number',
      csv([west.cells, { ...east.cells, bws_raw: 'n/a' }]),
      { code: 'number', row: 3 },
    ],
    ['a GeoPackage in metres', geoPackage({ srs: 3857 }), { code: 'crs', facts: { given: 'EPSG:3857' } }],
    ['a GeoPackage with outlines cut off', geoPackage({ broken: true }), { code: 'broken', row: 1 }],
    ['a damaged GeoPackage', geoPackage().subarray(0, 5_000), { code: 'file_broken' }],
  ])('%s', async (name, content, fault) => {
    const [first] = await faultsOf(`${name}.json`, content);
    expect(first).toMatchObject(fault);
  });

  test('none of it can be looked up in, and nobody below the group may send one', async () => {
    expect((await risk('scope=site:SZ')).editions).toEqual([]);
    const rows = await company.all<{ n: number }>(
      (await import('kysely')).sql`select count(*)::int as n from water_basin`,
    );
    expect(rows).toEqual([{ n: 0 }]);
    const manager = await server.cookieOf(
      await server.person('manager.of.sz', ['site_manager', company.id.SZ as string]),
    );
    const sent = await server.ask(manager, {
      ...{ method: 'POST', url: `/api/v1/water/basins?${about}` },
      ...upload('a.json', geoJson()),
    });
    expect(sent.statusCode).toBe(403);
  });

  test('one of a day that the calendar does not have is wrong input', async () => {
    const sent = await server.ask(analyst, {
      ...{ method: 'POST', url: `/api/v1/water/basins?${about.replace('2023-07-05', '2023-02-30')}` },
      ...upload('a.json', geoJson()),
    });
    expect(sent.statusCode).toBe(400);
  });
});

describe('a good file', () => {
  test.each([
    ['GeoJSON', 'geojson', geoJson(), 2],
    ['GeoPackage', 'geopackage', geoPackage(), 2],
    ['CSV', 'table', csv(), 0],
  ] as const)('of %s holds the same', async (name, form, content, outlines) => {
    const edition = await bring(`two.${name}`, content);
    expect(edition).toMatchObject({
      state: 'ready',
      form,
      basins: 2,
      baselines: 2,
      futures: 2,
      outlines,
      problems: [],
    });
    expect(edition).toMatchObject({ title: 'Test basins', publishedOn: '2023-07-05', synthetic: false, progress: 1 });
  });

  test('that says it is made up is made up', async () => {
    expect(await bring('made-up.json', geoJson(undefined, { synthetic: true }))).toMatchObject({ synthetic: true });
  });

  test('read again after it was broken off is there once', async () => {
    const { id } = await bring('two.json', geoJson(undefined, { name: 'again' }));
    const again = { db: company.db, evidence: server.evidence, actor: systemActor('operator') };
    expect(await readBasins(again, id)).toEqual({ state: 'ready', basins: 2 });
  });
});

describe('a factory', () => {
  // 121° east is the border. On GCJ-02 this pin stands 0.001° east of it, on WGS-84 some 350 m west.
  const pin = ['121.001', '31.3', 'GCJ-02'] as const;
  let edition: string;
  beforeAll(async () => {
    ({ id: edition } = await bring('lookup.json', geoJson(undefined, { name: 'lookup' })));
  });

  test('without coordinates lies nowhere, and it is said', async () => {
    const { sites } = await risk(`scope=site:SZ&edition=${edition}`);
    expect(sites[0]).toMatchObject({ told: null, found: { basin: null, because: 'no_place' }, stressed: 'unknown' });
  });

  test('pinned on a Chinese map lies in another basin than its numbers say, near a border', async () => {
    await place('SZ', ...pin);
    const { sites, detail } = await risk(`scope=site:SZ&edition=${edition}`);
    const { found, stressed, indicators } = sites[0];
    expect(found).toMatchObject({ basin: { id: 'west', name: 'West' }, because: null, mayAlsoBe: ['east'] });
    expect(found.movedM).toBeGreaterThan(300);
    expect(found.borderM).toBeGreaterThan(200);
    expect(found.borderM).toBeLessThan(600);
    expect(stressed).toBe('yes');
    expect(indicators).toHaveLength(13);
    expect(indicators[0]).toMatchObject({
      indicator: 'bws',
      state: 'value',
      raw: 0.4,
      score: 3,
      category: 3,
      label: 'High (40-80%)',
    });
    expect(indicators[1]).toMatchObject({ indicator: 'bwd', state: 'no_data' });
    expect(detail.futures.cells).toEqual([
      {
        scenario: 'pes',
        pathway: 'SSP5-8.5',
        year: 2050,
        indicator: 'ws',
        raw: 0.9,
        score: 4.17,
        category: 4,
        label: 'Extremely high (>80%)',
      },
    ]);
    // The same numbers on WGS-84 are the other side of the border.
    await place('SZ', pin[0], pin[1], 'WGS-84');
    const moved = (await risk(`scope=site:SZ&edition=${edition}`)).sites[0];
    expect(moved).toMatchObject({ found: { basin: { id: 'east' }, movedM: 0, mayAlsoBe: ['west'] }, stressed: 'no' });
    await place('SZ', ...pin);
  });

  test('is weighed by scheme and by own weights: semiconductor quality (4 × 5 + 2 × 2) ÷ 6 = 4, remapped 4.145', async () => {
    const { sites, shares } = await risk(`scope=site:SZ&edition=${edition}&scheme=smc`);
    expect(sites[0].groups.qal.raw).toBe(4);
    expect(sites[0].groups.qal.score).toBeCloseTo(4 + (4 - 3.83) / (5 - 3.83), 9);
    expect(shares.qal).toBeCloseTo(6 / 21, 12);
    // Of the 21 only bws 2, ucw 4 and cep 2 have a score: (2 × 3 + 4 × 5 + 2 × 2) ÷ 8 = 3.75.
    expect(sites[0].groups.tot).toMatchObject({ raw: 3.75, weightFraction: 8 / 21 });
    const own = await risk(`scope=site:SZ&edition=${edition}&weights=4,0,0,0,0,0,0,0,0,0,0,0,1`);
    expect(own).toMatchObject({ scheme: 'own', sites: [{ groups: { tot: { raw: 3, missing: ['rri'] } } }] });
    for (const wrong of [
      'scheme=none',
      'weights=1,2',
      'weights=3,0,0,0,0,0,0,0,0,0,0,0,0',
      'weights=0,0,0,0,0,0,0,0,0,0,0,0,0',
    ])
      expect(await risk(`scope=site:SZ&edition=${edition}&${wrong}`)).toMatchObject({ code: 'risk_weights_wrong' });
  });

  test('is assessed once a year and file; the same again changes nothing, other weights revise it', async () => {
    const assess = async (more: object, cookie = recorder) => {
      const payload = { year: 2024, edition, sites: [{ site: company.id.SZ }], ...more };
      return server.ask(cookie, { method: 'POST', url: '/api/v1/water/risk/assess', payload });
    };
    const [first] = (await assess({ scheme: 'smc' })).json().assessed;
    expect(first).toMatchObject({ outcome: 'new', because: null });
    const kept = await company.newest('water.risk-assessment', first.id);
    expect(kept.values).toMatchObject({
      ...{ year: '2024-01-01', edition: 'Test basins', basin: 'west', foundThrough: 'place', datum: 'GCJ-02' },
      ...{ scheme: 'smc', stressed: 'yes', mayAlsoBe: ['east'], synthetic: false },
    });
    expect(kept.lines).toHaveLength(13);
    expect(kept.lines[0]).toMatchObject({ indicator: 'bws', state: 'value', raw: '0.4', score: '3', weight: '2' });
    expect(kept.lines[1]).toMatchObject({ indicator: 'bwd', state: 'no_data', score: null });
    expect((await assess({ scheme: 'smc' })).json().assessed).toMatchObject([{ id: first.id, outcome: 'same' }]);
    expect((await assess({ scheme: 'def' })).json().assessed).toMatchObject([{ id: first.id, outcome: 'changed' }]);
    // What somebody knows better is by id, with the reason; where the pin lies is told beside it.
    const named = { sites: [{ site: company.id.SZ, basin: 'east' }], note: 'The intake is in the east' };
    expect((await assess(named)).json().assessed).toMatchObject([{ id: first.id, outcome: 'changed' }]);
    const byId = (await company.newest('water.risk-assessment', first.id)).values;
    expect(byId).toMatchObject({
      basin: 'east',
      foundThrough: 'id',
      note: 'The intake is in the east',
      stressed: 'no',
    });
    expect((await assess({ sites: [{ site: company.id.SZ, basin: 'south' }] })).json().assessed).toMatchObject([
      { id: null, outcome: 'not_found', because: 'id_unknown' },
    ]);
    expect((await assess({ sites: [{ site: company.id.HP }] })).statusCode).toBe(403);
    expect((await assess({}, reviewer)).statusCode).toBe(403);
    // Who may record everywhere still cannot assess a factory that there is not, and is told so.
    const nowhere = { sites: [{ site: '018f0000-0000-7000-8000-000000000009' }] };
    expect((await assess(nowhere, analyst)).statusCode).toBe(404);
  });

  test('stands in the year’s count, with its plan; stress is told once it is approved, and unknown is not no', async () => {
    const ids = [company.id.SZ, company.id.WH] as string[];
    const stress = (basis: 'approved' | 'shown', year = 2024) =>
      company.db.as(systemActor('operator'), (tx) => stressOfSites(tx, ids, { year, basis }));
    expect([...(await stress('approved'))]).toEqual([]);
    expect((await stress('shown')).get(ids[0] as string)).toEqual({
      ...{ stressed: 'no', year: 2024, edition: 'Test basins', synthetic: false },
    });
    expect((await stress('shown', 2023)).size).toBe(0);
    expect((await stress('shown', 2026)).get(ids[0] as string)?.year).toBe(2024);
    await company.record(company.people.suzhou, 'water.control-plan', [
      {
        id: '019f0000-0000-7000-8000-000000000001',
        values: {
          site: company.id.SZ,
          code: 'WP-1',
          title: { en: 'Reuse', zh: '回用' },
          risk: 'bws',
          startsOn: '2024-01-01',
        },
        lines: [{ what: 'Reuse rinse water', owner: 'Water engineer', due: '2024-02-01' }],
      },
    ]);
    const { standing, sites } = await risk(`scope=site:SZ&edition=${edition}`);
    expect(standing).toMatchObject({ assessed: { part: 1, of: 1, share: 1 }, approved: 0 });
    expect(sites[0].plans).toMatchObject([{ code: 'WP-1', risk: 'bws', state: 'overdue', overdue: 1 }]);
    // Whoever may not read a factory does not meet it.
    const wuhu = await server.cookieOf(company.people.wuhu.id);
    const elsewhere = await risk(`scope=group&edition=${edition}`, wuhu);
    expect(elsewhere.sites.map((one: { site: { code: string } }) => one.site.code)).not.toContain('SZ');
  });
});
