// What comes by a link: checked as any sheet is, recorded as drafts that name the link, and its maker is told.
import { Readable } from 'node:stream';
import type { Database } from '../db/database.ts';
import { noteFile } from '../evidence/attach.ts';
import type { EvidenceStore, StoredFile } from '../evidence/store.ts';
import { historySeq } from '../history/entry.ts';
import { word } from '../i18n/words.ts';
import type { IntakeWorld } from '../intake/imports.ts';
import { importFile, newImportId } from '../intake/imports.ts';
import type { RowOutcome } from '../intake/outcomes.ts';
import { csvBytes } from '../intake/read/write-csv.ts';
import { notify } from '../notify/notify.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { columnsOf, namedBy } from './guest-form.ts';
import { claimLink, fulfilLink, type GuestLink, guestOf, releaseLink } from './links.ts';

export interface GuestWorld extends IntakeWorld {
  db: Database;
  evidence: EvidenceStore;
}

/** What is wrong at which entry. */
export interface GuestProblem {
  /** which entry, from 1; of a sheet, its row */
  row: number;
  field: string | null;
  words: string;
}

/** What became of it. */
export type Received = { sent: true; records: number } | { sent: false; problems: GuestProblem[] };

const MOST_TOLD = 100;

/** The entries of a form as a sheet with the columns' own names; what a spreadsheet might run stays text. */
export function entriesAsSheet(link: GuestLink, entries: readonly Readonly<Record<string, string>>[]): Readable {
  return Readable.from(
    csvBytes([[...link.fields], ...entries.map((entry) => link.fields.map((key) => entry[key] ?? ''))]),
  );
}

/**
 * Records what came by a link, whole or not at all; a sending with mistakes leaves the link as it was.
 * @throws Refused `guest_link_over` when somebody was quicker
 */
export async function receive(
  world: GuestWorld,
  kind: RecordKind,
  link: GuestLink,
  sent: { file: StoredFile; fileName: string; firstRow: number },
): Promise<Received> {
  await claimLink(world.db, link.id);
  const actor = guestOf(link, kind);
  const bad: RowOutcome[] = [];
  let isKept = false;
  try {
    await world.db.as(actor, async (tx) => noteFile(tx, sent.file, await historySeq(tx)));
    const columns = columnsOf(world.words, kind, link);
    const report = await importFile(
      world,
      actor,
      {
        ...{ importId: newImportId(), kind, fileName: sent.fileName, sha256: sent.file.sha256 },
        path: await world.evidence.pathOf(sent.file.sha256),
        ...{ fixed: link.given, chosen: {}, mended: {} },
        guest: { only: namedBy(link, kind), fields: new Set(link.fields), linkId: link.id },
      },
      {
        acceptGood: false,
        state: 'draft',
        via: 'import',
        reason: word(world.words, link.language, 'guest.reason', { name: link.forWhom }),
        onBadRow: (row) => {
          if (bad.length < MOST_TOLD) bad.push(row);
        },
      },
    );
    if (report.status !== 'committed') {
      const problems = bad.flatMap((row) =>
        row.problems.map(({ field, code, facts }) => ({
          row: row.row - sent.firstRow + 1,
          field: columns.find((column) => column.key === field || column.path === field)?.key ?? null,
          words: word(world.words, link.language, code, facts),
        })),
      );
      const whole = { row: 0, field: null, words: word(world.words, link.language, 'guest.notReadable') };
      return { sent: false, problems: problems.length > 0 ? problems : [whole] };
    }
    isKept = true;
    const records = report.counts.new;
    await world.db.as(actor, async (tx) => {
      await fulfilLink(tx, link.id, report.importId, records);
      await notify(tx, {
        to: { personId: link.madeBy },
        message: 'link_answered',
        facts: { name: link.forWhom, kind: { word: `${kind.kind}|many` } },
        opens: `/records/${kind.kind}?import=${report.importId}`,
        key: `guest ${link.id}`,
      });
    });
    return { sent: true, records };
  } finally {
    if (!isKept) await releaseLink(world.db, link.id);
  }
}

/** Keeps what a form sent as the sheet that it is. */
export const keepEntries = (
  world: GuestWorld,
  link: GuestLink,
  entries: readonly Readonly<Record<string, string>>[],
  most: number,
): Promise<StoredFile> => world.evidence.keep(entriesAsSheet(link, entries), most);
