// What a backup holds of a database: its tables, in an order in which they can be filled again.
import type pg from 'pg';

/** A table, with the columns that are stored and not worked out. */
export interface BackedTable {
  schema: string;
  name: string;
  columns: string[];
}

/** Sessions and one-time links end with the installation that gave them; jobs are made again by whoever starts them. */
const leftOut = new Set(['auth.session', 'auth.verification', 'public.one_time_link', 'public.schema_migration']);
const schemas = ['public', 'auth'];

/** `schema.name`, which names a table in a backup. */
export const nameOfTable = ({ schema, name }: Pick<BackedTable, 'schema' | 'name'>): string => `${schema}.${name}`;

/** Tables in order of what they refer to: whoever fills them in this order never misses a row referred to. */
export async function listTables(client: pg.ClientBase): Promise<BackedTable[]> {
  const { rows: tables } = await client.query<BackedTable & { refers: string[] }>(
    `select n.nspname as schema, c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct fn.nspname || '.' || f.relname) from pg_constraint r join pg_class f on f.oid = r.confrelid
        join pg_namespace fn on fn.oid = f.relnamespace where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid), '{}') as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  const waiting = new Map(tables.map((table) => [nameOfTable(table), table]));
  const ordered: BackedTable[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, { refers }]) => !refers.some((one) => waiting.has(one)));
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const [key, { schema, name, columns }] of ready) {
      waiting.delete(key);
      if (!leftOut.has(key)) ordered.push({ schema, name, columns });
    }
  }
  return ordered;
}

/** A name as SQL has it. */
export const quoted = (...names: string[]): string => names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
