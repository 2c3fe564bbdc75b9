// legal (the cycle is told at egg-by-type.ts)
import type { Egg } from './egg-by-type.ts';
export type Hen = Egg | undefined;
