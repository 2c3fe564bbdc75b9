// An answer made of many figures, kept until one of them or what else it was made of changes.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Actor, type Database, systemActor } from '../db/database.ts';
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

/** Where that stands which an answer is made of besides figures. */
export interface Sources {
  /** An expression over the database, of a text that changes with every change of it: read together with the figures. */
  standing: RawBuilder<string>;
  /** What of it changes without a change in the database, such as the day. */
  now?: (standing: string) => string;
}

/** A text that changes with every change of a record kind: each writes to one of its numbers, and none is taken back. */
export const standingOf = (table: string): RawBuilder<string> =>
  sql`(select count(*) || '/' || coalesce(sum(written_seq + coalesce(approved_seq, 0) + coalesce(ended_seq, 0)), 0) from ${sql.table(table)})`;

/** What a look at a kept answer found. */
interface Look {
  before: Kept | undefined;
  stamp: string | null;
  sources: string;
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
    .join() +
  (reader.group === 'none');

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
 * @param sources where that stands which an answer is made of besides figures
 * @param most how many answers are kept; the longest unused goes first
 */
export function keepAnswers(db: Database, sources: Sources, most = 60): KeptAnswers {
  const kept = new Map<string, Kept>();
  const making = new Map<string, Promise<string>>();
  const looking = new Map<string, { running: Promise<Look>; next: Promise<Look> | null }>();
  const watcher = systemActor('figures');

  /** Where the figures and sources of a kept answer stand now, in one question; a stale figure stands nowhere. */
  async function lookNow(full: string): Promise<Look> {
    const before = kept.get(full);
    const ids = before?.ids ?? [];
    const [found] = await db.ask(
      watcher,
      sql<{ stamp: string | null; standing: string }>`
        select case when bool_or(stale) then null else md5(coalesce(string_agg(id || ' ' || computed_seq, ',' order by id collate "C"), '')) end as stamp,
          (select ${sources.standing}) as standing
        from figure where id = any(${sql.lit(`{${ids.join(',')}}`)}::text[])`,
    );
    const { stamp, standing } = found ?? { stamp: null, standing: '' };
    return { before, stamp, sources: sources.now?.(standing) ?? standing };
  }

  /** One look at a time for each answer. Who comes meanwhile shares the next one: it begins after he came. */
  function look(full: string): Promise<Look> {
    const current = looking.get(full);
    if (current) {
      current.next ??= current.running.then(
        () => begin(full),
        () => begin(full),
      );
      return current.next;
    }
    return begin(full);
  }
  function begin(full: string): Promise<Look> {
    const running = lookNow(full);
    const own: { running: Promise<Look>; next: Promise<Look> | null } = { running, next: null };
    looking.set(full, own);
    const done = () => {
      if (looking.get(full) === own && own.next === null) looking.delete(full);
    };
    running.then(done, done);
    return running;
  }

  function keep(full: string, answer: Kept): void {
    kept.delete(full);
    kept.set(full, answer);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
  }

  const answers: KeptAnswers = {
    jsonFor: async (reader, key, make) => {
      const full = `${key} ${grantsOf(reader)}`;
      const { before, stamp, sources: now } = await look(full);
      if (before && stamp === before.stamp && now === before.sources) {
        keep(full, before);
        return before.text;
      }
      // Ten readers at once wait for one making; then each looks whether what was begun before he came still holds.
      const other = making.get(full);
      if (other) {
        await other.catch(() => undefined);
        return answers.jsonFor(reader, key, make);
      }
      const own = (async () => {
        const made = await make();
        const text = JSON.stringify(made.body);
        keep(full, { text, ...stampOf(made.figures), sources: now });
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
  return answers;
}
