// Imports: a file is checked and shown, mended on the page, committed as one; the dead are swept at start.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { projectOrganisation } from '../access/organisation.ts';
import type { Actor, Database, Tx } from '../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../history/entry.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { CheckContext, RecordKind } from '../records/declare/kind.ts';
import type { Mask } from '../records/server/read.ts';
import { asRefusal, refuseMoveOutOfClosed, refuseOverlap, scopeOf, siteYearOf } from '../records/server/record.ts';
import { consultedBy, type Kinds, nameBook } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { endPredecessors, insertRevisions, markDirty, type State, unmarkLatest } from '../records/server/write.ts';
import { type Refusal, TableRefused } from './read/refusal.ts';
import { rowReader } from './read-row.ts';
import { type RememberedHeadings, rememberHeadings } from './remembered-headings.ts';
import { type Counts, noCounts, type PassResult, type RowOutcome, runPass, TooManyChanges } from './run-import.ts';
import { dataRows, type Mended, type NoHeader, openSource, type Source } from './source.ts';
import { sweepImport, sweepLeftovers, sweepOrLater } from './sweep.ts';

/** What imports need of the installation, bound in `app/wiring`. */
export interface IntakeWorld {
  db: Database;
  kinds: Kinds;
  words: Dictionary;
  limits(tx: Tx): Promise<CheckContext['limits']>;
  todayIn(timeZone: string): string;
}

/** A file to import. */
export interface FileToImport {
  importId: string;
  kind: RecordKind;
  path: string;
  fileName: string;
  /** of the kept file; null when it is read where it lies */
  sha256: string | null;
  /** values given beside the file, such as the factory that was chosen */
  fixed: Readonly<Record<string, unknown>>;
  /** a person's choice of columns: sheet column index to column key, null to leave out */
  chosen: Readonly<Record<string, string | null>>;
  /** what was chosen for headings of this factory before, as it was when the file came */
  remembered?: RememberedHeadings;
  mended: Mended;
  /** what of these records the importer may not see, and so not say; the operator sees everything */
  mask?: Mask | undefined;
  /** the year that `6月30日` means; this year when absent */
  year?: number;
}

/** Why a whole file was refused. */
export type FileRefusal = Refusal | NoHeader | { refused: 'too_many_changes' };

/** How a pass ended. */
export interface ImportReport {
  importId: string;
  status: 'committed' | 'refused' | 'checked';
  counts: Counts;
  refusal?: FileRefusal;
  columns: { index: number; heading: string; key: string | null; remembered: boolean }[];
  /** keys of required columns that the sheet does not have */
  missing: string[];
  committedSeq?: number;
}

const LEASE_SECONDS = 60;
/** Rows kept for the page: those that have something to say up to this many, and a window of the first good ones. */
const TOLD_ROWS_KEPT = 20_000;
const GOOD_ROWS_KEPT = 200;

const openImport = (world: IntakeWorld, file: FileToImport) =>
  openSource(file.path, file.kind, world.words, {
    chosen: file.chosen,
    given: Object.keys(file.fixed),
    ...(file.remembered ? { remembered: new Map(Object.entries(file.remembered)) } : {}),
  });

async function passOver(
  world: IntakeWorld,
  actor: Actor,
  file: FileToImport,
  source: Source,
  state: State | null,
  onBatch: (outcomes: readonly RowOutcome[], counts: Counts) => Promise<void>,
): Promise<PassResult> {
  const { book, limits, consulted } = await world.db.as(actor, async (tx) => ({
    book: await nameBook(tx, world.kinds, file.kind),
    limits: await world.limits(tx),
    consulted: await consultedBy(tx, world.kinds, file.kind),
  }));
  const read = rowReader({
    kind: file.kind,
    words: world.words,
    book,
    columns: source.columns,
    mapping: source.mapping,
    units: source.units,
    fixed: file.fixed,
    ...(source.decimal ? { decimal: source.decimal } : {}),
    ...(source.dateOrder ? { dateOrder: source.dateOrder } : {}),
    year: file.year ?? source.year ?? Number(world.todayIn('Asia/Shanghai').slice(0, 4)),
  });
  return runPass({
    db: world.db,
    actor,
    kinds: world.kinds,
    kind: file.kind,
    words: world.words,
    book,
    mapping: source.mapping,
    read,
    limits,
    consulted,
    mask: file.mask,
    todayIn: world.todayIn,
    batches: dataRows(source, file.mended),
    onBatch,
    write: state && { importId: file.importId, state },
  });
}

