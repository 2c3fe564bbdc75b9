// Does a request that means harm, or makes no sense, get a refusal and change nothing?
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { verifyHistory } from '#platform/history/verify.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';
import { kinds } from './wiring.ts';

let server: SmallServer;
let company: SmallServer['company'];
let id: SmallServer['company']['id'];
const cookies: Record<string, string> = {};

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  ({ id } = company);
  const [sz, wh, ec] = [id.SZ as string, id.WH as string, id.EC as string];
  const who = {
    recorder: await server.person('a.recorder', ['site_recorder', sz]),
    administrator: await server.person('an.administrator', ['group_administrator', GROUP_ID]),
    analyst: await server.person('an.analyst', ['centre_analyst', GROUP_ID]),
    board: await server.person('a.board-reader', ['board_reader', GROUP_ID]),
    manager: await server.person('a.manager', ['site_manager', sz]),
    both: await server.person('recorder.and.reviewer', ['site_recorder', sz], ['reviewer', wh]),
    analystAndReviewer: await server.person('analyst.and.reviewer', ['centre_analyst', GROUP_ID], ['reviewer', ec]),
    regional: await server.person('regional.administrator', ['group_administrator', ec]),
  };
  for (const [name, personId] of Object.entries(who)) cookies[name] = await server.cookieOf(personId);
}, 240_000);
afterAll(() => server?.close());

const as = (who: string, method: 'GET' | 'PUT' | 'POST' | 'PATCH', path: string, payload?: object) =>
  server.ask(cookies[who] ?? null, { method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) });
const put = (who: string, kind: string, values: object, more: object = {}, recordId: string = uuidv7()) =>
  as(who, 'PUT', `/records/${kind}/${recordId}`, { values, ...more });
const loadOf = (more: Record<string, unknown> = {}, site = id.SZ as string) => ({
  ...company.load({ site, on: '2024-05-02', tonnes: '2' }),
  ...more,
});
const newest = (kind: string, recordId: string) => company.newest(kind, recordId);

describe('a value that no database keeps', () => {
  test.each([
    ['a half of a character', { note: 'half \ud800 of one' }],
    ['a control character', { note: 'bell \u0007 and null \u0000 and \u001b[31m' }],
    ['the same in a number of a document', { 'document.number': 'T\u0000\u200b-\ud83d9' }],
  ])('%s goes, and the history still holds', async (_, more) => {
    const recordId = uuidv7();
    expect((await put('recorder', 'waste.load', loadOf(more), {}, recordId)).statusCode).toBe(200);
    const { values } = await newest('waste.load', recordId);
    for (const text of [values.note, values['document.number']].filter((one) => typeof one === 'string'))
      expect(text).toMatch(/^[^\p{Cc}\p{Cs}]*$/u);
    expect(await verifyHistory(company.db, kinds)).toMatchObject({ ok: true });
  });

  test.each([
    ['an object where a code is', 'waste.load', () => loadOf({ treatment: { toString: 1 } })],
    ['an object where a number is', 'waste.load', () => loadOf({ ownMassTonnes: { value: { toString: 1 } } })],
    ['a list where a year is', 'waste.carried-total', () => ({ year: [{ toString: 1 }] })],
    ['what was typed is no text', 'waste.load', () => loadOf({ ownMassTonnes: { value: '1', entered: { a: 1 } } })],
    [
      'what was typed is a book',
      'waste.load',
      () => loadOf({ ownMassTonnes: { value: '1', entered: 'x'.repeat(100_000) } }),
    ],
    [
      'a basis that there is not',
      'waste.load',
      () => loadOf({ ownMassTonnes: { value: '1', entered: '1 t', basis: '<b>weighed</b>' } }),
    ],
    [
      'a number of heads beyond all people',
      'factories.activity',
      () => ({
        ...{ site: id.SZ, month: '2024-05', headCount: 9e15 },
      }),
    ],
    [
      'a zone that is nowhere',
      'factories.site',
      () => ({
        ...{ code: 'NW', name: { en: 'Nowhere', zh: '无' }, region: id.EC, country: 'CN' },
        ...{ timeZone: 'Asia/Nowhere', startedOn: '2020-01-01' },
      }),
    ],
    [
      'more roles than there are words',
      'suppliers.supplier',
      () => ({
        ...{ code: 'V9', name: { en: 'V', zh: 'V' }, country: 'CN', roles: [{ toString: 1 }] },
      }),
    ],
  ])('%s is told at its field', async (_, kind, values) => {
    const answer = await put('administrator', kind, values());
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'record_has_problems']);
  });
});

