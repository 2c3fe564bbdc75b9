// What imports leave behind that were refused, failed or killed: taken away before anybody can take it for records.
import { sql } from 'kysely';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { type Kept, keepDoing } from '../jobs/keep-doing.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';

const SWEEP_AT_ONCE = 5_000;

/**
 * Lets the transaction see what the import has written, as long as nobody has taken it for dead: a process that slept
 * through its lease would write rows that no sweep takes away any more, and that everybody could see.
 * @throws Refused `import_not_ready`
 */
export async function holdLease(tx: Tx, importId: string): Promise<void> {
  const { rows } = await sql`select set_config('app.import', ${importId}, true) from intake_pending
    where import_id = ${importId} and lease_until > '-infinity' for share`.execute(tx);
  if (rows.length === 0) throw new Refused('import_not_ready');
}

/**
 * Takes away the rows of an import that will not be committed, a few at a time, then lets go of it. Its lease ends first:
 * who writes for it, however late he wakes, finds that he may not any more (`holdLease`).
 */
export async function sweepImport(
  db: Database,
  importId: string,
  kind: RecordKind,
  status: 'failed' | 'refused',
  onlyExpired = false,
): Promise<void> {
  const operator = systemActor('operator');
  const { numAffectedRows } = await db.as(operator, (tx) =>
    sql`update intake_pending set lease_until = '-infinity' where import_id = ${importId} ${onlyExpired ? sql`and lease_until < now()` : sql``}`.execute(
      tx,
    ),
  );
  if (numAffectedRows !== 1n) return; // committed, or renewed meanwhile
  for (;;) {
    const gone = await db.asOwner(async (tx) => {
      const { numAffectedRows } = await sql`delete from ${sql.table(kind.table)} where ctid = any(array(
        select ctid from ${sql.table(kind.table)} where import_id = ${importId} and import_id in (select import_id from intake_pending) limit ${SWEEP_AT_ONCE}))`.execute(
        tx,
      );
      return Number(numAffectedRows ?? 0n);
    });
    if (gone === 0) break;
  }
  if (!kind.foundByNumber)
    await db.asOwner((tx) =>
      sql`delete from search_text where import_id = ${importId} and import_id in (select import_id from intake_pending)`.execute(
        tx,
      ),
    );
  await db.as(operator, async (tx) => {
    await sql`update intake_import set status = ${status} where id = ${importId} and status = 'committing'`.execute(tx);
    await sql`delete from intake_pending where import_id = ${importId}`.execute(tx);
  });
}

/** Sweeps a failed import at once, or, while the database is away, as soon as it is back. */
export async function sweepOrLater(db: Database, importId: string, kind: RecordKind, triesLeft = 60): Promise<void> {
  try {
    await sweepImport(db, importId, kind, 'failed');
  } catch {
    // What is still left after a minute has no lease any more: the next import or start sweeps it.
    if (triesLeft > 0) setTimeout(() => sweepOrLater(db, importId, kind, triesLeft - 1), 1_000).unref();
  }
}

/**
 * Sweeps what killed imports left behind: at the start of the embedded database all of it, since nobody else can be
 * importing; otherwise what nobody has renewed for a minute.
 */
export async function sweepLeftovers(
  world: { db: Database; kinds: Kinds },
  { onlyExpired = world.db.engine !== 'pglite' }: { onlyExpired?: boolean } = {},
): Promise<number> {
  const { rows } = await world.db.as(systemActor('operator'), (tx) =>
    sql<{
      id: string;
      kind: string;
    }>`select i.id, i.kind from intake_pending p join intake_import i on i.id = p.import_id
      where ${!onlyExpired} or p.lease_until < now()`.execute(tx),
  );
  for (const { id, kind } of rows) {
    const of = world.kinds.get(kind);
    if (of) await sweepImport(world.db, id, of, 'failed', onlyExpired);
  }
  return rows.length;
}

const SWEEP_EVERY_MS = 10_000;

/** Sweeps what nobody has renewed for a minute, until stopped: whose import died with another program sees that it failed. */
export const keepSweeping = (world: { db: Database; kinds: Kinds }): Kept =>
  keepDoing(SWEEP_EVERY_MS, () => sweepLeftovers(world, { onlyExpired: true }));

/** A check dies with its server, and its page would wait for it for ever; one that lives after all says so when it is done. */
export async function endDeadChecks(db: Database): Promise<void> {
  await db.as(systemActor('operator'), (tx) =>
    sql`update intake_import set status = 'failed' where status = 'checking'`.execute(tx),
  );
}
