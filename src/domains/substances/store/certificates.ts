// Certificates and statements of an item's makers' parts, with how each stands on a day.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { CertificateTold } from '../model/certificate.ts';
import { counts, isOutdated } from './known.ts';

/** Of every maker's part that may stand for an item, the newest first. */
export async function listCertificatesOf(
  tx: Tx,
  itemId: string,
  day: string,
): Promise<(CertificateTold & { makerPartId: string })[]> {
  const { rows } = await sql<CertificateTold & { makerPartId: string }>`
    select m.id as "makerPartId", c.id, c.document, c.form, c.pack, c.says, c.restriction, c.issued_on::text as "issuedOn", c.until_on::text as until,
      case when not ${counts('c')} then 'not_approved' when c.until_on < ${day}::date then 'ended'
        when ${isOutdated('c', day)} then 'older' else 'counts' end as standing
    from substances_maker_part m join substances_certificate c on c.maker_part_id = m.id and (${counts('c')}
      or (c.latest and not c.voided and not exists (select from substances_certificate o where o.id = c.id and ${counts('o')})))
    where m.item_id = ${itemId}::uuid and m.latest and not m.voided order by c.issued_on desc, c.document, c.id`.execute(
    tx,
  );
  return rows;
}
