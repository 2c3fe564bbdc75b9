// From which loads does an auditor draw, and which papers lie behind those that he drew?
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Tonnes, tonnes } from '#units/quantity.ts';
import { counts } from './counts.ts';

/** A load as it is drawn from and listed. */
export interface AuditedLoad {
  id: string;
  massTonnes: Tonnes;
  departedOn: CalendarDate;
  site: { id: string; code: string };
  stream: { code: string; name: { en: string; zh: string } };
  vendor: { id: string; name: { en: string; zh: string } };
  treatment: string;
  document: { type: string; number: string; line: number };
}

/** The loads that count and that a condition on `t` holds, as far as the reader may see them. */
export async function listAuditedLoads(tx: Tx, condition: RawBuilder<boolean>): Promise<AuditedLoad[]> {
  const { rows } = await sql<{
    id: string;
    mass: string | null;
    departed_on: CalendarDate;
    site_id: string;
    site_code: string;
    stream_code: string;
    stream_en: string;
    stream_zh: string;
    vendor_id: string;
    vendor_en: string;
    vendor_zh: string;
    treatment: string;
    document_type: string;
    document_number: string;
    document_line: number;
  }>`
    select t.id, t.counting_mass_tonnes::text as mass, t.departed_on, t.site_id, n.code as site_code, s.code as stream_code,
      s.name_en as stream_en, s.name_zh as stream_zh, t.vendor_id, v.name_en as vendor_en, v.name_zh as vendor_zh, t.treatment,
      t.document_type, t.document_number, t.document_line
    from waste_load t join scope_node n on n.id = t.site_id join waste_stream s on s.id = t.stream_id and s.latest
      join suppliers_supplier v on v.id = t.vendor_id and v.latest
    where ${counts('t')} and ${condition} order by t.id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    massTonnes: tonnes(row.mass ?? '0'),
    departedOn: row.departed_on,
    site: { id: row.site_id, code: row.site_code },
    stream: { code: row.stream_code, name: { en: row.stream_en, zh: row.stream_zh } },
    vendor: { id: row.vendor_id, name: { en: row.vendor_en, zh: row.vendor_zh } },
    treatment: row.treatment,
    document: { type: row.document_type, number: row.document_number, line: row.document_line },
  }));
}

/** A paper behind a load: its own, that of the manifest of its number, or that of its vendor's statement of the month. */
export interface AuditedPaper {
  loadId: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
  through: 'load' | 'manifest' | 'statement';
  /** a scanner has found something in it, or has not seen it yet */
  withheld: boolean;
}

/** The papers of these loads, each once for a load. */
export async function listAuditedPapers(tx: Tx, loadIds: readonly string[]): Promise<AuditedPaper[]> {
  const { rows } = await sql<AuditedPaper>`
    with drawn as (
      select t.id, t.site_id, t.vendor_id, t.month, t.document_type, t.document_number from waste_load t
      where t.id = any(${`{${loadIds.join(',')}}`}::uuid[]) and ${counts('t')}
    ), behind as (
      select id, 'waste.load' as kind, id as record_id, 'load' as through from drawn
      union all select d.id, 'waste.manifest', m.id, 'manifest' from drawn d join waste_manifest m
        on m.site_id = d.site_id and m.number = d.document_number and d.document_type = 'manifest' and m.latest and not m.voided
      union all select d.id, 'waste.statement', s.id, 'statement' from drawn d join waste_statement s
        on s.site_id = d.site_id and s.vendor_id = d.vendor_id and s.month_on = d.month and s.latest and not s.voided
    )
    select distinct on (b.id, l.sha256) b.id as "loadId", encode(l.sha256, 'hex') as sha256, l.file_name as "fileName", l.evidence_kind as "evidenceKind", b.through,
      exists (select from evidence_scan c where c.sha256 = l.sha256 and c.state <> 'clean') as withheld
    from behind b join evidence_link l on l.kind = b.kind and l.record_id = b.record_id
    where not exists (select from evidence_ended x where x.link_id = l.id) order by b.id, l.sha256, b.through`.execute(
    tx,
  );
  return rows;
}
