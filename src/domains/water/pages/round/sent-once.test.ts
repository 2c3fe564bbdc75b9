// Readings kept on a phone that is switched off between keeping and sending: each reaches the register's readings, and once.
import 'fake-indexeddb/auto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';
import { READING } from './round-answers.ts';

let server: SmallServer;
let recorder: string;
let meter: string;
/** How many of the next recordings reach the server, and their answer does not come back. */
let lost = 0;

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  recorder = await server.cookieOf(company.people.suzhou.id);
  const name = { en: 'Rinse', zh: '漂洗' };
  meter = await company.approved('water.meter', {
    ...{ site: company.id.SZ, code: 'W-7', name, role: 'sub', feedsIn: false, routePlace: 1 },
  });
  vi.stubGlobal('fetch', async (url: string, { method, headers, body }: RequestInit) => {
    const answer = await server.ask(recorder, {
      ...{ method: method as 'GET' | 'PUT', url, headers: headers as Record<string, string> },
      ...(body ? { payload: String(body) } : {}),
    });
    if (method === 'PUT' && lost > 0) {
      lost -= 1;
      throw new TypeError('the answer was lost');
    }
    return new Response(answer.body, { status: answer.statusCode });
  });
}, 60_000);
afterAll(async () => {
  vi.unstubAllGlobals();
  await server?.close();
});

/** The page as it comes up anew: nothing is left of it but what the device kept. */
async function comeUp() {
  vi.resetModules();
  const [send, store] = [await import('#platform/ui/offline/send.ts'), await import('#platform/ui/offline/store.ts')];
  return { ...send, ...store };
}

const kept = () =>
  server.company.db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{ count: string }>`
      select trim_scale(count)::text as count from water_reading where path = 'hand' order by at`.execute(tx);
    return rows.map(({ count }) => count);
  });

test('three readings, one of which was recorded before the phone was switched off', async () => {
  const personId = server.company.people.suzhou.id;
  const before = await comeUp();
  for (const [hour, count] of ['910', '915', '921.5'].entries()) {
    const readAt = `2024-05-02T0${hour}:00:00.000Z`;
    await before.keepEntry({
      ...{ id: uuidv7(), personId, kind: READING, takenAt: readAt, photo: null, photoKind: 'photo' },
      values: { site: server.company.id.SZ, meter, readAt, count, confirmed: null, reason: null },
      ...{ state: 'waiting', recorded: false, refusal: null, sentAt: null, shown: {} },
    });
  }
  lost = 1;
  expect(await before.sendKept()).toBe('unreached');
  expect(await kept()).toEqual(['910']);
  const after = await comeUp();
  expect((await after.unsentOf(personId)).length).toBe(3);
  expect(await after.sendKept()).toBe('done');
  expect(await after.unsentOf(personId)).toEqual([]);
  expect(await after.sendKept()).toBe('done');
  expect(await kept()).toEqual(['910', '915', '921.5']);
});
