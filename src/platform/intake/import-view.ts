// An import as its page sees it: columns, counts, progress, notes, and why a whole file was refused.
import type { Session } from '../access/session.ts';
import { type Language, word } from '../i18n/words.ts';
import type { Decided } from './difference.ts';
import type { FileRefusal, IntakeWorld, Returned } from './imports.ts';
import { refusalKey } from './read/refusal.ts';
import { columnsToRead, headingOf } from './sheet-columns.ts';
import type { Mended } from './source.ts';

/** A row of `intake_import` with the name of who made it. */
export interface ImportRow {
  id: string;
  kind: string;
  file_name: string;
  file_sha256: string | null;
  scope_id: string | null;
  status: string;
  actor: string;
  at: Date;
  counts: Record<string, number>;
  mapping: {
    chosen?: Record<string, string | null>;
    fixed?: Record<string, unknown>;
    remembered?: Record<string, string | null>;
    columns?: { index: number; heading: string; key: string | null; remembered?: boolean }[];
    missing?: string[];
    sheet?: { name: string; others: { name: string; hidden: boolean }[] };
    bytesTotal?: number;
    refusal?: FileRefusal;
  };
  mended: Mended;
  returned: Returned | null;
  decided: Decided;
  voids: { ids: string[]; reason: string } | null;
  guest_link_id: string | null;
  progress: number;
  name_en: string | null;
  name_zh: string | null;
}

/** The sentence for a refused file. */
function refusalWords(world: Pick<IntakeWorld, 'words'>, language: Language, refusal: FileRefusal) {
  if (refusal.refused === 'no_header')
    return {
      code: 'file.no_header',
      words: word(world.words, language, 'file.no_header', {
        headings: (refusal as { headings: string[] }).headings.join(', '),
      }),
    };
  if (refusal.refused === 'too_many_changes')
    return { code: 'too_many_changes', words: word(world.words, language, 'too_many_changes') };
  const key = refusalKey(refusal as Parameters<typeof refusalKey>[0]);
  const { refused: _, ...facts } = refusal as unknown as Record<string, string | number>;
  return { code: key, words: word(world.words, language, key, facts) };
}

/** What the page is told of an import. */
export function shownImport(
  world: Pick<IntakeWorld, 'kinds' | 'words'>,
  session: Session,
  row: ImportRow,
  language: Language,
) {
  const kind = world.kinds.get(row.kind);
  const fields = kind
    ? columnsToRead(world.words, kind).map((column) => ({
        key: column.key,
        label: headingOf(world.words, kind, column, language),
        required: column.required,
      }))
    : [];
  const total = row.mapping.bytesTotal ?? 0;
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    status: row.status,
    progress: { done: row.status === 'checked' || row.status === 'committed' ? total : Number(row.progress), total },
    counts: row.counts,
    columns: (row.mapping.columns ?? []).map((column) => ({
      index: column.index,
      heading: column.heading,
      field: column.key,
      remembered: column.remembered ?? false,
    })),
    fields,
    missing: row.mapping.missing ?? [],
    returned: row.returned,
    voids: row.voids,
    guestLinkId: row.guest_link_id,
    sheet: row.mapping.sheet ?? null,
    notes: (row.mapping.sheet?.others ?? []).map((other) => ({
      code: other.hidden ? 'hidden_sheet' : 'other_sheet',
      words: word(world.words, language, other.hidden ? 'hidden_sheet' : 'other_sheet', { sheet: other.name }),
    })),
    refusal: row.mapping.refusal ? refusalWords(world, language, row.mapping.refusal) : null,
    mayCommit: row.status === 'checked' && row.actor === session.personId,
    at: row.at,
    actorName: { en: row.name_en ?? row.actor, zh: row.name_zh ?? row.actor },
  };
}
