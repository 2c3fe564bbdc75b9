// The store that the settings say: a folder, or S3-compatible storage, whose client is loaded only then.
import { join } from 'node:path';
import { folderStore } from './folder-store.ts';
import type { S3Place } from './s3-store.ts';
import { scanned } from './scan.ts';
import type { EvidenceStore } from './store.ts';

/** The folder of files in a data folder. */
export const filesFolder = (dataFolder: string): string => join(dataFolder, 'files');

/** Opens it; with a scanner, new files wait for that. */
export async function openEvidence(
  dataFolder: string,
  { s3, scan }: { s3: S3Place | undefined; scan: string | undefined },
): Promise<EvidenceStore> {
  const store = s3
    ? (await import('./s3-store.ts')).s3Store(s3, join(dataFolder, 'scratch'))
    : folderStore(filesFolder(dataFolder));
  return scan ? scanned(store) : store;
}
