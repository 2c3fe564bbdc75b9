// Does a one-time link let somebody without an account do the one thing that it is for, once, and nothing and nobody else anything?
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '../access/organisation.ts';

let server: SmallServer;
let company: SmallServer['company'];
const cookies: Record<string, string> = {};
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  const site = company.id.SZ as string;
  cookies.recorder = await server.cookieOf(await server.person('link-recorder', ['site_recorder', site]));
  cookies.elsewhere = await server.cookieOf(
    await server.person('link-elsewhere', ['site_recorder', company.id.WH as string]),
  );
  cookies.administrator = await server.cookieOf(
    await server.person('link-administrator', ['group_administrator', GROUP_ID]),
  );
});
afterAll(() => server?.close());

const fields = ['departedOn', 'stream', 'treatment', 'ownMassTonnes', 'document.number', 'note'];
const asked = (more: object = {}) => ({
  ...{ kind: 'waste.load', scope: 'site:SZ', forWhom: 'Driver Zhang', language: 'en', days: 3, fields },
  given: { 'document.type': 'weigh_ticket', 'document.line': 1, vendor: company.id.V1 },
  choices: { stream: [company.id.PAPER] },
  ...more,
});
const make = async (more: object = {}, who = 'recorder') => {
  const answer = await server.ask(cookies[who] ?? null, {
    ...{ method: 'POST', url: '/api/v1/links', payload: asked(more) },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('/g/')]);
  const { id, address } = answer.json() as { id: string; address: string };
  return { id, token: address.split('/g/')[1] as string };
};
const guest = (token: string, path = '', request: object = {}) =>
  server.ask(null, { method: 'GET', url: `/api/v1/guest/${token}${path}`, ...request });
let tickets = 0;
const entry = (more: Record<string, string> = {}) => ({
  ...{ departedOn: '2024-05-03', stream: 'PAPER', treatment: 'recycle_organic', ownMassTonnes: '1250 kg' },
  ...{ 'document.number': `G-${++tickets}`, ...more },
});
const send = (token: string, entries: object[]) => guest(token, '/records', { method: 'POST', payload: { entries } });
const loads = () =>
  company.all(
    sql<{ number: string; state: string; mass: string; vendor: string }>`
      select document_number as number, state, own_mass_tonnes::text as mass, vendor_id as vendor from waste_load where document_number like 'G-%' order by 1`,
  );

test('what comes by it is a draft that names the link, and its maker is told', async () => {
  const { id, token } = await make();
  const form = (await guest(token)).json();
  expect(form.fields.map(({ key }: { key: string }) => key).sort()).toEqual([...fields].sort());
  expect(form.fields.find(({ key }: { key: string }) => key === 'stream').choices).toEqual([
    { value: 'PAPER', label: 'PAPER Waste paper' },
  ]);
  const sent = await send(token, [entry(), entry({ note: '=cmd' })]);
  expect(sent.json()).toEqual({ sent: true, records: 2 });
  expect(await loads()).toEqual([
    { number: 'G-1', state: 'draft', mass: '1.25', vendor: company.id.V1 },
    { number: 'G-2', state: 'draft', mass: '1.25', vendor: company.id.V1 },
  ]);
  expect(
    await company.all(
      sql`select actor, reason, rows from history_entry where action = 'import' and actor like 'guest:%'`,
    ),
  ).toEqual([{ actor: `guest:${id}`, reason: 'By one-time link: Driver Zhang', rows: 2 }]);
  expect(await company.all(sql`select message from notice_request where message = 'link_answered'`)).toHaveLength(1);
  const [listed] = (await server.ask(cookies.recorder ?? null, { url: '/api/v1/links' })).json().links;
  expect(listed).toMatchObject({ id, records: 2, usedAt: expect.any(String) });
});

test('a mistake is told at its field, nothing is kept, and the link can be used again', async () => {
  const { token } = await make();
  const before = (await loads()).length;
  const wrong = await send(token, [entry(), entry({ departedOn: '31.02.2024', ownMassTonnes: '' })]);
  expect(wrong.json()).toMatchObject({ sent: false, problems: [{ row: 2, field: 'departedOn' }] });
  expect(await loads()).toHaveLength(before);
  expect((await send(token, [entry()])).json()).toEqual({ sent: true, records: 1 });
});

test('it works once, of many at once too', async () => {
  const { token } = await make();
  const answers = await Promise.all([1, 2, 3].map(() => send(token, [entry()])));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410]);
  expect((await guest(token)).json().code).toBe('guest_link_over');
});

