// By what the records are called that volumes of water rest on: the numbers of bills and statements, the codes of meters.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { VolumeOrigin } from '../model/month.ts';

/** A record that a volume rests on, as it is called. */
export interface OriginName {
  id: string;
  kind: VolumeOrigin['kind'];
  name: string;
}

const idsOf = (origins: readonly VolumeOrigin[], kind: VolumeOrigin['kind']) => [
  ...new Set(origins.flatMap((one) => (one.kind === kind ? [one.id] : []))),
];

/** Names of the records behind volumes; as far as the reader sees them. */
export async function listOrigins(tx: Tx, origins: readonly VolumeOrigin[]): Promise<OriginName[]> {
  const [bills, statements, entries, meters] = (
    ['water.bill', 'water.landlord-statement', 'water.month-entry', 'water.meter'] as const
  ).map((kind) => `{${idsOf(origins, kind).join(',')}}`);
  const { rows } = await sql<OriginName>`
    select id, 'water.bill' as kind, account || ' ' || number as name from water_bill where latest and id = any(${bills}::uuid[])
    union all select id, 'water.landlord-statement', number from water_landlord_statement where latest and id = any(${statements}::uuid[])
    union all select id, 'water.month-entry', to_char(month_on, 'YYYY-MM') from water_month_entry where latest and id = any(${entries}::uuid[])
    union all select id, 'water.meter', code from water_meter where latest and id = any(${meters}::uuid[]) order by 2, 3`.execute(
    tx,
  );
  return rows;
}
