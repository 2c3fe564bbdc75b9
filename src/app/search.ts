// Search over everything in scope: records of every kind, the organisation, people, files, editions, pages, figures, terms.
import { sql } from 'kysely';
import { z } from 'zod';
import { listEditions } from '#domains/reports/store/editions.ts';
import { findTerms } from '#glossary/glossary.ts';
import type { Session } from '#platform/access/session.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { isLanguage, type Language, word } from '#platform/i18n/words.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { readCursor, writeCursor } from '#platform/records/server/cursor.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { findFiles, findPeople, listScopes, nearest, type Scope, textOfNames } from '#platform/search/find-others.ts';
import { type FoundRecord, findByNumber, findByText } from '#platform/search/find-records.ts';
import { type Sought, searchText, soughtOf, textsOf } from '#platform/search/search-text.ts';
import { findStanding } from './search-pages.ts';
import { kinds, words } from './wiring.ts';

const hit = z.object({
  title: z.string(),
  subtitle: z.string(),
  href: z.string().describe('address of the page that shows it'),
  said: z.string().optional().describe('the line in which it was found, where it is not called so'),
});
const group = z.object({
  group: z.string().describe('`place`, `page`, `figure`, `person`, `file`, `edition`, `term`, or a kind of record'),
  name: z.string(),
  total: z
    .number()
    .int()
    .nullable()
    .describe('null where there can be a million: only the beginning of a number is sought'),
  hits: z.array(hit),
  next: z.string().nullable().describe('asked as `cursor`, what follows'),
});
type Hit = z.output<typeof hit>;
type Group = z.output<typeof group>;

/** What is found, with how near the nearest of it is. */
type Found = Omit<Group, 'name'> & { rank: number };

interface Asking {
  tx: Tx;
  session: Session;
  sought: Sought;
  typed: string;
  language: Language;
  scopes: ReadonlyMap<string, Scope>;
  limit: number;
  cursor: string | undefined;
}

/** In which order groups stand that are equally near. */
const order = ['place', 'page', 'figure', ...kinds.keys(), 'person', 'edition', 'file', 'term'];
const numbered = [...kinds.values()].filter((kind) => kind.foundByNumber);

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor)) throw new Refused('wrong_cursor');
  return Number(cursor);
}

/** A page of things of which all are known. */
function pageOf<T extends { rank: number }>(
  name: string,
  all: readonly T[],
  { cursor, limit }: Asking,
  toHit: (one: T) => Hit,
): Found[] {
  const offset = offsetOf(cursor);
  const hits = all.slice(offset, offset + limit);
  if (!hits[0]) return [];
  const next = offset + limit < all.length ? String(offset + limit) : null;
  return [{ group: name, total: all.length, rank: hits[0].rank, next, hits: hits.map(toHit) }];
}

const beside = (...parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join(' · ');
const nameOf = (one: { en: string; zh: string } | undefined, language: Language) => one?.[language];

const LONGEST_LINE = 100;

/** The line of a record in which the first word stands that its names do not hold. */
function lineIn(texts: readonly string[], { words: all }: Sought): string | undefined {
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const at = all.map((one) => line.normalize('NFKC').toLowerCase().indexOf(one)).find((place) => place >= 0);
      if (at === undefined) continue;
      const from = Math.max(0, at - 30);
      const to = from + LONGEST_LINE;
      return `${from > 0 ? '…' : ''}${line.slice(from, to).trim()}${to < line.length ? '…' : ''}`;
    }
  }
  return undefined;
}

async function recordHits(asking: Asking, kind: RecordKind, records: readonly FoundRecord[]): Promise<Hit[]> {
  const { tx, sought, language, scopes } = asking;
  const elsewhere = records.filter(({ rank }) => rank === 4).map(({ id }) => id);
  const read = new Map((await findLatest(tx, kind, elsewhere)).map((one) => [one.id, one]));
  return records.map((one) => {
    const title = one[language] || one.code;
    const full = read.get(one.id);
    const said = full && lineIn(textsOf(kind, full.values, full.lines).said, sought);
    return {
      title,
      subtitle: beside(one.code === title ? null : one.code, nameOf(scopes.get(one.siteId ?? ''), language)),
      href: `/records/${kind.kind}/${one.id}`,
      ...(said && said !== title ? { said } : {}),
    };
  });
}

async function foundByText(asking: Asking, only: RecordKind | undefined): Promise<Found[]> {
  const { tx, sought, limit } = asking;
  const offset = offsetOf(asking.cursor);
  const rows = await findByText(tx, sought, { ...(only ? { kind: only.kind } : {}), offset, limit });
  const found: Found[] = [];
  for (const kind of kinds.values()) {
    const records = rows.filter((row) => row.kind === kind.kind);
    if (!records[0]) continue;
    const { rank, total } = records[0];
    const next = offset + limit < total ? String(offset + limit) : null;
    found.push({ group: kind.kind, total, rank, next, hits: await recordHits(asking, kind, records) });
  }
  return found;
}

/** Numbers go on behind the last one, whatever was recorded meanwhile. */
const byNumber = { name: 'number', by: sql`number`, sqlType: 'text', down: false, nulls: undefined };
const placeOf = (cursor: string) => {
  const { value, id } = readCursor(cursor, byNumber);
  return { number: value ?? '', id };
};

