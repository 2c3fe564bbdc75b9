// The doors of a one-time link: whom it is for, a password of one's own by it, and a new one where the old is forgotten.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { type LinkHolder, makeLink, readLink, takeLink } from './one-time-links.ts';
import { count, limits, note, personNamed, read, type SendMail, type SignInDoors, small } from './sign-in-doors.ts';
import { passwordLength } from './sign-in-library.ts';
import { signInWords } from './sign-in-words.ts';
import { normalUserName } from './user-name.ts';
import { refuseWeakPassword } from './weak-password.ts';

const token = z.string().min(1).max(100);
/** How long a link in a mail waits: a mailbox is read by more than one person more often than a card is. */
const MAIL_SECONDS = 3600;
/** How many mails one person is sent, whoever asks for them. */
const mails = { most: 3, seconds: 3600 } as const;
const asSystem = systemActor('sign-in');

/** Whom a link that nobody has used is for. @throws Refused `link_over`, `too_many_attempts` */
export async function holderOf(doors: SignInDoors, address: string, typed: string): Promise<LinkHolder> {
  count(doors.attempts, [[`link ${address}`, limits.asking]]);
  const holder = await doors.db.as(asSystem, (tx) => readLink(tx, typed, 'welcome'));
  if (!holder) throw new Refused('link_over');
  return holder;
}

/** Uses a link up. @throws Refused `link_over` */
export async function useLink(doors: SignInDoors, typed: string): Promise<LinkHolder> {
  const holder = await doors.db.as(asSystem, (tx) => takeLink(tx, typed, 'welcome'));
  if (!holder) throw new Refused('link_over');
  return holder;
}

/** Whether a person has a second factor that a link must not go round. */
async function hasSecondFactor({ db }: SignInDoors, personId: string): Promise<boolean> {
  const { rows } = await db.pool.query<{ is_on: boolean | null }>(
    'select two_factor_enabled as is_on from auth."user" where id = $1',
    [personId],
  );
  return rows[0]?.is_on === true;
}

/** Mounts the doors of one-time links. */
export function mountLinks(
  app: FastifyInstance,
  doors: SignInDoors,
  { addressOf, sendMail }: { addressOf(token: string): string; sendMail: SendMail | undefined },
): void {
  app.post('/api/auth/link/look', small, async (request) => {
    doors.refuseForeignOrigin(request.headers);
    const { purpose, userName, name, language, expiresAt } = await holderOf(
      doors,
      request.ip,
      read(z.object({ token }), request).token,
    );
    return { purpose, userName, name, language, expiresAt, passwordLength };
  });

  app.post('/api/auth/link/use', small, async (request, reply) => {
    doors.refuseForeignOrigin(request.headers);
    const asked = read(z.object({ token, newPassword: z.string().max(400) }), request);
    const holder = await holderOf(doors, request.ip, asked.token);
    const { least, most } = passwordLength;
    // Looked at before the link is used up: a slip must not cost it.
    if (asked.newPassword.length < least || asked.newPassword.length > most)
      throw new Refused('password_length', passwordLength);
    await refuseWeakPassword(doors.db, holder.personId, asked.newPassword);
    const { personId, purpose } = await useLink(doors, asked.token);
    await doors.setPassword(personId, asked.newPassword);
    await note(doors, request, { what: 'link-used', personId, subject: purpose });
    if (await hasSecondFactor(doors, personId)) return reply.send({ next: 'sign-in' });
    await doors.startSession(request, reply, personId, 'link');
    await note(doors, request, { what: 'sign-in', personId, subject: 'link' });
    return reply.send({ next: 'in' });
  });

  app.post('/api/auth/forgot', small, async (request, reply) => {
    doors.refuseForeignOrigin(request.headers);
    const asked = read(z.object({ username: z.string().max(400) }), request);
    const name = normalUserName(asked.username);
    count(doors.attempts, [[`forgot ${request.ip}`, limits.here]]);
    // Answered before anything is looked up: neither words nor time say whether there is such a person.
    reply.code(204).send();
    if (!sendMail) return reply;
    const found = await personToMail(doors, name);
    if (!found || !doors.attempts.take(`mail ${found.personId}`, mails).allowed) return reply;
    const link = await doors.db.as(asSystem, (tx) =>
      makeLink(tx, { personId: found.personId, purpose: 'reset', seconds: MAIL_SECONDS }, 'web'),
    );
    await note(doors, request, { what: 'link-made', personId: found.personId, subject: 'mail' });
    const said = signInWords[found.language];
    const text = said.mail_reset_text.replace('{userName}', name).replace('{link}', addressOf(link.token));
    await sendMail({ to: found.mail, subject: said.mail_reset_subject, text }).catch(() => undefined); // the next try sends another
    return reply;
  });
}

async function personToMail(
  doors: SignInDoors,
  name: string,
): Promise<{ personId: string; mail: string; language: 'en' | 'zh' } | null> {
  const personId = await personNamed(doors, name);
  if (!personId) return null;
  return doors.db.as(asSystem, async (tx) => {
    const { rows } = await sql<{ mail: string | null; language: 'en' | 'zh' }>`
      select a.mail, a.language from person p join person_attribute a on a.person_id = p.id where p.id = ${personId} and p.active`.execute(
      tx,
    );
    const [row] = rows;
    return row?.mail ? { personId, mail: row.mail, language: row.language } : null;
  });
}
