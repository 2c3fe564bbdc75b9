// The endpoints of one-time links: their makers' and, without any account, their guests'.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import { type Session, sessionOf } from '../access/session.ts';
import { Attempts } from '../access/sign-in-attempts.ts';
import { keepUpload } from '../evidence/keep-upload.ts';
import { type FileAnswer, type Route, route } from '../http/route.ts';
import { isLanguage, type Language } from '../i18n/words.ts';
import { sheetColumns } from '../intake/sheet-columns.ts';
import { checkRecord } from '../records/declare/check-values.ts';
import type { RecordKind, Values } from '../records/declare/kind.ts';
import { askedKind } from '../records/server/asked.ts';
import { findLatest } from '../records/server/read.ts';
import { Refused } from '../records/server/refusal.ts';
import { formOf, namedBy, sheetOf } from './guest-form.ts';
import { type GuestLink, guestOf, listLinks, makeLink, openLink, revokeLink } from './links.ts';
import { type GuestWorld, keepEntries, receive } from './receive.ts';

export interface LinksWorld extends GuestWorld {
  /** where the application is reached */
  url: string;
}

const MOST_DAYS = 60;
const MOST_ENTRIES = 50;
const MOST_CHOICES = 200;
const MOST_BYTES = 5 * 1024 ** 2;
/** Whoever tries secrets is stopped long before he could hit one; whoever has a link is not hindered. */
const limits = { unknown: { most: 20, seconds: 600 }, known: { most: 60, seconds: 60 } } as const;

const languageOf = (lang: string | undefined, otherwise: Language): Language => (isLanguage(lang) ? lang : otherwise);
const token = z.string().min(20).max(100);
const guestQuery = z.object({ token, lang: z.string().optional() });

const makeBody = z.object({
  kind: z.string(),
  scope: z.string().optional(),
  forWhom: z.string().trim().min(1).max(120),
  note: z.string().trim().max(1_000).optional(),
  language: z.enum(['en', 'zh']),
  given: z.record(z.string(), z.unknown()).default({}),
  choices: z.record(z.string(), z.array(z.uuid()).max(MOST_CHOICES)).default({}),
  fields: z.array(z.string()).min(1).max(60),
  days: z.number().int().min(1).max(MOST_DAYS),
});

/** Whether somebody may record there now: a link can do no more than who made it. */
const mayStill = (session: Session | null, link: Pick<GuestLink, 'scopeId'>): boolean =>
  session !== null &&
  (link.scopeId === null ? session.mayForGroup('records.record') : session.may('records.record', link.scopeId));

/** Refuses what could never be filled in. @throws Refused `guest_link_not_possible` with what is wrong */
async function refuseImpossible(
  world: LinksWorld,
  session: Session,
  kind: RecordKind,
  asked: { given: Values; choices: Record<string, string[]>; fields: string[] },
): Promise<void> {
  const columns = sheetColumns(world.words, kind);
  const known = new Set(columns.filter((column) => !column.line).map((column) => column.key));
  const wrong = [
    ...asked.fields.filter((key) => !known.has(key)),
    ...Object.keys(asked.choices).filter((path) => kind.flat.get(path)?.type !== 'ref'),
  ];
  if (wrong.length > 0) throw new Refused('wrong_input');
  const lacking: { field: string; code: string }[] = [];
  for (const [path, of] of kind.flat) {
    const isAsked = asked.fields.some((key) => key === path || key.replace(/\.(en|zh)$/, '') === path);
    if (isAsked && path in asked.given) lacking.push({ field: path, code: 'asked_and_given' });
    else if (of.required && !isAsked && !(path in asked.given)) lacking.push({ field: path, code: 'missing' });
    else if (isAsked && of.type === 'ref' && !asked.choices[path]?.length)
      lacking.push({ field: path, code: 'choices_missing' });
  }
  // What is fixed has to be right by itself: the guest could not mend it.
  const { problems } = checkRecord(kind, asked.given, [], {
    today: '',
    refs: {},
    lineRefs: [],
    limits: {},
    consulted: {},
  });
  for (const { field, code, level } of problems)
    if (level === 'error' && code !== 'missing' && field !== null && field in asked.given)
      lacking.push({ field, code });
  await world.db.as(session.actor, async (tx) => {
    for (const [to, ids] of namedBy(asked, kind)) {
      const target = world.kinds.get(to);
      if (target && (await findLatest(tx, target, [...ids])).length < ids.size) throw new Refused('not_found');
    }
  });
  if (lacking.length > 0)
    throw new Refused(
      'guest_link_not_possible',
      {},
      lacking.map((one) => ({ ...one, level: 'error' as const })),
    );
}