async function foundByNumber(asking: Asking, kind: RecordKind): Promise<Found[]> {
  const { tx, typed, language, scopes, limit } = asking;
  const rows = await findByNumber(tx, kind, typed, {
    limit: limit + 1,
    after: asking.cursor === undefined ? undefined : placeOf(asking.cursor),
  });
  const [first] = rows;
  if (!first) return [];
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return [
    {
      group: kind.kind,
      total: null,
      rank: first.number.toLowerCase() === typed.toLowerCase() ? 0 : 1,
      next: last ? writeCursor({ order: byNumber.name, value: last.number, id: last.id }) : null,
      hits: shown.map(({ id, number, siteId, on, of }) => ({
        title: number,
        subtitle: beside(of?.[language], nameOf(scopes.get(siteId), language), on),
        href: `/records/${kind.kind}/${id}`,
      })),
    },
  ];
}

/** What each group besides the records finds, for who may see it. */
const finders: Readonly<Record<string, (asking: Asking) => Found[] | Promise<Found[]>>> = {
  place: (asking) => {
    const { session, scopes, sought, language } = asking;
    if (!session.may('figures.read')) return [];
    const found = nearest([...scopes.values()], ({ code, en, zh }) => textOfNames(code, en, zh), sought);
    return pageOf('place', found, asking, (one) => ({
      title: one[language],
      subtitle: one.code,
      href: `/waste?scope=${one.type === 'group' ? 'group' : `${one.type}:${encodeURIComponent(one.code)}`}`,
    }));
  },
  person: async (asking) => {
    const { session, tx, sought, language } = asking;
    if (!session.everywhere('people.manage')) return [];
    return pageOf('person', await findPeople(tx, sought), asking, (one) => ({
      title: one[language] ?? one.userName,
      subtitle: one.userName,
      href: `/settings/people/${one.id}`,
    }));
  },
  file: async (asking) => {
    const { session, tx, sought, language, scopes, limit } = asking;
    if (!session.may('evidence.read')) return [];
    const offset = offsetOf(asking.cursor);
    const files = await findFiles(tx, sought, { offset, limit });
    const total = files[0]?.total ?? 0;
    const hits = files.map(({ sha256, fileName, siteId, on }) => ({
      title: fileName,
      subtitle: beside(nameOf(scopes.get(siteId ?? ''), language), on),
      href: `/evidence?scope=group&q=${encodeURIComponent(fileName)}&open=${sha256}`,
    }));
    const next = offset + limit < total ? String(offset + limit) : null;
    return total === 0 ? [] : [{ group: 'file', total, rank: 2, next, hits }];
  },
  edition: async (asking) => {
    const { session, tx, sought, language } = asking;
    if (!session.may('report.read')) return [];
    const named = (number: number, of: Language) => word(words, of, 'search.edition', { number });
    const found = nearest(
      await listEditions(tx),
      ({ number, period, note }) =>
        searchText([named(number, 'en'), named(number, 'zh'), String(number), period], note ? [note] : []),
      sought,
    );
    return pageOf('edition', found, asking, ({ id, number, period, note }) => ({
      title: named(number, language),
      subtitle: beside(period, note),
      href: `/editions/${id}`,
    }));
  },
  ...Object.fromEntries(
    (['page', 'figure', 'term'] as const).map((name) => [
      name,
      (asking: Asking) => {
        const { session, sought, language } = asking;
        const found = findStanding(name, sought, language, (action) => session.may(action));
        return pageOf(name, found, asking, ({ rank: _, ...one }) => one);
      },
    ]),
  ),
};

async function findAll(asking: Asking, only: string | undefined): Promise<Found[]> {
  const found: Found[] = [];
  for (const [name, find] of Object.entries(finders))
    if (only === undefined || only === name) found.push(...(await find(asking)));
  if (!asking.session.may('records.read')) return found;
  const kind = only === undefined ? undefined : kinds.get(only);
  if (only === undefined || (kind && !kind.foundByNumber)) found.push(...(await foundByText(asking, kind)));
  for (const one of numbered)
    if (only === undefined || only === one.kind) found.push(...(await foundByNumber(asking, one)));
  return found;
}

/** Of each group so many, where all are asked for. */
const OF_EACH = 5;
const A_PAGE = 50;

/** The search endpoint. */
export function searchRoutes(db: Database): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/search',
      summary: 'Everything in scope by words in either language or pinyin, grouped; or all of one group',
      query: z.object({
        q: z.string().min(1).max(100),
        lang: z.string().optional(),
        group: z.string().max(60).optional(),
        cursor: z.string().max(600).optional(),
        limit: z.coerce.number().int().min(1).max(100).optional(),
      }),
      answers: z.object({ groups: z.array(group) }),
      forKeys: true,
      may: () => 'signed-in',
      answer: async ({ session }, { q, lang, group: only, cursor, limit }): Promise<{ groups: Group[] }> => {
        const language = isLanguage(lang) ? lang : 'en';
        const sought = soughtOf(q);
        if (!sought) return { groups: [] };
        if (cursor !== undefined && only === undefined) throw new Refused('wrong_cursor');
        const found = await db.as(session.actor, async (tx) => {
          const scopes = new Map((await listScopes(tx)).map((one) => [one.id, one]));
          const most = limit ?? (only === undefined ? OF_EACH : A_PAGE);
          return findAll({ tx, session, sought, typed: q, language, scopes, limit: most, cursor }, only);
        });
        found.sort((one, other) => one.rank - other.rank || order.indexOf(one.group) - order.indexOf(other.group));
        return {
          groups: found.map(({ rank: _, ...one }) => ({
            ...one,
            name: word(words, language, kinds.has(one.group) ? `${one.group}|many` : `search.group.${one.group}`),
          })),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/glossary',
      summary: 'The field’s terms in both languages',
      query: z.object({ q: z.string().max(100).default('') }),
      may: () => 'anyone',
      answer: async (_, { q }) => ({ terms: findTerms(q).map((found) => found.term) }),
    }),
  ];
}
