// The file of a backup: a tar of packed rows and of files, with a list of all of it at the end.

/** What stands first in the file: it says what the file is. */
export const HEAD = 'greenfab-backup.json';
/** What stands after all parts: every one of them with its size and its SHA-256. */
export const MANIFEST = 'manifest.json';
/** SHA-256 of the manifest, behind it. */
export const SEAL = 'manifest.sha256';
export const FORMAT = 'greenfab-backup';
/** Raised when a program of today could not read the file of yesterday. */
export const VERSION = 1;

/** The first part. */
export interface BackupHead {
  format: typeof FORMAT;
  version: number;
  takenAt: string;
  engine: 'pglite' | 'postgresql';
}

/** The last part. */
export interface BackupManifest extends BackupHead {
  /** the migrations that made the tables, in order, each with the SHA-256 of its text */
  migrations: { name: string; sha256: string }[];
  /** numbers of the history go on above this one */
  lastSeq: number;
  /** head of the sealed history */
  head: { height: number; hash: string } | null;
  tables: { name: string; columns: string[]; rows: number }[];
  files: { count: number; bytes: number };
  /** SHA-256 of files that records name and the store no longer had, or not as they were */
  missingFiles: string[];
  /** every part before this one */
  parts: { name: string; bytes: number; sha256: string }[];
}

export const partOfTable = (table: string, number: number): string =>
  `tables/${table}/${String(number).padStart(6, '0')}.jsonl.gz`;
/** `schema.table` of such a part; undefined for any other. */
export const tableOfPart = (part: string): string | undefined =>
  /^tables\/([a-z_]+\.[a-z_0-9]+)\/\d+\.jsonl\.gz$/.exec(part)?.[1];
export const partOfFile = (sha256: string): string => `files/${sha256}`;
export const fileOfPart = (part: string): string | undefined => /^files\/([0-9a-f]{64})$/.exec(part)?.[1];
/** The secret that signs sessions and packs second factors, where it was made by the installation itself. */
export const SECRET = 'secret';
