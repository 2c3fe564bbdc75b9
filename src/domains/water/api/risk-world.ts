// What every endpoint of water risk asks first: which edition, which weights, and what the pack says.
import type { Database, Tx } from '#platform/db/database.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import type { Packs } from '#platform/packs/load.ts';
import type { RecordOptions } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import {
  type AqueductTable,
  indicators,
  readAqueductTable,
  type WeightScheme,
  type Weights,
  weightSchemes,
} from '../model/aqueduct.ts';
import type { BasinEdition } from '../model/basin-edition.ts';
import type { WeightsChosen } from '../model/water-risk.ts';
import { areCustomWeights } from '../rules/aqueduct-score.ts';
import { listEditions } from '../store/basins.ts';

/** What water risk needs of the installation. */
export interface RiskWorld {
  db: Database;
  kinds: Kinds;
  packs: Pick<Packs, 'inUse'>;
  evidence: EvidenceStore;
  todayIn: RecordOptions['todayIn'];
  limits(tx: Tx): Promise<RecordOptions['limits']>;
  maxUploadBytes: number;
}

/** Which weights were asked for. */
export interface AskedWeights {
  scheme: WeightsChosen;
  weights: Weights;
}

/** The table of cuts, weights and quantiles. */
export const aqueductOf = ({ packs }: Pick<RiskWorld, 'packs'>): AqueductTable =>
  readAqueductTable(packs.inUse['aqueduct-4']);

/**
 * Weights by the name of a scheme, or a person's own, 13 numbers in the order of the indicators.
 * @throws Refused `risk_weights_wrong`
 */
export function askedWeights(table: AqueductTable, scheme: string, own: string | undefined): AskedWeights {
  if (own !== undefined) {
    const given = own.split(',').map(Number);
    const weights = Object.fromEntries(indicators.map((id, index) => [id, given[index] ?? Number.NaN])) as Weights;
    if (given.length !== indicators.length || !areCustomWeights(weights)) throw new Refused('risk_weights_wrong');
    return { scheme: 'own', weights };
  }
  if (!weightSchemes.includes(scheme as WeightScheme)) throw new Refused('risk_weights_wrong');
  return { scheme: scheme as WeightScheme, weights: table.schemes[scheme as WeightScheme] };
}

/** Whether factories can be looked up in an edition. */
export const isUsable = ({ state, baselines }: BasinEdition): boolean => state === 'ready' && baselines > 0;

/** The edition that was asked for, or the newest that is not made up. @throws Refused `not_found` for one that is none */
export async function askedEdition(tx: Tx, id: string | undefined): Promise<BasinEdition | undefined> {
  const usable = (await listEditions(tx)).filter(isUsable);
  if (id === undefined) return usable[0];
  const found = usable.find((one) => one.id === id);
  if (!found) throw new Refused('not_found');
  return found;
}