test('the same as a sheet: only the columns of the link are taken, whatever else the file has', async () => {
  const { token } = await make();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await guest(token, '/sheet.xlsx')).rawPayload as never);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  const headings = (sheet.getRow(1).values as string[]).slice(1);
  expect(headings).toHaveLength(fields.length);
  sheet.getRow(1).getCell(headings.length + 1).value = 'Vendor';
  const ticket = `G-${++tickets}`;
  const cells: Record<string, string | number> = { 'Departed on': '2024-05-04', 'Waste stream': 'PAPER Waste paper' };
  headings.forEach((heading, index) => {
    const value =
      cells[heading] ?? { 'Own weight (t)': 2, 'Document number': ticket, Treatment: 'recycle_organic' }[heading];
    if (value !== undefined) sheet.getRow(2).getCell(index + 1).value = heading === 'Waste stream' ? 'PAPER' : value;
  });
  sheet.getRow(2).getCell(headings.length + 1).value = 'V2';
  const file = upload('filled.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  const answer = await guest(token, '/sheet', { method: 'POST', ...file });
  expect(answer.json()).toEqual({ sent: true, records: 1 });
  expect((await loads()).find(({ number }) => number === ticket)?.vendor).toBe(company.id.V1);
});

describe('whoever means harm', () => {
  test('learns nothing that the link does not offer: neither names nor records nor the rest of the API', async () => {
    await company.loadAt('approved', {
      site: company.id.SZ as string,
      on: '2024-05-02',
      tonnes: '7.125',
      ticket: 'SECRET-1',
    });
    const { token } = await make();
    const said = [(await guest(token)).body, (await guest(token, '/sheet.xlsx')).body].join();
    for (const secret of ['SECRET-1', '7.125', 'V2', 'Burner', 'REFUSE', 'Wuhu']) expect(said).not.toContain(secret);
    for (const stream of ['REFUSE', 'REFUS', 'OIL']) {
      const tried = await send(token, [entry({ stream })]);
      expect(tried.json()).toMatchObject({ sent: false, problems: [{ field: 'stream' }] });
      expect(tried.body).not.toMatch(/Waste oil|\bRefuse\b|did you mean/);
    }
    for (const url of ['/api/v1/records/waste.load', '/api/v1/links', '/api/v1/imports', '/api/v1/me'])
      expect((await server.ask(null, { url, headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401);
  });

  test('changes nothing that is recorded, and cannot choose another factory, vendor or field', async () => {
    const id = await company.loadAt('draft', {
      site: company.id.SZ as string,
      on: '2024-05-03',
      tonnes: '5',
      ticket: 'K-1',
    });
    const { token } = await make();
    expect((await send(token, [entry({ 'document.number': 'K-1' })])).json()).toMatchObject({ sent: false });
    expect((await company.newest('waste.load', id)).revision).toBe(1);
    const forged = { site: 'WH', vendor: 'V2', receivedMassTonnes: '9', 'document.type': 'manifest' };
    expect((await send(token, [entry(forged)])).json()).toMatchObject({ sent: true });
    const made = await company.one(
      sql<
        Record<string, string>
      >`select site_id, vendor_id, received_mass_tonnes, document_type from waste_load where document_number = ${`G-${tickets}`}`,
    );
    expect(made).toEqual({
      ...{ site_id: company.id.SZ, vendor_id: company.id.V1 },
      ...{ received_mass_tonnes: null, document_type: 'weigh_ticket' },
    });
  });

  test('is stopped when he tries secrets; a withdrawn or expired link is over, and so is one whose maker may no more', async () => {
    const { id, token } = await make();
    const foreign = await server.ask(cookies.elsewhere ?? null, {
      method: 'POST',
      url: `/api/v1/links/${id}/revoke`,
      payload: {},
    });
    expect(foreign.statusCode).toBe(404);
    expect(
      (await server.ask(cookies.recorder ?? null, { method: 'POST', url: `/api/v1/links/${id}/revoke`, payload: {} }))
        .statusCode,
    ).toBe(200);
    expect([(await guest(token)).statusCode, (await send(token, [entry()])).statusCode]).toEqual([410, 410]);

    const person = await server.person('link-leaver', ['site_recorder', company.id.SZ as string]);
    cookies.leaver = await server.cookieOf(person);
    const left = await make({}, 'leaver');
    await company.db.asOwner((tx) => sql`alter table role_grant no force row level security`.execute(tx));
    await company.db.asOwner((tx) =>
      sql`update role_grant set before_on = '2024-01-01' where person_id = ${person}`.execute(tx),
    );
    await company.db.asOwner((tx) => sql`alter table role_grant force row level security`.execute(tx));
    expect((await guest(left.token)).statusCode).toBe(410);

    const guesses: number[] = [];
    for (let n = 0; n < 22; n++) guesses.push((await guest(`guess-${'x'.repeat(30)}-${n}`)).statusCode);
    expect([guesses[0], guesses.at(-1)]).toEqual([404, 429]);
  });

  test('nobody makes a link for a factory where he records nothing; no secret is kept', async () => {
    const refused = await server.ask(cookies.elsewhere ?? null, {
      method: 'POST',
      url: '/api/v1/links',
      payload: asked(),
    });
    expect(refused.statusCode).toBe(403);
    const impossible = await server.ask(cookies.recorder ?? null, {
      ...{ method: 'POST', url: '/api/v1/links', payload: asked({ choices: {}, fields: ['stream'] }) },
    });
    expect(impossible.json()).toMatchObject({ code: 'guest_link_not_possible' });
    const { token } = await make();
    const kept = await company.all(sql<{ all: string }>`select to_jsonb(t)::text as all from guest_link t`);
    expect(kept.map((row) => row.all).join()).not.toContain(token);
  });
});
