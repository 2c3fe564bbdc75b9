// The record kinds of water, in the order in which they refer to each other.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { calibration, meter, meterSpan } from './records/meter.ts';

export const waterKinds: readonly RecordKind[] = [meter, meterSpan, calibration];
