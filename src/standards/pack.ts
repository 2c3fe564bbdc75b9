// What facts of law and standards are held, from where, for when: the shape of a pack, its check and its hash.
import canonicalize from 'canonicalize';
import type { Bilingual } from '#glossary/language.ts';
import { isCalendarDate } from '#period/calendar-date.ts';

/** One fact: an id that is stored and cited (add, never rename), and columns that depend on the pack. */
export interface PackRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

/** A case that a practitioner can check by hand; it runs as a test of the rule that reads the pack. */
export interface PackExample {
  readonly id: string;
  readonly source: string;
  /** the same in Chinese, where pages tell it */
  readonly sourceZh?: string;
  readonly input: unknown;
  readonly expected: unknown;
}

/** Facts of one edition, loaded once and never changed: what is corrected is a new edition. */
export interface Pack<Row extends PackRow = PackRow> {
  /** Name of the pack, kebab-case, the same as its folder. */
  readonly pack: string;
  /** Edition of the pack, the same as its file name. */
  readonly edition: string;
  readonly title: Bilingual;
  /** Where the values come from. */
  readonly source: string;
  readonly licence: string;
  /** The day or month the source was current. */
  readonly asOf: string;
  /** First day the facts hold; null where the source does not say, and for facts that hold for any period. */
  readonly effectiveFrom: string | null;
  /** First day they no longer hold. */
  readonly effectiveTo?: string;
  /** When somebody should look for a newer edition; overdue is a warning, never a failure. */
  readonly reviewOn?: string;
  /** Whether a person confirmed all values against the published text. */
  readonly verified: boolean;
  /** What a reader must know before using the values. */
  readonly note?: Bilingual;
  readonly rows: readonly Row[];
  readonly examples?: readonly PackExample[];
}

/** What can be wrong with a pack. Words for these codes are in the dictionaries. */
export const packProblemCodes = [
  'not_an_object',
  'text_missing',
  'not_kebab_case',
  'both_languages_needed',
  'not_a_date',
  'ends_before_it_begins',
  'not_true_or_false',
  'rows_missing',
  'row_without_id',
  'id_repeated',
  'example_incomplete',
  'unknown_field',
] as const;

/** One fault, at a path such as `rows[3].id`. */
export interface PackProblem {
  readonly path: string;
  readonly code: (typeof packProblemCodes)[number];
}

/** A pack that can be used, or everything that is wrong with it, at once. */
export type PackCheck = { readonly pack: Pack } | { readonly problems: readonly PackProblem[] };

const fields = new Set([
  'pack',
  'edition',
  'title',
  'source',
  'licence',
  'asOf',
  'effectiveFrom',
  'effectiveTo',
  'reviewOn',
  'verified',
  'note',
  'rows',
  'examples',
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isBilingual = (value: unknown) => isObject(value) && isText(value.en) && isText(value.zh);
const isAsOf = (value: unknown) => typeof value === 'string' && isCalendarDate(`${value}-01-01`.slice(0, 10));

/** Checks the frame of a pack. What the columns of its rows mean is checked by the domain that reads them. */
export function checkPack(json: unknown): PackCheck {
  if (!isObject(json)) return { problems: [{ path: '', code: 'not_an_object' }] };
  const problems: PackProblem[] = [
    ...frameProblems(json),
    ...dateProblems(json),
    ...rowProblems(json.rows),
    ...exampleProblems(json.examples),
  ];
  return problems.length > 0 ? { problems } : { pack: json as unknown as Pack };
}

function* frameProblems(json: Record<string, unknown>): Generator<PackProblem> {
  for (const path of Object.keys(json)) if (!fields.has(path)) yield { path, code: 'unknown_field' };
  for (const path of ['pack', 'edition', 'source', 'licence', 'asOf']) {
    if (!isText(json[path])) yield { path, code: 'text_missing' };
  }
  if (isText(json.pack) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(json.pack)) yield { path: 'pack', code: 'not_kebab_case' };
  if (!isBilingual(json.title)) yield { path: 'title', code: 'both_languages_needed' };
  if (json.note !== undefined && !isBilingual(json.note)) yield { path: 'note', code: 'both_languages_needed' };
  if (typeof json.verified !== 'boolean') yield { path: 'verified', code: 'not_true_or_false' };
}

function* dateProblems({
  asOf,
  effectiveFrom,
  effectiveTo,
  reviewOn,
}: Record<string, unknown>): Generator<PackProblem> {
  if (isText(asOf) && !isAsOf(asOf)) yield { path: 'asOf', code: 'not_a_date' };
  if (effectiveFrom !== null && !isCalendarDate(effectiveFrom)) yield { path: 'effectiveFrom', code: 'not_a_date' };
  if (effectiveTo !== undefined && !isCalendarDate(effectiveTo)) yield { path: 'effectiveTo', code: 'not_a_date' };
  if (reviewOn !== undefined && !isCalendarDate(reviewOn)) yield { path: 'reviewOn', code: 'not_a_date' };
  if (isCalendarDate(effectiveFrom) && isCalendarDate(effectiveTo) && effectiveTo <= effectiveFrom) {
    yield { path: 'effectiveTo', code: 'ends_before_it_begins' };
  }
}

function* rowProblems(rows: unknown): Generator<PackProblem> {
  if (!Array.isArray(rows) || rows.length === 0) {
    yield { path: 'rows', code: 'rows_missing' };
    return;
  }
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const path = `rows[${index}].id`;
    if (!isObject(row) || !isText(row.id)) yield { path, code: 'row_without_id' };
    else if (seen.has(row.id)) yield { path, code: 'id_repeated' };
    else seen.add(row.id);
  }
}

function* exampleProblems(examples: unknown): Generator<PackProblem> {
  if (examples === undefined) return;
  if (!Array.isArray(examples)) {
    yield { path: 'examples', code: 'example_incomplete' };
    return;
  }
  for (const [index, example] of examples.entries()) {
    const isWhole = isObject(example) && isText(example.id) && isText(example.source);
    if (!isWhole || !('input' in example) || !('expected' in example)) {
      yield { path: `examples[${index}]`, code: 'example_incomplete' };
    }
  }
}

/**
 * The hash by which a figure names the facts it used: a digest over canonical JSON (RFC 8785), so that the order of
 * fields and white space in the file do not matter. The digest is an argument, since only the platform has one.
 *
 * @param digest text (UTF-8) to its SHA-256 in hexadecimal.
 */
export function packHash(pack: Pack, digest: (text: string) => string): string {
  const text = canonicalize(pack);
  if (text === undefined) throw new TypeError('A pack is JSON');
  return digest(text);
}

/** Whether a pack holds on a day. */
export function isPackInForce({ effectiveFrom, effectiveTo }: Pick<Pack, 'effectiveFrom' | 'effectiveTo'>, on: string) {
  return (effectiveFrom === null || effectiveFrom <= on) && (effectiveTo === undefined || on < effectiveTo);
}
