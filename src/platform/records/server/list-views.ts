// Lists as somebody wants to see them again: saved by name, his own or shared with a factory or the group.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { GROUP_ID } from '../../access/organisation.ts';
import type { Session } from '../../access/session.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type Route, route } from '../../http/route.ts';
import { askedKind } from './asked.ts';
import type { Kinds } from './refs.ts';
import { Refused } from './refusal.ts';

/** More than these nobody finds again in a menu. */
const MOST = 100;

interface View {
  id: string;
  name: string;
  search: Record<string, string>;
  columns: string[];
  /** who made it, where it is shared by another */
  by: { en: string; zh: string } | null;
  sharedWith: { id: string; en: string; zh: string } | null;
  isMine: boolean;
  /** he may take it away */
  mayForget: boolean;
  isFirst: boolean;
}

type Row = Omit<View, 'by' | 'sharedWith' | 'mayForget'> & {
  by_en: string | null;
  by_zh: string | null;
  scope: string | null;
  scope_en: string | null;
  scope_zh: string | null;
};

/** Where somebody may share: with a factory in which he records, with the group as one who changes its settings. */
const mayShare = (session: Session, scopeId: string): boolean =>
  scopeId === GROUP_ID ? session.everywhere('settings.change') : session.may('records.record', scopeId);
/** The same to row-level security. */
const sharing = (session: Session) => session.actorFor('records.record');

async function listViews(tx: Tx, session: Session, kind: string): Promise<View[]> {
  const { rows } = await sql<Row>`
    select v.id, v.name, v.search, v.columns, v.actor = app_actor() as "isMine", f.view_id is not null as "isFirst",
      coalesce(a.name_en, p.user_name) as by_en, coalesce(a.name_zh, p.user_name) as by_zh, n.id as scope, n.name_en as scope_en, n.name_zh as scope_zh
    from list_view v left join list_view_first f on f.view_id = v.id left join scope_node n on n.id = v.shared_with
    left join person p on p.id::text = v.actor left join person_attribute a on a.person_id = p.id
    where v.kind = ${kind} order by "isMine" desc, v.name, v.id limit ${MOST}`.execute(tx);
  return rows.map(({ by_en, by_zh, scope, scope_en, scope_zh, ...row }) => ({
    ...row,
    by: row.isMine || by_en === null || by_zh === null ? null : { en: by_en, zh: by_zh },
    sharedWith: scope === null ? null : { id: scope, en: scope_en ?? '', zh: scope_zh ?? '' },
    mayForget: row.isMine || (scope !== null && mayShare(session, scope)),
  }));
}

const part = z.string().max(400);
const saved = z.object({
  kind: z.string(),
  name: z.string().trim().min(1).max(60),
  search: z.record(z.string().regex(/^(filter\.[\w.]{1,80}|q|states|sort|which)$/), part),
  columns: z.array(z.string().max(80)).max(100),
  sharedWith: z.uuid().nullable().default(null).describe('a factory or the group; one’s own when null'),
});

/** The endpoints of saved views. */
export function listViewRoutes({ db, kinds }: { db: Database; kinds: Kinds }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/views/:kind',
      summary: 'Saved views of a list: one’s own, and those shared with one',
      query: z.object({ kind: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { kind }) =>
        db.as(session.actor, async (tx) => ({ views: await listViews(tx, session, askedKind(kinds, kind).kind) })),
    }),
    route({
      method: 'POST',
      path: '/api/v1/views',
      summary: 'Save a view of a list; one’s own of the same name is replaced',
      body: saved,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { body }) =>
        db.as(sharing(session), async (tx) => {
          const kind = askedKind(kinds, body.kind);
          const columns = body.columns.filter((path) => kind.all.has(path));
          const scopeId = body.sharedWith;
          if (scopeId !== null && !mayShare(session, scopeId)) throw new Refused('not_allowed');
          const search = JSON.stringify(body.search);
          const { rows } = await sql<{ id: string }>`
            insert into list_view (id, actor, kind, name, search, columns, shared_with)
            values (${uuid()}, app_actor(), ${kind.kind}, ${body.name}, ${search}::jsonb, ${columns}::text[], ${scopeId}::uuid)
            on conflict (actor, kind, name) do update set search = excluded.search, columns = excluded.columns, shared_with = excluded.shared_with
            returning id`.execute(tx);
          return { id: rows[0]?.id };
        }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/views/:id',
      summary: 'Forget a view: one’s own, or one that is shared where one records',
      query: z.object({ id: z.uuid() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }) =>
        db.as(sharing(session), async (tx) => {
          const { numAffectedRows } = await sql`delete from list_view where id = ${id}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          return { ok: true };
        }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/views/:kind/first',
      summary: 'Choose the view with which a list opens for oneself; none is everything',
      query: z.object({ kind: z.string() }),
      body: z.object({ id: z.uuid().nullable() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { kind: asked, body: { id } }) =>
        db.as(session.actor, async (tx) => {
          const { kind } = askedKind(kinds, asked);
          await sql`delete from list_view_first where actor = app_actor() and kind = ${kind}`.execute(tx);
          if (id === null) return { ok: true };
          const { numAffectedRows } = await sql`insert into list_view_first (actor, kind, view_id)
            select app_actor(), ${kind}, id from list_view where id = ${id} and kind = ${kind}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          return { ok: true };
        }),
    }),
  ];
}
