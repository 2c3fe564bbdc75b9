// Files of evidence in S3-compatible storage. What is sent is named by its hash, and the storage checks it by that.
import { createWriteStream, existsSync, mkdirSync, openAsBlob, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { type ByteRange, type EvidenceStore, nameOf, receive, sweepFolder } from './store.ts';

/** Where the storage is, and who we are there. */
export interface S3Place {
  /** `https://host[:port]`; the bucket stands in the path, as every compatible storage takes it */
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
  /** before the names of our objects, for a bucket that is not ours alone; empty or ending in a slash */
  prefix: string;
}

/** The storage was reached and refused, or was not reached: our trouble, not the reader's. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed';
}

/** A copy that nobody has read for so long goes; an upload that has not moved for so long was cut off. */
const LEFT_MS = 24 * 60 * 60_000;

/**
 * A store in a bucket. An upload is received on this machine first: only then is its hash known, and what is sent carries
 * it, so that a connection that breaks leaves either the whole object or none.
 * @param scratch folder for uploads on their way and for copies of what is read at places
 */
export function s3Store(place: S3Place, scratch: string): EvidenceStore {
  const { endpoint, bucket, region, accessKey, secretKey, prefix } = place;
  const client = new AwsClient({
    ...{ accessKeyId: accessKey, secretAccessKey: secretKey, region, service: 's3', retries: 3 },
  });
  const addressOf = (sha256: string) => `${endpoint}/${bucket}/${prefix}${nameOf(sha256)}`;
  const ask = async (sha256: string, init: RequestInit): Promise<Response> => {
    try {
      return await client.fetch(addressOf(sha256), init);
    } catch (error) {
      throw new StorageFailed(`the storage is not reached: ${(error as Error).message}`, { cause: error });
    }
  };
  const refused = (what: string, answer: Response) =>
    new StorageFailed(`the storage refuses to ${what}: ${answer.status}`);

  /** @returns how long the object is; undefined when there is none */
  const lengthOf = async (sha256: string): Promise<number | undefined> => {
    const answer = await ask(sha256, { method: 'HEAD' });
    if (answer.ok) return Number(answer.headers.get('content-length'));
    if (answer.status === 404) return undefined;
    throw refused('look', answer);
  };
  async function* bytesOf(sha256: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const headers: Record<string, string> = range ? { range: `bytes=${range.from}-${range.before - 1}` } : {};
    const answer = await ask(sha256, { method: 'GET', headers });
    if (!answer.ok || !answer.body) throw refused('read', answer);
    yield* Readable.fromWeb(answer.body as ReadableStream);
  }
  const read = (sha256: string, range?: ByteRange): Readable =>
    Readable.from(bytesOf(sha256, range), { objectMode: false });

  return {
    where: 's3',
    has: async (sha256) => (await lengthOf(sha256)) !== undefined,
    read,
    pathOf: async (sha256) => {
      const path = join(scratch, sha256);
      nameOf(sha256);
      if (existsSync(path)) {
        const now = new Date();
        utimesSync(path, now, now);
        return path;
      }
      mkdirSync(scratch, { recursive: true, mode: 0o700 });
      const partial = `${path}.${process.pid}.part`;
      try {
        await pipeline(read(sha256), createWriteStream(partial, { mode: 0o600 }));
        renameSync(partial, path);
      } catch (error) {
        rmSync(partial, { force: true });
        throw error;
      }
      return path;
    },
    keep: async (source, maxBytes, accepts) => {
      const { path, ...file } = await receive(scratch, source, maxBytes, accepts);
      try {
        if ((await lengthOf(file.sha256)) !== file.bytes) {
          const answer = await ask(file.sha256, {
            method: 'PUT',
            headers: { 'x-amz-content-sha256': file.sha256, 'content-type': 'application/octet-stream' },
            body: await openAsBlob(path),
          });
          if (!answer.ok) throw refused('keep', answer);
          if ((await lengthOf(file.sha256)) !== file.bytes)
            throw new StorageFailed('the storage has not kept all of what was sent');
        }
        return file;
      } finally {
        rmSync(path, { force: true });
      }
    },
    sweep: (olderThanMs = LEFT_MS) => sweepFolder(scratch, olderThanMs, () => true),
  };
}
