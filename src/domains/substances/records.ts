// The record kinds of substances, in the order in which they refer to each other.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { substance } from './records/substance.ts';

export const substancesKinds: readonly RecordKind[] = [substance];
