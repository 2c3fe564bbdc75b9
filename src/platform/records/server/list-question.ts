// What a list is asked by in an address: scope, period, conditions, free text; and the question that it means.
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { findScope } from '../../access/find-scope.ts';
import type { Tx } from '../../db/database.ts';
import { namingColumns, type RecordKind } from '../declare/kind.ts';
import { askedPeriod } from './asked.ts';
import { type Filter, type ListQuestion, likeLiteral, type Mask } from './read.ts';
import { Refused } from './refusal.ts';
import type { State } from './write.ts';

/** The records behind a figure, as a condition on the alias `t` with the basis it counted; from the figure ledger. */
export interface BehindFigure {
  behindFigure(
    tx: Tx,
    kind: RecordKind,
    figureId: string,
  ): Promise<{ condition: RawBuilder<boolean>; which: ListQuestion['which'] } | undefined>;
}

const states = ['draft', 'submitted', 'reviewed', 'returned', 'approved'] as const;
/** What a list is asked by. */
export const listQuery = z
  .object({
    kind: z.string(),
    scope: z.string().optional(),
    period: z.string().optional(),
    which: z.enum(['latest', 'counting', 'shown']).default('latest'),
    states: z.string().optional(),
    sort: z.string().optional(),
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
    cursor: z.string().max(1_000).optional(),
    figure: z.string().max(40).optional(),
    import: z.uuid().optional(),
    lang: z.string().optional(),
  })
  .catchall(z.string());
type ListQuery = z.output<typeof listQuery>;

/** Quantities and decimals of a kind that can be added up: what a list shows the sum of. */
export const summable = (kind: RecordKind): string[] =>
  [...kind.all]
    .filter(([path, of]) => of.type === 'quantity' || (of.type === 'decimal' && !/share/i.test(path)))
    .map(([path]) => path);

/** Conditions of a list query: scope and period, then `filter.<field>`, then free text over what a record is called by. */
export async function questionOf(
  world: BehindFigure,
  tx: Tx,
  mask: Mask | undefined,
  kind: RecordKind,
  query: ListQuery,
): Promise<ListQuestion> {
  const filters = new Map<string, Filter>();
  for (const [key, value] of Object.entries(query)) {
    const found = /^filter\.(.+?)(?:\.(from|before|contains))?$/.exec(key);
    if (!found || typeof value !== 'string') continue;
    const [, field = '', how] = found;
    const filter = filters.get(field) ?? { field };
    filters.set(field, how ? { ...filter, [how]: value } : { ...filter, is: value.split(',') });
  }
  const also: RawBuilder<boolean>[] = [];
  let which = query.which;
  if (query.figure) {
    const behind = await world.behindFigure(tx, kind, query.figure);
    if (!behind) throw new Refused('not_found');
    also.push(behind.condition);
    which = behind.which;
  } else {
    if (query.scope && kind.owner === 'site') {
      const scope = await findScope(tx, query.scope);
      if (scope.type !== 'group')
        also.push(sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)} = any(${scope.siteIds}::uuid[])`);
    }
    if (query.period && kind.effective) {
      const { from, before } = askedPeriod(query.period);
      filters.set(kind.effective, { field: kind.effective, ...filters.get(kind.effective), from, before });
    }
  }
  if (query.q) {
    const text = `%${likeLiteral(query.q)}%`;
    const columns = namingColumns(kind);
    if (columns.length > 0)
      also.push(
        sql`(${sql.join(
          columns.map((name) => sql`t.${sql.ref(name)} ilike ${text}`),
          sql` or `,
        )})`,
      );
  }
  const sort = query.sort && { field: query.sort.replace(/^-/, ''), down: query.sort.startsWith('-') };
  return {
    which,
    mask,
    filters: [...filters.values()],
    ...(also.length > 0 ? { also: sql<boolean>`${sql.join(also, sql` and `)}` } : {}),
    ...(query.states
      ? { states: query.states.split(',').filter((one): one is State => (states as readonly string[]).includes(one)) }
      : {}),
    ...(query.import ? { importId: query.import } : {}),
    ...(sort ? { sort } : {}),
    limit: query.limit,
    offset: query.cursor === undefined ? query.offset : 0,
    cursor: query.cursor,
    sums: summable(kind),
  };
}

/** The list behind an address that a sheet carries; undefined when it is none that we know how to ask. */
export async function listBehind(
  world: BehindFigure,
  tx: Tx,
  mask: Mask | undefined,
  kind: RecordKind,
  address: string,
): Promise<ListQuestion | undefined> {
  const query = listQuery.safeParse({ ...Object.fromEntries(new URLSearchParams(address)), kind: kind.kind });
  return query.success ? questionOf(world, tx, mask, kind, query.data) : undefined;
}

/** What a list was asked by, as an address: without how much of it, and in which language. */
export function addressOf(query: ListQuery): string {
  const left = new Set(['kind', 'limit', 'offset', 'cursor', 'lang', 'columns']);
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      left.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
}
