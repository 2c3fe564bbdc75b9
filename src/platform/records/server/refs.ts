// What a record's references bring with them: the fields that checks, derivations and sheets need of other records.
import type { Tx } from '../../db/database.ts';
import { lineFields, normaliseText } from '../declare/check-values.ts';
import type { CheckContext, Field, LocalText, RecordKind, Referred, Values } from '../declare/kind.ts';
import { referencesIn, refFields } from '../declare/references.ts';
import { findLatest, listLive, type RecordRead } from './read.ts';

/** All declared kinds by id. */
export type Kinds = ReadonlyMap<string, RecordKind>;

/** The names by which people and sheets call a record, folded for comparison. */
export function namesOf(kind: RecordKind, values: Values): string[] {
  const names = new Set<string>();
  for (const path of kind.calledBy) {
    const value = values[path];
    if (typeof value === 'string') names.add(foldName(value));
    else if (value && typeof value === 'object' && !Array.isArray(value) && 'en' in value) {
      for (const text of [(value as LocalText).en, (value as LocalText).zh]) if (text) names.add(foldName(text));
    }
  }
  return [...names];
}

/** Folds a name so that full-width, case and blanks make no difference. */
export const foldName = (name: string) => normaliseText(name).toLowerCase();

/** Finds what the references of many records and of their lines point to, once per referred kind. */
export async function referredOf(
  tx: Tx,
  kinds: Kinds,
  kind: RecordKind,
  many: readonly Referred[],
): Promise<(one: Referred) => Pick<CheckContext, 'refs' | 'lineRefs'>> {
  const asked = new Map<string, Set<string>>();
  const ask = (fields: ReadonlyMap<string, Field>, all: readonly Values[]) => {
    for (const { path, to } of refFields(fields)) {
      const ids = asked.get(to) ?? new Set();
      for (const values of all) if (typeof values[path] === 'string') ids.add(values[path] as string);
      asked.set(to, ids);
    }
  };
  ask(
    kind.flat,
    many.map(({ values }) => values),
  );
  ask(
    lineFields(kind),
    many.flatMap(({ lines }) => lines),
  );
  const found = new Map<string, Map<string, RecordRead>>();
  for (const [to, ids] of asked) {
    const target = kinds.get(to);
    if (!target) continue;
    const records = await findLatest(tx, target, [...ids]);
    found.set(to, new Map(records.flatMap((record) => (record.voided ? [] : [[record.id, record]]))));
  }
  return (one) => referencesIn(kind, one, (to, id) => found.get(to)?.get(id));
}

/** The records that count now of every kind that a kind consults. */
export async function consultedBy(tx: Tx, kinds: Kinds, kind: RecordKind): Promise<CheckContext['consulted']> {
  const consulted: Record<string, readonly Referred[]> = {};
  for (const id of kind.consults ?? []) {
    const target = kinds.get(id);
    if (target)
      consulted[id] = (await listLive(tx, target, 'counting')).map(({ values, lines }) => ({ values, lines }));
  }
  return consulted;
}

/** Resolves names in a sheet to records: built once for a file, so that a million rows ask nothing. */
export interface NameBook {
  /** records by folded name; several when a name is ambiguous */
  find(kind: string, name: string): readonly RecordRead[];
  byId(kind: string, id: string): RecordRead | undefined;
  /** names to suggest when one is not found */
  names(kind: string): readonly string[];
}

/** Loads the names of every kind that `kind` refers to, head and lines. */
export async function nameBook(tx: Tx, kinds: Kinds, kind: RecordKind): Promise<NameBook> {
  const targets = new Set([...refFields(kind.flat), ...refFields(lineFields(kind))].map(({ to }) => to));
  const byName = new Map<string, Map<string, RecordRead[]>>();
  const byId = new Map<string, Map<string, RecordRead>>();
  const shown = new Map<string, string[]>();
  for (const to of targets) {
    const target = kinds.get(to);
    if (!target) continue;
    const names = new Map<string, RecordRead[]>();
    const ids = new Map<string, RecordRead>();
    for (const record of await listLive(tx, target)) {
      ids.set(record.id, record);
      for (const name of namesOf(target, record.values)) names.set(name, [...(names.get(name) ?? []), record]);
    }
    byName.set(to, names);
    byId.set(to, ids);
    shown.set(to, [...names.keys()]);
  }
  return {
    find: (to, name) => byName.get(to)?.get(foldName(name)) ?? [],
    byId: (to, id) => byId.get(to)?.get(id),
    names: (to) => shown.get(to) ?? [],
  };
}
