// Packs from the reference folder: checked, hashed, kept in the database as immutable editions, one in use of each.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { checkPack, type Pack, packHash } from '#standards/pack.ts';
import { type Database, systemActor } from '../db/database.ts';

/** A pack of the product contradicts itself or its shape: ours to mend, never a user's error. */
export class FaultyPack extends Error {}

export interface LoadedPack {
  pack: Pack;
  hash: string;
}

/** All packs by name; of several editions the newest that is in force. */
export interface Packs {
  inUse: Readonly<Record<string, Pack>>;
  all: readonly LoadedPack[];
}

/**
 * Reads and checks every edition under `folder/<pack>/<edition>.json`.
 * @throws FaultyPack naming the file and what is wrong with it
 */
export function readPacks(folder: string, today: string): Packs {
  const all: LoadedPack[] = [];
  for (const name of readdirSync(folder, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    for (const file of readdirSync(join(folder, name.name))
      .filter((one) => one.endsWith('.json'))
      .sort()) {
      const checked = checkPack(JSON.parse(readFileSync(join(folder, name.name, file), 'utf8')));
      if ('problems' in checked) throw new FaultyPack(`${name.name}/${file}: ${JSON.stringify(checked.problems[0])}`);
      all.push({
        pack: checked.pack,
        hash: packHash(checked.pack, (text) => createHash('sha256').update(text).digest('hex')),
      });
    }
  }
  return { inUse: packsInUse(all, today), all };
}

/**
 * Of each pack the newest edition by its name, for a source may not say since when it holds: an edition of which the
 * first day is not known is not thereby the oldest. One that has ended serves only where nothing has come in its place.
 */
export function packsInUse(all: readonly LoadedPack[], today: string): Packs['inUse'] {
  const inUse: Record<string, Pack> = {};
  const isEnded = ({ effectiveTo }: Pack) => effectiveTo !== undefined && effectiveTo <= today;
  const isBetter = (one: Pack, other: Pack) =>
    isEnded(one) === isEnded(other) ? one.edition > other.edition : isEnded(other);
  for (const { pack } of all) {
    if (pack.effectiveFrom !== null && pack.effectiveFrom > today) continue;
    const before = inUse[pack.pack];
    if (!before || isBetter(pack, before)) inUse[pack.pack] = pack;
  }
  return inUse;
}

/** Keeps every edition that is not kept yet; what is kept is never altered, since its hash is part of its key. */
export async function keepPacks(db: Database, packs: Packs): Promise<void> {
  await db.as(systemActor('operator'), async (tx) => {
    const { rows } = await sql<{
      key: string;
    }>`select pack || ' ' || edition || ' ' || encode(hash, 'hex') as key from pack`.execute(tx);
    const kept = new Set(rows.map((row) => row.key));
    for (const { pack, hash } of packs.all) {
      if (kept.has(`${pack.pack} ${pack.edition} ${hash}`)) continue;
      await sql`insert into pack (pack, edition, hash, content) values (${pack.pack}, ${pack.edition}, decode(${hash}, 'hex'), ${JSON.stringify(pack)}::jsonb)`.execute(
        tx,
      );
    }
  });
}
