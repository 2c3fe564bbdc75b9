// The endpoints that list: all files in scope, and the papers that are missing by factory, kind and month.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import type { Session } from '../access/session.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { type Dictionary, isLanguage, word } from '../i18n/words.ts';
import { csvBytes } from '../intake/read/write-csv.ts';
import { askedKind, askedPeriod } from '../records/server/asked.ts';
import { Refused } from '../records/server/refusal.ts';
import { evidenceKinds } from './kinds.ts';
import { countMissing, listMissing, type MissingItem } from './missing.ts';
import { listFiles, standings } from './read-files.ts';
import type { EvidenceWorld } from './routes.ts';

/** What the lists need besides. */
export interface ListWorld extends EvidenceWorld {
  words: Dictionary;
  todayIn(timeZone: string): string;
  /** how others reach this installation: where a line of a list leads */
  url: string;
}

/** More months than these are another question. */
const MOST_MONTHS = 36;
const scope = z.string().max(60).default('group');
const asked = z.object({ scope, period: z.string(), lang: z.string().optional() });

/** Endpoints that list files and what is missing. */
export function evidenceListRoutes(world: ListWorld): Route[] {
  const { db, kinds, words } = world;
  const spanOf = (given: string) => {
    const { from, before } = askedPeriod(given);
    const months =
      (Number(before.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
      Number(before.slice(5, 7)) -
      Number(from.slice(5, 7));
    if (months > MOST_MONTHS) throw new Refused('period_too_long', { most: MOST_MONTHS });
    return { from, before };
  };
  const missingAs = (session: Session, { scope: at, period }: { scope: string; period: string }) =>
    db.as(session.actor, async (tx) => {
      const found = await findScope(tx, at);
      const span = spanOf(period);
      return countMissing(tx, kinds, { ...span, siteIds: found.type === 'group' ? undefined : found.siteIds });
    });
  const itemsAs = (session: Session, at: string, period: string, kindIds: readonly string[]) =>
    db.as(session.actor, async (tx) => {
      const found = await findScope(tx, at);
      const span = spanOf(period);
      const where = { ...span, siteIds: found.type === 'group' ? undefined : found.siteIds };
      const items: MissingItem[] = [];
      for (const id of kindIds) items.push(...(await listMissing(tx, kinds, askedKind(kinds, id), where)));
      return items;
    });
  return [
    route({
      method: 'GET',
      path: '/api/v1/evidence',
      summary: 'Files in scope, by name, kind, standing or record',
      query: z.object({
        scope,
        q: z.string().max(200).optional(),
        evidenceKind: z.enum(evidenceKinds).optional(),
        standing: z.enum(standings).optional(),
        kind: z.string().max(60).optional(),
        record: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { scope: at, record, ...query }) =>
        db.as(session.actor, async (tx) => {
          const found = await findScope(tx, at);
          const siteIds = found.type === 'group' ? undefined : found.siteIds;
          return listFiles(tx, { ...query, recordId: record, siteIds, today: world.todayIn('Asia/Shanghai') });
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/missing',
      summary: 'How many papers are missing, by factory, kind of record and month',
      query: asked,
      may: () => ({ action: 'evidence.read' }),
      answer: ({ session }, question) => missingAs(session, question),
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/missing/:kind',
      summary: 'Which papers of a kind of record are missing',
      query: z.object({ kind: z.string(), scope, period: z.string() }),
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { kind, scope: at, period }) => ({
        items: await itemsAs(session, at, period, [kind]),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/missing.csv',
      summary: 'Which papers are missing, one a line',
      query: asked,
      file: true,
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { scope: at, period, lang }): Promise<FileAnswer> => {
        const language = isLanguage(lang) ? lang : 'en';
        const asking = [...kinds.values()].filter((kind) => kind.evidence !== 'none').map(({ kind }) => kind);
        const items = await itemsAs(session, at, period, asking);
        const say = (key: string) => word(words, language, key);
        const head = ['site', 'kind', 'month', 'what', 'papers', 'records', 'link'] as const;
        const rows = items.map((item) => [
          item.site?.code ?? say('all_scopes'),
          say(`${item.kind}|many`),
          item.month?.slice(0, 7) ?? '',
          item.vendor ? item.vendor[language] : item.called,
          String(item.papers),
          String(item.records),
          `${world.url}${item.path}`,
        ]);
        return {
          fileName: `${say('evidence.missing.title')} ${period}.csv`,
          mediaType: 'text/csv; charset=utf-8',
          body: Readable.from(csvBytes([head.map((key) => say(`evidence.missing.column.${key}`)), ...rows])),
        };
      },
    }),
  ];
}
