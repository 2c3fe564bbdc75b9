// What changed from one revision to the next, field by field.
import type { Field, FieldValue, RecordKind, Values } from '../declare/kind.ts';

/** One field that changed; `line` counts from 1. */
export interface Difference {
  path: string;
  of: Field;
  line?: number;
  from: FieldValue;
  to: FieldValue;
}

const same = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function between(fields: Iterable<[string, Field]>, before: Values, after: Values, line?: number): Difference[] {
  return [...fields].flatMap(([path, of]) =>
    same(before[path], after[path])
      ? []
      : [{ path, of, from: before[path] ?? null, to: after[path] ?? null, ...(line === undefined ? {} : { line }) }],
  );
}

/** The differences between two revisions of a kind, those of its lines by their places. */
export function differences(
  kind: RecordKind,
  before: { values: Values; lines: readonly Values[] },
  after: { values: Values; lines: readonly Values[] },
): Difference[] {
  const count = Math.max(before.lines.length, after.lines.length);
  const fields = Object.entries(kind.lines?.fields ?? {});
  return [
    ...between(kind.all, before.values, after.values),
    ...Array.from({ length: count }, (_, index) =>
      between(fields, before.lines[index] ?? {}, after.lines[index] ?? {}, index + 1),
    ).flat(),
  ];
}
