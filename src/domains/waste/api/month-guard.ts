// A month does not close with something missing: what is expected has come, is signed as none, or is estimated.
import { listSiteFacts } from '#domains/factories/store/public/site-life.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ClosingGuard } from '#platform/records/server/periods.ts';
import { expectedOf } from './month-answer.ts';
import { askedMonth, type MonthWorld } from './month-world.ts';
import { readExpected } from './read-month.ts';

/** Guards the closing of a month of loads by the plan of the site. */
export const nothingMissing =
  (world: Pick<MonthWorld, 'packs' | 'todayIn'>): ClosingGuard =>
  async (tx: Tx, { scopeId, month }) => {
    const [site] = await listSiteFacts(tx, [scopeId]);
    if (!site) return [];
    const { expected } = expectedOf(await readExpected(tx, world, site, askedMonth(month)));
    const missing = expected.filter(({ state }) => state === 'missing' || state === 'late');
    if (missing.length === 0) return [];
    const streams = missing.map(({ code }) => code).join(', ');
    return [{ field: null, code: 'streams_missing', level: 'error', facts: { count: missing.length, streams } }];
  };
