// Records of a list that its sheet has no more when it comes back: told, and never voided but by somebody's choice.
import { sql } from 'kysely';
import type { Actor, Database, Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { idsOf } from '../records/server/list-pieces.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest, type ListQuestion, type Mask } from '../records/server/read.ts';
import { Refused } from '../records/server/refusal.ts';
import type { SheetAbout } from './sheet-mark.ts';

/** Records that are told by name; of more, only how many. */
const TOLD = 500;

/** What a sheet has no more. */
export interface MissingFromSheet {
  /** how many; the list shows them, and they stay as they are */
  count: number;
  records: { id: string; revision: number; code: string; en: string; zh: string }[];
  /** records of the list when the sheet went out; null when that is not known */
  listed: number | null;
}

/** What the comparison needs of the installation. */
export interface ListBehind {
  db: Database;
  listBehind?(tx: Tx, kind: RecordKind, address: string, mask: Mask | undefined): Promise<ListQuestion | undefined>;
}

/** Compares a sheet with its list: records that were in it when it went out, are still there, and have no row any more. */
export async function missingFromSheet(
  world: ListBehind,
  actor: Actor,
  { kind, mask }: { kind: RecordKind; mask?: Mask | undefined },
  about: SheetAbout | undefined,
  has: (id: string) => boolean,
): Promise<MissingFromSheet> {
  const none: MissingFromSheet = { count: 0, records: [], listed: null };
  const { listBehind } = world;
  if (!listBehind || !about || about.kind !== kind.kind || about.list === '') return none;
  const question = await world.db
    .as(actor, (tx) => listBehind(tx, kind, about.list, mask))
    .catch((error: unknown) => {
      // A list that can no longer be asked for (a figure recomputed, a scope gone) has nothing to compare with.
      if (error instanceof Refused) return undefined;
      throw error;
    });
  if (!question) return none;
  // Whoever brings the sheet back may see more than who took it out.
  const readable = about.sites && sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)} = any(${[...about.sites]}::uuid[])`;
  const also = [question.also, readable].filter((one) => one !== undefined && one !== null);
  const asked = also.length > 0 ? { ...question, also: sql<boolean>`${sql.join(also, sql` and `)}` } : question;
  const missing: MissingFromSheet = { ...none, listed: about.records };
  const told: string[] = [];
  for await (const ids of idsOf(world.db, actor, kind, asked, about.seq))
    for (const id of ids) {
      if (has(id)) continue;
      missing.count += 1;
      if (told.length < TOLD) told.push(id);
    }
  const found = await world.db.as(actor, (tx) => findLatest(tx, kind, told));
  missing.records = found.map(({ id, revision, values }) => {
    const { code, en, zh } = nameOf(kind, values);
    return { id, revision, code, en, zh };
  });
  return missing;
}
