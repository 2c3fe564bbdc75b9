// Does the storage ledger of one stream balance: what lay there, came in, left, was treated, was found missing, lies there now?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, subtract, sum, type Tonnes } from '#units/quantity.ts';
import type { StorageTotals } from '../model/storage.ts';
import { compareMasses, type MassTolerance } from './counting-mass.ts';

/** The terms of the identity. */
export type StorageTerm =
  | 'openingMassTonnes'
  | 'inMassTonnes'
  | 'loadsMassTonnes'
  | 'onSiteMassTonnes'
  | 'stockTakeMassTonnes'
  | 'closingMassTonnes';

/** Why there is no balance: the first month asks for the opening stock. */
export const storageReasons = ['opening_stock_missing'] as const;
/** What somebody has to look at: more is gone than was there; loads and the containers taken out do not weigh the same. */
export const storageQuestions = ['stock_below_zero', 'out_differs_from_loads'] as const;
export type StorageQuestion = (typeof storageQuestions)[number];

/** The closing stock with its terms, what was generated, and what is open. */
export interface StorageBalance extends Answer<Tonnes, StorageTerm> {
  readonly generatedMassTonnes: Tonnes;
  readonly questions: readonly StorageQuestion[];
}

/** What this rule cites; printed where the rule is explained. @public */
export const storageLedgerCites: readonly Citation[] = [
  cite('HJ-1259-2022', 'management ledger'),
  cite('GRI-306-2020', '306-3'),
];

/**
 * Closing = opening + in − loads − treated on site + stock-take difference; generated = in + difference.
 *
 * @param tolerance of two weights of one load, by the weight policy in force; the default without one
 */
export function storageBalance(
  totals: StorageTotals,
  tolerance?: MassTolerance,
): Outcome<StorageBalance, (typeof storageReasons)[number]> {
  const { openingMassTonnes, inMassTonnes, loadsMassTonnes, onSiteMassTonnes, stockTakeMassTonnes } = totals;
  if (!openingMassTonnes) return { noData: 'opening_stock_missing' };
  const generatedMassTonnes = add(inMassTonnes, stockTakeMassTonnes);
  const closingMassTonnes = subtract(
    add(openingMassTonnes, generatedMassTonnes),
    sum([loadsMassTonnes, onSiteMassTonnes]),
  );
  const questions: StorageQuestion[] = [];
  if (closingMassTonnes.lt(0)) questions.push('stock_below_zero');
  if (outDiffers(totals, tolerance)) questions.push('out_differs_from_loads');
  return {
    value: closingMassTonnes,
    generatedMassTonnes,
    questions,
    inputs: {
      openingMassTonnes,
      inMassTonnes,
      loadsMassTonnes,
      onSiteMassTonnes,
      stockTakeMassTonnes,
      closingMassTonnes,
    },
  };
}

/** Loads and taken-out containers weighed against each other, with the tolerance of two weights of one load. */
const outDiffers = ({ loadsMassTonnes, outMassTonnes }: StorageTotals, tolerance: MassTolerance | undefined): boolean =>
  compareMasses({ ownMassTonnes: outMassTonnes, receivedMassTonnes: loadsMassTonnes }, tolerance).some(
    ({ withinTolerance }) => !withinTolerance,
  );
