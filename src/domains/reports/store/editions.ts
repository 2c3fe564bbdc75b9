// Which editions have been published, what was frozen with each, and which printed figure belongs to which?
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { ReportDocument } from '../model/document.ts';
import type { ReportNumber } from '../model/report-number.ts';

/** An edition as a list shows it. */
export interface EditionHead {
  id: string;
  number: number;
  period: string;
  from: string;
  before: string;
  publishedAt: Date;
  publishedBy: string;
  publishedByName: { en: string; zh: string };
  /** the history stood at this number when the edition was frozen */
  seq: number;
  note: string | null;
}

/** An edition with all that was frozen; `frozen` is as it was written. */
export interface Edition extends EditionHead {
  frozen: unknown;
  documents: Readonly<Record<'en' | 'zh', ReportDocument>>;
  /** 64 hexadecimal digits */
  contentHash: string;
}

/** One number of an edition: printed ones have a position, what they were made of has none. */
export interface EditionFigure {
  id: string;
  /** id of the number in the living report */
  liveId: string;
  /** order of printing from 1; 0 for a figure that others were made of and that is not printed itself */
  position: number;
  kpi: string;
  version: number;
  parameters: Record<string, unknown>;
  scopeId: string;
  period: string;
  /** the number as printed, and for a figure of the ledger what the rule gave */
  result: { number: ReportNumber | null; ledger: unknown };
  /** the sums that a figure of the ledger was computed of */
  aggregates: unknown;
  printed: Partial<Record<'en' | 'zh', string>>;
}

interface EditionRow {
  id: string;
  number: number;
  period: string;
  from_on: string;
  before_on: string;
  published_at: Date;
  published_by: string;
  name_en: string | null;
  name_zh: string | null;
  seq: number;
  note: string | null;
}

const toHead = (row: EditionRow): EditionHead => ({
  id: row.id,
  number: row.number,
  period: row.period,
  from: row.from_on,
  before: row.before_on,
  publishedAt: row.published_at,
  publishedBy: row.published_by,
  publishedByName: { en: row.name_en ?? row.published_by, zh: row.name_zh ?? row.published_by },
  seq: row.seq,
  note: row.note,
});

const head = sql`e.id, e.number, e.period, e.from_on, e.before_on, e.published_at, e.published_by, a.name_en, a.name_zh, e.seq, e.note`;
const named = sql`edition e left join person_attribute a on a.person_id::text = e.published_by`;