const columnsOf = (source: Source) =>
  [...source.header.headings].map(([index, heading]) => {
    const match = source.header.columns.get(index);
    const key = source.mapping.get(index) ?? null;
    return { index, heading, key, remembered: match?.confidence === 'remembered' && match.key === key };
  });

function missingOf(source: Source, fixed: Readonly<Record<string, unknown>>): string[] {
  const matched = new Set(source.mapping.values());
  return source.columns
    .filter((column) => column.required && !matched.has(column.key) && !(column.key in fixed))
    .map((column) => column.key);
}

/**
 * Registers an import, so that it is seen; when `pending`, its rows are not, until the transaction that commits it.
 * @throws Refused `import_in_progress` when it is being committed or was
 */
async function begin(tx: Tx, file: FileToImport, status: 'checking' | 'committing', pending: boolean): Promise<void> {
  const { numAffectedRows } =
    await sql`insert into intake_import (id, kind, file_name, file_sha256, scope_id, status, actor, mapping, mended)
    values (${file.importId}, ${file.kind.kind}, ${file.fileName}, decode(${file.sha256}, 'hex'), ${(file.fixed.site as string | undefined) ?? null}::uuid, ${status}, app_actor(),
      ${JSON.stringify({ chosen: file.chosen })}::jsonb, ${JSON.stringify(file.mended)}::jsonb)
    on conflict (id) do update set status = excluded.status, mended = excluded.mended, progress = 0
      where intake_import.status in ('checking', 'checked', 'refused', 'failed')`.execute(tx);
  if (numAffectedRows !== 1n) throw new Refused('import_in_progress');
  if (!pending) return;
  await sql`insert into intake_pending (import_id, lease_until) values (${file.importId}, now() + make_interval(secs => ${LEASE_SECONDS}))`.execute(
    tx,
  );
}

export interface CommitOptions {
  /** commit the good rows as one and leave the bad; otherwise any error refuses the whole file */
  acceptGood: boolean;
  /** read and check only; nothing is written, and nobody learns of it */
  dryRun?: boolean;
  state: State;
  via: Via;
  reason?: string;
  onProgress?: (done: number, total: number, counts: Counts) => void;
  /** told of every row that is refused, for the workbook that returns them */
  onBadRow?: (row: RowOutcome) => void | Promise<void>;
}

/**
 * Reads, checks and writes a file in one pass. Rows become visible by the one transaction at the end; until then a kill
 * leaves nothing but what the next start sweeps.
 */
export async function importFile(
  world: IntakeWorld,
  actor: Actor,
  file: FileToImport,
  options: CommitOptions,
): Promise<ImportReport> {
  const source = await openImport(world, file);
  if ('refused' in source)
    return {
      importId: file.importId,
      status: 'refused',
      counts: noCounts(),
      refusal: source,
      columns: [],
      missing: [],
    };
  const { db } = world;
  const described = { importId: file.importId, columns: columnsOf(source), missing: missingOf(source, file.fixed) };
  let lastLease = Date.now();
  let begun = false;
  try {
    if (!options.dryRun) {
      await sweepLeftovers(world, { onlyExpired: true });
      await db.as(actor, (tx) => begin(tx, file, 'committing', true));
      begun = true;
    }
    const result = await passOver(
      world,
      actor,
      file,
      source,
      options.dryRun ? null : options.state,
      async (outcomes, counts) => {
        options.onProgress?.(source.table.bytesRead(), source.table.bytesTotal, counts);
        if (options.onBadRow) for (const row of outcomes) if (row.outcome === 'bad') await options.onBadRow(row);
        if (options.dryRun || Date.now() - lastLease < 5_000) return;
        lastLease = Date.now();
        await db.as(actor, async (tx) => {
          await sql`update intake_pending set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}) where import_id = ${file.importId} and lease_until > '-infinity'`.execute(
            tx,
          );
          await sql`update intake_import set progress = ${source.table.bytesRead()}, counts = ${JSON.stringify(counts)}::jsonb where id = ${file.importId}`.execute(
            tx,
          );
        });
      },
    );
    const { counts } = result;
    if (options.dryRun) return { status: 'checked', counts, ...described };
    if (counts.bad > 0 && !options.acceptGood) {
      await sweepImport(db, file.importId, file.kind, 'refused');
      return { status: 'refused', counts, ...described };
    }
    const committedSeq = await db.as(actor, async (tx) => {
      const seq = await commit(tx, file, result, options);
      // A choice that was committed is one that held.
      const site = file.fixed[file.kind.site ?? 'site'];
      if (typeof site === 'string') await rememberHeadings(tx, file.kind, site, source.header.headings, file.chosen);
      return seq;
    });
    return { status: 'committed', counts, ...described, committedSeq };
  } catch (error) {
    if (begun) await sweepOrLater(db, file.importId, file.kind);
    const refusal = refusalOf(error);
    if (!refusal) throw asRefusal(error);
    return { status: 'refused', counts: noCounts(), ...described, refusal };
  } finally {
    await source.table.close();
  }
}