describe('a question that makes no sense', () => {
  test.each([
    '/records/waste.load?filter.departedOn.from=yesterday',
    '/records/waste.load?filter.ownMassTonnes.from=heavy',
    '/records/waste.load?q=%00',
    '/records/waste.load?filter.site=%00',
    '/search?q=%00',
    '/records/waste.load?figure=%00',
    '/figures?kpi=waste.conversion-rate&scope=site:%00&period=2024',
    '/history?before=-99999999999999',
    '/editions/%00',
    '/evidence/abc',
    '/glossary?q=%00',
    '/targets/progress?period=%00',
    '/report?period=%00',
    '/f/%00',
    '/periods?kind=%00',
    '/records/waste.load?sort=%00&states=%00&import=%00',
  ])('%s is refused and no surprise', async (path) => {
    const answer = await as('administrator', 'GET', path);
    expect(answer.statusCode).toBeLessThan(500);
  });

  test('so is a step over a month that the calendar does not have', async () => {
    const answer = await as('administrator', 'POST', '/records/waste.load/steps/submit', {
      where: { month: '2024-99' },
    });
    expect(answer.statusCode).toBe(400);
  });

  test('and a paper of a day that the calendar does not have', async () => {
    const recordId = await company.loadAt('draft', { site: id.SZ as string, on: '2024-05-02', tonnes: '1' });
    const answer = await server.ask(cookies.recorder ?? null, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${recordId}&effectiveOn=2024-02-31` },
      ...upload('ticket.pdf', '%PDF-1.7'),
    });
    expect(answer.statusCode).toBe(400);
  });

  test.each([
    '--edge',
    '--edge\r\n',
    '--edge\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  ])('and a form that breaks off: %j', async (payload) => {
    const recordId = await company.loadAt('draft', { site: id.SZ as string, on: '2024-05-02', tonnes: '1' });
    for (const path of ['/imports/waste.load', `/evidence?kind=waste.load&record=${recordId}`, '/report/verify']) {
      const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
      const request = { method: 'POST' as const, url: `/api/v1${path}`, headers, payload };
      expect([path, (await server.ask(cookies.recorder ?? null, request)).statusCode]).toEqual([path, 400]);
    }
  });

  test('and a cell of an import beyond the last column of any sheet', async () => {
    const started = await server.ask(cookies.recorder ?? null, {
      ...{ method: 'POST', url: '/api/v1/imports/waste.load' },
      ...upload('loads.csv', 'Factory,Departed on\nSZ,2024-05-02\n'),
    });
    const answer = await as('recorder', 'PATCH', `/imports/${started.json().id}`, {
      cells: [{ row: 2, column: 4_000_000_000, text: 'x' }],
    });
    expect(answer.statusCode).toBe(400);
  });
});

describe('a right in one place', () => {
  const inWuhu = () => company.loadAt('draft', { site: id.WH as string, on: '2024-05-03', tonnes: '3' });

  test('to record does not reach where one only reviews: no correction, no move, no voiding', async () => {
    const recordId = await inWuhu();
    const before = await newest('waste.load', recordId);
    for (const site of [id.WH, id.SZ]) {
      const answer = await put(
        'both',
        'waste.load',
        { ...before.values, countingMassTonnes: undefined, site },
        { basedOn: 1 },
        recordId,
      );
      expect(answer.statusCode).toBe(403);
    }
    const answer = await as('both', 'POST', `/records/waste.load/${recordId}/void`, { basedOn: 1, reason: 'gone' });
    expect(answer.statusCode).toBe(403);
    expect(await newest('waste.load', recordId)).toEqual(before);
  });

  test('to record does not reach there by a sheet either', async () => {
    const started = await server.ask(cookies.both ?? null, {
      ...{ method: 'POST', url: '/api/v1/imports/waste.load' },
      ...upload(
        'loads.csv',
        'Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\nWH,2024-05-02,PAPER,recycle_organic,1,weigh_ticket,SHEET-1,1,V1\n',
      ),
    });
    const importId = started.json().id as string;
    await expect.poll(async () => (await as('both', 'GET', `/imports/${importId}`)).json().status).toBe('checked');
    expect((await as('both', 'POST', `/imports/${importId}/commit`, {})).statusCode).toBe(403);
    expect(await company.one(sql`select count(*)::int as n from waste_load where document_number = 'SHEET-1'`)).toEqual(
      { n: 0 },
    );
  });

  test('to submit does not reach there, however many come before it', async () => {
    const recordId = await inWuhu();
    const { hash } = await newest('waste.load', recordId);
    const answer = await as('both', 'POST', '/records/waste.load/steps/submit', {
      records: [
        ...Array.from({ length: 5_001 }, () => ({ id: uuidv7(), revision: 1, hash })),
        { id: recordId, revision: 1, hash },
      ],
    });
    expect(answer.statusCode).toBe(403);
  });

  test('to review a region does not approve what the group owns', async () => {
    const recordId = uuidv7();
    const stream = {
      code: 'NEW',
      name: { en: 'New', zh: '新' },
      hazardous: false,
      composition: 'paper',
      inUlScope: true,
    };
    expect((await put('administrator', 'waste.stream', stream, {}, recordId)).statusCode).toBe(200);
    const bound = async () => {
      const { revision, hash } = await newest('waste.stream', recordId);
      return { records: [{ id: recordId, revision, hash }] };
    };
    expect((await as('administrator', 'POST', '/records/waste.stream/steps/submit', await bound())).statusCode).toBe(
      200,
    );
    const seen = await as('analystAndReviewer', 'GET', `/records/waste.stream/${recordId}`);
    expect(seen.json().may).toEqual({ record: true, review: false, approve: false, attach: true });
    expect(
      (await as('analystAndReviewer', 'POST', '/records/waste.stream/steps/approve', await bound())).statusCode,
    ).toBe(403);
  });

  test('to return what one step approves is the approver’s', async () => {
    const recordId = uuidv7();
    const activity = { site: id.SZ, month: '2024-03', headCount: 5 };
    expect((await put('recorder', 'factories.activity', activity, {}, recordId)).statusCode).toBe(200);
    const { hash } = await newest('factories.activity', recordId);
    const records = [{ id: recordId, revision: 1, hash }];
    // From the recorder output value is hidden: he submits by the hash that he was told.
    const told = (await as('recorder', 'GET', `/records/factories.activity/${recordId}`)).json().record.hash;
    const submitted = await as('recorder', 'POST', '/records/factories.activity/steps/submit', {
      records: [{ id: recordId, revision: 1, hash: told }],
    });
    expect(submitted.statusCode).toBe(200);
    const words = [{ field: null, words: 'no' }];
    expect(
      (await as('manager', 'POST', '/records/factories.activity/steps/return', { records, words })).statusCode,
    ).toBe(403);
    expect(
      (await as('administrator', 'POST', '/records/factories.activity/steps/return', { records, words })).statusCode,
    ).toBe(200);
  });

  test('to manage people of a region lists nobody of the group', async () => {
    expect((await as('regional', 'GET', '/people')).statusCode).toBe(403);
    expect((await as('regional', 'GET', '/history/verify')).statusCode).toBe(403);
  });

  test('a reader of the report alone finds no records by searching', async () => {
    const groups = async (who: 'recorder' | 'board') => {
      const answer = (await as(who, 'GET', '/search?q=V1')).json() as { groups: { group: string }[] };
      return answer.groups.map(({ group }) => group);
    };
    expect(await groups('recorder')).toContain('suppliers.supplier');
    expect((await groups('board')).filter((one) => one.includes('.'))).toEqual([]);
  });
});

test('what goes wrong is told to the operator without what stood in the address', async () => {
  const written: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((line) => written.push(String(line)) > 0);
  const query = vi.spyOn(company.db.pool, 'query').mockImplementation(() => Promise.reject(new Error('disk is gone')));
  const connect = vi
    .spyOn(company.db.pool, 'connect')
    .mockImplementation(() => Promise.reject(new Error('disk is gone')));
  try {
    const answer = await server.ask(null, { url: '/sign-in/first?token=one-time-secret' });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'unexpected']);
    expect(answer.body).not.toContain('disk');
    expect(written.join('')).toContain('GET /sign-in/first: Error: disk is gone');
    expect(written.join('')).toContain(answer.json().facts.request);
    expect(written.join('')).not.toContain('one-time-secret');
  } finally {
    for (const spy of [write, query, connect]) spy.mockRestore();
  }
});

describe('an id that somebody chose', () => {
  test('takes no place of the organisation that another record has', async () => {
    const before = await company.all(sql`select * from scope_node order by id`);
    const edges = await company.all(sql`select * from scope_edge order by id`);
    const name = { en: 'Mine', zh: '我的' };
    for (const taken of [GROUP_ID, id.SZ, id.E1, id['SZ-E1']])
      expect((await put('analyst', 'factories.region', { code: 'MINE', name }, {}, taken)).statusCode).toBe(409);
    const member = { site: id.HP, entity: id.E1, share: '0.1', from: '2021-01-01' };
    for (const taken of [GROUP_ID, id.SZ, id.EC])
      expect((await put('analyst', 'factories.membership', member, {}, taken)).statusCode).toBe(409);
    expect(await company.all(sql`select * from scope_node order by id`)).toEqual(before);
    expect(await company.all(sql`select * from scope_edge order by id`)).toEqual(edges);
  });

  test('of a record of another factory tells nothing of it and changes nothing', async () => {
    const recordId = await company.loadAt('draft', {
      site: id.WH as string,
      on: '2024-05-04',
      tonnes: '4',
      ticket: 'HIDDEN-1',
    });
    const before = await newest('waste.load', recordId);
    for (const more of [{}, { basedOn: 1 }, { restatement: true, reason: 'mine' }]) {
      const answer = await put('recorder', 'waste.load', loadOf(), more, recordId);
      expect(answer.statusCode).toBe(409);
      expect(answer.body).not.toContain('HIDDEN-1');
    }
    expect(await newest('waste.load', recordId)).toEqual(before);
  });

  test('nothing but values, lines, reason and restatement is the caller’s to say', async () => {
    const recordId = uuidv7();
    const more = {
      state: 'approved',
      revision: 7,
      approvedSeq: 1,
      latest: false,
      importId: uuidv7(),
      voided: true,
      hash: 'f'.repeat(64),
    };
    expect((await put('recorder', 'waste.load', loadOf(), more, recordId)).statusCode).toBe(200);
    expect(await newest('waste.load', recordId)).toMatchObject({
      state: 'draft',
      revision: 1,
      importId: null,
      voided: false,
    });
    expect((await put('recorder', 'waste.load', loadOf({ countingMassTonnes: '99' }))).statusCode).toBe(422);
    expect((await put('recorder', 'waste.load', loadOf({ state: 'approved' }))).statusCode).toBe(422);
  });
});

describe('what single factories and subsidiaries come to', () => {
  interface Why {
    figure: { value: string; scope: { id: string }; inputs: object; extra: object; coverage: { records: number } };
    inputs: unknown[];
    sums: unknown[];
    loads: unknown;
    drill: unknown;
    withheld: boolean;
  }
  const why = async (who: string, figure: string) => (await as(who, 'GET', `/f/${figure}`)).json() as Why;

  test('is not told by a published number: it says what was printed, and nothing behind it', async () => {
    for (const site of [id.SZ, id.WH])
      await company.approved('waste.load', company.load({ site: site as string, on: '2024-02-02', tonnes: '5' }));
    await company.figures.settle();
    const published = await as('administrator', 'POST', '/report/publish', { period: '2024-Q1' });
    expect(published.statusCode).toBe(200);
    const { figures } = (await as('recorder', 'GET', `/editions/${published.json().id}`)).json() as {
      figures: { id: string }[];
    };
    const seen = { own: 0, foreign: 0 };
    for (const figure of figures) {
      const all = await why('administrator', figure.id);
      const part = await why('recorder', figure.id);
      expect([part.figure.value, part.figure.scope]).toEqual([all.figure.value, all.figure.scope]);
      if (all.figure.scope.id !== id.WH && all.figure.scope.id !== id.HP) {
        seen.own += 1;
        expect(part).toMatchObject({ withheld: false, loads: all.loads });
        continue;
      }
      seen.foreign += 1;
      expect(part).toMatchObject({ withheld: true, inputs: [], sums: [], loads: null, drill: null });
      expect(part.figure).toMatchObject({ inputs: {}, extra: {}, coverage: { records: 0 } });
    }
    expect(seen).toEqual({ own: expect.toSatisfy((n) => n > 20), foreign: expect.toSatisfy((n) => n > 0) });
  });

  test('is not told by the mean over subsidiaries, whoever asks for it and however', async () => {
    const asked = '/figures?kpi=waste.conversion-rate-entity-mean&period=2024-Q1';
    const { figures } = (await as('recorder', 'GET', asked)).json() as { figures: (Why['figure'] & { id: string })[] };
    expect(figures).toHaveLength(1);
    for (const answer of [
      JSON.stringify(figures),
      (await as('recorder', 'GET', `/f/${figures[0]?.id}`)).body,
      (await as('recorder', 'GET', '/dashboards/waste?period=2024-Q1')).body,
    ])
      for (const entity of [id.E1, id.E2, id.E3]) expect(answer).not.toContain(entity);
  });
});

describe('a file', () => {
  const attach = async (who: string, recordId: string, name: string, content: string) =>
    server.ask(cookies[who] ?? null, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${recordId}` },
      ...upload(name, content),
    });

  test.each([
    ['../../etc/passwd.pdf', '<!doctype html><script>alert(1)</script>'],
    ['page.html', '<html><script>alert(1)</script>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['photo.png', 'GIF89a<script>alert(1)</script>'],
    ['sheet.xml', '<?xml version="1.0"?><?xml-stylesheet href="x"?><x/>'],
  ])('%s is not taken for a paper, and as a sheet of an import only ever downloaded', async (name, content) => {
    const recordId = await company.loadAt('draft', { site: id.SZ as string, on: '2024-05-02', tonnes: '1' });
    expect((await attach('recorder', recordId, name, content)).statusCode).toBe(415);
    const started = await server.ask(cookies.recorder ?? null, {
      ...{ method: 'POST', url: '/api/v1/imports/waste.load' },
      ...upload(name, content),
    });
    expect(started.statusCode).toBe(200);
    const answer = await as('recorder', 'GET', `/evidence/${createHash('sha256').update(content).digest('hex')}`);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[^/\\]*$/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });

  test('for a record that is not one’s own is not even kept', async () => {
    const recordId = await company.loadAt('draft', { site: id.WH as string, on: '2024-05-02', tonnes: '1' });
    const content = `%PDF-1.7 ${uuidv7()}`;
    const answer = await attach('recorder', recordId, 'mine.pdf', content);
    expect(answer.statusCode).toBe(404);
    expect(server.keptFiles().filter((kept) => kept.equals(Buffer.from(content)))).toEqual([]);
  });

  test('of another factory is not shown to who knows its hash', async () => {
    const recordId = await company.loadAt('draft', { site: id.WH as string, on: '2024-05-02', tonnes: '1' });
    const { sha256 } = (await attach('administrator', recordId, 'theirs.pdf', '%PDF-1.7 theirs')).json();
    expect((await as('administrator', 'GET', `/evidence/${sha256}`)).statusCode).toBe(200);
    expect((await as('recorder', 'GET', `/evidence/${sha256}`)).statusCode).toBe(404);
  });
});
