// What the endpoints of substances need of the installation.
import type { EvidenceStore } from '#platform/evidence/store.ts';
import type { Packs } from '#platform/packs/load.ts';
import type { DeclarationWorld } from './take-declarations.ts';
import type { VerdictKeeper } from './verdict-keeper.ts';

export interface SubstancesWorld extends DeclarationWorld {
  packs: Pick<Packs, 'inUse'>;
  verdicts: VerdictKeeper;
  evidence: EvidenceStore;
  maxUploadBytes: number;
}
