// What was found of suppliers, and how they stand by it: kept beside the records, each change a new revision.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FindingTold, SupplierStanding } from '../model/supplier.ts';

/** A finding with whose it is. */
export interface StoredFinding extends FindingTold {
  supplierId: string;
}

/** Every approved finding, the earliest first. */
export async function listFindings(tx: Tx): Promise<StoredFinding[]> {
  const { rows } = await sql<StoredFinding>`
    select id, supplier_id as "supplierId", found_on as "foundOn", source, told_on as "toldOn", policy, metering, trim_scale(withdrawal_m3)::text as "withdrawalM3",
      extract(year from withdrawal_year_on)::int as "withdrawalYear", discharge_complies as "dischargeComplies", stress, certificate,
      certificate_until_on as "certificateUntil", plan
    from water_supplier_management where approved_seq is not null and ended_seq is null and not voided order by found_on, id`.execute(
    tx,
  );
  return rows;
}

/** How a supplier stands from a day on, as it is written. */
export interface SupplierStandingToKeep {
  supplier: string;
  day: CalendarDate;
  standing: SupplierStanding;
}

/**
 * Puts the standings of all suppliers in the place of those that were. What is the same stays as it is; what differs ends
 * and begins anew with the number of this transaction.
 *
 * @returns of which supplier in which month something changed
 */
export async function replaceSupplierStandings(
  tx: Tx,
  standings: readonly SupplierStandingToKeep[],
): Promise<{ id: string; month: CalendarDate }[]> {
  const given = sql`given as materialized (
      select md5(concat_ws('|', 'supplier', supplier, day))::uuid as id, *
      from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) as g (supplier uuid, day date, standing text)
    )`;
  const ended = await sql<{ id: string; month: CalendarDate }>`
    with ${given}
    update water_supplier_standing s set ended_seq = app_seq(), latest = false
    where s.ended_seq is null and not exists (select from given g where g.id = s.id and g.standing = s.standing)
    returning s.site_id as id, s.month`.execute(tx);
  const written = await sql<{ id: string; month: CalendarDate }>`
    with ${given}
    insert into water_supplier_standing (id, revision, site_id, day_on, standing, approved_seq)
    select g.id, coalesce((select max(n.revision) from water_supplier_standing n where n.id = g.id), 0) + 1, g.supplier, g.day, g.standing, app_seq()
    from given g where not exists (select from water_supplier_standing n where n.id = g.id and n.ended_seq is null)
    returning site_id as id, month`.execute(tx);
  return [...ended.rows, ...written.rows];
}
