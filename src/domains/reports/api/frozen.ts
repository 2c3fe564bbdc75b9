// What an edition freezes besides its text and figures, and the hash that binds all of it.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Target } from '#domains/targets/model/target.ts';
import type { Basis, FigureResult } from '#platform/kpi/ledger.ts';
import type { Organisation } from '#platform/kpi/organisation.ts';
import type { EarlierCommitment, Place, Statement, TwoTexts } from '../model/report-source.ts';
import type { Edition, EditionFigure } from '../store/editions.ts';

/** Everything that is needed to work the edition out again, in years, by other software. */
export interface Frozen {
  format: 1;
  /** the history's number: what began to count below it is in the edition */
  seq: number;
  basis: Basis;
  company: TwoTexts;
  preparer: TwoTexts;
  organisation: Organisation;
  boundary: { code: string; title: TwoTexts; sites: number; entities: number } | null;
  sites: readonly Place[];
  targets: readonly Target[];
  statements: readonly Statement[];
  earlier: readonly EarlierCommitment[];
  /** what the next edition has to account for */
  promises: readonly Statement[];
  kpis: readonly { id: string; version: number; parameters: Record<string, unknown> }[];
  packs: readonly { pack: string; edition: string; hash: string }[];
  /** the newest sealed block at that moment */
  head: { height: number; hash: string } | null;
  /** whether the sums came from the stored cells, or from the records because writers never rested */
  sumsFrom: 'cells' | 'records';
}

/** What the ledger said of a figure, without its sums, which stand beside it. */
export type FrozenLedger = Omit<FigureResult, 'groups'>;

/** The sums of a figure. */
export interface FrozenSums {
  groups: FigureResult['groups'];
}

/** SHA-256 over canonical JSON (RFC 8785) of everything frozen, figures in order of id. */
export function hashOfEdition(
  edition: { frozen: unknown; documents: Edition['documents'] },
  figures: readonly EditionFigure[],
): string {
  const ordered = [...figures].sort((one, other) => (one.id < other.id ? -1 : 1));
  const json = JSON.parse(JSON.stringify({ frozen: edition.frozen, documents: edition.documents, figures: ordered }));
  return createHash('sha256')
    .update(canonicalize(json) ?? '')
    .digest('hex');
}
