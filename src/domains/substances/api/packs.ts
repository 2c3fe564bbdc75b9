// The endpoints of rule packs: facts of law that are no secret of the company, so whoever is signed in reads them.
import { z } from 'zod';
import { type Route, route } from '#platform/http/route.ts';
import type { Packs } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { compareStates, heldPacks, listPacks, readPack } from './read-packs.ts';

const name = z.string().max(100);

/** Routes of rule packs. @param world.home holds the folder `reference` */
export function packRoutes(world: { packs: Packs; home: string; todayIn(timeZone: string): string }): Route[] {
  const held = heldPacks(world.packs, world.home, () => world.todayIn('Asia/Shanghai'));
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/packs',
      summary:
        'The rule packs that are held: editions, which is in force today, how much each restricts, whether it is verified',
      forKeys: true,
      may: () => 'signed-in',
      answer: async () => listPacks(held),
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/packs/:pack',
      summary:
        'One edition of a rule pack: restrictions with clause, limit and source, exemptions, groups with their members, and its worked examples as the engine finds them',
      query: z.object({ pack: name, edition: name.optional() }),
      forKeys: true,
      may: () => 'signed-in',
      answer: async (_, { pack, edition }) => {
        const found = await readPack(held, pack, edition);
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
      answer: async (_, { pack, from, to }) => {
        const found = compareStates(held, pack, { from, to });
        if (!found) throw new Refused('not_found');
        if (found === 'wrong') throw new Refused('wrong_input');
        return found;
      },
    }),
  ];
}
