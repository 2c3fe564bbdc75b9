// Substances and names of one's own, as they count now.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** A substance as it is recorded here. */
export interface OwnSubstance {
  id: string;
  number: string;
  ecNumber: string | null;
  nameEn: string | null;
  nameZh: string | null;
  formula: string | null;
  smiles: string | null;
  note: string | null;
  synonyms: string[];
}

const counting = sql`s.approved_seq is not null and s.ended_seq is null and not s.voided`;
const own = sql`select s.id, s.number, s.ec_number as "ecNumber", s.name_en as "nameEn", s.name_zh as "nameZh", s.formula, s.smiles, s.note,
  array(select y.name from substances_substance_synonym y where y.record_id = s.id and y.revision = s.revision order by y.line) as synonyms
  from substances_substance s where ${counting}`;

/** Those of which any text holds all of some words, given in lower case, or whose number or formula is one of those given. */
export async function searchOwnSubstances(
  tx: Tx,
  { words, exact }: { words: readonly string[]; exact: readonly string[] },
  most: number,
): Promise<OwnSubstance[]> {
  const said = sql`lower(concat_ws(e'\n', s.number, s.ec_number, s.name_en, s.name_zh,
    (select string_agg(y.name, e'\n') from substances_substance_synonym y where y.record_id = s.id and y.revision = s.revision)))`;
  const { rows } = await sql<OwnSubstance>`${own} and (
    (select bool_and(position(w.word in ${said}) > 0) from unnest(${[...words]}::text[]) as w (word))
    or lower(s.number) = any(${[...exact]}::text[]) or lower(s.formula) = any(${[...exact]}::text[]))
    order by s.number limit ${most}`.execute(tx);
  return rows;
}

/** What is recorded under numbers. */
export async function findOwnSubstances(tx: Tx, numbers: readonly string[]): Promise<OwnSubstance[]> {
  const { rows } = await sql<OwnSubstance>`${own} and s.number = any(${[...numbers]}::text[])`.execute(tx);
  return rows;
}
