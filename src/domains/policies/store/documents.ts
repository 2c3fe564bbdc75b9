// What is published of the documents, whom there is to ask, and who acknowledged what.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Bilingual } from '../model/answer.ts';

/** A published edition. */
export interface StoredEdition {
  id: string;
  code: string;
  edition: number;
  documentKind: string;
  title: Bilingual;
  text: Bilingual;
  changes: Bilingual | null;
  effectiveOn: string;
  /** the day of its approval in the group's zone, where the reader may know it; else the day it takes effect */
  approvedOn: string;
  owner: Bilingual;
  audience: string[];
  acknowledgeDays: number | null;
  sdgs: string[];
  /** hexadecimal */
  hash: string;
}

/**
 * Every published edition, documents by code and editions in their order. What came with an import was published when that
 * was taken over. The day is known to who sees the history alone; to others it is that from which the edition is in force.
 */
export async function listPublished(tx: Tx): Promise<StoredEdition[]> {
  const { rows } = await sql<StoredEdition>`
    select d.id, d.code, d.edition, d.document_kind as "documentKind", jsonb_build_object('en', d.title_en, 'zh', d.title_zh) as title,
      jsonb_build_object('en', d.text_en, 'zh', d.text_zh) as text,
      case when d.changes_en is not null then jsonb_build_object('en', d.changes_en, 'zh', d.changes_zh) end as changes, d.effective_on as "effectiveOn",
      coalesce((select to_char(min(h.at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from policies_document f
        left join intake_import i on i.id = f.import_id
        join history_entry h on h.seq = coalesce(i.committed_seq, f.approved_seq) where f.id = d.id), d.effective_on::text) as "approvedOn",
      jsonb_build_object('en', d.owner_en, 'zh', d.owner_zh) as owner, coalesce(d.audience, '{}') as audience, d.acknowledge_days as "acknowledgeDays",
      coalesce(d.sdgs, '{}') as sdgs, encode(d.content_hash, 'hex') as hash
    from policies_document d where d.approved_seq is not null and d.ended_seq is null and not d.voided order by d.code, d.edition`.execute(
    tx,
  );
  return rows;
}

/** Somebody with an account, and the roles that he holds today, by himself or by a post. */
export interface Account {
  personId: string;
  name: Bilingual;
  roles: string[];
}

/** Everybody whose account is active, by name. */
export async function listAccounts(tx: Tx, today: string): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select p.id as "personId", jsonb_build_object('en', coalesce(a.name_en, p.user_name), 'zh', coalesce(a.name_zh, p.user_name)) as name,
      array(select g.role from role_grant g where g.person_id = p.id and g.from_on <= ${today} and (g.before_on is null or g.before_on > ${today})
        union select o.role from post_holder h join post o on o.id = h.post_id where h.person_id = p.id and h.from_on <= ${today}
          and (h.before_on is null or h.before_on > ${today}) and (o.ended_on is null or o.ended_on > ${today})) as roles
    from person p left join person_attribute a on a.person_id = p.id where p.active order by coalesce(a.name_en, p.user_name), p.id`.execute(
    tx,
  );
  return rows;
}

/** That somebody acknowledged an edition. */
export interface Acknowledgement {
  documentId: string;
  personId: string;
  at: Date;
  language: 'en' | 'zh';
}

/** Acknowledgements, as far as the reader may see them: everybody's, of one edition, or of one person. */
export async function listAcknowledgements(
  tx: Tx,
  of: { documentId?: string; personId?: string } = {},
): Promise<Acknowledgement[]> {
  const { rows } = await sql<Acknowledgement>`
    select document_id as "documentId", person_id as "personId", min(at) as at, (array_agg(language order by at))[1] as language
    from policies_acknowledgement where (${of.documentId ?? null}::uuid is null or document_id = ${of.documentId ?? null}::uuid)
      and (${of.personId ?? null}::uuid is null or person_id = ${of.personId ?? null}::uuid)
    group by 1, 2`.execute(tx);
  return rows;
}

/** Keeps an acknowledgement of the one who acts. @returns whether it is his first of this edition */
export async function keepAcknowledgement(
  tx: Tx,
  {
    documentId,
    personId,
    hash,
    language,
  }: { documentId: string; personId: string; hash: string; language: 'en' | 'zh' },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into policies_acknowledgement (document_id, person_id, said_hash, language, seq)
    select ${documentId}::uuid, ${personId}::uuid, decode(${hash}, 'hex'), ${language}, app_seq()
    where not exists (select from policies_acknowledgement where document_id = ${documentId}::uuid and person_id = ${personId}::uuid)
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
