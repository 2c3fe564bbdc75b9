// The values of one record, in the groups of its declaration, and its lines as a small table.
import type { ReactNode } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { Field, RecordKind, Values } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import { HiddenMark } from './hidden-mark.tsx';
import { useKindWords } from './kinds.tsx';
import { isNumeric, shownReference, shownValue, unitOf } from './shown-value.ts';

/** The label of a field without the unit that stands beside a single value: "Own weight (t)" is "Own weight". */
export const withoutUnit = (label: string, of: Field): string =>
  of.type === 'quantity' ? label.replace(/\s*[（(][^()（）]*[)）]\s*$/, '') : label;

/** A value with its unit and what was typed. */
export function FieldValueShown({
  of,
  value,
  names,
  brief = false,
}: {
  of: Field;
  value: Values[string] | undefined;
  names: Names;
  /** the value alone, without how it was entered */
  brief?: boolean;
}): ReactNode {
  const { t, language } = useWords();
  const shown = shownValue(of, value, { language, t, names, inWords: true });
  if (!shown)
    return (
      <span className="missing">
        — <span className="visually-hidden">{t('ui.value.missing')}</span>
      </span>
    );
  const unit = unitOf(of);
  const more = brief ? undefined : of.type === 'ref' ? undefined : of.type === 'quantity' ? shown.title : undefined;
  return (
    <>
      {shown.text}
      {unit ? ` ${unit}` : null}
      {more ? <span className="value-more">{more}</span> : null}
      {of.type === 'ref' && !brief && names[String(value)]?.code ? (
        <span className="value-more">{names[String(value)]?.code}</span>
      ) : null}
    </>
  );
}

/** Paths of a kind by group: what stands by itself first, then each group of fields. */
function groupsOf(kind: RecordKind): { name: string | null; paths: [string, Field][] }[] {
  const alone: [string, Field][] = [];
  const grouped = new Map<string, [string, Field][]>();
  for (const entry of kind.all) {
    const [group] = entry[0].split('.');
    if (entry[0].includes('.') && group) grouped.set(group, [...(grouped.get(group) ?? []), entry]);
    else alone.push(entry);
  }
  return [{ name: null, paths: alone }, ...[...grouped].map(([name, paths]) => ({ name, paths }))];
}

/** Every field of a record with its value. */
export function RecordFields({
  kind,
  values,
  names,
  hidden = [],
}: {
  kind: RecordKind;
  values: Values;
  names: Names;
  hidden?: readonly string[] | undefined;
}) {
  const words = useKindWords(kind);
  return (
    <dl className="fields">
      {groupsOf(kind).flatMap(({ paths }) =>
        paths.map(([path, of]) => (
          <div key={path} className={of.type === 'text' && of.max > 200 ? 'field field-wide' : 'field'}>
            <dt>{withoutUnit(words.field(path), of)}</dt>
            <dd>
              {hidden.includes(path) ? <HiddenMark /> : <FieldValueShown of={of} value={values[path]} names={names} />}
            </dd>
          </div>
        )),
      )}
    </dl>
  );
}

/** The lines of a record. */
export function RecordLines({ kind, lines, names }: { kind: RecordKind; lines: readonly Values[]; names: Names }) {
  const { t, language } = useWords();
  const words = useKindWords(kind);
  if (!kind.lines) return null;
  const fields = Object.entries(kind.lines.fields);
  return (
    <section className="record-section" aria-label={words.lines}>
      <h3>
        {words.lines} <span className="secondary">{lines.length}</span>
      </h3>
      {lines.length === 0 ? (
        <p className="secondary">{t('ui.record.noLines')}</p>
      ) : (
        <div className="table-scroll lines-scroll">
          <table className="records records-plain">
            <thead>
              <tr>
                {fields.map(([path, of]) => (
                  <th key={path} scope="col" className={isNumeric(of) ? 'number' : undefined}>
                    {words.line(path)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
                <tr key={index}>
                  {fields.map(([path, of]) => {
                    const shown = shownValue(of, line[path], { language, t, names });
                    return (
                      <td key={path} className={isNumeric(of) ? 'number' : undefined} title={shown?.title}>
                        {shown?.text ?? <span className="missing">—</span>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** What a record is called on its page: by the first fields it is called by. */
export function useRecordTitle(kind: RecordKind): (values: Values, names: Names) => string {
  const { t, language } = useWords();
  const words = useKindWords(kind);
  return (values, names) => {
    const said = kind.calledBy.flatMap((path) => {
      const of = kind.all.get(path);
      const shown =
        of?.type === 'ref'
          ? shownReference(String(values[path] ?? ''), { language, names })
          : of && shownValue(of, values[path], { language, t, names });
      return shown ? [shown.text] : [];
    });
    return said.length > 0 ? said.slice(0, 2).join(' ') : words.one;
  };
}