function refusalOf(error: unknown): FileRefusal | undefined {
  if (error instanceof TableRefused) return error.refusal;
  return error instanceof TooManyChanges ? { refused: 'too_many_changes' } : undefined;
}

/** The one small transaction that makes an import visible. */
async function commit(tx: Tx, file: FileToImport, result: PassResult, options: CommitOptions): Promise<number> {
  const { kind, importId } = file;
  await sql`select set_config('app.import', ${importId}, true)`.execute(tx);
  const seq = await historySeq(tx);
  const changedIds = result.changed.map((one) => one.id);
  await refuseMoveOutOfClosed(tx, kind, changedIds);
  await unmarkLatest(tx, kind, changedIds);
  for (let from = 0; from < result.changed.length; from += 1_000) {
    await insertRevisions(tx, kind, result.changed.slice(from, from + 1_000), { seq, state: options.state, importId });
  }
  await refuseOverlap(tx, kind, [
    ...[...result.touched].map((one) => one.replace(/-\d\d-01$/, '-01-01')),
    ...result.changed.flatMap((one) => siteYearOf(kind, one.values) ?? []),
  ]);
  const { numAffectedRows: numDeletedRows } =
    await sql`delete from intake_pending where import_id = ${importId} and lease_until > '-infinity'`.execute(tx);
  // Whoever swept this import took it for dead: then nothing of it may be acknowledged.
  if (numDeletedRows !== 1n) throw new Refused('import_not_ready');
  await sql`update intake_import set status = 'committed', committed_seq = ${seq}, counts = ${JSON.stringify(result.counts)}::jsonb where id = ${importId}`.execute(
    tx,
  );
  if (options.state === 'approved') {
    await endPredecessors(tx, kind, changedIds, seq);
    await projectOrganisation(tx, kind, [...result.ids, ...changedIds], seq);
  }
  if (options.state === 'approved' || options.state === 'submitted') await markImported(tx, kind, result, seq);
  // A draft that follows a submission takes it out of what is shown.
  else await markDirty(tx, kind, changedIds, seq);
  const scopes = new Set([...result.touched].map((one) => one.split(' ')[0] as string));
  for (const one of result.changed) scopes.add(scopeOf(kind, one.values) ?? '');
  const scopeId = scopes.size === 1 ? [...scopes][0] || null : null;
  const entry = { seq, via: options.via, kind: kind.kind, scopeId, importId, reason: options.reason ?? file.fileName };
  if (result.newDigest)
    await appendEntry(tx, { ...entry, action: 'import', rows: result.counts.new, digest: result.newDigest });
  if (result.changed.length > 0)
    await appendEntry(tx, {
      ...entry,
      action: 'record',
      rows: result.changed.length,
      digest: digestOf(result.changed),
    });
  return seq;
}

