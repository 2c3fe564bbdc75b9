// Imports: a file is checked and shown, mended on the page, committed as one; the dead are swept at start.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Database, Tx } from '../db/database.ts';
import type { Via } from '../history/entry.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { CheckContext, RecordKind } from '../records/declare/kind.ts';
import type { ListQuestion, Mask } from '../records/server/read.ts';
import { asRefusal } from '../records/server/record.ts';
import { consultedBy, type Kinds, nameBook } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import type { State } from '../records/server/write.ts';
import { commitImport } from './commit-import.ts';
import type { Decided, Keep } from './difference.ts';
import { type MissingFromSheet, missingFromSheet } from './missing-from-sheet.ts';
import { codesIn, within } from './names-in-sheet.ts';
import { type Counts, noCounts, type RowOutcome } from './outcomes.ts';
import { type Refusal, TableRefused } from './read/refusal.ts';
import { rowReader } from './read-row.ts';
import { headingsOf, type RememberedHeadings, rememberHeadings } from './remembered-headings.ts';
import { rowComparer } from './returned-rows.ts';
import { type PassResult, runPass } from './run-import.ts';
import { dataRows, type Mended, missingOf, type NoHeader, openSource, type Source } from './source.ts';
import { sweepImport, sweepLeftovers, sweepOrLater } from './sweep.ts';
import { isTooManyChanges } from './too-many-changes.ts';

/** What imports need of the installation, bound in `app/wiring`. */
export interface IntakeWorld {
  db: Database;
  kinds: Kinds;
  words: Dictionary;
  limits(tx: Tx): Promise<CheckContext['limits']>;
  todayIn(timeZone: string): string;
  /** the list behind an address, as it was asked when a sheet went out; without it no sheet is compared with its list */
  listBehind?(tx: Tx, kind: RecordKind, address: string, mask: Mask | undefined): Promise<ListQuestion | undefined>;
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
  /** of a sheet that comes back: whose value a cell in dispute is to have */
  decided?: Decided;
  /** whose value all others of them are to have */
  keepAll?: Keep;
  /** records that the sheet has no more and that are to be voided, and why */
  voids?: { ids: readonly string[]; reason: string };
  /** of a file by a link: the only columns it may have and records it may name; nothing that is known is corrected */
  guest?: { only: ReadonlyMap<string, ReadonlySet<string>>; fields: ReadonlySet<string>; linkId: string };
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
  /** of a sheet that went out from here and came back */
  returned?: Returned;
}

/** What is known of a sheet that came back. */
export interface Returned extends MissingFromSheet {
  /** the list that it shows; null when its hidden sheet was lost */
  list: string | null;
  at: string | null;
  /** columns that are only read */
  readOnly: number[];
  markColumn: number;
}

const LEASE_SECONDS = 60;
/** Rows kept for the page: those that have something to say up to this many, and a window of the first good ones. */
const TOLD_ROWS_KEPT = 20_000;
const GOOD_ROWS_KEPT = 200;

const openImport = (world: IntakeWorld, file: FileToImport) =>
  openSource(file.path, file.kind, world.words, {
    chosen: file.chosen,
    given: Object.keys(file.fixed),
    ...(file.guest ? { only: file.guest.fields } : {}),
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
    book: within(await nameBook(tx, world.kinds, file.kind), file.guest?.only),
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
    isOnlyNew: file.guest !== undefined,
    returning: source.returning && {
      markColumn: source.returning.markColumn,
      comparer: rowComparer({
        kind: file.kind,
        words: world.words,
        language: source.returning.about?.language ?? 'en',
        columns: source.columns,
        mapping: source.mapping,
        readOnly: source.returning.readOnly,
        codeOf: codesIn(world.kinds, file.kind, book),
        decided: file.decided ?? {},
        keepAll: file.keepAll,
        mask: file.mask,
      }),
    },
    write: state && { importId: file.importId, state },
  });
}

const columnsOf = (source: Source) =>
  [...source.header.headings].flatMap(([index, heading]) => {
    if (index === source.returning?.markColumn) return [];
    const match = source.header.columns.get(index);
    const key = source.mapping.get(index) ?? null;
    return [{ index, heading, key, remembered: match?.confidence === 'remembered' && match.key === key }];
  });

/** What a sheet that came back is told to be; which records it lacks is known only after it was read. */
const returnedOf = (source: Source, missing?: MissingFromSheet): { returned?: Returned } =>
  source.returning
    ? {
        returned: {
          ...(missing ?? { count: 0, records: [], listed: null }),
          list: source.returning.about?.list ?? null,
          at: source.returning.about?.at ?? null,
          readOnly: [...source.returning.readOnly.keys()],
          markColumn: source.returning.markColumn,
        },
      }
    : {};

