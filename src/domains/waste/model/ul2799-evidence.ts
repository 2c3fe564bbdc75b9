// What a validator of UL 2799 asks for, and what is recorded of it: one edition of the list, and the rows it is judged by.
import { checkPack, type PackRow } from '#standards/pack.ts';
import { type Share, share } from '#units/quantity.ts';
import type { Treatment } from './treatment.ts';

/** How an item is judged; `not_recorded` has no records here yet. */
export const evidenceChecks = [
  'months',
  'flow_map',
  'exclusions',
  'weigh_papers',
  'measured',
  'vendor_licences',
  'manifests',
  'downstream_proof',
  'yields',
  'energy_proof',
  'not_recorded',
] as const;
/** One way of judging. */
export type EvidenceCheck = (typeof evidenceChecks)[number];

/** One item of the list. */
export interface EvidenceItem {
  readonly id: string;
  readonly check: EvidenceCheck;
  readonly label: { readonly en: string; readonly zh: string };
  readonly asks: { readonly en: string; readonly zh: string };
  /** From this share on an item is nearly ready. */
  readonly atRiskFrom: Share;
}

/**
 * Reads the pack `ul2799-evidence`.
 *
 * @throws TypeError for another pack, and for an item that is judged in no known way: a pack is ours.
 */
export function readEvidenceItems(json: unknown): readonly EvidenceItem[] {
  const checked = checkPack(json);
  if (!('pack' in checked) || checked.pack.pack !== 'ul2799-evidence')
    throw new TypeError('Not a ul2799-evidence pack');
  return (checked.pack.rows as readonly (PackRow & EvidenceItem)[]).map(({ id, check, label, asks, atRiskFrom }) => {
    if (!evidenceChecks.includes(check)) throw new TypeError(`ul2799-evidence: "${id}" is not judged in a known way`);
    return { id, check, label, asks, atRiskFrom: share(atRiskFrom ?? 1) };
  });
}

/** Loads of one site and month that share stream, treatment and receiver, with what is on record of them. Masses exact, t. */
export interface EvidenceRow {
  readonly siteId: string;
  readonly month: string;
  readonly streamId: string;
  readonly treatment: Treatment;
  readonly vendorId: string;
  readonly hazardous: boolean;
  readonly inScope: boolean;
  readonly loads: number;
  readonly massTonnes: string;
  /** with a file for the load, its manifest or the receiver's statement */
  readonly paperedMassTonnes: string;
  readonly estimatedMassTonnes: string;
  /** loads on whose day a licence of the receiver covers them */
  readonly licensedLoads: number;
  /** loads of hazardous waste whose manifest is on record */
  readonly manifestedLoads: number;
  /** numbers of the documents of the others, a few */
  readonly unmanifested: readonly string[];
  /** with the plant's proof of this treatment in force */
  readonly provedMassTonnes: string;
  /** of it, with a yield */
  readonly yieldMassTonnes: string;
}

/** What is recorded of a stream that shipped. */
export interface EvidenceStream {
  readonly id: string;
  readonly code: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly hasProcess: boolean;
  readonly hasExclusionReason: boolean;
  /** who approved the stream as it counts; null where nobody did by name */
  readonly approver: { readonly en: string; readonly zh: string } | null;
}

/** One thing that is missing, and how much of it. */
export interface EvidenceGap {
  readonly siteId: string | null;
  readonly streamId: string | null;
  readonly vendorId: string | null;
  readonly treatment: Treatment | null;
  readonly months: readonly string[];
  readonly documents: readonly string[];
  readonly loads: number | null;
  readonly massTonnes: string | null;
  /** which of two things is missing, where an item asks for both */
  readonly what: 'reason' | 'approver' | null;
}
