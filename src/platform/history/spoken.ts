// What an entry speaks of, line by line: the revisions that it wrote, or the steps of review that were taken with it.
import { sql } from 'kysely';
import { type Actor, type Database, systemActor } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { contentKept } from '../records/server/content.ts';
import { decodeRows, type RecordRead } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { type ChosenEntry, chunksOf, type Selection } from './select.ts';

const sealer = systemActor('sealer');
const PAGE = 2_000;
const writing = ['record', 'void', 'import'];
const reviewing = ['submit', 'review', 'approve', 'return'];

/** Entries whose digest is over the revisions that they wrote. */
export const writes = ({ action, kind }: ChosenEntry): boolean => kind !== null && writing.includes(action);
/** Entries whose digest is over the revisions that a reviewer's step was taken with. */
export const moves = ({ action, kind }: ChosenEntry): boolean => kind !== null && reviewing.includes(action);
export const nameOfEntry = ({ seq, n }: ChosenEntry): string => `${seq}/${n}`;

/** One revision of which an entry speaks; its content where it goes along. */
export interface SpokenRevision {
  entry: ChosenEntry;
  id: string;
  revision: number;
  hash: string;
  /** absent where it is of a record that was not asked for, or is not the reader's */
  record?: RecordRead;
  content?: string;
}

interface HashRow {
  id: string;
  revision: number;
  hash: string;
  seq: number;
  scope: string | null;
}

export interface SpokenWorld {
  db: Database;
  kinds: Kinds;
}

/** Reads contents under the reader's own rights: what row-level security hides goes along as a hash alone. */
async function contentsOf(
  world: SpokenWorld,
  actor: Actor,
  kind: RecordKind,
  rows: readonly HashRow[],
): Promise<Map<string, RecordRead>> {
  if (rows.length === 0) return new Map();
  const records = await world.db.as(actor, async (tx) => {
    const found = await sql<Record<string, unknown>>`
      select t.* from unnest(${`{${rows.map(({ id }) => id).join(',')}}`}::uuid[], ${`{${rows.map(({ revision }) => revision).join(',')}}`}::integer[]) as u (id, revision)
      join ${sql.table(kind.table)} t on t.id = u.id and t.revision = u.revision`.execute(tx);
    return decodeRows(tx, kind, found.rows);
  });
  return new Map(records.map((record) => [`${record.id} ${record.revision}`, record]));
}

