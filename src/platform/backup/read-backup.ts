// Reads a backup: first all of it against its own list, before anything is done with it; then part by part.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { Refused } from '../records/server/refusal.ts';
import { type BackupHead, type BackupManifest, FORMAT, HEAD, MANIFEST, SEAL, VERSION } from './format.ts';

/** A head and a manifest are short; what is longer is none. */
const LONGEST_HEAD = 64 * 1024;
const LONGEST_MANIFEST = 512 * 1024 * 1024;

/** One part after the other, each to be read to its end before the next. */
async function* partsOf(path: string): AsyncGenerator<{ name: string; body: AsyncIterable<Buffer> }> {
  const tar = extract();
  const read = pipeline(createReadStream(path), tar).catch((error) => tar.destroy(error));
  try {
    for await (const entry of tar) yield { name: entry.header.name, body: entry as unknown as AsyncIterable<Buffer> };
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('not_a_backup');
  }
  await read;
}

async function textOf(body: AsyncIterable<Buffer>, longest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > longest) throw new Refused('not_a_backup');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed<T extends BackupHead>(text: string): T {
  let found: T;
  try {
    found = JSON.parse(text) as T;
  } catch {
    throw new Refused('not_a_backup');
  }
  if (found.format !== FORMAT) throw new Refused('not_a_backup');
  if (found.version > VERSION) throw new Refused('newer_backup', { part: String(found.version) });
  return found;
}

/**
 * Reads all of a backup and compares every part with the list at its end.
 * @throws Refused `not_a_backup`, `newer_backup`, `altered_backup` with the part that does not agree; nothing was done with it yet
 */
export async function checkBackup(path: string, onBytes?: (bytes: number) => void): Promise<BackupManifest> {
  try {
    return await compared(path, onBytes);
  } catch (error) {
    if (error instanceof Refused || (error as NodeJS.ErrnoException).syscall) throw error;
    throw new Refused('altered_backup', { part: MANIFEST }); // it breaks off within a part
  }
}

async function compared(path: string, onBytes?: (bytes: number) => void): Promise<BackupManifest> {
  const found: BackupManifest['parts'] = [];
  let manifest: BackupManifest | undefined;
  let list = '';
  let sealed = false;
  let read = 0;
  for await (const { name, body } of partsOf(path)) {
    if (found.length === 0 && name !== HEAD) throw new Refused('not_a_backup');
    if (manifest) {
      if (name !== SEAL || sealed || (await textOf(body, LONGEST_HEAD)) !== list)
        throw new Refused('altered_backup', { part: MANIFEST });
      sealed = true;
      continue;
    }
    if (name === MANIFEST) {
      const text = await textOf(body, LONGEST_MANIFEST);
      list = createHash('sha256').update(text).digest('hex');
      manifest = parsed<BackupManifest>(text);
      continue;
    }
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of body) {
      digest.update(chunk);
      bytes += chunk.length;
      read += chunk.length;
      onBytes?.(read);
      if (found.length === 0 && bytes > LONGEST_HEAD) throw new Refused('not_a_backup');
    }
    found.push({ name, bytes, sha256: digest.digest('hex') });
  }
  if (!manifest || !sealed) throw new Refused(found.length > 0 ? 'altered_backup' : 'not_a_backup', { part: MANIFEST });
  for (const [index, part] of manifest.parts.entries()) {
    const { name, bytes, sha256 } = found[index] ?? {};
    if (name !== part.name || bytes !== part.bytes || sha256 !== part.sha256)
      throw new Refused('altered_backup', { part: part.name });
  }
  if (found.length !== manifest.parts.length)
    throw new Refused('altered_backup', { part: found[manifest.parts.length]?.name ?? MANIFEST });
  return manifest;
}

/** Hands every part to `take` once more; what `take` leaves unread is passed over. */
export async function readParts(
  path: string,
  take: (name: string, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  for await (const { name, body } of partsOf(path)) {
    await take(name, body);
    for await (const _ of body);
  }
}

/** The bytes of a part that is small enough to be held. */
export async function bytesOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
