// What an example makes anew, so that it can succeed, or names, so that nothing is changed.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { noteCertificate } from '#domains/water/store/connections.ts';
import { holdPost } from '#platform/access/posts.ts';
import type { Role } from '#platform/access/roles.ts';
import { systemActor } from '#platform/db/database.ts';
import { sealRobot } from '#platform/notify/robots.ts';
import { upload } from '../small-server.test-fixture.ts';
import { at, boss, company, loadOf, newPost, next, people, post, server, site } from './company.test-fixture.ts';
import { type Person, type Place, secret } from './example.test-fixture.ts';

/** Lays a backup on the shelf of the server. @returns its name */
export function shelve(): string {
  const [name, folder] = ['20240715T000000Z', join(server.dataFolder, 'backups')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.greenfab-backup`), secret);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, takenBy: { en: secret, zh: secret } }));
  return name;
}
/** A link of a paper: a new one where it is going to end, else the one that nobody may end. */
export const linkAt = async (place: Place, fresh: boolean): Promise<string> => {
  if (!fresh) return at[place].link;
  const attached = await server.ask(boss, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${at[place].approved}` },
    ...upload('again.pdf', `%PDF-1.7 ${next()}`),
  });
  return attached.json().id;
};
/** A load at a stage: a new one where it is going to be moved, else the one that nobody may move. */
export const loadAt = async (
  stage: 'draft' | 'submitted' | 'reviewed',
  place: Place,
  fresh: boolean,
): Promise<string> => (fresh ? company.loadAt(stage, loadOf(place)) : at[place][stage]);
export const bound = async (id: string, kind = 'waste.load') => {
  const { revision, hash } = await company.newest(kind, id);
  return { id, revision, hash };
};
export const step =
  (name: 'submit' | 'review' | 'approve' | 'return', stage: 'draft' | 'submitted' | 'reviewed') =>
  async (place: Place, fresh: boolean) =>
    post(`/records/waste.load/steps/${name}`, {
      records: [await bound(await loadAt(stage, place, fresh))],
      ...(name === 'return' ? { words: [{ field: null, words: 'not so' }] } : {}),
    });
/** What a link to a factory asks for. */
export const linkTo = (place: Place) => ({
  ...{ kind: 'factories.activity', scope: site(place), forWhom: 'A clerk', language: 'en', days: 1 },
  fields: ['month', 'headCount'],
});
/** A new link of the administrator's, with its secret. */
export async function newLink(place: Place): Promise<{ id: string; token: string }> {
  const boss = people.find(({ role, at: where }) => role === 'group_administrator' && where === 'group');
  const answer = await server.ask(boss?.cookie ?? null, post('/links', linkTo(place)));
  const { id, address } = answer.json() as { id: string; address: string };
  return { id, token: address.split('/g/')[1] ?? '' };
}
export const importOf = (place: Place, who: Person) => (place === 'SZ' && who.importId) || at[place].importId;
export const importers: readonly Role[] = ['group_administrator', 'centre_analyst', 'site_manager', 'site_recorder'];
/** A webhook that nobody listens at. */
export const hook = async (): Promise<string> => {
  const wanted = { name: 'h', url: 'http://127.0.0.1:9/', events: ['period.closed'] };
  return (await server.ask(await administrators(), post('/webhooks', wanted))).json().id;
};
/** A connection to a device that nobody listens for. */
export const connection = async (): Promise<string> =>
  (await server.ask(await administrators(), post('/water/connections', wantedConnection()))).json().id;
