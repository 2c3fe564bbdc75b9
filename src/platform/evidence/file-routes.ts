// The endpoints of a file: its bytes, whole or in parts, and its first rows or lines where a browser cannot show it itself.
import { z } from 'zod';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { shownFilePolicy } from '../http/safe-headers.ts';
import { openTable } from '../intake/read/open-table.ts';
import { isRefusal, TableRefused } from '../intake/read/refusal.ts';
import { Refused } from '../records/server/refusal.ts';
import { fileNameOf } from './file-name.ts';
import { shownInPlace, toldAsText } from './kinds.ts';
import { findFile } from './read-file.ts';
import { listRecordsBehind } from './read-files.ts';
import type { EvidenceWorld } from './routes.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const MOST_ROWS = 100;
const MOST_COLUMNS = 40;
const LONGEST_CELL = 300;
/** Reading for a glance ends where reading for an import would go on. */
const glance = { unpackedBytes: 64 * 1024 ** 2, milliseconds: 5_000, textBytes: 512 * 1024 ** 2 };

/** The first rows of a sheet or a text. @throws Refused `file_refused` */
async function firstRows(path: string, sheet: string | undefined) {
  const table = await openTable(path, { limits: glance, ...(sheet ? { sheet } : {}) });
  if (isRefusal(table)) throw new Refused('file_refused');
  try {
    const rows: { row: number; cells: string[] }[] = [];
    let more = false;
    for await (const batch of table.batches()) {
      for (const { row, cells } of batch) {
        if (rows.length === MOST_ROWS) more = true;
        else rows.push({ row, cells: cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_CELL)) });
      }
      if (more) break;
    }
    const sheets = table.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
    return { sheets, sheet: table.sheet, rows, more };
  } catch (error) {
    if (error instanceof TableRefused) throw new Refused('file_refused');
    throw error;
  } finally {
    await table.close();
  }
}

/** Endpoints that show a file. */
export function fileRoutes(world: EvidenceWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/evidence/:sha256',
      summary: 'A file, or a part of it, for who may see a record or an import that it lies behind',
      query: z.object({ sha256: hash, name: z.string().max(200).optional(), download: z.string().optional() }),
      file: true,
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { sha256, name, download }): Promise<FileAnswer> => {
        const file = await findFile(world, session, sha256);
        const inline = !download && shownInPlace.has(file.mediaType);
        return {
          fileName: name ? fileNameOf(name) : file.fileName,
          mediaType: inline ? file.mediaType : 'application/octet-stream',
          body: Buffer.alloc(0),
          whole: { tag: sha256, bytes: file.bytes, read: (range) => world.evidence.read(sha256, range) },
          ...(inline ? { inline, policy: shownFilePolicy } : {}),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/:sha256/rows',
      summary: 'The first rows of a sheet, or lines of a text',
      query: z.object({ sha256: hash, sheet: z.string().max(100).optional() }),
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { sha256, sheet }) => {
        const file = await findFile(world, session, sha256);
        if (!toldAsText.has(file.mediaType)) throw new Refused('file_refused');
        return firstRows(await world.evidence.pathOf(sha256), sheet);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/evidence/:sha256/records',
      summary: 'The records that a file lies behind, as far as the reader may see them',
      query: z.object({ sha256: hash }),
      may: () => ({ action: 'evidence.read' }),
      answer: async ({ session }, { sha256 }) =>
        world.db.as(session.actor, async (tx) => {
          const records = await listRecordsBehind(tx, world.kinds, sha256);
          if (records.length === 0) throw new Refused('not_found');
          return { records };
        }),
    }),
  ];
}