/** Endpoints of links. */
export function guestRoutes(world: LinksWorld): Route[] {
  const attempts = new Attempts();
  const take = (key: string, limit: { most: number; seconds: number }) => {
    const { allowed, waitSeconds } = attempts.take(key, limit);
    if (!allowed) throw new Refused('too_many_attempts', { minutes: Math.ceil(waitSeconds / 60) });
  };

  /** The link of a request, its kind, and its maker's rights as they are today. */
  const opened = async (request: FastifyRequest, secret: string) => {
    take(`link ${secret}`, limits.known);
    const unknown = `guess ${request.ip}`;
    const link = await openLink(world.db, secret).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'guest_link_unknown') take(unknown, limits.unknown);
      throw error;
    });
    const kind = askedKind(world.kinds, link.kind);
    if (!mayStill(await sessionOf(world.db, link.madeBy, world.todayIn('Asia/Shanghai')), link))
      throw new Refused('guest_link_over');
    return { link, kind };
  };
  const asGuest = <T>(link: GuestLink, kind: RecordKind, work: Parameters<typeof world.db.as<T>>[1]) =>
    world.db.as<T>(guestOf(link, kind), work);

  return [
    route({
      method: 'GET',
      path: '/api/v1/links',
      summary: 'One-time links that one made, and those of the factories where one records',
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }) => ({
        links: (await world.db.as(session.actorFor('records.record'), listLinks)).map((link) => ({
          ...link,
          mayRevoke: mayStill(session, link),
        })),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/links',
      summary: 'Make a link by which somebody without an account fills in records of one kind, once',
      body: makeBody,
      secret: true,
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body }) => {
        const kind = askedKind(world.kinds, body.kind);
        const { scope, note, days, ...asked } = body;
        const site = kind.site ?? 'site';
        const scopeId =
          kind.owner === 'site'
            ? await world.db.as(session.actor, async (tx) => {
                const found = await findScope(tx, scope ?? String(body.given[site] ?? ''));
                if (found.type !== 'site') throw new Refused('unknown_scope');
                return found.id;
              })
            : null;
        if (!mayStill(session, { scopeId })) throw new Refused('not_allowed');
        const given = { ...asked.given, ...(scopeId === null ? {} : { [site]: scopeId }) } as Values;
        await refuseImpossible(world, session, kind, { ...asked, given });
        const { id, token: secret } = await world.db.as(session.actorFor('records.record'), (tx) =>
          makeLink(tx, { ...asked, given, scopeId, note: note || null, days }),
        );
        return { id, address: `${world.url}/g/${secret}` };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/links/:id/revoke',
      summary: 'End a link that nobody has used yet',
      query: z.object({ id: z.uuid() }),
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { id }) => {
        await world.db.as(session.actorFor('records.record'), (tx) => revokeLink(tx, id));
        return { revoked: id };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/guest/:token',
      summary: 'The form behind a one-time link',
      query: guestQuery,
      may: () => 'anyone',
      answer: async ({ request }, { token: secret, lang }) => {
        const { link, kind } = await opened(request, secret);
        return asGuest(link, kind, (tx) => formOf(tx, world, kind, link, languageOf(lang, link.language)));
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/guest/:token/sheet.xlsx',
      summary: 'The same as a sheet to be filled in',
      query: guestQuery,
      file: true,
      may: () => 'anyone',
      answer: async ({ request }, { token: secret, lang }): Promise<FileAnswer> => {
        const { link, kind } = await opened(request, secret);
        return asGuest(link, kind, (tx) => sheetOf(tx, world, kind, link, languageOf(lang, link.language)));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/guest/:token/records',
      summary: 'Send what was filled in; it becomes drafts, and the link is used up',
      query: guestQuery,
      body: z.object({
        entries: z
          .array(z.record(z.string().max(80), z.string().max(2_000)))
          .min(1)
          .max(MOST_ENTRIES),
      }),
      may: () => 'anyone',
      answer: async ({ request }, { token: secret, body, lang }) => {
        const { link, kind } = await opened(request, secret);
        const language = languageOf(lang, link.language);
        const file = await keepEntries(world, link, body.entries, MOST_BYTES);
        return receive(world, kind, { ...link, language }, { file, fileName: `${link.forWhom}.csv`, firstRow: 2 });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/guest/:token/sheet',
      summary: 'Send the sheet that was filled in; its rows become drafts, and the link is used up',
      query: guestQuery,
      may: () => 'anyone',
      answer: async ({ request }, { token: secret, lang }) => {
        const { link, kind } = await opened(request, secret);
        const language = languageOf(lang, link.language);
        const { file, fileName } = await keepUpload(request, world.evidence, MOST_BYTES);
        return receive(world, kind, { ...link, language }, { file, fileName, firstRow: 1 });
      },
    }),
  ];
}
