// What the server and its page say to each other of backups.

/** How far it is: rows of tables first, then files. */
export interface BackupProgress {
  rows: number;
  /** as the database estimates it */
  rowsExpected: number;
  files: number;
  filesExpected: number;
}

/** A backup on the shelf. */
export interface ShelvedBackup {
  /** its name in addresses: the instant at which it was begun */
  name: string;
  /** an instant, as ISO text */
  takenAt: string;
  takenBy: { id: string; en: string; zh: string };
  bytes: number;
  rows: number;
  files: number;
  missingFiles: number;
}

/** What goes on and what lies there. */
export interface ShelfState {
  backups: ShelvedBackup[];
  /** the one that is being taken */
  taking: BackupProgress | null;
  /** why the last attempt failed, in the words of the system */
  failed: string | null;
}
