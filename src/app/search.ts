// Search over everything in scope: scopes, record kinds, KPIs, terms in both languages, and records by what they are called.
import { sql } from 'kysely';
import { pinyin } from 'pinyin-pro';
import { z } from 'zod';
import { findTerms } from '#glossary/glossary.ts';
import type { Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { isLanguage, word } from '#platform/i18n/words.ts';
import { namingColumns } from '#platform/records/declare/kind.ts';
import { likeLiteral } from '#platform/records/server/read.ts';
import { kinds, kpis, words } from './wiring.ts';

interface Hit {
  type: 'record' | 'kpi' | 'term' | 'page' | 'scope';
  title: string;
  subtitle: string;
  href: string;
}

const MOST = 8;
/** Initials and full pinyin of a Chinese name, so that `sz` and `suzhou` both find 苏州. */
const latin = (text: string) => [
  pinyin(text, { toneType: 'none', type: 'array' }).join(''),
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
];

/** The search endpoint. */
export function searchRoutes(db: Database): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/search',
      summary: 'Records, factories, KPIs and terms by a word in either language',
      query: z.object({ q: z.string().min(1).max(100), lang: z.string().optional() }),
      forKeys: true,
      may: () => 'signed-in',
      answer: async ({ session }, { q, lang }) => {
        const language = isLanguage(lang) ? lang : 'en';
        const asked = q.normalize('NFKC').trim().toLowerCase();
        const matches = (texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(asked));
        const hits: Hit[] = [];
        for (const kpi of kpis.values()) {
          const titles = [word(words, 'en', kpi.id), word(words, 'zh', kpi.id), kpi.id];
          if (matches(titles))
            hits.push({
              type: 'kpi',
              title: word(words, language, kpi.id),
              subtitle: kpi.id,
              href: `/waste?kpi=${kpi.id}`,
            });
        }
        for (const kind of kinds.values()) {
          const titles = [word(words, 'en', `${kind.kind}|many`), word(words, 'zh', `${kind.kind}|many`)];
          if (matches(titles))
            hits.push({
              type: 'page',
              title: word(words, language, `${kind.kind}|many`),
              subtitle: '',
              href: `/records/${kind.kind}`,
            });
        }
        for (const { term } of findTerms(q).slice(0, 5)) {
          hits.push({
            type: 'term',
            title: language === 'zh' ? (term.zh[0] ?? term.word) : term.en,
            subtitle: term.meaning[language],
            href: `/settings?term=${term.word}`,
          });
        }
        await db.as(session.actor, async (tx) => {
          const { rows: nodes } = await sql<{
            id: string;
            type: string;
            code: string;
            name_en: string;
            name_zh: string;
          }>`select id, type, code, name_en, name_zh from scope_node where type <> 'supplier' order by code`.execute(
            tx,
          );
          const found = nodes.filter((node) =>
            matches([node.code, node.name_en, node.name_zh, ...latin(node.name_zh)]),
          );
          for (const node of found.slice(0, MOST)) {
            hits.push({
              type: 'scope',
              title: language === 'zh' ? node.name_zh : node.name_en,
              subtitle: node.code,
              href: `/waste?scope=${node.id}`,
            });
          }
          if (!session.may('records.read')) return;
          for (const kind of kinds.values()) {
            if (kind.node && kind.node.type !== 'supplier') continue;
            const columns = namingColumns(kind);
            if (columns.length === 0) continue;
            // A prefix is found by index on a million loads; a part only where there are few records.
            const pattern = `${kind.owner === 'site' ? '' : '%'}${likeLiteral(asked)}%`;
            const { rows } = await sql<{
              id: string;
              title: string;
            }>`select id, ${sql.ref(columns[language === 'zh' && columns.length > 2 ? 2 : columns.length > 1 ? 1 : 0] ?? 'id')} as title from ${sql.table(kind.table)}
              where latest and not voided and (${sql.join(
                columns.map((name) => sql`${sql.ref(name)} ilike ${pattern}`),
                sql` or `,
              )}) limit ${MOST}`.execute(tx);
            for (const row of rows)
              hits.push({
                type: 'record',
                title: row.title,
                subtitle: word(words, language, kind.kind),
                href: `/records/${kind.kind}/${row.id}`,
              });
          }
        });
        return { hits: hits.slice(0, 40) };
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
