// How much of a waste stream was generated, if so much left, so much was treated on site, and the stock moved so?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { add, subtract, sum, type Tonnes } from '#units/quantity.ts';

/** What the storage ledger of one stream and period says. Stock that was not counted is absent, not zero. */
export interface StorageLedgerTotals {
  readonly outMassTonnes: Tonnes;
  readonly treatedOnSiteMassTonnes: Tonnes;
  readonly openingMassTonnes?: Tonnes;
  readonly closingMassTonnes?: Tonnes;
}

/** The terms of the ledger, and the change in stock. */
export const generatedMassInputs = [
  'outMassTonnes',
  'treatedOnSiteMassTonnes',
  'openingMassTonnes',
  'closingMassTonnes',
  'stockChangeMassTonnes',
] as const;

/** Why generation is not known: a stock was not counted, or more is gone from stock than went anywhere. */
export const generatedMassReasons = [
  'opening_stock_missing',
  'closing_stock_missing',
  'stock_does_not_balance',
] as const;

/** The mass generated, with the ledger behind it. */
export type GeneratedMass = Answer<Tonnes, (typeof generatedMassInputs)[number]>;

/** What this rule cites; printed where the rule is explained. @public */
export const generatedMassCites: readonly Citation[] = [
  cite('GRI-306-2020', '306-3'),
  cite('HJ-1259-2022', 'management ledger'),
];

/** Generated = out + treated on site + closing stock − opening stock. */
export function generatedMass(
  ledger: StorageLedgerTotals,
): Outcome<GeneratedMass, (typeof generatedMassReasons)[number]> {
  const { outMassTonnes, treatedOnSiteMassTonnes, openingMassTonnes, closingMassTonnes } = ledger;
  if (!openingMassTonnes) return { noData: 'opening_stock_missing' };
  if (!closingMassTonnes) return { noData: 'closing_stock_missing' };
  const stockChangeMassTonnes = subtract(closingMassTonnes, openingMassTonnes);
  const value = add(sum([outMassTonnes, treatedOnSiteMassTonnes]), stockChangeMassTonnes);
  if (value.lt(0)) return { noData: 'stock_does_not_balance' };
  const inputs = {
    outMassTonnes,
    treatedOnSiteMassTonnes,
    openingMassTonnes,
    closingMassTonnes,
    stockChangeMassTonnes,
  };
  return { value, inputs };
}
