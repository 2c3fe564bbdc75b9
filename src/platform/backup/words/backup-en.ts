/** English words of backup and restore. */
export const backupEn = {
  not_a_backup: 'This file is not a greenfab backup, or it breaks off before its end.',
  newer_backup: 'This backup was made by a newer greenfab ({part}). Restore it with that version or a later one.',
  altered_backup:
    'This backup is not as it was written: {part} differs from the list at its end. Nothing was restored.',
  not_empty:
    'This installation already holds people or records. A backup is restored into an empty data folder and database.',
  backup_in_progress: 'A backup is being taken already. Wait until it is done.',
  restore_unfinished:
    'A restore into this data folder did not come to its end, or did not hold. Empty the folder and the database and restore again.',
  'backup.taken':
    'Backed up {rows} {rows|row|rows} and {files} {files|file|files} to {file}. Files of evidence that were missing: {missing}.',
  'backup.reading': 'Reading the backup and comparing every part with its list …',
  'backup.verifying': 'Filled. Verifying history, files and figures …',
  'backup.restored':
    'Restored as of {taken}. The history holds ({entries} {entries|entry|entries}, {revisions} {revisions|revision|revisions}), every file is there, and {figures} {figures|figure worked out again is|figures worked out again are} equal.',
  'backup.does-not-hold':
    'Restored as of {taken}, but it does not hold: {discrepancies} {discrepancies|disagreement|disagreements} in the history, {missing} {missing|file|files} missing or altered, {unequal} {unequal|figure|figures} and sums that came out otherwise.',
  'ui.place.backup': 'Backup',
  'backup.title': 'Backup',
  'backup.teach':
    'A backup is one file with everything: records, history, people, settings, figures, editions and every file of evidence, as they stood at one moment. It is taken while everybody goes on working. Keep it as safe as the system itself: it holds password hashes and the secret.',
  'backup.how-to-restore':
    'On an empty machine, greenfab restore FILE fills a new installation from it, then verifies the history, checks every file and works out the figures again.',
  'backup.take': 'Take a backup',
  'backup.taking': 'Taking a backup: {rows} {rows|row|rows}, {files} {files|file|files} so far',
  'backup.none': 'No backup is kept here yet.',
  'backup.taken-at': 'As of',
  'backup.taken-by': 'Taken by',
  'backup.rows': 'Rows',
  'backup.files': 'Files',
  'backup.size': 'Size (MB)',
  'backup.download': 'Download',
  'backup.remove': 'Remove',
  'backup.remove-sure': 'Remove this backup from the server? What was downloaded stays.',
  'backup.missing': '{count} {count|file of evidence was|files of evidence were} missing or damaged',
  'backup.failed': 'The last backup failed: {why}',
  'backup.kept': 'The newest {count} are kept on the server; older ones go.',
} as const;