async function markImported(tx: Tx, kind: RecordKind, result: PassResult, seq: number): Promise<void> {
  if (kind.owner === 'group') {
    if (result.counts.new + result.counts.changed > 0)
      await sql`insert into kpi_dirty (kind, scope_id, month, seq) values (${kind.kind}, null, null, ${seq})`.execute(
        tx,
      );
    return;
  }
  const touched = [...result.touched].map((one) => one.split(' '));
  await sql`insert into kpi_dirty (kind, scope_id, month, seq) select ${kind.kind}, u.site, u.month, ${seq}::bigint
    from unnest(${`{${touched.map((one) => one[0]).join(',')}}`}::uuid[], ${`{${touched.map((one) => one[1]).join(',')}}`}::date[]) as u (site, month)`.execute(
    tx,
  );
  await markDirty(
    tx,
    kind,
    result.changed.map((one) => one.id),
    seq,
  );
}

/** Reads and checks a file without writing a record; what the page shows is kept beside the import. */
export async function checkImport(world: IntakeWorld, actor: Actor, file: FileToImport): Promise<ImportReport> {
  const { db } = world;
  await db.as(actor, async (tx) => {
    await begin(tx, file, 'checking', false);
    await sql`delete from intake_row where import_id = ${file.importId}`.execute(tx);
  });
  const finish = (status: 'checked' | 'refused', counts: Counts, mapping: unknown) =>
    db.as(actor, (tx) =>
      sql`update intake_import set status = ${status}, counts = ${JSON.stringify(counts)}::jsonb, mapping = ${JSON.stringify(mapping)}::jsonb where id = ${file.importId}`.execute(
        tx,
      ),
    );
  const asked = {
    chosen: file.chosen,
    fixed: file.fixed,
    ...(file.remembered ? { remembered: file.remembered } : {}),
  };
  const refusedWith = async (refusal: FileRefusal): Promise<ImportReport> => {
    await finish('refused', noCounts(), { ...asked, refusal });
    return { importId: file.importId, status: 'refused', counts: noCounts(), refusal, columns: [], missing: [] };
  };
  const source = await openImport(world, file);
  if ('refused' in source) return refusedWith(source);
  let toldKept = 0;
  let goodKept = 0;
  const described = {
    ...asked,
    columns: columnsOf(source),
    missing: missingOf(source, file.fixed),
    sheet: {
      name: source.table.sheet,
      others: source.table.sheets
        .filter((sheet) => sheet.name !== source.table.sheet)
        .map(({ name, hidden }) => ({ name, hidden })),
    },
    headerRow: source.header.row,
    bytesTotal: source.table.bytesTotal,
  };
  try {
    const { counts } = await passOver(world, actor, file, source, null, async (outcomes, soFar) => {
      const kept = outcomes.filter((row) =>
        row.problems.length > 0 || row.outcome === 'skipped'
          ? toldKept++ < TOLD_ROWS_KEPT
          : goodKept++ < GOOD_ROWS_KEPT,
      );
      await db.as(actor, async (tx) => {
        await keepRows(tx, file.importId, kept);
        await sql`update intake_import set progress = ${source.table.bytesRead()}, counts = ${JSON.stringify(soFar)}::jsonb,
          mapping = ${JSON.stringify(described)}::jsonb where id = ${file.importId}`.execute(tx);
      });
    });
    await finish('checked', counts, described);
    return {
      importId: file.importId,
      status: 'checked',
      counts,
      columns: described.columns,
      missing: described.missing,
    };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return await refusedWith(refusal);
    await finish('refused', noCounts(), asked);
    throw error;
  } finally {
    await source.table.close();
  }
}

async function keepRows(tx: Tx, importId: string, rows: readonly RowOutcome[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map((row) => ({ row: row.row, outcome: row.outcome, cells: row.cells, problems: row.problems })),
  );
  await sql`insert into intake_row (import_id, row_number, outcome, cells, problems)
    select ${importId}, r.row, r.outcome, r.cells, r.problems from jsonb_to_recordset(${json}::jsonb) as r ("row" integer, outcome text, cells jsonb, problems jsonb)
    on conflict (import_id, row_number) do update set outcome = excluded.outcome, cells = excluded.cells, problems = excluded.problems`.execute(
    tx,
  );
}

/** A new id for an import. */
export const newImportId = (): string => uuidv7();
