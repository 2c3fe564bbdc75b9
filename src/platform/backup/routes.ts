// The endpoints of backups: what lies there, take one, download it, take it away. All for who administers the group.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GROUP_ID } from '../access/organisation.ts';
import type { Session } from '../access/session.ts';
import type { Database } from '../db/database.ts';
import { appendEntry, historySeq } from '../history/entry.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { KEPT, type Shelf } from './shelf.ts';

const need = () => ({ action: 'backup.take' as const, scopeId: GROUP_ID });
const named = z.object({ name: z.string().max(40) });

/** Endpoints of backups. */
export function backupRoutes({ db, shelf }: { db: Database; shelf: Shelf }): Route[] {
  // Who takes or fetches everything there is: that is told where everything is told.
  const note = (session: Session, said: string) =>
    db.as(session.actor, async (tx) => {
      await appendEntry(tx, {
        seq: await historySeq(tx),
        via: 'web',
        action: 'set',
        kind: 'platform.backup',
        scopeId: null,
        reason: said,
        rows: 1,
        digest: createHash('sha256').update(said).digest(),
      });
    });
  return [
    route({
      method: 'GET',
      path: '/api/v1/backups',
      summary: 'Backups kept on the server, and the one that is being taken',
      may: need,
      answer: async () => ({ ...shelf.state(), kept: KEPT }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/backups',
      summary: 'Take a backup; the list tells how far it is',
      may: need,
      answer: async ({ session, reply }) => {
        await note(session, 'take');
        // What goes wrong on the way stands in the list: this answer is long gone by then.
        shelf.take({ id: session.personId, ...session.name }).catch(() => undefined);
        reply.code(202);
        return { ...shelf.state(), kept: KEPT };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/backups/:name',
      summary: 'Download a backup',
      query: named,
      file: true,
      may: need,
      answer: async ({ session, reply }, { name }): Promise<FileAnswer> => {
        const { bytes, body } = shelf.read(name);
        await note(session, `download ${name}`);
        reply.header('content-length', bytes);
        return { fileName: `greenfab-${name}.greenfab-backup`, mediaType: 'application/x-tar', body };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/backups/:name',
      summary: 'Take a backup off the server',
      query: named,
      may: need,
      answer: async ({ session }, { name }) => {
        shelf.remove(name);
        await note(session, `remove ${name}`);
        return { ...shelf.state(), kept: KEPT };
      },
    }),
  ];
}
