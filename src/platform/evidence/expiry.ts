// Papers that end: who may attach a newer one is told ninety and thirty days before, and on the day; of what is in force only.
import { sql } from 'kysely';
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { GROUP_ID } from '../access/organisation.ts';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { defineJob, type Job } from '../jobs/declare.ts';
import { notify, settleNotice } from '../notify/notify.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { holds } from './read-links.ts';

/** Days before the end on which it is told. */
const TOLD_BEFORE = [0, 30, 90] as const;
/** What ended longer ago is nobody's news when a reminder begins. */
const OLDEST_DAYS = 30;

/** A paper of a scope that ends on a day, behind so many records. */
interface EndingPaper {
  sha256: string;
  scopeId: string | null;
  expiresOn: CalendarDate;
  fileName: string;
  kind: string;
  recordId: string;
  records: number;
}

const keyOf = ({ sha256, scopeId, expiresOn }: Pick<EndingPaper, 'sha256' | 'scopeId' | 'expiresOn'>, days: number) =>
  `evidence-expiring ${sha256} ${scopeId ?? 'group'} ${expiresOn} ${days}`;

/** The nearest of the days on which it is told that has come; undefined while none has, or long after the last. */
export function daysTold(today: CalendarDate, expiresOn: CalendarDate): number | undefined {
  const left = daysBetween(today, expiresOn);
  return left < -OLDEST_DAYS ? undefined : TOLD_BEFORE.find((days) => left <= days);
}

/** Tells what ends, each paper once of each day. @returns how many were told, anew or again */
export async function tellExpiring(tx: Tx, kinds: Kinds, today: CalendarDate): Promise<number> {
  const { rows } = await sql<EndingPaper>`
    select encode(l.sha256, 'hex') as sha256, l.scope_id as "scopeId", l.expires_on as "expiresOn", max(l.file_name) as "fileName", min(l.kind) as kind,
      (array_agg(l.record_id order by l.kind, l.at, l.id))[1] as "recordId", count(distinct l.record_id)::int as records
    from evidence_link l where l.expires_on between ${today}::date - ${OLDEST_DAYS}::int and ${today}::date + 90 and ${holds('l')}
    group by l.sha256, l.scope_id, l.expires_on order by 3, 1`.execute(tx);
  let told = 0;
  for (const paper of rows) {
    const days = daysTold(today, paper.expiresOn);
    const kind = kinds.get(paper.kind);
    const [record] = kind ? await findLatest(tx, kind, [paper.recordId]) : [];
    if (days === undefined || !kind || !record || record.voided) continue;
    const { en, zh } = nameOf(kind, record.values);
    const more = paper.records > 1 ? ` +${paper.records - 1}` : '';
    await notify(tx, {
      to: { action: 'evidence.attach', scopeId: paper.scopeId ?? GROUP_ID },
      message: 'evidence_expiring',
      facts: { file: paper.fileName, record: { en: `${en}${more}`, zh: `${zh}${more}` }, day: paper.expiresOn },
      opens: paper.records > 1 ? `/evidence?open=${paper.sha256}` : `/records/${paper.kind}/${paper.recordId}`,
      key: keyOf(paper, days),
    });
    told += 1;
  }
  return told;
}

/** What was told of papers that hold no more is done, where the same paper holds behind nothing else there. */
export async function settleExpiring(tx: Tx, linkIds: readonly string[]): Promise<void> {
  const { rows } = await sql<Pick<EndingPaper, 'sha256' | 'scopeId' | 'expiresOn'>>`
    select distinct encode(l.sha256, 'hex') as sha256, l.scope_id as "scopeId", l.expires_on as "expiresOn" from evidence_link l
    where l.id = any(${`{${linkIds.join(',')}}`}::uuid[]) and l.expires_on is not null and not exists (
      select from evidence_link o where o.sha256 = l.sha256 and o.scope_id is not distinct from l.scope_id and o.expires_on = l.expires_on and ${holds('o')})`.execute(
    tx,
  );
  for (const paper of rows) for (const days of TOLD_BEFORE) await settleNotice(tx, keyOf(paper, days));
}

/** Every morning. */
export const evidenceExpiry = (world: { db: Database; kinds: Kinds; todayIn(timeZone: string): string }): Job =>
  defineJob('evidence.expiry', { schedule: '30 7 * * *', timeZone: 'Asia/Shanghai' }, async () => {
    const today = world.todayIn('Asia/Shanghai') as CalendarDate;
    return { told: await world.db.as(systemActor('jobs'), (tx) => tellExpiring(tx, world.kinds, today)) };
  });
