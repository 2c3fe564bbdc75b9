// Editions of imported basins and the areas in them, found by place or by id.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Cells } from '../model/basin-cells.ts';
import type { BasinEdition } from '../model/basin-edition.ts';
import { toldInstant } from './instant-text.ts';

const edition = sql`select e.id, e.title, e.published_on as "publishedOn", e.licence, e.source, e.synthetic, e.file_name as "fileName",
  encode(e.file_sha256, 'hex') as "fileSha256", e.bytes, e.state, e.progress::float8 as progress, e.form, e.basins, e.baselines, e.futures, e.outlines,
  e.problems, ${toldInstant('e.made_at')} as "addedAt", case when a.name_en is null then null else jsonb_build_object('en', a.name_en, 'zh', a.name_zh) end as "addedBy"
  from water_basin_edition e left join person_attribute a on a.person_id::text = e.made_by`;

/** Every edition: those that say nothing of being made up first, the newest first. */
export async function listEditions(tx: Tx): Promise<BasinEdition[]> {
  const { rows } =
    await sql<BasinEdition>`${edition} order by e.synthetic, e.published_on desc nulls last, e.made_at desc, e.id`.execute(
      tx,
    );
  return rows;
}

/** Says that a file is about to be read. */
export async function startEdition(
  tx: Tx,
  one: Pick<BasinEdition, 'id' | 'title' | 'publishedOn' | 'licence' | 'source' | 'fileName' | 'fileSha256' | 'bytes'>,
): Promise<void> {
  await sql`insert into water_basin_edition (id, seq, title, published_on, licence, source, file_name, file_sha256, bytes, state, made_by)
    values (${one.id}, app_seq(), ${one.title}, ${one.publishedOn}::date, ${one.licence}, ${one.source}, ${one.fileName},
      decode(${one.fileSha256}, 'hex'), ${one.bytes}, 'reading', app_actor())`.execute(tx);
}

/** How far the reading is, 0 to 1. */
export const noteProgress = (tx: Tx, id: string, share: number) =>
  sql`update water_basin_edition set progress = ${share} where id = ${id}`.execute(tx);

/** Ends the reading of a file. */
export async function endEdition(
  tx: Tx,
  id: string,
  ended: Pick<
    BasinEdition,
    'state' | 'form' | 'synthetic' | 'basins' | 'baselines' | 'futures' | 'outlines' | 'problems'
  >,
): Promise<void> {
  await sql`update water_basin_edition set state = ${ended.state}, progress = 1, form = ${ended.form}, synthetic = ${ended.synthetic},
    basins = ${ended.basins}, baselines = ${ended.baselines}, futures = ${ended.futures}, outlines = ${ended.outlines},
    problems = ${JSON.stringify(ended.problems)}::jsonb, ended_at = now() where id = ${id}`.execute(tx);
}

/** Takes away what was read of a file before its reading was broken off. */
export const dropBasins = (tx: Tx, editionId: string) =>
  sql`delete from water_basin where edition_id = ${editionId}`.execute(tx);

/** An area to be kept. */
export interface NewBasin {
  line: number;
  id: string;
  pfafId: string | null;
  gid1: string | null;
  name: string | null;
  bounds: { west: number; south: number; east: number; north: number } | null;
  outline: Uint8Array | null;
  indicators: Record<string, Cells> | null;
  futures: Record<string, Cells> | null;
}

/** Keeps areas, in one statement. */
export async function insertBasins(tx: Tx, editionId: string, basins: readonly NewBasin[]): Promise<void> {
  if (basins.length === 0) return;
  const box = ({ bounds }: NewBasin) =>
    bounds ? `(${bounds.east},${bounds.north}),(${bounds.west},${bounds.south})` : null;
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  await sql`insert into water_basin (edition_id, line, basin_id, pfaf_id, gid_1, name_en, bounds, outline, indicators, futures)
    select ${editionId}, u.line, u.id, u.pfaf, u.gid, u.name, u.bounds::box, u.outline, u.indicators::jsonb, u.futures::jsonb
    from unnest(${basins.map(({ line }) => line)}::integer[], ${basins.map(({ id }) => id)}::text[], ${basins.map(({ pfafId }) => pfafId)}::text[],
      ${basins.map(({ gid1 }) => gid1)}::text[], ${basins.map(({ name }) => name)}::text[], ${basins.map(box)}::text[],
      ${basins.map(({ outline }) => (outline ? Buffer.from(outline) : null))}::bytea[], ${basins.map(({ indicators }) => json(indicators))}::text[],
      ${basins.map(({ futures }) => json(futures))}::text[]) as u (line, id, pfaf, gid, name, bounds, outline, indicators, futures)`.execute(
    tx,
  );
}

