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

/**
 * Those of which any text holds all of some words, given in lower case, or whose number or formula is one of those given;
 * and, without `meets`, what is recorded besides under some numbers.
 */
export async function searchOwnSubstances(
  tx: Tx,
  { words, exact, besides }: { words: readonly string[]; exact: readonly string[]; besides: readonly string[] },
  most: number,
): Promise<(OwnSubstance & { meets: boolean })[]> {
  const { rows } = await sql<OwnSubstance & { meets: boolean }>`
    with own as (${own}),
    met as (select o.*, lower(o.number) = any(${[...exact]}::text[]) or coalesce(lower(o.formula) = any(${[...exact]}::text[]), false)
      or (select bool_and(position(w.word in lower(concat_ws(e'\n', o.number, o."ecNumber", o."nameEn", o."nameZh", array_to_string(o.synonyms, e'\n')))) > 0)
        from unnest(${[...words]}::text[]) as w (word)) as meets from own o)
    select * from met where meets or number = any(${[...besides]}::text[]) order by meets desc, number limit ${most}`.execute(
    tx,
  );
  return rows;
}

/** What is recorded under numbers. */
export async function findOwnSubstances(tx: Tx, numbers: readonly string[]): Promise<OwnSubstance[]> {
  const { rows } = await sql<OwnSubstance>`${own} and s.number = any(${[...numbers]}::text[])`.execute(tx);
  return rows;
}

/** Formulas and names of all that is one's own. */
export async function listOwnFormulas(
  tx: Tx,
): Promise<{ number: string; nameEn: string | null; nameZh: string | null; formula: string | null }[]> {
  const { rows } = await sql<{ number: string; nameEn: string | null; nameZh: string | null; formula: string | null }>`
    select s.number, s.name_en as "nameEn", s.name_zh as "nameZh", s.formula from substances_substance s where ${counting}`.execute(
    tx,
  );
  return rows;
}
