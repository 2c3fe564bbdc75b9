// What a sheet that goes out carries unseen, so that it is known when it comes back: each row's record, and the list.
import { isLanguage, type Language } from '../i18n/words.ts';

/** Heading of the hidden column. It is found by this text wherever the column was moved to. */
export const markHeading = 'greenfab:record';
/** Behind the heading of a column that is only to be read, in either language. */
export const readOnlySuffix = { en: ' (read only)', zh: '（只读）' } as const satisfies Record<Language, string>;

/** Digits of the content hash that a mark holds: enough to tell a mark that was made up or is of another installation. */
const HASH_DIGITS = 16;

/** Which revision a row showed when it went out; of a record with lines, which line. */
export interface RowMark {
  id: string;
  revision: number;
  hash: string;
  line: number | null;
}

/** In place of a hash over something that the reader may not see: by trying he could find it out. */
const UNSAID = '0'.repeat(HASH_DIGITS);

/** The text of the hidden cell. */
export const markText = (
  record: { id: string; revision: number; hash: string },
  line: number | null,
  isPartlyHidden = false,
): string =>
  `${record.id} ${record.revision} ${isPartlyHidden ? UNSAID : record.hash.slice(0, HASH_DIGITS)}${line === null ? '' : ` ${line}`}`;

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([1-9]\d{0,8}) ([0-9a-f]{16})(?: ([1-9]\d{0,4}))?$/;

/** The mark of a row; undefined for a row that was added, and for one whose mark somebody wrote over. */
export function readMark(text: string | undefined): RowMark | undefined {
  const found = shape.exec((text ?? '').trim());
  if (!found) return undefined;
  const [, id = '', revision = '', hash = '', line] = found;
  return { id, revision: Number(revision), hash, line: line === undefined ? null : Number(line) };
}

/** Whether a mark speaks of a revision with this hash. */
export const isOf = (mark: RowMark, hash: string): boolean => mark.hash === UNSAID || hash.startsWith(mark.hash);

/** The list that a sheet shows. */
export interface SheetAbout {
  kind: string;
  /** the query by which the list is asked for again, as `scope=site:SZ&period=2024-05` */
  list: string;
  /** the history's number below which everything was final when it went out */
  seq: number;
  at: string;
  language: Language;
  /** factories that whoever took it out could read; null for all */
  sites: readonly string[] | null;
  records: number;
}

const version = '1';

/** Rows of the hidden sheet. */
export const aboutRows = (about: SheetAbout): string[][] => [
  ['greenfab', version],
  ['kind', about.kind],
  ['list', about.list],
  ['seq', String(about.seq)],
  ['at', about.at],
  ['language', about.language],
  ['sites', about.sites === null ? '*' : about.sites.join(' ')],
  ['records', String(about.records)],
];

/** What the hidden sheet says; undefined when it says nothing that we know how to read. */
export function readAbout(said: ReadonlyMap<string, string> | undefined): SheetAbout | undefined {
  const language = said?.get('language');
  const seq = Number(said?.get('seq'));
  if (said?.get('greenfab') !== version || !isLanguage(language) || !Number.isSafeInteger(seq)) return undefined;
  const sites = said.get('sites') ?? '';
  return {
    kind: said.get('kind') ?? '',
    list: (said.get('list') ?? '').slice(0, 4_000),
    seq,
    at: said.get('at') ?? '',
    language,
    sites: sites === '*' ? null : sites.split(' ').filter((one) => /^[0-9a-f-]{36}$/.test(one)),
    records: Number(said.get('records')) || 0,
  };
}
