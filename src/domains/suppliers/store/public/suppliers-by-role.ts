// Which suppliers are something to us: those with one of some roles, as they count now.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** A supplier by code and name. */
export interface SupplierNamed {
  id: string;
  code: string;
  name: { en: string; zh: string };
}

/** The suppliers with any of the roles that the reader may see, by code. */
export async function listByRole(tx: Tx, roles: readonly string[]): Promise<SupplierNamed[]> {
  const { rows } = await sql<SupplierNamed>`
    select id, code, jsonb_build_object('en', coalesce(name_en, name_zh), 'zh', coalesce(name_zh, name_en)) as name from suppliers_supplier
    where approved_seq is not null and ended_seq is null and not voided and roles && ${`{${roles.join(',')}}`}::text[] order by code`.execute(
    tx,
  );
  return rows;
}
