// Papers behind records: one on many, editions that replace each other, an end with a reason, what is refused, what is missing.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarDate } from '#period/calendar-date.ts';
import { systemActor } from '#platform/db/database.ts';
import { attachEvidence } from '#platform/evidence/attach.ts';
import { daysTold, tellExpiring } from '#platform/evidence/expiry.ts';
import { listMissing } from '#platform/evidence/missing.ts';
import { scanned, scannerOf, scanWaiting } from '#platform/evidence/scan.ts';
import { verifyLinks } from '#platform/evidence/verify-links.ts';
import { kindOf } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';
import { kinds } from './wiring.ts';

const operator = systemActor('operator');
/** The test virus of all scanners, in two halves, so that none takes this file for one. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

let server: SmallServer;
let company: SmallServer['company'];
let id: SmallServer['company']['id'];
const cookies: Record<string, string> = {};
const scratch = mkdtempSync(join(tmpdir(), 'greenfab-evidence-'));

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  ({ id } = company);
  cookies.suzhou = await server.cookieOf(company.people.suzhou.id);
  cookies.administrator = await server.cookieOf(company.people.administrator.id);
  cookies.auditor = await server.cookieOf(company.people.auditor.id);
}, 240_000);
afterAll(async () => {
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => company.rewind());

const load = (on: string, site = 'SZ', more: object = {}) =>
  company.loadAt('draft', { site: id[site] as string, on, tonnes: '1', ...more });

/** One file of the form, with the ids of several records before it. */
function uploadFor(records: readonly string[], fileName: string, content: Buffer | string) {
  const { headers, payload } = upload(fileName, content);
  const field = `--edge-of-the-part\r\ncontent-disposition: form-data; name="records"\r\n\r\n${records.join(',')}\r\n`;
  return { headers, payload: Buffer.concat([Buffer.from(field), payload]) };
}
const attach = (
  who: string,
  kind: string,
  records: readonly string[],
  fileName: string,
  content: Buffer | string,
  more = '',
) =>
  server.ask(cookies[who] ?? null, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=${kind}${more}` },
    ...uploadFor(records, fileName, content),
  });
const get = (who: string, path: string, headers: Record<string, string> = {}) =>
  server.ask(cookies[who] ?? null, { method: 'GET', url: `/api/v1${path}`, headers });
const post = (who: string, path: string, payload: object) =>
  server.ask(cookies[who] ?? null, { method: 'POST', url: `/api/v1${path}`, payload });
interface PaperSeen {
  id: string;
  sha256: string;
  fileName: string;
  scan: string;
  beside: number;
  ended: { reason: string | null; replacedBy: string | null } | null;
}
const papersOf = async (record: string, kind = 'waste.load'): Promise<PaperSeen[]> =>
  (await get('administrator', `/records/${kind}/${record}`)).json().evidence;
const missingIn = async (period: string, who = 'administrator', scope = 'group') => {
  const answer = (await get(who, `/evidence/missing?scope=${scope}&period=${period}`)).json();
  return Object.fromEntries(
    answer.rows.map((row: { site: { code: string } | null; kind: string; papers: number }) => [
      `${row.site?.code ?? 'group'} ${row.kind}`,
      row.papers,
    ]),
  );
};

describe('one file', () => {
  test('lies behind several records, and once behind each however often it is sent', async () => {
    const loads = [await load('2024-05-02'), await load('2024-05-09')];
    const first = (await attach('suzhou', 'waste.load', loads, 'statement.pdf', '%PDF-1.7 May')).json();
    expect(first).toMatchObject({ already: 0, mediaType: 'application/pdf' });
    expect(first.links).toHaveLength(2);
    const again = (await attach('suzhou', 'waste.load', loads, 'statement.pdf', '%PDF-1.7 May')).json();
    expect(again).toMatchObject({ id: null, links: [], already: 2 });
    for (const one of loads)
      expect(await papersOf(one)).toMatchObject([{ fileName: 'statement.pdf', beside: 1, ended: null }]);
    const third = await load('2024-05-16');
    const further = { sha256: first.sha256, kind: 'waste.load', records: [third], evidenceKind: 'vendor_statement' };
    expect((await post('suzhou', '/evidence/links', further)).json().links).toHaveLength(1);
    const behind = (await get('suzhou', `/evidence/${first.sha256}/records`)).json().records;
    expect(behind.map((one: { id: string }) => one.id).sort()).toEqual([...loads, third].sort());
  });

  test('goes behind none of them when one is foreign, and is not kept', async () => {
    const loads = [await load('2024-05-02'), await load('2024-05-02', 'WH')];
    const answer = await attach('suzhou', 'waste.load', loads, 'a.pdf', '%PDF-1.7 of two factories');
    expect(answer.statusCode).toBe(404);
    expect(await papersOf(loads[0] as string)).toEqual([]);
    expect(server.keptFiles().some((kept) => kept.includes('of two factories'))).toBe(false);
  });

  test('that somebody may not see cannot be taken behind his own records', async () => {
    const [theirs, mine] = [await load('2024-05-02', 'WH'), await load('2024-05-02')];
    const { sha256 } = (await attach('administrator', 'waste.load', [theirs], 'theirs.pdf', '%PDF-1.7 WH')).json();
    const answer = await post('suzhou', '/evidence/links', { sha256, kind: 'waste.load', records: [mine] });
    expect(answer.statusCode).toBe(404);
    expect((await get('suzhou', '/evidence')).json().count).toBe(0);
  });
});

describe('a paper', () => {
  test('is replaced by a newer edition wherever it lies; both stay', async () => {
    const loads = [await load('2024-05-02'), await load('2024-05-09')];
    await attach('suzhou', 'waste.load', loads, 'v1.pdf', '%PDF-1.7 v1', '&evidenceKind=licence&expiresOn=2024-06-30');
    const [older] = await papersOf(loads[0] as string);
    const path = `/evidence/links/${older?.id}/replace?everywhere=1&effectiveOn=2024-07-01&expiresOn=2099-06-30`;
    const answer = await server.ask(cookies.suzhou as string, {
      method: 'POST',
      url: `/api/v1${path}`,
      ...upload('v2.pdf', '%PDF-1.7 v2'),
    });
    expect(answer.json().links).toHaveLength(2);
    for (const one of loads) {
      const [was, is] = await papersOf(one);
      expect([was?.fileName, is?.fileName, is?.ended]).toEqual(['v1.pdf', 'v2.pdf', null]);
      expect(was?.ended).toMatchObject({ replacedBy: is?.id, reason: null });
    }
    expect((await get('suzhou', `/evidence/${older?.sha256}`)).body).toBe('%PDF-1.7 v1');
    const twice = await server.ask(cookies.suzhou as string, {
      method: 'POST',
      url: `/api/v1${path}`,
      ...upload('v3.pdf', '%PDF-1.7 v3'),
    });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'paper_ended']);
    expect((await get('suzhou', '/evidence?standing=expired')).json().count).toBe(0);
    expect((await get('suzhou', '/evidence?standing=in-force&q=v2')).json().files).toMatchObject([
      { records: 2, fileName: 'v2.pdf' },
    ]);
  });

  test('is detached with a reason, never without, and stays in the history', async () => {
    const one = await load('2024-05-02');
    await attach('suzhou', 'waste.load', [one], 'wrong.pdf', '%PDF-1.7 wrong');
    const [paper] = await papersOf(one);
    expect((await post('suzhou', `/evidence/links/${paper?.id}/end`, { reason: ' ' })).json().code).toBe(
      'reason_required',
    );
    expect((await post('auditor', `/evidence/links/${paper?.id}/end`, { reason: 'no' })).statusCode).toBe(403);
    expect((await post('suzhou', `/evidence/links/${paper?.id}/end`, { reason: 'of another load' })).statusCode).toBe(
      200,
    );
    expect(await papersOf(one)).toMatchObject([{ ended: { reason: 'of another load', replacedBy: null } }]);
    const { rows } = await company.db.as(operator, (tx) =>
      sql`select action, reason from history_entry where kind = 'waste.load' and action in ('attach', 'detach') order by seq desc limit 2`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([
      { action: 'detach', reason: 'of another load' },
      { action: 'attach', reason: 'wrong.pdf' },
    ]);
    expect((await post('suzhou', `/evidence/links/${paper?.id}/end`, { reason: 'again' })).statusCode).toBe(409);
  });

  test.each([
    ['weigh_ticket', 'ticket.pdf', '<!doctype html><script>alert(1)</script>', 'HTML'],
    ['other', 'drawing.svg', '\ufeff  <svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG'],
    ['photo', 'photo.jpg', '%PDF-1.7', 'PDF'],
    ['manifest', 'list.csv', 'a,b\n1,2\n', 'CSV, TXT'],
    ['other', 'run.txt', '#!/bin/sh\necho', 'script'],
  ])('that is no %s is refused by its content, whatever its name: %s', async (evidenceKind, name, content, found) => {
    const one = await load('2024-05-02');
    const answer = await attach('suzhou', 'waste.load', [one], name, content, `&evidenceKind=${evidenceKind}`);
    expect([answer.statusCode, answer.json().code, answer.json().facts.found]).toEqual([
      415,
      'file_type_not_accepted',
      found,
    ]);
    expect(await papersOf(one)).toEqual([]);
    expect(server.keptFiles().some((kept) => kept.toString() === content)).toBe(false);
  });

  test('that ends before it begins, or is too large, is refused in words', async () => {
    const one = await load('2024-05-02');
    const dates = await attach(
      'suzhou',
      'waste.load',
      [one],
      'a.pdf',
      '%PDF',
      '&effectiveOn=2024-05-02&expiresOn=2024-05-01',
    );
    expect(dates.json().code).toBe('paper_dates_wrong');
    const large = await attach(
      'suzhou',
      'waste.load',
      [one],
      'a.pdf',
      Buffer.concat([Buffer.from('%PDF'), Buffer.alloc(1024 ** 2 - 3)]),
    );
    expect([large.statusCode, await papersOf(one)]).toEqual([413, []]);
  });

  test('is sent in parts, not at all to who has it, and its first rows are told', async () => {
    const one = await load('2024-05-02');
    const text = 'Ticket,Weight\nT-1,2.5\nT-2,3.5\n';
    const { sha256 } = (await attach('suzhou', 'waste.load', [one], '../a/清单.csv', text)).json();
    const whole = await get('suzhou', `/evidence/${sha256}`);
    expect([whole.headers.etag, whole.headers['accept-ranges'], whole.body]).toEqual([`"${sha256}"`, 'bytes', text]);
    expect(decodeURIComponent(String(whole.headers['content-disposition']))).toMatch(/''清单\.csv$/);
    const part = await get('suzhou', `/evidence/${sha256}`, { range: 'bytes=14-20' });
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([
      206,
      'T-1,2.5',
      `bytes 14-20/${text.length}`,
    ]);
    expect((await get('suzhou', `/evidence/${sha256}`, { range: 'bytes=-8' })).body).toBe('T-2,3.5\n');
    expect((await get('suzhou', `/evidence/${sha256}`, { range: 'bytes=900-' })).statusCode).toBe(416);
    expect((await get('suzhou', `/evidence/${sha256}`, { range: 'bytes=0-1', 'if-range': '"other"' })).statusCode).toBe(
      200,
    );
    expect((await get('suzhou', `/evidence/${sha256}`, { 'if-none-match': `"${sha256}"` })).statusCode).toBe(304);
    const { rows } = (await get('suzhou', `/evidence/${sha256}/rows`)).json();
    expect(rows[1].cells).toEqual(['T-1', '2.5']);
  });
});

describe('a scanner', () => {
  // As ClamAV's: 0 for clean, 1 for infected, anything else when it cannot say.
  const script = join(scratch, 'scan.sh');
  writeFileSync(
    script,
    '#!/bin/sh\nif [ -e "$(dirname "$0")/away" ]; then exit 2; fi\nif grep -q EICAR-STANDARD "$1"; then echo "$1: Eicar-Signature FOUND"; exit 1; fi\n',
  );
  chmodSync(script, 0o700);
  const keep = async (content: string) => {
    const store = scanned(server.evidence);
    const one = await load('2024-05-02');
    const file = await store.keep([Buffer.from(content)] as never, 1_000);
    await company.db.as(operator, (tx) =>
      attachEvidence(tx, {
        ...{ file, fileName: 'a.txt', evidenceKind: 'other', kind: 'waste.load', recordId: one },
        ...{ scopeId: id.SZ as string, effectiveOn: null, via: 'system' },
      }),
    );
    return { one, sha256: file.sha256 };
  };
  const scan = () => scanWaiting({ db: company.db, evidence: server.evidence, scanner: scannerOf(`${script} {file}`) });
  const stateOf = async (one: string) => (await papersOf(one))[0]?.scan;

  test('is waited for; what it passes is shown, what it finds something in never is', async () => {
    const [clean, infected] = [await keep(`clean ${Date.now()}`), await keep(eicar)];
    expect((await get('suzhou', `/evidence/${clean.sha256}`)).json().code).toBe('file_not_scanned_yet');
    expect(await stateOf(clean.one)).toBe('scanning');
    expect(await scan()).toBeGreaterThanOrEqual(2);
    expect([await stateOf(clean.one), await stateOf(infected.one)]).toEqual(['clean', 'infected']);
    expect((await get('suzhou', `/evidence/${clean.sha256}`)).statusCode).toBe(200);
    for (const path of ['', '/rows', '?download=1']) {
      const answer = await get('administrator', `/evidence/${infected.sha256}${path}`);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'file_infected']);
      expect(answer.body).toContain('Eicar-Signature');
      expect(answer.body).not.toContain(scratch);
    }
    const further = { sha256: infected.sha256, kind: 'waste.load', records: [clean.one] };
    expect((await post('suzhou', '/evidence/links', further)).statusCode).toBe(403);
  });

  test('that gives no answer leaves the file unshown, and is asked again', async () => {
    const { one, sha256 } = await keep(`away ${Date.now()}`);
    writeFileSync(join(scratch, 'away'), '');
    await scan();
    rmSync(join(scratch, 'away'));
    expect((await get('suzhou', `/evidence/${sha256}`)).statusCode).toBe(409);
    expect(await scan(), 'not at once again').toBe(0);
    await company.db.as(systemActor('scanner'), (tx) =>
      sql`update evidence_scan set at = now() - interval '1 hour' where state = 'scanning'`.execute(tx),
    );
    await scan();
    expect(await stateOf(one)).toBe('clean');
  });
});

describe('what is missing', () => {
  const statement = (month: string) =>
    company.approved('waste.statement', { site: id.SZ, vendor: id.V1, month, number: `S-${month}` });

  test('one statement covers the loads of a vendor and month; a manifest’s load wants its own; an estimate wants none', async () => {
    const plain = await load('2024-05-02');
    await load('2024-05-09');
    await load('2024-05-09', 'SZ', { vendor: id.V2 });
    await company.record(company.people.suzhou, 'waste.load', [
      {
        id: crypto.randomUUID(),
        values: {
          ...company.load({ site: id.SZ as string, on: '2024-05-10', tonnes: '1', ticket: '20240500000001' }),
          'document.type': 'manifest',
        },
      },
      {
        id: crypto.randomUUID(),
        values: {
          ...company.load({ site: id.SZ as string, on: '2024-05-11', tonnes: '1', basis: 'estimated' }),
          'document.type': 'estimate',
        },
      },
    ]);
    expect(await missingIn('2024-05')).toEqual({ 'SZ waste.load': 3 });
    const may = await statement('2024-05');
    expect(await missingIn('2024-05'), 'a statement without its file covers nothing, and misses it itself').toEqual({
      'SZ waste.load': 3,
      'SZ waste.statement': 1,
    });
    await attach('suzhou', 'waste.statement', [may], 'may.pdf', '%PDF-1.7 May');
    expect(await missingIn('2024-05')).toEqual({ 'SZ waste.load': 2 });
    const csv = (await get('suzhou', '/evidence/missing.csv?scope=site:SZ&period=2024-05')).body;
    expect(csv.trim().split('\n')).toHaveLength(3);
    expect(csv).toMatch(/SZ,Waste loads,2024-05,Recycler,1,1,http.*filter\.vendor=.*manifest/i);
    expect(
      (await get('suzhou', '/evidence/missing/waste.load?scope=site:SZ&period=2024-05')).json().items,
    ).toMatchObject([
      { each: true, papers: 1, vendor: { code: 'V1' } },
      { each: false, papers: 1, vendor: { code: 'V2' } },
    ]);
    const [paper] = await papersOf(may, 'waste.statement');
    await post('suzhou', `/evidence/links/${paper?.id}/end`, { reason: 'of April' });
    expect(await missingIn('2024-05'), 'what was detached covers nothing').toEqual({
      'SZ waste.load': 3,
      'SZ waste.statement': 1,
    });
    await attach('suzhou', 'waste.load', [plain], 'own.pdf', '%PDF-1.7 own');
    expect(await missingIn('2024-05'), 'another load of the vendor has none yet').toEqual({
      'SZ waste.load': 3,
      'SZ waste.statement': 1,
    });
  });

  test('is told of one’s own factories only, and of the group’s own records to who asks of the group', async () => {
    await load('2024-05-02', 'WH');
    await company.approved('waste.vendor-proof', {
      ...{ vendor: id.V2, treatment: 'incineration_with_energy', plant: { en: 'Plant', zh: '厂' } },
      ...{ from: '2024-01-01', before: '2025-01-01', document: 'Letter' },
    });
    expect(await missingIn('2024-05', 'suzhou')).toEqual({ 'group waste.vendor-proof': 1 });
    expect(await missingIn('2024-05')).toEqual({ 'group waste.vendor-proof': 1, 'WH waste.load': 1 });
    expect(await missingIn('2024-05', 'administrator', 'site:WH')).toEqual({ 'WH waste.load': 1 });
  });

  test('of a sample, one in ten of a factory and month', async () => {
    const sampled = { ...kindOf('waste.load'), evidence: 'sample' as const, papers: {} };
    const loads = [];
    for (let day = 1; day <= 11; day += 1) loads.push(await load(`2024-05-${String(day).padStart(2, '0')}`));
    const ask = () =>
      company.db.as(operator, (tx) =>
        listMissing(tx, new Map([...kinds, [sampled.kind, sampled]]), sampled, {
          from: '2024-05-01',
          before: '2024-06-01',
          siteIds: undefined,
        }),
      );
    expect(await ask()).toMatchObject([{ papers: 2, records: 11 }]);
    await attach('suzhou', 'waste.load', loads.slice(0, 1), 'a.pdf', '%PDF-1.7 a');
    expect(await ask()).toMatchObject([{ papers: 1 }]);
    await attach('suzhou', 'waste.load', loads.slice(1, 2), 'b.pdf', '%PDF-1.7 b');
    expect(await ask()).toEqual([]);
  });
});

test('a tie that is altered in the database is found', async () => {
  const loads = [await load('2024-05-02'), await load('2024-05-09')];
  await attach('suzhou', 'waste.load', loads, 'a.pdf', '%PDF-1.7 a');
  await attach('suzhou', 'waste.load', loads, 'b.pdf', '%PDF-1.7 b');
  const [a, b] = await papersOf(loads[0] as string);
  await post('suzhou', `/evidence/links/${a?.id}/end`, { reason: 'of another load' });
  const { seq } = await company.one(sql<{ seq: number }>`select seq from evidence_link where id = ${b?.id}`);
  const found = async () =>
    (await company.db.as(operator, (tx) => verifyLinks(tx))).filter(({ where }) => !where.includes('are gone'));
  expect(await found()).toEqual([]);
  const alter = (change: ReturnType<typeof sql>) =>
    company.db.asOwner(async (tx) => {
      for (const table of ['evidence_link', 'evidence_ended'])
        await sql`alter table ${sql.table(table)} no force row level security`.execute(tx);
      await change.execute(tx);
      for (const table of ['evidence_link', 'evidence_ended'])
        await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
    });
  await alter(sql`update evidence_link set sha256 = decode(${a?.sha256}, 'hex') where id = ${b?.id}`);
  expect(await found()).toEqual([{ what: 'entry_digest', where: `papers of waste.load ${seq} ${id.SZ} b.pdf` }]);
  await alter(sql`update evidence_link set sha256 = decode(${b?.sha256}, 'hex') where id = ${b?.id}`);
  await alter(sql`update evidence_ended set reason = 'no reason' where link_id = ${a?.id}`);
  expect(await found()).toMatchObject([{ what: 'entry_digest' }]);
});

describe('a paper that ends', () => {
  const told = async () =>
    (
      await company.all(
        sql<{
          key: string;
        }>`select key from notice_request where message = 'evidence_expiring' and not settles order by key`,
      )
    ).map(({ key }) => key.slice(-13));
  const settled = async () => (await company.all(sql`select 1 from notice_request where settles`)).length;
  const tell = (today: string) =>
    company.db.as(systemActor('jobs'), (tx) => tellExpiring(tx, kinds, today as CalendarDate));
  beforeEach(() => company.all(sql`with gone as (delete from notice returning 1) delete from notice_request`));

  test.each([
    ['2024-03-31', undefined],
    ['2024-04-01', 90],
    ['2024-05-30', 90],
    ['2024-05-31', 30],
    ['2024-06-29', 30],
    ['2024-06-30', 0],
    ['2024-07-30', 0],
    ['2024-07-31', undefined],
  ])('on %s, one that ends on 2024-06-30 has been told of %s days before', (today, days) => {
    expect(daysTold(today as CalendarDate, '2024-06-30' as CalendarDate)).toBe(days);
  });

  test('is told once for a factory however many records it lies behind, while it is in force', async () => {
    const loads = [await load('2024-05-02'), await load('2024-05-09')];
    await attach(
      'suzhou',
      'waste.load',
      loads,
      'licence.pdf',
      '%PDF-1.7 licence',
      '&evidenceKind=licence&expiresOn=2024-06-30',
    );
    await attach('suzhou', 'waste.load', loads.slice(0, 1), 'far.pdf', '%PDF-1.7 far', '&expiresOn=2025-06-30');
    expect(await tell('2024-06-01')).toBe(1);
    expect(await told()).toEqual(['2024-06-30 30']);
    for (const one of loads) {
      const [paper] = await papersOf(one);
      expect(await settled()).toBe(0);
      await post('suzhou', `/evidence/links/${paper?.id}/end`, { reason: 'of another vendor' });
    }
    expect(await settled(), 'done when it holds nowhere any more').toBe(3);
    expect(await tell('2024-06-30')).toBe(0);
  });
});

test('the group’s own records take papers from the group’s writers alone', async () => {
  const answer = await attach('suzhou', 'suppliers.supplier', [id.V1 as string], 'a.pdf', '%PDF-1.7');
  expect(answer.statusCode).toBe(403);
});
