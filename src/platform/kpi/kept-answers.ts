// An answer made of many figures, kept until one of them or what else it was made of changes.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import type { Figure } from './ledger.ts';

/** What was made, and of which figures. */
export interface MadeAnswer {
  body: unknown;
  figures: readonly (Figure | undefined)[];
}

export interface KeptAnswers {
  /**
   * The answer under this key as JSON text, for readers who may see the same. A look at the ledger decides whether it
   * still holds: no figure of it is stale or computed anew, and its sources stand where they stood.
   */
  jsonFor(reader: Actor, key: string, make: () => Promise<MadeAnswer>): Promise<string>;
}

interface Kept {
  text: string;
  ids: string[];
  stamp: string;
  sources: string;
}

/** Readers with the same grants read the same answer. */
const grantsOf = (reader: Actor): string =>
  [reader.reads, reader.figures]
    .map((scopes) =>
      scopes === 'all'
        ? '*'
        : createHash('md5')
            .update([...scopes].sort().join())
            .digest('hex'),
    )
    .join() + reader.group;

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const lineOf = (id: string, seq: number) => `${id} ${seq}`;

function stampOf(figures: readonly (Figure | undefined)[]): { ids: string[]; stamp: string } {
  const byId = new Map(figures.flatMap((figure) => (figure ? [[figure.id, figure] as const] : [])));
  const ids = [...byId.keys()].sort();
  return { ids, stamp: md5(ids.map((id) => lineOf(id, byId.get(id)?.computedSeq ?? 0)).join(',')) };
}

/**
 * Keeps answers over one database.
 *
 * @param sources a short text that changes with whatever an answer is made of besides figures
 * @param most how many answers are kept; the longest unused goes first
 */
export function keepAnswers(db: Database, sources: (tx: Tx) => Promise<string>, most = 60): KeptAnswers {
  const kept = new Map<string, Kept>();
  const making = new Map<string, Promise<string>>();
  const watcher = systemActor('figures');

  /** Where the figures and sources stand now; a stale figure stands nowhere. */
  const lookAt = (ids: readonly string[]) =>
    db.as(watcher, async (tx) => {
      const stamp =
        ids.length === 0
          ? md5('')
          : ((
              await sql<{ stamp: string | null }>`
                select case when bool_or(stale) then null else md5(string_agg(id || ' ' || computed_seq, ',' order by id collate "C")) end as stamp
                from figure where id = any(${[...ids]}::text[])`.execute(tx)
            ).rows[0]?.stamp ?? null);
      return { stamp, sources: await sources(tx) };
    });

  return {
    jsonFor: async (reader, key, make) => {
      const full = `${key} ${grantsOf(reader)}`;
      const before = kept.get(full);
      const now = await lookAt(before?.ids ?? []);
      if (before && now.stamp === before.stamp && now.sources === before.sources) {
        kept.delete(full);
        kept.set(full, before);
        return before.text;
      }
      // Ten readers at once wait for one making.
      const other = making.get(full);
      if (other) return other;
      const own = (async () => {
        const made = await make();
        const text = JSON.stringify(made.body);
        kept.delete(full);
        kept.set(full, { text, ...stampOf(made.figures), sources: now.sources });
        for (const oldest of kept.keys()) {
          if (kept.size <= most) break;
          kept.delete(oldest);
        }
        return text;
      })();
      making.set(full, own);
      try {
        return await own;
      } finally {
        making.delete(full);
      }
    },
  };
}
