// The file of a request into the store, and what is wrong with a request that has none.
import type { FastifyRequest } from 'fastify';
import { Refused } from '../records/server/refusal.ts';
import { type EvidenceStore, FileTooLarge, type StoredFile } from './store.ts';

const MOST_NAME = 200;

/**
 * Keeps the one file of a request.
 * @throws Refused `file_too_large`; `wrong_input` when there is none, or the form breaks off
 */
export async function keepUpload(
  request: FastifyRequest,
  store: EvidenceStore,
  maxBytes: number,
): Promise<{ file: StoredFile; fileName: string }> {
  const upload = await request.file().catch(inWords);
  if (!upload) throw new Refused('wrong_input');
  const file = await store.keep(upload.file, maxBytes).catch(inWords);
  if (upload.file.truncated) throw new Refused('file_too_large');
  return { file, fileName: upload.filename.slice(0, MOST_NAME).toWellFormed() };
}

/** A disk that refuses is our trouble, and what has a status says itself what it is; any other is a form that is none. */
function inWords(error: unknown): never {
  if (error instanceof FileTooLarge) throw new Refused('file_too_large');
  const { syscall, statusCode } = error as { syscall?: string; statusCode?: number };
  throw syscall === undefined && statusCode === undefined ? new Refused('wrong_input') : error;
}
