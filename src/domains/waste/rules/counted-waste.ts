// What of the recorded waste does a standard count, and as what treatment: by inclusion, own transfers, proof and yield?
import { type Citation, cite } from '#standards/cite.ts';
import { type Share, shareOf, type Tonnes, tonnes } from '#units/quantity.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';
import type { InclusionStandard, ShippedWaste, StoredWaste } from '../model/recorded-waste.ts';
import type { Treatment, TreatmentTable } from '../model/treatment.ts';
import type { GeneratedMassRow } from './gri306-generated.ts';
import { netOfResidue } from './net-of-residue.ts';

/** A row as a standard counts it, and what about it is not proved. */
export interface CountedRow extends WasteMassRow {
  /** recycled by the receiver's word alone: no yield of it is on paper */
  readonly gross?: true;
  /** recorded as energy recovery without a valid document: counted as incineration without it */
  readonly unprovedEnergy?: true;
}

/** What is on paper only in part, beside a rate. */
export interface UnprovedMasses {
  readonly grossMassTonnes: Tonnes;
  /** of all waste that the rate counts */
  readonly grossShare: Share;
  readonly unprovedEnergyRecoveryMassTonnes: Tonnes;
}

/** What becomes of a residue of which the plant says nothing: disposed of, nobody knows how. */
const unknownResidue: Treatment = 'pretreatment_then_disposal';

/** What this rule cites; printed where the rule is explained. */
export const countedWasteCites: readonly Citation[] = [
  cite('GREENFAB-DEFAULT', 'proof of treatment'),
  cite('GREENFAB-DEFAULT', 'transfers between own sites'),
];

const plainRow = (waste: ShippedWaste): WasteMassRow => ({
  treatment: waste.treatment,
  hazardous: waste.hazardous,
  inUlScope: waste.countedBy.ul2799,
  composition: waste.composition,
  massTonnes: waste.massTonnes,
});

/** The rows of what left the sites of the scope, as it was recorded. */
export const rowsShipped = (recorded: readonly ShippedWaste[]): WasteMassRow[] =>
  recorded.filter(({ transferInside }) => !transferInside).map(plainRow);

/** Energy recovery counts as such by the plant's document alone. */
const byProof = (waste: ShippedWaste, table: TreatmentTable): CountedRow =>
  table.of[waste.treatment].ul2799Line === 'thermal' && !waste.proved
    ? { ...plainRow(waste), treatment: 'incineration_no_energy', unprovedEnergy: true }
    : plainRow(waste);

/**
 * The rows of a rate. What the standard leaves out at the date of the load is out, and so is what an own site of the same
 * scope took: UL 2799 keeps its rows out of scope, since its rule tells nothing in scope from nothing at all. Energy
 * recovery follows proof. Recycling is net of the residue where the plant proved its yield, and else gross and marked.
 */
export function rowsOfRate(
  recorded: readonly ShippedWaste[],
  standard: Exclude<InclusionStandard, 'gri306'>,
  table: TreatmentTable,
): CountedRow[] {
  return recorded
    .filter((waste) => !waste.transferInside && (standard === 'ul2799' || waste.countedBy[standard]))
    .flatMap((waste) => {
      const row = byProof(waste, table);
      const isRecycled = table.of[row.treatment].ul2799Line === 'non_thermal' && row.treatment !== 'reuse';
      if (!isRecycled) return row;
      const yieldShare = waste.proved ? waste.yieldShare : null;
      const net = netOfResidue(
        row,
        yieldShare === null ? undefined : { yieldShare, residueTreatment: waste.residueTreatment ?? unknownResidue },
      );
      return net.isGross ? { ...row, gross: true as const } : net.rows;
    });
}

/** What of the rows is gross or not proved, as the rate counts them. */
export function unprovedMasses(rows: readonly CountedRow[]): UnprovedMasses {
  const grossMassTonnes = massOf(rows, ({ gross }) => gross === true);
  const total = massOf(rows);
  return {
    grossMassTonnes,
    grossShare: total.isZero() ? shareOf(tonnes(0), tonnes(1)) : shareOf(grossMassTonnes, total),
    unprovedEnergyRecoveryMassTonnes: massOf(rows, ({ unprovedEnergy }) => unprovedEnergy === true),
  };
}

/**
 * The rows of GRI 306-4 and 306-5: what was sent, whole, to the operation that is proved, and what the sites treated
 * themselves by their storage ledgers.
 */
export function rowsDirected(
  shipped: readonly ShippedWaste[],
  stored: readonly StoredWaste[],
  table: TreatmentTable,
): WasteMassRow[] {
  const offSite = shipped
    .filter((waste) => waste.countedBy.gri306 && !waste.transferInside)
    .map((waste) => byProof(waste, table));
  const onSite = stored.flatMap(({ movement, treatment, hazardous, composition, massTonnes, countedByGri306 }) =>
    movement === 'on_site' && treatment !== null && countedByGri306
      ? { treatment, hazardous, composition, massTonnes, inUlScope: false, onSite: true }
      : [],
  );
  return [...offSite, ...onSite];
}

/** A row of what was generated, and whether a storage ledger says so. */
export type GeneratedRow = GeneratedMassRow & { readonly ofLedger: boolean };

/**
 * The rows of GRI 306-3. Where a storage ledger is kept, what came in and what a stock-take found; elsewhere what was
 * shipped or treated on site. What an own site of the same scope received is generated again by its own ledger or load,
 * and is taken off once.
 */
export function rowsGenerated(shipped: readonly ShippedWaste[], stored: readonly StoredWaste[]): GeneratedRow[] {
  const row = (
    { composition, hazardous }: ShippedWaste | StoredWaste,
    massTonnes: Tonnes,
    ofLedger: boolean,
  ): GeneratedRow => ({ composition, hazardous, massTonnes, ofLedger });
  const left = shipped
    .filter((waste) => waste.countedBy.gri306)
    .flatMap((waste) => {
      if (!waste.ledgerKept) return waste.transferInside ? [] : row(waste, waste.massTonnes, false);
      return waste.transferInside ? row(waste, tonnes(waste.massTonnes.negated()), true) : [];
    });
  const booked = stored
    .filter((waste) => waste.countedByGri306)
    .flatMap((waste) => {
      const counts = waste.ledgerKept
        ? waste.movement === 'in' || waste.movement === 'stock_take'
        : waste.movement === 'on_site';
      return counts ? row(waste, waste.massTonnes, waste.ledgerKept) : [];
    });
  return [...left, ...booked];
}

/** How much of what was generated the storage ledgers say, and how much is taken as generated because it left. */
export const generatedMasses = (
  rows: readonly GeneratedRow[],
): { ofLedgerMassTonnes: Tonnes; asShippedMassTonnes: Tonnes } => ({
  ofLedgerMassTonnes: massOf(rows, ({ ofLedger }) => ofLedger),
  asShippedMassTonnes: massOf(rows, ({ ofLedger }) => !ofLedger),
});
