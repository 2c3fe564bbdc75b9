// Is everything found that somebody may see, by whatever he types, and nothing else?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sections } from '#domains/reports/model/sections.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Role, roles } from '#platform/access/roles.ts';
import { sessionOf } from '#platform/access/session.ts';
import { type Actor, systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import { sweepImport } from '#platform/intake/sweep.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { insertRevisions } from '#platform/records/server/write.ts';
import { findByText } from '#platform/search/find-records.ts';
import { makeTexts } from '#platform/search/make-texts.ts';
import { rankOf, type Sought, searchTextOf, soughtOf } from '#platform/search/search-text.ts';
import { kindOf, TODAY } from '../../tests/small-company.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';
import { kinds } from './wiring.ts';

const operator = systemActor('operator');
interface Group {
  group: string;
  name: string;
  total: number | null;
  hits: { title: string; subtitle: string; href: string; said?: string }[];
  next: string | null;
}

let server: SmallServer;
let company: SmallServer['company'];
const as = { boss: '', wuhu: '', supplier: '', board: '' };
const both = (en: string, zh: string) => ({ en, zh });

const search = async (cookie: string, query: string): Promise<Group[]> => {
  const answer = await server.ask(cookie, { url: `/api/v1/search?${query}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().groups;
};
const found = async (cookie: string, typed: string, lang = 'en') =>
  search(cookie, `q=${encodeURIComponent(typed)}&lang=${lang}`);
const titles = async (cookie: string, typed: string, group: string, lang = 'en') =>
  (await found(cookie, typed, lang)).find((one) => one.group === group)?.hits.map(({ title }) => title) ?? [];

const bin = (site: string, code: string, en: string, zh: string) =>
  company.approved('waste.bin', {
    ...{ site: company.id[site], code, name: both(en, zh), stream: company.id.OIL, inStore: true },
  });

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  const { SZ, WH, HP, V1 } = company.id as Record<'SZ' | 'WH' | 'HP' | 'V1', string>;
  const person = async (name: string, role: Role, scope: string) =>
    server.cookieOf(await server.person(name, [role, scope]));
  as.boss = await person('boss', 'group_administrator', GROUP_ID);
  as.wuhu = await person('at.wuhu', 'site_recorder', WH);
  as.supplier = await person('of.v1', 'supplier', V1);
  as.board = await person('board', 'board_reader', GROUP_ID);
  await bin('SZ', 'B-1', 'Oil drum', '废油桶');
  await bin('HP', 'B-2', 'Only Hai Phong drum', '海防专用桶');
  for (let n = 0; n < 12; n++)
    await company.loadAt('draft', { site: n % 2 ? WH : SZ, on: '2024-05-02', tonnes: '1', ticket: `Gb-${100 + n}` });
  await company.loadAt('draft', { site: HP, on: '2024-05-02', tonnes: '1', ticket: 'GB-1' });
  await company.approved(
    'waste.manifest',
    { site: HP, number: '20240500000001', vendor: V1, handedOverOn: '2024-05-02' },
    [{ stream: company.id.OIL, wasteCode: '900-249-08', shippedMassTonnes: { value: '1', entered: null } }],
  );
  const load = await company.loadAt('draft', { site: HP, on: '2024-05-03', tonnes: '1', ticket: 'paper' });
  await server.ask(as.boss, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${load}` },
    ...upload('Statement of May.pdf', '%PDF-1.7 paper'),
  });
  await company.approved('reports.statement', {
    ...{ section: sections[0], position: 1, tense: 'fact', asOf: '2024-06-30' },
    text: both('Waste is sorted at every gate.', '各门岗均分类投放废弃物。'),
  });
}, 120_000);
afterAll(() => server?.close());

