// caught: model-stays-in-its-lane
import type { Tx } from '#platform/db/tx.ts';
export type Load = Tx;
