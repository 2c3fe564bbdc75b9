// What the records that others refer to are called, so that a list shows names and not ids.
import type { Tx } from '../../db/database.ts';
import type { Field, LocalText, RecordKind, Values } from '../declare/kind.ts';
import { findLatest, type RecordRead } from './read.ts';
import type { Kinds } from './refs.ts';

export interface ReferredName {
  kind: string;
  code: string;
  en: string;
  zh: string;
}

/** A record's own name: what it is called by, in both languages. */
export function nameOf(kind: RecordKind, values: Values): ReferredName {
  let code = '';
  let local: LocalText | undefined;
  for (const path of kind.calledBy) {
    const value = values[path];
    if (typeof value === 'string' || typeof value === 'number') code ||= String(value);
    else if (value && typeof value === 'object' && !Array.isArray(value) && 'en' in value) local ??= value as LocalText;
  }
  return { kind: kind.kind, code, en: local?.en ?? code, zh: local?.zh ?? local?.en ?? code };
}

/** Names of everything that these records refer to, by id; what the reader may not see has no name. */
export async function namesFor(
  tx: Tx,
  kinds: Kinds,
  kind: RecordKind,
  records: readonly RecordRead[],
): Promise<Record<string, ReferredName>> {
  const wanted = new Map<string, Set<string>>();
  const collect = (fields: Iterable<[string, Field]>, many: Iterable<Values>) => {
    const refs = [...fields].filter(([, of]) => of.type === 'ref');
    for (const values of many) {
      for (const [path, of] of refs) {
        const id = values[path];
        if (of.type !== 'ref' || typeof id !== 'string') continue;
        const ids = wanted.get(of.to) ?? new Set();
        ids.add(id);
        wanted.set(of.to, ids);
      }
    }
  };
  collect(
    kind.flat,
    records.map((record) => record.values),
  );
  if (kind.lines)
    collect(
      Object.entries(kind.lines.fields),
      records.flatMap((record) => record.lines),
    );
  const names: Record<string, ReferredName> = {};
  for (const [to, ids] of wanted) {
    const target = kinds.get(to);
    if (!target) continue;
    for (const record of await findLatest(tx, target, [...ids])) names[record.id] = nameOf(target, record.values);
  }
  return names;
}