describe('is found', () => {
  test.each([
    ['factories.site', 'suzh', 'Suzhou', 'the beginning of an English name'],
    ['factories.site', '州', 'Suzhou', 'a part of a Chinese name'],
    ['factories.site', 'haifang', 'Hai Phong', 'pinyin'],
    ['waste.stream', 'fkwy', 'Waste oil', 'initials'],
    ['waste.stream', 'kuangwu', 'Waste oil', 'pinyin from a later syllable on'],
    ['waste.stream', '900-249', 'Waste oil', 'a code in a field'],
    ['suppliers.supplier', 'l-v2', 'Burner', 'a number in a line'],
    ['waste.bin', 'drum oil', 'Oil drum', 'words in any order'],
    ['reports.statement', 'every gate', 'Waste is sorted at every gate.', 'a sentence, which is then its title'],
    ['place', '芜湖', 'Wuhu', 'a place'],
    ['page', 'month', 'Closed months', 'a page'],
    ['term', '转化率', 'Waste conversion rate', 'a term'],
    ['figure', 'conversion', 'Waste conversion rate', 'a figure'],
    ['person', 'at.wu', 'at.wuhu', 'a person'],
    ['file', 'may statement', 'Statement of May.pdf', 'a file'],
    ['waste.manifest', '202405', '20240500000001', 'a manifest by the beginning of its number'],
  ])('%s by “%s”: %s (%s)', async (group, typed, title) => {
    expect(await titles(as.boss, typed, group)).toContain(title);
  });

  test.each([
    ['Gb-10', ['Gb-100', 'Gb-101', 'Gb-102', 'Gb-103', 'Gb-104']],
    ['gb-1', ['GB-1', 'Gb-100', 'Gb-101', 'Gb-102', 'Gb-103']],
    ['GB-10', ['Gb-100', 'Gb-101', 'Gb-102', 'Gb-103', 'Gb-104']],
    ['b-10', []],
  ])('loads by the beginning of their number alone: %s', async (typed, wanted) => {
    expect(await titles(as.boss, typed, 'waste.load')).toEqual(wanted);
  });

  test('in the language of the reader, with its factory, and the line that holds the words', async () => {
    const [stream] = await search(as.boss, 'q=oil%20drum&lang=zh&group=waste.bin');
    expect(stream).toMatchObject({ name: '容器', total: 1, next: null });
    expect(stream?.hits).toEqual([
      {
        title: '废油桶',
        subtitle: 'B-1 · 苏州',
        href: expect.stringMatching(/^\/records\/waste\.bin\/[0-9a-f-]{36}$/),
      },
    ]);
    const [load] = await search(as.boss, 'q=gb-1&lang=zh&group=waste.load&limit=1');
    expect(load?.hits[0]?.subtitle).toBe('废纸 · 海防 · 2024-05-02');
    const [vendor] = await search(as.boss, 'q=L-V2&group=suppliers.supplier');
    expect(vendor?.hits[0]?.said).toBe('L-V2');
  });

  test('the nearest first, groups and what is in them', async () => {
    await bin('SZ', 'B-9', 'A drum', '桶');
    await bin('SZ', 'B-8', 'Drum', '桶二');
    await bin('SZ', 'B-7', 'Drum of steel', '钢桶');
    expect((await titles(as.boss, 'drum', 'waste.bin')).slice(0, 3)).toEqual(['Drum', 'Drum of steel', 'Oil drum']);
    expect((await found(as.boss, 'suzhou')).map(({ group }) => group).slice(0, 2)).toEqual(['place', 'factories.site']);
  });

  test('page by page, each once, whether it can be counted or not', async () => {
    const walk = async (query: string) => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const [group]: Group[] = await search(as.boss, `${query}&limit=5${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...(group?.hits.map(({ title }) => title) ?? []));
        cursor = group?.next ?? null;
      }
      return seen;
    };
    const loads = ['GB-1', ...Array.from({ length: 12 }, (_, n) => `Gb-${100 + n}`)];
    expect(await walk('q=Gb-1&group=waste.load')).toEqual(loads);
    const terms = await walk('q=waste&group=term');
    expect(terms.length).toBeGreaterThan(10);
    expect(new Set(terms).size).toBe(terms.length);
  });

  test('a cursor that was never told is refused', async () => {
    for (const query of ['q=a&group=page&cursor=x', 'q=a&group=waste.load&cursor=7', 'q=a&cursor=5'])
      expect((await server.ask(as.boss, { url: `/api/v1/search?${query}` })).json().code).toBe('wrong_cursor');
  });
});

describe('follows the records', () => {
  test('renamed: the new name, no longer the old one; voided: none', async () => {
    const id = await company.approved('waste.case', {
      ...{
        code: 'C-1',
        title: both('Cardboard reuse', '纸箱回用'),
        source: 'own',
        composition: 'paper',
        hazardous: false,
      },
      ...{ fromTreatment: 'landfill', toTreatment: 'recycle_organic' },
      ...{ whatWasDone: both('Sorted.', '分类。'), result: both('Less.', '减少。') },
    });
    expect(await titles(as.boss, 'zhixiang', 'waste.case', 'zh')).toEqual(['纸箱回用']);
    const { values } = await company.newest('waste.case', id);
    await company.record(operator, 'waste.case', [
      { id, values: { ...values, title: both('Pallet reuse', '托盘回用') }, basedOn: 1 },
    ]);
    expect(await titles(as.boss, 'cardboard', 'waste.case')).toEqual([]);
    expect(await titles(as.boss, 'tuopan', 'waste.case')).toEqual(['Pallet reuse']);
  });

  test('not before an import is seen, and not after it is swept', async () => {
    const [importId, id] = [uuidv7(), uuidv7()];
    const kind = kindOf('waste.bin');
    await company.db.as(operator, async (tx) => {
      await sql`insert into intake_import (id, kind, file_name, status, actor) values (${importId}, 'waste.bin', 'a.csv', 'committing', 'operator')`.execute(
        tx,
      );
      await sql`insert into intake_pending (import_id, lease_until) values (${importId}, now() + interval '1 hour')`.execute(
        tx,
      );
      await sql`select set_config('app.import', ${importId}, true)`.execute(tx);
      const seq = await historySeq(tx);
      const name = both('Pending', '待定');
      const whole = {
        site: company.id.SZ as string,
        code: 'P-1',
        name,
        stream: company.id.OIL as string,
        inStore: true,
      };
      const revision = {
        id,
        revision: 1,
        values: whole,
        lines: [],
        hash: 'ab'.repeat(32),
        voided: false,
        restatement: false,
      };
      await insertRevisions(tx, kind, [revision], { seq, state: 'draft', importId });
    });
    const kept = () => company.all(sql`select 1 from search_text where record_id = ${id}`);
    expect(await titles(as.boss, 'pending', 'waste.bin')).toEqual([]);
    await sweepImport(company.db, importId, kind, 'failed');
    expect(await kept()).toEqual([]);
    expect(await titles(as.boss, 'pending', 'waste.bin')).toEqual([]);
  });

  test('made anew, they are what they were', async () => {
    const all = () => company.all(sql<{ one: string }>`select to_jsonb(t)::text as one from search_text t order by 1`);
    const before = await all();
    expect(before.length).toBeGreaterThan(15);
    expect(await makeTexts(company.db, kinds.values())).toBe(true);
    expect(await all()).toEqual(before);
    expect(await makeTexts(company.db, kinds.values())).toBe(false);
  });
});

describe('nobody finds what he may not see', () => {
  test('a recorder finds nothing of another factory, and is told no number of it', async () => {
    expect(await titles(as.wuhu, 'drum', 'waste.bin')).toEqual([]);
    expect(await found(as.wuhu, 'Only Hai')).toEqual([]);
    expect(await found(as.wuhu, '20240500000001')).toEqual([]);
    expect(await found(as.wuhu, 'Statement of May')).toEqual([]);
    const [loads] = await search(as.wuhu, 'q=Gb-1&group=waste.load');
    expect(loads?.hits.map(({ title }) => title)).toEqual([101, 103, 105, 107, 109, 111].map((n) => `Gb-${n}`));
    expect(await found(as.wuhu, 'suzhou-manager')).toEqual([]);
  });

  test('a supplier finds himself, a board reader no record, nobody without signing in', async () => {
    expect(await titles(as.supplier, 'recycler', 'suppliers.supplier')).toEqual(['Recycler']);
    expect(await found(as.supplier, 'burner')).toEqual([]);
    expect(await found(as.supplier, 'suzhou')).toEqual([]);
    expect((await found(as.board, 'waste')).map(({ group }) => group)).not.toContain('waste.stream');
    expect((await server.ask(null, { url: '/api/v1/search?q=waste' })).statusCode).toBe(401);
  });

  test('what each role finds are the very records that it reads', async () => {
    const readable = async (actor: Actor) =>
      company.db.as(actor, async (tx) => {
        const ids: string[] = [];
        for (const kind of kinds.values()) {
          if (kind.foundByNumber) continue;
          const { rows } = await sql<{
            id: string;
          }>`select id from ${sql.table(kind.table)} where latest and not voided`.execute(tx);
          const records = await findLatest(
            tx,
            kind,
            rows.map((row) => row.id),
          );
          ids.push(...records.flatMap(({ id, values, lines }) => (searchTextOf(kind, values, lines) ? [id] : [])));
        }
        const { rows } = await sql<{ id: string }>`select record_id as id from search_text`.execute(tx);
        return { ids: ids.sort(), kept: rows.map((row) => row.id).sort() };
      });
    const sizes = new Set<number>();
    for (const role of roles)
      for (const scope of role === 'supplier' ? ['V1'] : ['SZ', 'group']) {
        const id = await server.person(`${role}-${scope}`.replaceAll('_', '-'), [
          role,
          scope === 'group' ? GROUP_ID : (company.id[scope] as string),
        ]);
        const session = await sessionOf(company.db, id, TODAY);
        if (!session) throw new Error(role);
        const { ids, kept } = await readable(session.actor);
        expect(kept, `${role} of ${scope}`).toEqual(ids);
        sizes.add(kept.length);
      }
    expect(sizes.size).toBeGreaterThan(2);
  });
});

test('the database ranks as the program does', async () => {
  const texts = await company.all(
    sql<{
      id: string;
      called: string;
      latin: string;
      said: string;
    }>`select record_id as id, called, latin, said from search_text`,
  );
  for (const typed of ['s', 'drum', '废', 'fei', 'gong si', 'L-V1', '%', '_', '\\', 'oil drum', '公司 ltd', 'e1']) {
    const sought = soughtOf(typed) as Sought;
    const ours = texts.flatMap((one) => {
      const rank = rankOf(one, sought);
      return rank === undefined ? [] : [`${one.id} ${rank}`];
    });
    const theirs = await company.db.as(operator, (tx) => findByText(tx, sought, { limit: 1_000 }));
    expect(theirs.map(({ id, rank }) => `${id} ${rank}`).sort(), typed).toEqual(ours.sort());
  }
});
