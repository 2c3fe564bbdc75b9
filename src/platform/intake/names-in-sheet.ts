// What a sheet calls the records that its cells name, and which of them its sender may name.
import type { RecordKind } from '../records/declare/kind.ts';
import { nameOf } from '../records/server/names.ts';
import type { Kinds, NameBook } from '../records/server/refs.ts';

/** What a cell calls a record, as an export writes it. */
export function codesIn(kinds: Kinds, kind: RecordKind, book: NameBook): (id: string) => string {
  const targets = new Set(
    [...kind.all.values(), ...Object.values(kind.lines?.fields ?? {})].flatMap((of) =>
      of.type === 'ref' ? [of.to] : [],
    ),
  );
  const codes = new Map<string, string>();
  return (id) => {
    const known = codes.get(id);
    if (known !== undefined) return known;
    for (const to of targets) {
      const target = kinds.get(to);
      const record = book.byId(to, id);
      if (!target || !record) continue;
      const { code } = nameOf(target, record.values);
      codes.set(id, code);
      return code;
    }
    return '';
  };
}

/** A name book that knows only these records: whoever is a guest may not find out others by trying names. */
export function within(book: NameBook, only: ReadonlyMap<string, ReadonlySet<string>> | undefined): NameBook {
  if (!only) return book;
  const may = (to: string, id: string) => only.get(to)?.has(id) ?? false;
  return {
    find: (to, name) => book.find(to, name).filter((record) => may(to, record.id)),
    byId: (to, id) => (may(to, id) ? book.byId(to, id) : undefined),
    names: () => [],
  };
}
