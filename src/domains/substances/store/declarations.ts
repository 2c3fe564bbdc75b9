// What was declared, beside its records: kept once by the hash of its content; and the parts of makers that it may be of.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { COMPOSITION_VERSION } from '../model/composition-version.ts';
import type { DeclaredProduct } from '../model/declaration.ts';
import type { PartCandidate } from '../model/declaration-file-answer.ts';
import type { DeclaredLine } from '../model/facts.ts';

/** Keeps a declared product, with what it comes to, under its hash; the same content twice is kept once. */
export async function keepDeclared(
  tx: Tx,
  {
    sha256,
    product,
    composition,
    lines,
  }: { sha256: string; product: DeclaredProduct; composition: string; lines: readonly DeclaredLine[] },
): Promise<void> {
  const kept = await sql`insert into substances_declared (sha256, product, composition, composition_version)
      values (${sha256}, ${JSON.stringify(product)}::jsonb, ${composition}, ${COMPOSITION_VERSION}) on conflict do nothing`.execute(
    tx,
  );
  if (Number(kept.numAffectedRows ?? 0) === 0 || lines.length === 0) return;
  await sql`insert into substances_declared_line (sha256, line, substance, article, material, low_ppm, high_ppm, exemption)
    select ${sha256}, row_number() over (), g.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as g (substance text, article text, material text, "lowPpm" float8, "highPpm" float8, exemption text)`.execute(
    tx,
  );
}

/** Parts of makers by their number, or by the number of their item; of one maker where one is named. */
export async function findPartsByNumber(
  tx: Tx,
  numbers: readonly string[],
  makerId: string | null,
): Promise<(PartCandidate & { called: string })[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<PartCandidate & { called: string }>`
    select u.called, m.id as "makerPartId", m.number,
      (select json_build_object('en', s.name_en, 'zh', s.name_zh) from suppliers_supplier s where s.id = m.maker_id and s.latest) as maker,
      json_build_object('id', i.id, 'number', i.number, 'name', json_build_object('en', i.name_en, 'zh', i.name_zh)) as item
    from (
      select c.called, m.id from unnest(${[...numbers]}::text[]) as c (called) join substances_maker_part m on m.number = c.called and m.latest and not m.voided
      union select c.called, m.id from unnest(${[...numbers]}::text[]) as c (called) join substances_maker_part m on m.supplier_number = c.called and m.latest and not m.voided
      union select c.called, m.id from unnest(${[...numbers]}::text[]) as c (called) join substances_item i on i.number = c.called and i.latest and not i.voided
        join substances_maker_part m on m.item_id = i.id and m.latest and not m.voided
    ) as u join substances_maker_part m on m.id = u.id and m.latest and (${makerId}::uuid is null or m.maker_id = ${makerId}::uuid or m.supplier_id = ${makerId}::uuid)
    join substances_item i on i.id = m.item_id and i.latest and not i.voided
    order by u.called, i.number, m.number`.execute(tx);
  return rows;
}

/** A declaration of a part under its document, where there is one: another version of it is a revision. */
export async function findSameDeclarations(
  tx: Tx,
  asked: readonly { makerPartId: string; document: string }[],
): Promise<ReadonlyMap<string, { id: string; revision: number }>> {
  const { rows } = await sql<{ key: string; id: string; revision: number }>`
    select d.maker_part_id || ' ' || d.document as key, d.id, d.revision from substances_declaration d
    join unnest(${asked.map((one) => one.makerPartId)}::uuid[], ${asked.map((one) => one.document)}::text[]) as u (part, document)
      on d.maker_part_id = u.part and d.document = u.document where d.latest and not d.voided`.execute(tx);
  return new Map(rows.map(({ key, ...one }) => [key, one]));
}
