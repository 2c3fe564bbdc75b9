// The file of a request into the store, and what is wrong with a request that has none.
import type { FastifyRequest } from 'fastify';
import { Refused } from '../records/server/refusal.ts';
import { fileNameOf } from './file-name.ts';
import { type EvidenceStore, FileTooLarge, type StoredFile } from './store.ts';

/** The one file of a request, not yet read; and what the form said before it. */
export interface Upload {
  fileName: string;
  /** fields of the form that came before the file */
  said: Readonly<Record<string, string>>;
  /** @throws Refused `file_too_large`; `wrong_input` when the form breaks off */
  keep(store: EvidenceStore, maxBytes: number, accepts?: (mediaType: string) => void): Promise<StoredFile>;
  /** Reads it to its end and keeps nothing, so that the refusal can be heard. */
  drop(): void;
}

/** @throws Refused `wrong_input` when there is no file */
export async function openUpload(request: FastifyRequest): Promise<Upload> {
  const upload = await request.file().catch(inWords);
  if (!upload) throw new Refused('wrong_input');
  const said = Object.entries(upload.fields).flatMap(([name, field]) =>
    field && 'value' in field && typeof field.value === 'string' ? [[name, field.value]] : [],
  );
  return {
    fileName: fileNameOf(upload.filename),
    said: Object.fromEntries(said),
    keep: async (store, maxBytes, accepts) => {
      try {
        const file = await store.keep(upload.file, maxBytes, accepts).catch((error: unknown) => {
          if (error instanceof FileTooLarge)
            throw new Refused('file_too_large_for', { limit: Math.floor(maxBytes / 1024 ** 2) });
          return inWords(error);
        });
        if (upload.file.truncated) throw new Refused('file_too_large');
        return file;
      } catch (error) {
        upload.file.resume();
        throw error;
      }
    },
    drop: () => void upload.file.resume(),
  };
}

/**
 * Keeps the one file of a request.
 * @throws Refused `file_too_large`; `wrong_input` when there is none, or the form breaks off
 */
export async function keepUpload(
  request: FastifyRequest,
  store: EvidenceStore,
  maxBytes: number,
): Promise<{ file: StoredFile; fileName: string }> {
  const upload = await openUpload(request);
  return { file: await upload.keep(store, maxBytes), fileName: upload.fileName };
}

/** A disk or storage that refuses is our trouble, and what has a status says itself what it is; any other is a form that is none. */
function inWords(error: unknown): never {
  if (error instanceof Refused) throw error;
  const { syscall, statusCode, name } = error as { syscall?: string; statusCode?: number; name?: string };
  const isOurs = syscall !== undefined || statusCode !== undefined || name === 'StorageFailed';
  throw isOurs ? error : new Refused('wrong_input');
}
