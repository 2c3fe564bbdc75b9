// What tests and the program may ask of verify-history.mjs.

/** A fault that was found: a code of a closed list, and what its sentence names. */
export interface Finding {
  code: string;
  facts: Record<string, unknown>;
}

/** What a check of an export found. */
export interface ExportVerdict {
  ok: boolean;
  counts: Record<
    'blocks' | 'entries' | 'leaves' | 'revisions' | 'contents' | 'steps' | 'papers' | 'ended' | 'gone' | 'files',
    number
  >;
  /** how many records were drawn again; null in an export without a sample */
  redrawn: number | null;
  head: { height: number; hash: string } | null;
  /** the height of the block whose hash was given */
  headGiven: number | null;
  /** all of them; only the first are told */
  faults: number;
  findings: Finding[];
}

/** RFC 8785. */
export function canonicalJson(value: unknown): string;
/** Checks a folder or ZIP. @throws Error when it cannot be read at all */
export function verifyExport(path: string, options?: { head?: string }): Promise<ExportVerdict>;
/** What was found, in words. */
export function inWords(verdict: ExportVerdict, language?: 'en' | 'zh'): string;
