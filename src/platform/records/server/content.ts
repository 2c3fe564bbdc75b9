// The canonical hash of a revision: what an approval is bound to, and what the history digests.
import { hash } from 'node:crypto';
import type { Field, FieldValue, RecordKind, Values } from '../declare/kind.ts';

/** Version of the way a revision becomes bytes. A new way is a new version beside this one; old hashes stay checkable. */
export const HASH_VERSION = 1;

type Writer = (value: FieldValue | undefined) => string | undefined;
/** Printable ASCII without quote and backslash: already composed, and its own JSON. Most of a load is. */
const plain = /^[ !#-[\]-~]*$/;
const quoted = (value: string) => (plain.test(value) ? `"${value}"` : JSON.stringify(value.normalize('NFC')));

// Keys inside a value stand in the order of RFC 8785 (by UTF-16 unit); absent parts are left out, as absent fields are.
const writers: Record<Field['type'], Writer> = {
  date: (value) => quoted(value as string),
  month: (value) => quoted(value as string),
  year: (value) => quoted(value as string),
  text: (value) => quoted(value as string),
  integer: (value) => String(value),
  decimal: (value) => quoted(value as string),
  quantity: (value) => {
    if (typeof value === 'string') return `{"value":${quoted(value)}}`;
    const { value: number, entered, basis } = value as { value: string; entered: string | null; basis?: string | null };
    const parts: string[] = [];
    if (basis != null) parts.push(`"basis":${quoted(basis)}`);
    if (entered != null) parts.push(`"entered":${quoted(entered)}`);
    parts.push(`"value":${quoted(number)}`);
    return `{${parts.join(',')}}`;
  },
  code: (value) => quoted(value as string),
  codes: (value) => `[${(value as string[]).map(quoted).join(',')}]`,
  flag: (value) => String(value),
  ref: (value) => quoted(value as string),
  local: (value) => {
    const { en, zh } = value as { en: string | null; zh: string | null };
    const parts: string[] = [];
    if (en != null) parts.push(`"en":${quoted(en)}`);
    if (zh != null) parts.push(`"zh":${quoted(zh)}`);
    return `{${parts.join(',')}}`;
  },
};

type Plan = { key: string; path: string; write: Writer }[];
const planOf = (fields: Iterable<[string, Field]>): Plan =>
  [...fields]
    .map(([path, declared]) => ({ key: `${JSON.stringify(path)}:`, path, write: writers[declared.type] }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

const plans = new WeakMap<RecordKind, { head: Plan; line: Plan }>();
function plansOf(kind: RecordKind) {
  let found = plans.get(kind);
  if (!found) {
    found = { head: planOf(kind.all), line: planOf(Object.entries(kind.lines?.fields ?? {})) };
    plans.set(kind, found);
  }
  return found;
}

function written(plan: Plan, values: Values): string {
  let text = '';
  for (const { key, path, write } of plan) {
    const value = values[path];
    if (value === null || value === undefined) continue;
    text += text === '' ? key : `,${key}`;
    text += write(value);
  }
  return `{${text}}`;
}

/**
 * The canonical JSON (RFC 8785) of a revision: decimals as normalised strings, absent left out, references by id.
 * @param version of the kind, as it was when the revision was written; today's when it is being written
 */
export function canonicalContent(
  kind: RecordKind,
  values: Values,
  lines: readonly Values[],
  voided = false,
  version = kind.version,
): string {
  const { head, line } = plansOf(kind);
  const parts = [`"fields":${written(head, values)}`, `"kind":${JSON.stringify(kind.kind)}`];
  if (kind.lines && (lines.length > 0 || !kind.lines.addedLater))
    parts.push(`"lines":[${lines.map((one) => written(line, one)).join(',')}]`);
  parts.push(`"version":${version}`);
  if (voided) parts.push('"voided":true');
  return `{${parts.join(',')}}`;
}

/** SHA-256 of the canonical content, as 64 hexadecimal digits. */
export const contentHash = (kind: RecordKind, values: Values, lines: readonly Values[], voided = false): string =>
  hash('sha256', canonicalContent(kind, values, lines, voided), 'hex');

/** The canonical JSON of a revision that is kept, in the version of its kind in which it was written. */
export const contentKept = (kind: RecordKind, record: Kept): string =>
  canonicalContent(kind, record.values, record.lines, record.voided, record.kindVersion);

/** Whether a kept revision still has the hash that it was given; one that was hashed in a way that nobody knows has not. */
export const hashHolds = (kind: RecordKind, record: Kept & { hash: string; hashVersion: number }): boolean =>
  record.hashVersion === HASH_VERSION && hash('sha256', contentKept(kind, record), 'hex') === record.hash;

interface Kept {
  values: Values;
  lines: readonly Values[];
  voided: boolean;
  kindVersion: number;
}

/** SHA-256 of a text, as bytes: what a history entry holds of something that is no record. */
export const contentHashOfText = (text: string): Buffer => hash('sha256', text, 'buffer');
