// The endpoints of rule packs: facts of law, which whoever is signed in reads, and customers' lists, which are a secret of the
// company: the database hands them only to whoever sees the group's records.
import { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { type Route, type RouteContext, route } from '#platform/http/route.ts';
import type { Packs } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { listOfPack } from '../rules/customer-pack.ts';
import { listEditions, readEntries } from '../store/customer-lists.ts';
import { compareStates, type HeldPacks, heldPacks, listPacks, readPack, withCustomersLists } from './read-packs.ts';

const name = z.string().max(100);

/** What rule packs need of the installation. */
export interface PacksWorld {
  db: Database;
  packs: Packs;
  /** holds the folder `reference` */
  home: string;
  todayIn(timeZone: string): string;
}

/** Routes of rule packs. */
export function packRoutes({ db, packs, home, todayIn }: PacksWorld): Route[] {
  const law = heldPacks(packs, home, () => todayIn('Asia/Shanghai'));
  /** Law, with the lists that may be asked about, as far as the reader may see them. */
  const heldFor = async ({ session }: RouteContext, pack?: string): Promise<HeldPacks> => {
    const code = pack === undefined ? undefined : listOfPack(pack);
    if (!session.may('records.read') || (pack !== undefined && code === undefined)) return law;
    return withCustomersLists(
      law,
      await db.as(session.actor, async (tx) => readEntries(tx, await listEditions(tx, code))),
    );
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/packs',
      summary:
        'The rule packs that are held: editions, which is in force today, how much each restricts, whether it is verified',
      forKeys: true,
      may: () => 'signed-in',
      answer: async (asked) => listPacks(await heldFor(asked)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/packs/:pack',
      summary:
        'One edition of a rule pack: restrictions with clause, limit and source, exemptions, groups with their members, and its worked examples as the engine finds them',
      query: z.object({ pack: name, edition: name.optional() }),
      forKeys: true,
      may: () => 'signed-in',
      answer: async (asked, { pack, edition }) => {
        const found = await readPack(await heldFor(asked, pack), pack, edition);
        if (!found) throw new Refused('not_found');
        return found;
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/packs/:pack/compare',
      summary: 'What was added, dropped and changed between two editions of a rule pack, or between two days of it',
      query: z.object({ pack: name, from: name.optional(), to: name.optional() }),
      forKeys: true,
      may: () => 'signed-in',
      answer: async (asked, { pack, from, to }) => {
        const found = compareStates(await heldFor(asked, pack), pack, { from, to });
        if (!found) throw new Refused('not_found');
        if (found === 'wrong') throw new Refused('wrong_input');
        return found;
      },
    }),
  ];
}