/** Pages of `id, revision` of what some entries wrote, in the order of their digests. */
async function* hashRowsOf(
  db: Database,
  kind: RecordKind,
  entries: readonly ChosenEntry[],
): AsyncGenerator<readonly [entry: (row: HashRow) => ChosenEntry | undefined, rows: HashRow[]]> {
  const site = kind.owner === 'site' ? sql.ref(`t.${kind.site ?? 'site'}_id`) : sql`null::uuid`;
  const table = sql.table(kind.table);
  const chosen = sql`t.id, t.revision, encode(t.content_hash, 'hex') as hash, t.written_seq as seq, ${site} as scope`;
  const [first] = entries;
  if (first?.importId) {
    // An import has one entry for what it made new and one for what it changed.
    const which = first.action === 'import' ? sql`t.revision = 1` : sql`t.revision > 1`;
    for (let [id, revision] = ['00000000-0000-0000-0000-000000000000', 0]; ; ) {
      const { rows } = await db.as(sealer, (tx) =>
        sql<HashRow>`select ${chosen} from ${table} t where t.import_id = ${first.importId} and ${which}
          and (t.id, t.revision) > (${id}::uuid, ${revision}) order by t.id, t.revision limit ${PAGE}`.execute(tx),
      );
      yield [() => first, rows];
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      [id, revision] = [last.id, last.revision];
    }
  }
  const byKey = new Map(entries.map((entry) => [`${entry.seq} ${entry.scopeId}`, entry]));
  const seqs = `{${[...new Set(entries.map(({ seq }) => seq))].join(',')}}`;
  const nil = sql`'00000000-0000-0000-0000-000000000000'::uuid`;
  let after: HashRow = { seq: 0, scope: null, id: '00000000-0000-0000-0000-000000000000', revision: 0, hash: '' };
  for (;;) {
    const { rows } = await db.as(sealer, (tx) =>
      sql<HashRow>`select ${chosen} from ${table} t where t.written_seq = any(${seqs}::bigint[]) and t.import_id is null
        and (t.written_seq, coalesce(${site}, ${nil}), t.id, t.revision) > (${after.seq}, coalesce(${after.scope}::uuid, ${nil}), ${after.id}::uuid, ${after.revision})
        order by t.written_seq, coalesce(${site}, ${nil}), t.id, t.revision limit ${PAGE}`.execute(tx),
    );
    yield [({ seq, scope }) => byKey.get(`${seq} ${scope}`), rows];
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

/** Every revision that these entries wrote, in groups by entry, page by page: memory stays flat. */
export async function* spokenRevisions(
  world: SpokenWorld,
  actor: Actor,
  { entries, includes }: Selection,
): AsyncGenerator<SpokenRevision[]> {
  for (const [id, kind] of world.kinds) {
    const own = entries.filter((entry) => entry.kind === id && writes(entry));
    const together = [
      ...chunksOf(
        own.filter((entry) => entry.importId === null),
        500,
      ),
    ];
    const alone = own.filter((entry) => entry.importId !== null).map((entry) => [entry]);
    for (const batch of [...together, ...alone]) {
      for await (const [entryOf, rows] of hashRowsOf(world.db, kind, batch)) {
        const found = rows.flatMap((row) => {
          const entry = entryOf(row);
          return entry ? [{ entry, row }] : [];
        });
        const wanted = found.flatMap(({ row }) => (includes(id, row.id) ? [row] : []));
        const contents = await contentsOf(world, actor, kind, wanted);
        yield found.map(({ entry, row: { id: recordId, revision, hash } }) => {
          const record = contents.get(`${recordId} ${revision}`);
          const spoken = { entry, id: recordId, revision, hash };
          return record ? { ...spoken, record, content: contentKept(kind, record) } : spoken;
        });
      }
    }
  }
}

/** A step that was taken with one revision. */
export interface SpokenStep {
  entry: ChosenEntry;
  id: string;
  revision: number;
  hash: string;
  step: string;
  actor: string;
  at: string;
  words: unknown;
}

interface StepRow extends Omit<SpokenStep, 'entry'> {
  seq: number;
  kind: string;
  scope: string | null;
}

/** Every step of review that these entries speak of, in groups by entry. */
export async function* spokenSteps(
  world: SpokenWorld,
  actor: Actor,
  { entries }: Selection,
): AsyncGenerator<SpokenStep[]> {
  const nil = '00000000-0000-0000-0000-000000000000';
  for (const batch of chunksOf(entries.filter(moves), 500)) {
    const byKey = new Map(batch.map((entry) => [`${entry.seq} ${entry.kind} ${entry.scopeId} ${entry.action}`, entry]));
    const seqs = `{${[...new Set(batch.map(({ seq }) => seq))].join(',')}}`;
    let after: Pick<StepRow, 'seq' | 'kind' | 'scope' | 'step' | 'id' | 'revision'> = {
      ...{ seq: 0, kind: '', scope: null, step: '', id: nil, revision: 0 },
    };
    for (;;) {
      const { rows } = await world.db.as(actor, (tx) =>
        sql<StepRow>`
          select r.seq, r.kind, r.scope_id as scope, r.step, r.record_id as id, r.revision, encode(r.content_hash, 'hex') as hash, r.actor,
            to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, r.words
          from review_event r where r.seq = any(${seqs}::bigint[])
            and (r.seq, r.kind, coalesce(r.scope_id, ${nil}::uuid), r.step, r.record_id, r.revision)
              > (${after.seq}, ${after.kind}, coalesce(${after.scope}::uuid, ${nil}::uuid), ${after.step}, ${after.id}::uuid, ${after.revision})
          order by r.seq, r.kind, coalesce(r.scope_id, ${nil}::uuid), r.step, r.record_id, r.revision limit ${PAGE}`.execute(
          tx,
        ),
      );
      yield rows.flatMap(({ seq, kind, scope, ...row }) => {
        const entry = byKey.get(`${seq} ${kind} ${scope} ${row.step}`);
        return entry ? [{ entry, ...row }] : [];
      });
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = last;
    }
  }
}
