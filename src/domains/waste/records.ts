// The record kinds of waste, in the order in which they refer to each other.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { improvement, improvementCase } from './records/improvement.ts';
import { load } from './records/load.ts';
import { carriedTotal, manifest, statement } from './records/papers.ts';
import { expectedData, explanation, nilReturn } from './records/plan.ts';
import { vendorProof } from './records/proof.ts';
import { bin, storageMovement } from './records/storage.ts';
import { stream } from './records/stream.ts';
import { weightPolicy } from './records/weight-policy.ts';

export const wasteKinds: readonly RecordKind[] = [
  stream,
  load,
  manifest,
  statement,
  carriedTotal,
  weightPolicy,
  vendorProof,
  expectedData,
  nilReturn,
  explanation,
  bin,
  storageMovement,
  improvement,
  improvementCase,
];