/** A connection whose server shows a certificate, and the fingerprint of that one. */
export const shownConnection = async (): Promise<{ id: string; fingerprint: string }> => {
  const id = await connection();
  const certificate = Buffer.from(
    [
      'MIIBeDCCAR2gAwIBAgIUBMPnpmOlKUBM14bZnJrlmL5s0mUwCgYIKoZIzj0EAwIwEDEOMAwGA1UEAwwFcGxhbnQwIBcNMjYx',
      'MTI3MDcyOTE1WhgPMjEyNjExMDMwNzI5MTVaMBAxDjAMBgNVBAMMBXBsYW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE',
      '5j5OPVa5m6TO4mow2znLF8nZICBcM8iqDr4CeWRFvr+vpGv8eWOPGX28BIjeon8Vc5JDifTpst9DU63Lxb3Sy6NTMFEwHQYD',
      'VR0OBBYEFAqcWLx8LT9Yuy8sYIvOXRQ7QkO4MB8GA1UdIwQYMBaAFAqcWLx8LT9Yuy8sYIvOXRQ7QkO4MA8GA1UdEwEB/wQF',
      'MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMa86zzeef9FXdc779WAIPEb6iixzCCOGyJrqkh0pSHcAiEAsq2ffAtRNPIxB+sq',
      'CEqtGhBcUogHdZYFoEkqK2ETw4s=',
    ].join(''),
    'base64',
  );
  await company.db.as(systemActor('devices'), (tx) => noteCertificate(tx, id, certificate));
  return { id, fingerprint: createHash('sha256').update(certificate).digest('hex') };
};
export const wantedConnection = () => ({
  ...{ name: 'c', way: 'modbus', address: 'modbus://127.0.0.1:9' },
  settings: { registers: [{ meter: 'SZ/W-1', address: 0 }] },
});
export const sentTo = async (): Promise<[string, string]> => {
  const id = await hook();
  return [id, (await server.ask(await administrators(), post(`/webhooks/${id}/test`, {}))).json().delivery];
};
export const administrators = () => server.cookieOf(company.people.administrator.id);
/** A new key of somebody, to be ended. */
export const keyOf = async (who: Person): Promise<string> => {
  const wanted = { name: 'short', actions: ['figures.read'], scope: who.at === 'group' ? 'group' : 'site:SZ', days: 1 };
  return (await server.ask(who.cookie, post('/keys', wanted))).json().id;
};
/** What a key may ask without an action: what it answers is cut down to the key. */
export const openToKeys = [
  ...['GET /api/v1/me', 'GET /api/v1/organisation', 'GET /api/v1/search'],
  'GET /api/v1/substances/packs',
  'GET /api/v1/substances/packs/:pack',
  'GET /api/v1/substances/packs/:pack/compare',
];
export let month = 0;
export const pastMonth = () =>
  `20${String(10 + Math.floor(++month / 12)).padStart(2, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
export const period = 'period=2024-Q2';
/** Reviews handed, on days to come, to a reviewer of the group, who may take them all. */
export const newDelegation = () => ({
  ...{ id: uuidv7(), to: company.people.secondReviewer.id, scopeId: null },
  ...{ fromOn: '2999-01-01', beforeOn: '2999-01-02' },
});

/** Somebody whom nobody else in this test is. */
export const somebody = () => server.person(`new.${next()}`);
export const inFuture = '2999-01-01';
export const heldPost = async (personId: string): Promise<string> => {
  const postId = await newPost();
  await company.db.as(systemActor('operator'), (tx) =>
    holdPost(tx, { postId, personId, from: '2024-01-01' }, 'system'),
  );
  return postId;
};
/** A robot of the factory's group; its service is nowhere, so that none is asked. */
export const robotAt = (place: Place) =>
  company.db.as(systemActor('operator'), async (tx) => {
    const id = uuidv7();
    const sealed = sealRobot('x'.repeat(32), { address: 'http://127.0.0.1:9/' });
    await sql`insert into notice_robot (id, channel, name, scope_id, language, sealed, hour, next_at)
      values (${id}, 'feishu', ${place === 'HP' ? secret : 'Group'}, ${site(place)}, 'en', ${sealed}, 8, now())`.execute(
      tx,
    );
    return id;
  });
/** A piece of work that failed, asked for by somebody. */
export const failedRun = (actor = 'jobs') =>
  company.db.as({ ...systemActor('jobs'), id: actor }, async (tx) => {
    const id = uuidv7();
    await sql`insert into job_run (id, job, actor, state, ended_at) values (${id}, 'waste.month-reminders', ${actor}, 'failed', now())`.execute(
      tx,
    );
    return id;
  });
export const viewSaid = (sharedWith: string | null) => ({
  ...{ kind: 'waste.load', name: `View ${next()}`, sharedWith },
  ...{ search: { states: 'draft' }, columns: ['site'] },
});
/** A view of somebody's own, to be forgotten. */
export const viewOf = ({ id: actor }: Person) =>
  company.db.as({ ...systemActor('operator'), id: actor || 'operator' }, async (tx) => {
    const id = uuidv7();
    await sql`insert into list_view (id, actor, kind, name, search, columns)
      values (${id}, ${actor || 'operator'}, 'waste.load', ${`View ${next()}`}, '{}', '{}')`.execute(tx);
    return id;
  });
export const own = { needs: 'signed-in', where: 'nowhere' } as const;
export const set = { needs: 'settings.change', where: 'group' } as const;
export const del = (url: string): InjectOptions => ({ method: 'DELETE', url: `/api/v1${url}` });
export const preference = { chosen: {}, digest: 'daily', weekday: 1, hour: 8, timeZone: 'Asia/Shanghai', quiet: null };
