// Choosing another record by its code or name: asked of the server as one types.
import { Select } from 'antd';
import { createContext, useContext, useMemo, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { LocalText } from '../declare/kind.ts';
import type { Names, RecordList } from './answers.ts';
import { useKind } from './kinds.tsx';
import { shownReference } from './shown-value.ts';

/** The factory that the record of a form is of: of what factories have of their own, only its own is offered. */
export const SiteOfForm = createContext<string | undefined>(undefined);

/** What a record is called: its short name and its name, by the fields its kind is called by. */
export function useCalled(
  kindName: string,
): (values: Readonly<Record<string, unknown>>) => { code: string; name: string } {
  const { local } = useWords();
  const kind = useKind(kindName);
  return useMemo(() => {
    const said = (value: unknown): string =>
      typeof value === 'object' && value !== null && 'en' in value ? local(value as LocalText) : String(value ?? '');
    return (values) => {
      const [code, ...names] = (kind?.calledBy ?? []).map((path) => said(values[path]));
      return { code: code ?? '', name: names.find((name) => name !== '') ?? '' };
    };
  }, [kind, local]);
}

export interface ReferenceSelectProps {
  /** kind of the records to choose from */
  to: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  multiple?: boolean;
  names: Names;
  id?: string;
  label?: string;
  invalid?: boolean;
  describedBy?: string;
  autoFocus?: boolean;
}

/** A select over the records of a kind. */
export function ReferenceSelect(props: ReferenceSelectProps) {
  const { to, value, onChange, multiple = false, names } = props;
  const { language, t } = useWords();
  const called = useCalled(to);
  const [typed, type] = useState('');
  const site = useContext(SiteOfForm);
  const scope = useKind(to)?.owner === 'site' ? site : undefined;
  const { data, isFetching } = useJson<RecordList>(
    `/records/${to}`,
    { q: typed.trim(), limit: 50, which: 'latest', ...(scope ? { scope } : {}) },
    { keep: true },
  );
  const options = useMemo(() => {
    const found = (data?.records ?? []).map((record) => {
      const { code, name } = called(record.values);
      return { value: record.id, label: name === '' || name === code ? code : `${code} ${name}` };
    });
    const missing = value
      .filter((id) => !found.some((option) => option.value === id))
      .map((id) => {
        const known = shownReference(id, { language, names });
        return { value: id, label: known.title?.replace(' · ', ' ') ?? known.text };
      });
    return [...(typed === '' ? missing : []), ...found];
  }, [data, called, value, names, language, typed]);
  return (
    <Select
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      status={props.invalid ? 'error' : ''}
      autoFocus={props.autoFocus ?? false}
      className="full-width"
      mode={multiple ? 'multiple' : undefined}
      showSearch={{ filterOption: false, onSearch: type }}
      allowClear
      loading={isFetching}
      placeholder={t('ui.form.choose')}
      notFoundContent={t('ui.form.nothing')}
      options={options}
      value={multiple ? [...value] : (value[0] ?? null)}
      onChange={(chosen: string | string[] | null | undefined) =>
        onChange(Array.isArray(chosen) ? chosen : chosen ? [chosen] : [])
      }
    />
  );
}
