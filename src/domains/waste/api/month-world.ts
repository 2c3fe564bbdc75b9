// What the endpoints of a month stand on, and how they find the site and the month that are asked about.
import { listSiteFacts, type SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { firstDayOf, isMonth, type Month, shiftMonth } from '#period/calendar-date.ts';
import { isReckonable, monthPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Action } from '#platform/access/roles.ts';
import type { Session } from '#platform/access/session.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Dictionary } from '#platform/i18n/words.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { askedKind } from '#platform/records/server/asked.ts';
import type { RecordOptions } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { Pack } from '#standards/pack.ts';
import type { Span } from '../store/month.ts';

/** What a month needs of the installation. */
export interface MonthWorld {
  db: Database;
  kinds: Kinds;
  words: Dictionary;
  packs: { inUse: Readonly<Record<string, Pack>> };
  limits(tx: Tx): Promise<Readonly<Record<string, string>>>;
  todayIn(timeZone: string): string;
}

/** @throws Refused `wrong_period` */
export function askedMonth(given: string): Month {
  if (!isMonth(given) || !isReckonable(monthPeriod(given))) throw new Refused('wrong_period', { given });
  return given;
}

/** The site that is asked about, for who may do this there. @throws Refused `unknown_scope`, `not_allowed` */
export async function askedSite(tx: Tx, session: Session, action: Action, asked: string): Promise<SiteFacts> {
  const { id, type } = await findScope(tx, asked);
  if (type !== 'site') throw new Refused('unknown_scope');
  if (!session.may(action, id)) throw new Refused('not_allowed');
  const [site] = await listSiteFacts(tx, [id]);
  if (!site) throw new Refused('unknown_scope');
  return site;
}

/** A kind that this domain itself declares. */
export const kindCalled = (world: Pick<MonthWorld, 'kinds'>, id: string): RecordKind => askedKind(world.kinds, id);

/** How the steps of a month record: in the name of who pressed, on this day. */
export const recordingAs = async (tx: Tx, world: MonthWorld): Promise<RecordOptions> => ({
  kinds: world.kinds,
  via: 'web',
  todayIn: world.todayIn,
  limits: await world.limits(tx),
});

/** One month as days. */
export const spanOf = (month: Month): Span => ({ from: firstDayOf(month), before: firstDayOf(shiftMonth(month, 1)) });

/** A month and so many before it, as days. */
export const spanUpTo = (month: Month, monthsBefore: number): Span => ({
  from: firstDayOf(shiftMonth(month, -monthsBefore)),
  before: firstDayOf(shiftMonth(month, 1)),
});
