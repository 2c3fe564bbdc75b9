// By which codes other lists call a treatment: Basel Annex IV, and the R, D and C codes of Chinese ledgers and manifests.
import { checkPack, type Pack } from '#standards/pack.ts';
import { type Treatment, treatments } from './treatment.ts';

/** Codes of one treatment; the first of several is the one that is written. */
export interface CodesOfTreatment {
  readonly basel: readonly string[];
  readonly cn: readonly string[];
}
/** Codes of every treatment. */
export type TreatmentCodes = Readonly<Record<Treatment, CodesOfTreatment>>;

/**
 * Reads them from the pack `waste-treatments`.
 *
 * @throws TypeError when a treatment has none: the pack is ours, so a fault in it is a surprise and not an answer
 */
export function readTreatmentCodes(json: unknown): TreatmentCodes {
  const checked = checkPack(json);
  const pack: Pack | undefined = 'pack' in checked ? checked.pack : undefined;
  const of = treatments.map((treatment) => {
    const row = pack?.rows.find(({ id }) => id === treatment) as Partial<CodesOfTreatment> | undefined;
    if (!row?.basel?.length || !row.cn?.length) throw new TypeError(`waste-treatments: no codes of "${treatment}"`);
    return [treatment, { basel: row.basel, cn: row.cn }] as const;
  });
  return Object.fromEntries(of) as TreatmentCodes;
}
