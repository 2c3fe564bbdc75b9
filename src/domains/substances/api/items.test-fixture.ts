// A server with a lamp in a machine of two, whose declarations come in and are judged: what tests of items begin with.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { wireVerdicts } from '#app/wire-verdicts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { iecFile } from '../rules/formats/declarations.test-fixture.ts';
import { JudgedWorld } from './judged-world.ts';
import type { KeeperHere } from './verdict-keeper.ts';

export let server: SmallServer;
/** cookies of an analyst of the centre, and of a reader of the board */
export let analyst: string;
export let board: string;
/** judges in this thread */
export let verdicts: KeeperHere;
export const home = fileURLToPath(new URL('../../../..', import.meta.url));
export const keeperOf = () => wireVerdicts(server.company.db, server.company.packs, home);
/** To be called once in each file of tests. */
export function openItems(): void {
  beforeAll(async () => {
    server = await openSmallServer();
    analyst = await server.cookieOf(await server.person('materials.analyst', ['centre_analyst', GROUP_ID]));
    board = await server.cookieOf(await server.person('board.reader', ['board_reader', GROUP_ID]));
    // Every test begins with another past than the one before left in its memory.
    verdicts = keeperOf();
  });
  beforeEach(() => server.company.rewind());
  afterAll(() => server?.close());
}

export const both = (text: string) => ({ en: text, zh: text });
export const item = (number: string, itemClass: string) =>
  server.company.approved('substances.item', { number, name: both(number), itemClass, unit: 'piece' });
export const get = async (path: string) => (await server.ask(analyst, { url: `/api/v1/substances${path}` })).json();
export const post = (path: string, payload: object) =>
  server.ask(analyst, { method: 'POST', url: `/api/v1/substances${path}`, payload });

/** A lamp in a machine of two; the lamp is bought of a maker who calls it L-1. */
export async function machineWithLamp() {
  const { company } = server;
  const maker = await company.approved('suppliers.supplier', {
    ...{ code: 'LAMPS', name: both('Lamps Ltd'), country: 'CN', roles: ['material'] },
  });
  const [lamp, machine] = [await item('LAMP-1', 'component'), await item('MACHINE', 'finished')];
  const part = await company.approved('substances.maker-part', {
    item: lamp,
    maker,
    number: 'L-1',
    from: '2020-01-01',
  });
  const other = await company.approved('substances.maker-part', {
    item: lamp,
    maker,
    number: 'L-2',
    from: '2020-01-01',
    before: '2020-02-01',
  });
  await company.approved('substances.bom', { item: machine, bomRevision: 'A', from: '2020-01-01' }, [
    { item: lamp, quantity: '2' },
  ]);
  return { lamp, machine, part, other };
}

export const verdictOf = async (id: string, pack: string) => {
  await verdicts.catchUp();
  return (await get(`/items/${id}`)).verdicts.find((one: { pack: string }) => one.pack === pack)?.verdict;
};

/** What stands in memory after what came bit by bit, beside what is read of the records anew. */
export async function expectAsReadAnew() {
  await verdicts.catchUp();
  const codesOf = ({ index, judged }: JudgedWorld) =>
    Object.fromEntries(
      Array.from({ length: index.items.size }, (_, item) => [
        index.items.name(item),
        judged.at.packs.map((_, pack) => judged.told(item * judged.at.packs.length + pack)),
      ]),
    );
  const world = await verdicts.world();
  const rules = await server.company.db.as(systemActor('operator'), (tx) => verdicts.rules.on(tx, world.day));
  const anew = await JudgedWorld.read(server.company.db, rules, world.day);
  expect(codesOf(world)).toEqual(codesOf(anew));
  expect(world.judged.bom.childOf.length).toBe(anew.judged.bom.childOf.length);
}

export const sent = (query: string, file = iecFile) =>
  server.ask(analyst, {
    ...{ method: 'POST', url: `/api/v1/substances/declaration-files?${query}`, ...upload('lamp.xml', file) },
  });

export const approve = async (ids: readonly string[]) => {
  const { company } = server;
  await company.step(company.people.reviewer, 'substances.declaration', 'approve', [...ids]);
};
export const keep = async (query: string, file?: string): Promise<string[]> =>
  (await sent(`commit=true&${query}`, file)).json().kept.map(({ id }: { id: string }) => id);

/** A laboratory's report of a part, found in a material of its declaration. */
export const reported = (part: string, more: object, results: readonly object[]) =>
  server.company.approved(
    'substances.test-report',
    {
      ...{ makerPart: part, number: 'T-1', laboratory: 'Test House', sample: 'Base', matrix: 'metal' },
      ...{ testedOn: '2024-03-01', until: '2099-12-31', ...more },
    },
    results.map((one) => ({ method: 'wet_chemistry', notDetected: false, unit: 'mg/kg', ...one })),
  );
