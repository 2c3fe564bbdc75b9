// An exported history as one archive: of a scope and period, for a page, a command, or whoever asks the API.
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { type Period, printPeriod } from '#period/period.ts';
import type { FoundScope } from '../access/find-scope.ts';
import { type Actor, systemActor } from '../db/database.ts';
import type { FileAnswer } from '../http/route.ts';
import { type Dictionary, languages, word } from '../i18n/words.ts';
import { csvBytes } from '../intake/read/write-csv.ts';
import { type PartToWrite, zipBytes } from '../intake/read/zip-writer.ts';
import type { Block } from './chain.ts';
import { type ExportProgress, type ExportWorld, exportParts, safeName, withHashes } from './export.ts';
import type { PeriodBy } from './list.ts';
import { findHead, seal } from './seal.ts';
import { type ChosenEntry, chunksOf, idsInPeriod, type Selection, selectMade, selectRecords } from './select.ts';

export interface HistoryFileWorld extends ExportWorld {
  words: Dictionary;
}

/** What is exported for whom. */
export interface HistoryAsked {
  actor: Actor;
  scope: FoundScope;
  period: Period;
  /** the period of what was done, or of the records to which it was done */
  by: PeriodBy;
  progress?: (progress: ExportProgress) => void;
}

const sealer = systemActor('sealer');

/** The newest block, after everything that is final has been sealed. */
export async function headNow(world: ExportWorld): Promise<Block | undefined> {
  await seal(world.db);
  return world.db.as(sealer, findHead);
}

/** What a person reads first: what lies here, how it is checked, what that proves and what not. */
export const readMe = (words: Dictionary): PartToWrite => ({
  name: 'README.txt',
  text: ['\ufeff', ...languages.map((language) => `${word(words, language, 'history.export.readme')}\n\n`)],
});

interface EntryFacts {
  seq: number;
  n: number;
  at: string;
  en: string;
  zh: string;
  via: string;
  action: string;
  kind: string | null;
  scope: string | null;
  rows: number;
  reason: string | null;
}

/** The entries as a table that a spreadsheet opens, in both languages. */
export async function* entryTable(
  world: HistoryFileWorld,
  entries: readonly ChosenEntry[],
): AsyncGenerator<Uint8Array> {
  const both = (key: string) => languages.map((one) => word(world.words, one, key)).join(' ');
  async function* rows(): AsyncGenerator<string[]> {
    const headings = ['seq', 'at', 'who_en', 'who_zh', 'via', 'action', 'kind', 'scope', 'rows', 'reason'];
    yield headings.map((key) => both(`history.column.${key}`));
    for (const chunk of chunksOf(entries, 2_000)) {
      const found = await world.db.as(sealer, (tx) =>
        sql<EntryFacts>`select e.seq, e.n, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at,
            coalesce(a.name_en, e.actor) as en, coalesce(a.name_zh, e.actor) as zh, e.via, e.action, e.kind, s.code as scope, e.rows, e.reason
          from unnest(${`{${chunk.map(({ seq }) => seq).join(',')}}`}::bigint[], ${`{${chunk.map(({ n }) => n).join(',')}}`}::integer[]) as u (seq, n)
          join history_entry e on e.seq = u.seq and e.n = u.n left join person_attribute a on a.person_id::text = e.actor
          left join scope_node s on s.id = e.scope_id order by e.seq, e.n`.execute(tx),
      );
      for (const row of found.rows)
        yield [
          ...[`${row.seq}/${row.n}`, row.at, row.en, row.zh, row.via, both(`action.${row.action}`)],
          ...[row.kind === null ? '' : both(row.kind), row.scope ?? '', String(row.rows), row.reason ?? ''],
        ];
    }
  }
  yield* csvBytes(rows());
}

async function selectionOf(
  world: ExportWorld,
  { actor, scope, period, by }: HistoryAsked,
  head: Block | undefined,
): Promise<Selection> {
  if (by === 'made') return selectMade(world.db, actor, { scope, period, head });
  const ids = await idsInPeriod(world.db, actor, world.kinds.values(), scope, period);
  return selectRecords(world.db, actor, { kinds: world.kinds, ids, closings: { scope, period }, head });
}

/** The archive: written while it is sent, so that a year of a large factory needs no more memory than a month. */
export async function historyFile(world: HistoryFileWorld, asked: HistoryAsked): Promise<FileAnswer> {
  const head = await headNow(world);
  const selection = await selectionOf(world, asked, head);
  const { scope, period, by, actor, progress } = asked;
  const about = {
    ...{ scope: { type: scope.type, code: scope.code, name: scope.name }, period: printPeriod(period), by },
    ...{ madeAt: new Date().toISOString(), madeBy: actor.id },
  };
  async function* parts(): AsyncGenerator<PartToWrite> {
    yield readMe(world.words);
    yield { name: 'entries.csv', text: entryTable(world, selection.entries) };
    yield* exportParts(world, { actor, selection, head, about, ...(progress ? { progress } : {}) });
  }
  return {
    fileName: `${safeName(`history ${scope.code} ${printPeriod(period)}`)}.zip`,
    mediaType: 'application/zip',
    body: Readable.from(zipBytes(withHashes(parts()))),
  };
}
