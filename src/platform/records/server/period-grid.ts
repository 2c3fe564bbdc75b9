// Which months of which factories are closed for which kinds, by whom and since when; and which were opened again, and why.
import { sql } from 'kysely';
import { z } from 'zod';
import { monthsOf } from '#period/period.ts';
import { findScope } from '../../access/find-scope.ts';
import type { Database, Tx } from '../../db/database.ts';
import { monthShape } from '../../http/month.ts';
import { type Route, route } from '../../http/route.ts';
import type { RecordKind } from '../declare/kind.ts';
import { askedPeriod } from './asked.ts';
import { peopleNamed } from './people-named.ts';
import type { Kinds } from './refs.ts';
import { Refused } from './refusal.ts';
import { arrayLiteral } from './rows.ts';

/** More months than these are another question. */
const MOST_MONTHS = 24;

/** The kinds whose months can be closed: those of sites, dated in a month. */
export const closable = (kinds: Kinds): RecordKind[] =>
  [...kinds.values()].filter(({ owner, effective }) => owner === 'site' && effective !== undefined);

/** Published editions whose period covers a month. */
export interface CoveringEdition {
  number: number;
  period: string;
  from: string;
  before: string;
}

/** The editions that touch a span of days, the newest first. */
export async function listCovering(tx: Tx, from: string, before: string): Promise<CoveringEdition[]> {
  const { rows } = await sql<CoveringEdition>`
    select number, period, from_on as "from", before_on as before from edition where from_on < ${before} and before_on > ${from} order by number desc`.execute(
    tx,
  );
  return rows;
}

interface Closing {
  kind: string;
  scopeId: string;
  month: string;
  closedAt: Date;
  closedBy: string;
  reopenedAt: Date | null;
  reopenedBy: string | null;
  reason: string | null;
}

async function listClosings(
  tx: Tx,
  asked: { kinds: readonly string[]; sites: readonly string[]; from: string; before: string },
): Promise<Closing[]> {
  const { rows } = await sql<Closing>`
    select c.kind, c.scope_id as "scopeId", to_char(c.month, 'YYYY-MM') as month, c.closed_at as "closedAt", c.closed_by as "closedBy",
      h.at as "reopenedAt", c.reopened_by as "reopenedBy", c.reason
    from period_closed c left join lateral (select at from history_entry h where h.seq = c.reopened_seq order by n limit 1) h on true
    where c.kind = any(${[...asked.kinds]}::text[]) and c.scope_id = any(${arrayLiteral(asked.sites)}::uuid[]) and c.month >= ${asked.from} and c.month < ${asked.before}
    order by c.closed_seq desc`.execute(tx);
  return rows;
}

/** What keeps months open: revisions on their way, by `site month`. */
async function countOpen(
  tx: Tx,
  kind: RecordKind,
  sites: readonly string[],
  { from, before }: { from: string; before: string },
): Promise<Map<string, number>> {
  const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
  const { rows } = await sql<{ key: string; n: number }>`
    select ${site} || ' ' || to_char(t.month, 'YYYY-MM') as key, count(*)::int as n from ${sql.table(kind.table)} t
    where t.latest and t.state <> 'approved' and ${site} = any(${arrayLiteral(sites)}::uuid[]) and t.month >= ${from} and t.month < ${before}
      and (not t.voided or exists (select from ${sql.table(kind.table)} c where c.id = t.id and c.approved_seq is not null and c.ended_seq is null))
    group by 1`.execute(tx);
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** The routes of the closing page. */
export function periodGridRoutes(world: { db: Database; kinds: Kinds }): Route[] {
  const kindOf = (id: string): RecordKind => {
    const kind = closable(world.kinds).find((one) => one.kind === id);
    if (!kind) throw new Refused('unknown_kind');
    return kind;
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/periods/grid',
      summary: 'Closed and open months of factories: of one kind, or of one factory by kind',
      query: z.object({
        scope: z.string().max(60).default('group'),
        period: z.string().max(40),
        kind: z.string().optional(),
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) => {
        const period = askedPeriod(asked.period);
        const months = monthsOf(period);
        if (months.length > MOST_MONTHS) throw new Refused('period_too_long', { most: MOST_MONTHS });
        return world.db.as(session.actor, async (tx) => {
          const scope = await findScope(tx, asked.scope);
          const { rows: sites } = await sql<{ id: string; code: string; en: string; zh: string }>`
            select id, code, name_en as en, name_zh as zh from scope_node where type = 'site'
              and (from_on is null or from_on < ${period.before}) and (before_on is null or before_on > ${period.from})
              and ${scope.type === 'group' ? sql`true` : sql`id = any(${arrayLiteral(scope.siteIds)}::uuid[])`} order by code`.execute(
            tx,
          );
          const seen = sites.filter(({ id }) => session.may('records.read', id));
          const ids = seen.map(({ id }) => id);
          const kinds = asked.kind ? [kindOf(asked.kind)] : closable(world.kinds);
          const { from, before } = period;
          const closings = await listClosings(tx, { kinds: kinds.map(({ kind }) => kind), sites: ids, from, before });
          const names = await peopleNamed(
            tx,
            closings.map(({ closedBy }) => closedBy),
          );
          const byCell = Map.groupBy(closings, (one) => `${one.kind} ${one.scopeId} ${one.month}`);
          const rows = [];
          for (const kind of kinds) {
            const open = await countOpen(tx, kind, ids, period);
            for (const { id, code, en, zh } of seen)
              rows.push({
                ...{ kind: kind.kind, siteId: id, code, name: { en, zh }, mayClose: session.may('periods.close', id) },
                months: months.map((month) => {
                  const all = byCell.get(`${kind.kind} ${id} ${month}`) ?? [];
                  const closed = all.find(({ reopenedBy }) => reopenedBy === null);
                  return {
                    open: open.get(`${id} ${month}`) ?? 0,
                    closed: closed ? { at: closed.closedAt, by: names(closed.closedBy) } : null,
                    reopened: all.filter(({ reopenedBy }) => reopenedBy !== null).length,
                  };
                }),
              });
          }
          return {
            months,
            kinds: closable(world.kinds).map(({ kind }) => kind),
            rows,
            editions: await listCovering(tx, from, before),
          };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/periods/history',
      summary:
        'How often a month of a factory was closed and opened again, by whom and why, and which editions cover it',
      query: z.object({ kind: z.string(), scopeId: z.uuid(), month: monthShape }),
      may: ({ scopeId }) => ({ action: 'records.read', scopeId }),
      answer: async ({ session }, { kind, scopeId, month }) =>
        world.db.as(session.actor, async (tx) => {
          const { from, before } = askedPeriod(month);
          const closings = await listClosings(tx, { kinds: [kindOf(kind).kind], sites: [scopeId], from, before });
          const names = await peopleNamed(
            tx,
            closings.flatMap(({ closedBy, reopenedBy }) => [closedBy, ...(reopenedBy ? [reopenedBy] : [])]),
          );
          return {
            closings: closings.map(({ closedAt, closedBy, reopenedAt, reopenedBy, reason }) => ({
              closedAt,
              closedBy: names(closedBy),
              reopened: reopenedBy === null ? null : { at: reopenedAt, by: names(reopenedBy), reason },
            })),
            editions: await listCovering(tx, from, before),
          };
        }),
    }),
  ];
}
