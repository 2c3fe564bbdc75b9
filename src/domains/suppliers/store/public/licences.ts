// Who are these suppliers, and which licences do they hold?
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** A supplier by name with its licences. */
export interface LicensedSupplier {
  id: string;
  code: string;
  name: { en: string; zh: string };
  licences: { permittedCodes: string[]; from: CalendarDate; before: CalendarDate | null }[];
}

/** The named suppliers that the reader may see. */
export async function listLicensed(tx: Tx, ids: readonly string[]): Promise<LicensedSupplier[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LicensedSupplier>`
    select s.id, s.code, jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as name,
      coalesce((select jsonb_agg(jsonb_build_object('permittedCodes', l.permitted_codes, 'from', l.from_on, 'before', l.before_on) order by l.from_on)
        from suppliers_supplier_licence l where l.record_id = s.id and l.revision = s.revision), '[]'::jsonb) as licences
    from suppliers_supplier s where s.approved_seq is not null and s.ended_seq is null and not s.voided and s.id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}
