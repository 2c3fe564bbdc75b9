// What has been closed, opened again, handed over and asked to be corrected in the sample company: the pages of review show it.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { sessionOf } from '#platform/access/session.ts';
import { type Actor, systemActor, type Tx } from '#platform/db/database.ts';
import { move } from '#platform/records/server/move.ts';
import { closePeriod, reopenPeriod } from '#platform/records/server/periods.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { recordMany } from '#platform/records/server/record.ts';
import type { Installation } from './installation.ts';
import { kinds, todayNow } from './wiring.ts';

const months = ['2023-10', '2023-11', '2023-12'] as const;
/** Factories whose last quarter of 2023 is closed: head-counts and output, and the loads. */
const closed = ['WN1', 'NC1'] as const;
const closedKinds = ['factories.activity', 'waste.load'] as const;

const kindOf = (id: string) => {
  const kind = kinds.get(id);
  if (!kind) throw new Error(`no kind ${id}`);
  return kind;
};

/** Somebody of the sample, as he signs in; undefined where the sample has no such person. */
async function personOf({ db }: Installation, userName: string): Promise<Actor | undefined> {
  const { rows } = await db.as(systemActor('operator'), (tx) =>
    sql<{ id: string }>`select id from person where user_name = ${userName}`.execute(tx),
  );
  const id = rows[0]?.id;
  return id === undefined ? undefined : (await sessionOf(db, id, todayNow('Asia/Shanghai')))?.actor;
}

const siteOf = async (tx: Tx, code: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from scope_node where type = 'site' and code = ${code}`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
};

/** Closes a quarter, opens one month of it again, asks for one correction, and lets a reviewer have been away. */
export async function reviewThePast(installation: Installation): Promise<void> {
  const { db } = installation;
  const reviewer = await personOf(installation, 'ye.minglang');
  const other = await personOf(installation, 'gu.siqi');
  const administrator = await personOf(installation, 'shen.ruochuan');
  if (!reviewer || !other || !administrator) return;
  await db.as(reviewer, async (tx) => {
    for (const code of closed) {
      const scopeId = await siteOf(tx, code);
      for (const kind of closedKinds)
        for (const month of months) await closePeriod(tx, kindOf(kind), { scopeId, month }, 'system');
    }
  });
  await db.as(reviewer, async (tx) => {
    const november = { scopeId: await siteOf(tx, 'NC1'), month: '2023-11' };
    await reopenPeriod(
      tx,
      kindOf('waste.load'),
      november,
      'A vendor’s statement came late / 处置单位对账单迟到',
      'system',
    );
  });
  await askToCorrect(installation, administrator);
  await db.as(other, async (tx) => {
    await sql`insert into review_delegation (id, from_person, to_person, from_on, before_on, seq)
      values (${uuidv7()}, ${other.id}, ${reviewer.id}, '2024-07-15', '2024-07-22', app_seq())`.execute(tx);
  });
}

/** A head-count of a closed month was wrong: it waits for whoever decides. */
async function askToCorrect({ db, intake }: Installation, by: Actor): Promise<void> {
  const kind = kindOf('factories.activity');
  const found = await db.as(by, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from factories_activity
      where latest and site_id = ${await siteOf(tx, 'WN1')} and month = '2023-11-01'`.execute(tx);
    const [record] = await findLatest(
      tx,
      kind,
      rows.map(({ id }) => id),
    );
    if (!record) return undefined;
    const headCount = Number(record.values.headCount ?? 0) - 12;
    await recordMany(
      tx,
      kind,
      [
        {
          ...{ id: record.id, basedOn: record.revision, lines: record.lines, restatement: true },
          values: { ...record.values, headCount },
        },
      ],
      {
        ...{ kinds, via: 'system', todayIn: todayNow, limits: await intake.limits(tx) },
        reason: 'Agency staff were counted twice / 劳务派遣人员重复计数',
      },
    );
    return record.id;
  });
  if (found === undefined) return;
  await db.as(by, async (tx) => {
    const [record] = await findLatest(tx, kind, [found]);
    if (record) await move(tx, kind, [record], { step: 'submit', via: 'system' });
  });
}
