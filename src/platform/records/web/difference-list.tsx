// What is different between two contents of a record, field by field: the old value struck out, the new one beside it.
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import { useKindWords } from './kinds.tsx';
import { FieldValueShown, withoutUnit } from './record-fields.tsx';
import type { Difference } from './revision-differences.ts';

/** The list of what is different. */
export function DifferenceList({
  kind,
  found,
  names,
}: {
  kind: RecordKind;
  found: readonly Difference[];
  names: Names;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  return (
    <ul className="differences">
      {found.map((one) => (
        <li key={`${one.line ?? 0}-${one.path}`}>
          <span className="difference-field">
            {one.line === undefined
              ? withoutUnit(words.field(one.path), one.of)
              : t('ui.history.line', { line: one.line, field: withoutUnit(words.line(one.path), one.of) })}
          </span>
          <del>
            <FieldValueShown brief of={one.of} value={one.from} names={names} />
          </del>
          <span aria-hidden="true"> → </span>
          <ins>
            <FieldValueShown brief of={one.of} value={one.to} names={names} />
          </ins>
        </li>
      ))}
    </ul>
  );
}