/**
 * Registers an import, so that it is seen; when `pending`, its rows are not, until the transaction that commits it.
 * @throws Refused `import_in_progress` when it is being committed or was
 */
async function begin(tx: Tx, file: FileToImport, status: 'checking' | 'committing', pending: boolean): Promise<void> {
  const { numAffectedRows } =
    await sql`insert into intake_import (id, kind, file_name, file_sha256, scope_id, status, actor, mapping, mended, decided, guest_link_id)
    values (${file.importId}, ${file.kind.kind}, ${file.fileName}, decode(${file.sha256}, 'hex'), ${(file.fixed.site as string | undefined) ?? null}::uuid, ${status}, app_actor(),
      ${JSON.stringify({ chosen: file.chosen })}::jsonb, ${JSON.stringify(file.mended)}::jsonb, ${JSON.stringify(file.decided ?? {})}::jsonb, ${file.guest?.linkId ?? null}::uuid)
    on conflict (id) do update set status = excluded.status, mended = excluded.mended, decided = excluded.decided, progress = 0
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
  const described = {
    ...{ importId: file.importId, columns: columnsOf(source), missing: missingOf(source, file.fixed) },
    ...returnedOf(source),
  };
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
    if (options.dryRun) {
      const missing = await missingFromSheet(world, actor, file, source.returning?.about, result.has);
      return { status: 'checked', counts, ...described, ...returnedOf(source, missing) };
    }
    if (counts.bad > 0 && !options.acceptGood) {
      await sweepImport(db, file.importId, file.kind, 'refused');
      return { status: 'refused', counts, ...described };
    }
    const committedSeq = await db.as(actor, async (tx) => {
      const seq = await commitImport(tx, file, result, options);
      // A choice that was committed is one that held.
      const site = file.fixed[file.kind.site ?? 'site'];
      const place = headingsOf(file.kind, typeof site === 'string' ? site : null);
      if (place !== null) await rememberHeadings(tx, file.kind, place, source.header.headings, file.chosen);
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
  return isTooManyChanges(error) ? { refused: 'too_many_changes' } : undefined;
}

/** Reads and checks a file without writing a record; what the page shows is kept beside the import. */
export async function checkImport(world: IntakeWorld, actor: Actor, file: FileToImport): Promise<ImportReport> {
  const { db } = world;
  await db.as(actor, async (tx) => {
    await begin(tx, file, 'checking', false);
    await sql`delete from intake_row where import_id = ${file.importId}`.execute(tx);
  });
  const finish = (status: 'checked' | 'refused', counts: Counts, mapping: unknown, returned: Returned | null = null) =>
    db.as(actor, (tx) =>
      sql`update intake_import set status = ${status}, counts = ${JSON.stringify(counts)}::jsonb, mapping = ${JSON.stringify(mapping)}::jsonb,
        returned = ${returned && JSON.stringify(returned)}::jsonb where id = ${file.importId}`.execute(tx),
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
    const result = await passOver(world, actor, file, source, null, async (outcomes, soFar) => {
      const kept = outcomes.filter((row) =>
        row.problems.length > 0 || row.outcome === 'skipped' || (row.difference && row.outcome !== 'same')
          ? toldKept++ < TOLD_ROWS_KEPT
          : goodKept++ < GOOD_ROWS_KEPT,
      );
      await db.as(actor, async (tx) => {
        await keepRows(tx, file.importId, kept);
        await sql`update intake_import set progress = ${source.table.bytesRead()}, counts = ${JSON.stringify(soFar)}::jsonb,
          mapping = ${JSON.stringify(described)}::jsonb where id = ${file.importId}`.execute(tx);
      });
    });
    const { counts } = result;
    const about = source.returning?.about;
    const returned = returnedOf(source, await missingFromSheet(world, actor, file, about, result.has));
    await finish('checked', counts, described, returned.returned);
    return {
      importId: file.importId,
      status: 'checked',
      counts,
      columns: described.columns,
      missing: described.missing,
      ...returned,
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
    rows.map(({ row, outcome, cells, problems, difference }) => ({ row, outcome, cells, problems, difference })),
  );
  await sql`insert into intake_row (import_id, row_number, outcome, cells, problems, difference)
    select ${importId}, r.row, r.outcome, r.cells, r.problems, r.difference
    from jsonb_to_recordset(${json}::jsonb) as r ("row" integer, outcome text, cells jsonb, problems jsonb, difference jsonb)
    on conflict (import_id, row_number) do update set outcome = excluded.outcome, cells = excluded.cells, problems = excluded.problems, difference = excluded.difference`.execute(
    tx,
  );
}

/** A new id for an import. */
export const newImportId = (): string => uuidv7();
