// What becomes of entries kept on a device: sent once by their person, kept while the network fails, refused in words.
import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sendKept } from './send.ts';
import { dropEntry, entriesOf, type KeptEntry, keepEntry, lastKnown, PERSON, unsentOf } from './store.ts';

const [an, he] = [uuidv7(), uuidv7()];
/** Who is signed in, what the server has, and how it answers the next recordings and photos. */
const server = {
  ...{ person: an as string | null, has: new Map<string, unknown>(), asked: [] as string[] },
  photos: [] as { name: string; sha256: string }[],
};
let answers: (number | 'lost' | 'broken')[] = [];
let uploads: 'broken'[] = [];

/** Takes one file, as the browser sends one. */
class Upload {
  upload = {};
  status = 200;
  responseText = '{}';
  onload = () => undefined;
  onerror = () => undefined;
  open = () => undefined;
  setRequestHeader = () => undefined;
  send = async (form: FormData): Promise<void> => {
    if (uploads.shift() === 'broken') return this.onerror();
    const file = [...form.values()].find((one) => one instanceof File) as File;
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    server.photos.push({ name: file.name, sha256: Buffer.from(digest).toString('hex') });
    this.onload();
  };
}

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const asServer = async (address: string, init: RequestInit) => {
  const path = address.replace(/^\/api\/v1|\?.*$/g, '');
  server.asked.push(`${init.method} ${path}`);
  const how = init.method === 'PUT' ? answers.shift() : undefined;
  if (how === 'broken') throw new TypeError('no network');
  if (path === '/me')
    return server.person
      ? json(200, { person: { id: server.person, name: {} } })
      : json(401, { code: 'not_signed_in' });
  const id = path.split('/').at(-1) ?? '';
  if (init.method === 'GET')
    return server.has.has(id) ? json(200, { evidence: server.photos }) : json(404, { code: 'not_found' });
  if (typeof how === 'number') {
    const problems = [
      { field: 'ownMassTonnes', code: 'mass_above_limit', level: 'error', words: '70 t is above 60 t' },
    ];
    return json(how, {
      code: how === 409 ? 'already_exists' : 'record_has_problems',
      detail: 'Not recorded',
      problems,
    });
  }
  server.has.set(id, JSON.parse(String(init.body)));
  if (how === 'lost') throw new TypeError('the answer was lost');
  return json(200, { id });
};
beforeAll(() => {
  vi.stubGlobal('fetch', asServer);
  vi.stubGlobal('XMLHttpRequest', Upload);
});
// Files of one worker share their globals: the next would ask this server and believe it.
afterAll(() => vi.unstubAllGlobals());

const entry = (personId = an): KeptEntry => ({
  ...{ id: uuidv7(), personId, kind: 'waste.load', values: { plate: 'A' }, takenAt: '2024-06-28T09:15:00+08:00' },
  ...{ photo: null, photoKind: 'photo', state: 'waiting', recorded: false, refusal: null, sentAt: null, shown: {} },
});
const kept = async (one = entry()) => {
  await keepEntry(one);
  return one;
};
const stateOf = async ({ id, personId }: KeptEntry) => (await entriesOf(personId)).find((one) => one.id === id)?.state;
const putsOf = ({ id }: KeptEntry) => server.asked.filter((one) => one === `PUT /records/waste.load/${id}`).length;

beforeEach(async () => {
  for (const person of [an, he]) for (const { id } of await entriesOf(person)) await dropEntry(id);
  Object.assign(server, { person: an, has: new Map(), asked: [], photos: [] });
  answers = [];
  uploads = [];
});

test('an entry is sent once; a second round sends nothing', async () => {
  const one = await kept();
  expect(await sendKept()).toBe('done');
  expect(await stateOf(one)).toBe('sent');
  expect(await sendKept()).toBe('done');
  expect(putsOf(one)).toBe(1);
  expect((await lastKnown<{ id: string }>(PERSON))?.value.id).toBe(an);
});

test('without network everything waits; what was kept first goes first', async () => {
  const [first, second] = [await kept(), await kept()];
  answers = ['broken'];
  expect(await sendKept()).toBe('unreached');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['waiting', 'waiting']);
  expect(await sendKept()).toBe('done');
  expect(await unsentOf(an)).toEqual([]);
});

test('recorded, but the answer was lost: sent again under the same id, it is one record', async () => {
  const one = await kept();
  answers = ['lost'];
  expect(await sendKept()).toBe('unreached');
  expect(await sendKept()).toBe('done');
  expect([putsOf(one), server.has.size, await stateOf(one)]).toEqual([2, 1, 'sent']);
});

test('recorded, its answer lost, and corrected by the office since: the office’s stands', async () => {
  const one = await kept();
  server.has.set(one.id, { values: { plate: 'B' } });
  answers = [409];
  expect(await sendKept()).toBe('done');
  expect(await stateOf(one)).toBe('sent');
  expect(server.has.get(one.id)).toEqual({ values: { plate: 'B' } });
});

test('another record has its number: refused, in the server’s words', async () => {
  const one = await kept();
  answers = [409];
  await sendKept();
  expect(await entriesOf(an)).toMatchObject([
    { id: one.id, state: 'refused', recorded: false, refusal: { code: 'already_exists', title: 'Not recorded' } },
  ]);
});

test('one that is refused stays and holds nobody up; mended, it is sent under its id', async () => {
  const [wrong, right] = [await kept(), await kept()];
  answers = [422];
  expect(await sendKept()).toBe('done');
  expect([await stateOf(wrong), await stateOf(right)]).toEqual(['refused', 'sent']);
  expect((await unsentOf(an))[0]?.refusal?.problems[0]?.words).toBe('70 t is above 60 t');
  await sendKept();
  expect(putsOf(wrong)).toBe(1);
  await keepEntry({ ...wrong, values: { plate: 'C' }, state: 'waiting', refusal: null });
  await sendKept();
  expect(await stateOf(wrong)).toBe('sent');
  expect(server.has.get(wrong.id)).toEqual({ values: { plate: 'C' } });
});

test.each([500, 503, 429, 401])('an answer of %i is no refusal: the entry waits', async (status) => {
  const one = await kept();
  answers = [status];
  await sendKept();
  expect(await stateOf(one)).toBe('waiting');
});

test('photos of the old meter and of the new one follow their record, each once, though the network breaks off between them', async () => {
  const photo = (name: string) => ({
    ...{ bytes: new TextEncoder().encode(name).buffer as ArrayBuffer, mediaType: 'image/jpeg', fileName: name },
  });
  const one = await kept({ ...entry(), photo: photo('old.jpg'), morePhotos: [photo('new.jpg')] });
  uploads = [undefined as never, 'broken'];
  expect(await sendKept()).toBe('unreached');
  expect(await stateOf(one)).toBe('photo');
  expect(await sendKept()).toBe('done');
  expect([server.photos.map(({ name }) => name), putsOf(one)]).toEqual([['old.jpg', 'new.jpg'], 1]);
  expect(await entriesOf(an)).toMatchObject([{ state: 'sent', photo: null, morePhotos: [] }]);
});

test('nobody sends what another took down, and signed out nothing is sent', async () => {
  const hers = await kept(entry(he));
  expect(await sendKept()).toBe('done');
  server.person = null;
  expect(await sendKept()).toBe('signed_out');
  expect([await stateOf(hers), putsOf(hers)]).toEqual(['waiting', 0]);
  expect(await entriesOf(an)).toEqual([]);
  server.person = he;
  await sendKept();
  expect(await stateOf(hers)).toBe('sent');
});
