// The endpoints of personal data: what is held on oneself or on anybody, as a page and as a file, and its erasure.
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import type { Dictionary } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import { noteAccess } from './access-events.ts';
import { erasePerson } from './erase-person.ts';
import { GROUP_ID } from './organisation.ts';
import { actingAbout, countHeld, readHeld } from './personal-data.ts';
import { personalDataZip } from './personal-data-file.ts';

export interface PrivacyWorld {
  db: Database;
  words: Dictionary;
  todayIn(timeZone: string): string;
}

const byId = z.object({ id: z.uuid() });
const managesPeople = () => ({ action: 'people.manage', scopeId: GROUP_ID }) as const;

/** Endpoints of personal data. */
export function privacyRoutes({ db, words, todayIn }: PrivacyWorld): Route[] {
  const fileOf = async (actorId: string, personId: string): Promise<FileAnswer> => {
    const data = await readHeld(db, actorId, personId);
    const body = Readable.from(personalDataZip(words, data, new Date()));
    return { fileName: `personal-data-${data.userName}.zip`, mediaType: 'application/zip', body };
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/account/personal-data',
      summary: 'What is held on oneself, for how long, and what erasure does to it',
      may: () => 'signed-in',
      answer: async ({ session: { personId } }) => countHeld(db, personId, personId),
    }),
    route({
      method: 'GET',
      path: '/api/v1/account/personal-data.zip',
      summary: 'Everything that is held on oneself, as JSON and as a page to read',
      file: true,
      may: () => 'signed-in',
      answer: async ({ session: { personId } }) => fileOf(personId, personId),
    }),
    route({
      method: 'GET',
      path: '/api/v1/people/:id/personal-data',
      summary: 'What is held on a person, for how long, and what erasure does to it',
      query: byId,
      may: managesPeople,
      answer: async ({ session }, { id }) => countHeld(db, session.personId, id),
    }),
    route({
      method: 'GET',
      path: '/api/v1/people/:id/personal-data.zip',
      summary: 'Everything that is held on a person, as JSON and as a page to read',
      query: byId,
      file: true,
      may: managesPeople,
      answer: async ({ session }, { id }) => {
        const file = await fileOf(session.personId, id);
        // The person sees in his own log that it was taken.
        if (id !== session.personId)
          await db.as(session.actor, (tx) =>
            noteAccess(tx, { what: 'export', personId: id, subject: 'personal-data' }),
          );
        return file;
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/erase',
      summary: 'Erase what can identify a person, in one recorded step; it cannot be taken back',
      query: byId,
      body: z.object({ userName: z.string().max(80), reason: z.string().max(500) }),
      may: managesPeople,
      answer: async ({ session }, { id, body }) => {
        if (id === session.personId) throw new Refused('erase_yourself');
        const number = await db.as(actingAbout(session.personId), (tx) =>
          erasePerson(tx, { personId: id, ...body }, { words, today: todayIn('Asia/Shanghai'), via: 'web' }),
        );
        return { number };
      },
    }),
  ];
}