/** An area as it is kept. */
export interface KeptBasin {
  line: number;
  id: string;
  pfafId: string | null;
  name: string | null;
  indicators: Record<string, Cells> | null;
}

const kept = sql`b.line, b.basin_id as id, b.pfaf_id as "pfafId", b.name_en as name, b.indicators`;

/** Degrees on WGS-84. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Areas with a baseline whose box meets any of some others, each once, with its outline as WKB and which of them it meets. */
export async function listBasinsNear(
  tx: Tx,
  editionId: string,
  boxes: readonly Box[],
): Promise<(KeptBasin & { outline: Uint8Array; near: number[] })[]> {
  if (boxes.length === 0) return [];
  const sides = (side: keyof Box) => sql`${boxes.map((one) => one[side])}::float8[]`;
  const { rows } = await sql<KeptBasin & { outline: Uint8Array; near: number[] }>`
    with hit as (
      select b.line, array_agg((u.at - 1)::int) as near
      from unnest(${sides('west')}, ${sides('south')}, ${sides('east')}, ${sides('north')}) with ordinality as u (west, south, east, north, at)
      join water_basin b on b.bounds && box(point(u.east, u.north), point(u.west, u.south))
      where b.edition_id = ${editionId} and b.outline is not null and b.indicators is not null group by b.line)
    select ${kept}, b.outline, hit.near from hit join water_basin b on b.edition_id = ${editionId} and b.line = hit.line order by b.basin_id`.execute(
    tx,
  );
  return rows;
}

/** The areas of ids, each the one of that id or the one area with a baseline of a Pfafstetter or administrative id; none of an id that means several. */
export async function findBasins(
  tx: Tx,
  editionId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptBasin>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<KeptBasin & { asked: string; exact: boolean }>`
    select u.asked, ${kept}, b.basin_id = u.asked as exact from unnest(${[...new Set(ids)]}::text[]) as u (asked)
    join water_basin b on b.edition_id = ${editionId} and b.indicators is not null and (b.basin_id = u.asked or b.pfaf_id = u.asked or b.gid_1 = u.asked)`.execute(
    tx,
  );
  const found = new Map<string, KeptBasin>();
  for (const [asked, those] of Map.groupBy(rows, (row) => row.asked)) {
    const one = those.find(({ exact }) => exact) ?? (those.length === 1 ? those[0] : undefined);
    if (!one) continue;
    const { asked: _, exact: __, ...basin } = one;
    found.set(asked, basin);
  }
  return found;
}

/** What scenarios say of an area by its Pfafstetter id: of the same edition, else of the newest that has it. */
export async function findFutures(
  tx: Tx,
  basin: { editionId: string; pfafId: string | null; id: string },
): Promise<{ edition: string; synthetic: boolean; futures: Record<string, Cells> } | undefined> {
  const { rows } = await sql<{ edition: string; synthetic: boolean; futures: Record<string, Cells> }>`
    select e.title as edition, e.synthetic, b.futures from water_basin b join water_basin_edition e on e.id = b.edition_id
    where b.futures is not null and e.state = 'ready' and (b.pfaf_id = ${basin.pfafId ?? basin.id} or b.basin_id = ${basin.pfafId ?? basin.id} or (b.edition_id = ${basin.editionId} and b.basin_id = ${basin.id}))
      and e.synthetic = (select synthetic from water_basin_edition where id = ${basin.editionId})
    order by (b.edition_id = ${basin.editionId}) desc, e.published_on desc nulls last limit 1`.execute(tx);
  return rows[0];
}

/** Outlines of areas as WKB. */
export async function listOutlines(
  tx: Tx,
  editionId: string,
  lines: readonly number[],
): Promise<{ id: string; outline: Uint8Array }[]> {
  const { rows } = await sql<{ id: string; outline: Uint8Array }>`select basin_id as id, outline from water_basin
    where edition_id = ${editionId} and line = any(${[...lines]}::integer[]) and outline is not null order by line`.execute(
    tx,
  );
  return rows;
}
