// caught: no-cycles
import type { Hen } from './hen-by-type.ts';
export interface Egg {
  readonly laidBy: Hen;
}
