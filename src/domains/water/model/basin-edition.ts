// An imported file of basins: what it says of itself, how far it is read, and what is wrong with it.
import type { Bilingual } from './named.ts';

/** An edition as it was imported. */
export interface BasinEdition {
  id: string;
  title: string;
  publishedOn: string | null;
  licence: string;
  source: string;
  synthetic: boolean;
  fileName: string;
  fileSha256: string;
  bytes: number;
  state: 'reading' | 'ready' | 'refused';
  /** 0 to 1 */
  progress: number;
  form: string | null;
  basins: number;
  baselines: number;
  futures: number;
  outlines: number;
  problems: { code: string; row: number | null; facts?: Record<string, string | number> }[];
  /** instant, ISO 8601 */
  addedAt: string;
  addedBy: Bilingual | null;
}

/** Every edition, and whether the reader may bring in another. */
export interface BasinsAnswer {
  editions: BasinEdition[];
  mayImport: boolean;
}
