// What stands at a meter now, and what it showed last: what somebody needs who replaces it.
import type { Tx } from '#platform/db/database.ts';
import type { MeterPlace } from '../model/meter-place.ts';
import { toldAs } from './instant-text.ts';
import { findAt } from './round.ts';

/**
 * The same as the round tells of it: of its readings the last that counts, and not one that was voided or left out.
 * Undefined where there is no such meter that the reader may see.
 */
export async function findMeterPlace(tx: Tx, meterId: string, nowMs: number): Promise<MeterPlace | undefined> {
  const found = await findAt(tx, meterId, new Date(nowMs).toISOString());
  if (!found) return undefined;
  const { id, code, name, site, span, last } = found;
  return { id, code, name, site, span, last: last && { at: toldAs(last.atMs), count: last.count } };
}