/** All editions, the newest first. */
export async function listEditions(tx: Tx): Promise<EditionHead[]> {
  const { rows } = await sql<EditionRow>`select ${head} from ${named} order by e.number desc`.execute(tx);
  return rows.map(toHead);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An edition by its id or its number. */
export async function findEdition(tx: Tx, asked: string): Promise<Edition | undefined> {
  const which = uuid.test(asked)
    ? sql`e.id = ${asked}`
    : /^\d{1,9}$/.test(asked)
      ? sql`e.number = ${Number(asked)}`
      : sql`false`;
  const { rows } = await sql<
    EditionRow & { frozen: unknown; documents: Edition['documents']; content_hash: string }
  >`select ${head}, e.frozen, e.documents, encode(e.content_hash, 'hex') as content_hash from ${named} where ${which}`.execute(
    tx,
  );
  const row = rows[0];
  return row && { ...toHead(row), frozen: row.frozen, documents: row.documents, contentHash: row.content_hash };
}

/** What the newest edition of an earlier period promised; `before` is the first day after the period that asks. */
export async function findPromises(
  tx: Tx,
  before: string,
): Promise<{ edition: number; promises: unknown } | undefined> {
  const { rows } = await sql<{ edition: number; promises: unknown }>`
    select number as edition, frozen->'promises' as promises from edition where before_on < ${before} order by before_on desc, number desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

/** The number that the next edition gets; two at once cannot both have it. */
export async function nextNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from edition`.execute(tx);
  return rows[0]?.next ?? 1;
}

/** Writes an edition; nothing may change it afterwards. */
export async function insertEdition(
  tx: Tx,
  edition: {
    id: string;
    number: number;
    period: string;
    from: string;
    before: string;
    seq: number;
    note: string | null;
    frozen: unknown;
    documents: Edition['documents'];
    contentHash: string;
  },
): Promise<void> {
  await sql`insert into edition (id, number, period, from_on, before_on, published_at, published_by, seq, note, frozen, documents, content_hash)
    values (${edition.id}, ${edition.number}, ${edition.period}, ${edition.from}, ${edition.before}, now(), app_actor(), ${edition.seq}, ${edition.note},
      ${JSON.stringify(edition.frozen)}::jsonb, ${JSON.stringify(edition.documents)}::jsonb, decode(${edition.contentHash}, 'hex'))`.execute(
    tx,
  );
}

/** Few enough that no statement holds the embedded database for long. */
const FIGURES_AT_ONCE = 60;

/** Writes the figures of an edition. */
export async function insertEditionFigures(
  tx: Tx,
  editionId: string,
  figures: readonly EditionFigure[],
): Promise<void> {
  for (let first = 0; first < figures.length; first += FIGURES_AT_ONCE) {
    const rows = JSON.stringify(figures.slice(first, first + FIGURES_AT_ONCE));
    await sql`insert into edition_figure (id, edition_id, figure_id, position, kpi, version, parameters, scope_id, period, result, aggregates, printed)
      select f.id, ${editionId}, f."liveId", f.position, f.kpi, f.version, f.parameters, f."scopeId", f.period, f.result, f.aggregates, f.printed
      from jsonb_to_recordset(${rows}::jsonb) as f (id text, "liveId" text, position integer, kpi text, version integer, parameters jsonb, "scopeId" uuid,
        period text, result jsonb, aggregates jsonb, printed jsonb)`.execute(tx);
  }
}

const figureColumns = sql`id, figure_id as "liveId", position, kpi, version, parameters, scope_id as "scopeId", period, result, aggregates, printed`;

/** Every figure of an edition, the printed ones in the order of printing, then what they were made of. */
export async function listEditionFigures(tx: Tx, editionId: string): Promise<EditionFigure[]> {
  const { rows } = await sql<EditionFigure>`
    select ${figureColumns} from edition_figure where edition_id = ${editionId} order by position = 0, position, id`.execute(
    tx,
  );
  return rows;
}

/** The printed figures of an edition, without what they were made of. */
export async function listPrinted(
  tx: Tx,
  editionId: string,
): Promise<{ id: string; liveId: string; kpi: string; printed: { en: string; zh: string } }[]> {
  const { rows } = await sql<{ id: string; liveId: string; kpi: string; printed: { en: string; zh: string } }>`
    select id, figure_id as "liveId", kpi, printed from edition_figure where edition_id = ${editionId} and position > 0 order by position`.execute(
    tx,
  );
  return rows;
}

/** A figure by the id it was printed with, and its edition. */
export async function findEditionFigure(
  tx: Tx,
  id: string,
): Promise<{ figure: EditionFigure; editionId: string } | undefined> {
  const { rows } = await sql<EditionFigure & { editionId: string }>`
    select ${figureColumns}, edition_id as "editionId" from edition_figure where id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  const { editionId, ...figure } = row;
  return { figure, editionId };
}

/** Figures of an edition by their ids in the living report. */
export async function listByLiveId(tx: Tx, editionId: string, liveIds: readonly string[]): Promise<EditionFigure[]> {
  const { rows } = await sql<EditionFigure>`
    select ${figureColumns} from edition_figure where edition_id = ${editionId} and figure_id = any(${[...liveIds]}::text[])`.execute(
    tx,
  );
  return rows;
}

/** The edition to which most of these printed ids belong: a file whose ids were tampered with is still of an edition. */
export async function findEditionOf(tx: Tx, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const { rows } = await sql<{ id: string }>`
    select edition_id as id from edition_figure where id = any(${[...ids]}::text[]) group by 1 order by count(*) desc, 1 limit 1`.execute(
    tx,
  );
  return rows[0]?.id;
}
