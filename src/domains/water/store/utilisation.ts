// Which definition of withdrawn water utilisation the owner has chosen: a parameter of its KPI, and so part of each figure.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** The newest definition that is in force on a day, as the parameters of the KPI; nothing where none was chosen. */
export async function chosenUtilisation(tx: Tx, today: string): Promise<Record<string, Record<string, unknown>>> {
  const { rows } = await sql<{ definition: string; output: string }>`
    select definition, output from water_utilisation_definition
    where approved_seq is not null and ended_seq is null and not voided and from_on <= ${today}::date order by from_on desc limit 1`.execute(
    tx,
  );
  const [chosen] = rows;
  return chosen ? { 'water.utilisation': { definition: chosen.definition, output: chosen.output } } : {};
}
