// The made-up basins of the sample company, and what was said of its factories by them in two years.
import { listSitePlaces } from '#domains/factories/store/public/site-place.ts';
import { assessRisk } from '#domains/water/api/assess-risk.ts';
import { aqueductOf, askedEdition, askedWeights } from '#domains/water/api/risk-world.ts';
import { systemActor } from '#platform/db/database.ts';
import { importBasins } from './import-basins.ts';
import type { Installation } from './installation.ts';
import { kinds, todayNow } from './wiring.ts';

const operator = systemActor('operator');
const years = [2023, 2024];

/** Imports the made-up basins and assesses every factory by them. @returns what became of the file */
export async function assessSampleRisk(installation: Installation, path: string): Promise<string> {
  const { db, packs, intake } = installation;
  const { id, state } = await importBasins(installation, path, {
    ...{ title: 'Made-up basins 虚构流域', publishedOn: null, licence: 'Apache-2.0' },
    source: 'greenfab, sample company: invented',
  });
  if (state !== 'ready') return state;
  const world = { kinds, packs, todayIn: todayNow, limits: intake.limits };
  for (const year of years)
    await db.as(operator, async (tx) => {
      const edition = await askedEdition(tx, id);
      const alive = (await listSitePlaces(tx)).filter(({ startedOn }) => startedOn < `${year + 1}-01-01`);
      const sites = alive.map((site) => ({ siteId: site.id }));
      const weights = askedWeights(aqueductOf(world), 'smc', undefined);
      if (edition) await assessRisk(tx, world, { year, edition, sites, ...weights }, { via: 'system', approve: true });
    });
  return state;
}
