// What a record and each of its lines refer to, for the checks that ask it: the same in browser, API and sheet.
import { lineFields } from './check-values.ts';
import type { CheckContext, Field, RecordKind, References, Referred, Values } from './kind.ts';

/** The fields among these that refer to records, and to which kind. */
export const refFields = (fields: ReadonlyMap<string, Field>) =>
  [...fields].flatMap(([path, of]) => (of.type === 'ref' ? [{ path, to: of.to }] : []));

/** What a record and its lines refer to, given where each record is found. */
export function referencesIn(
  kind: RecordKind,
  { values, lines }: Referred,
  find: (to: string, id: string) => Referred | undefined,
): Pick<CheckContext, 'refs' | 'lineRefs'> {
  const among = (fields: ReadonlyMap<string, Field>) => {
    const referring = refFields(fields);
    return (of: Values): References =>
      Object.fromEntries(
        referring.map(({ path, to }) => {
          const id = of[path];
          const record = typeof id === 'string' ? find(to, id) : undefined;
          return [path, record && { values: record.values, lines: record.lines }];
        }),
      );
  };
  return { refs: among(kind.flat)(values), lineRefs: lines.map(among(lineFields(kind))) };
}
