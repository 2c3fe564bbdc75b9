// One condition on one field: choices for codes and references, a range for dates and numbers, a part for text.
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import type { Field } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import type { FieldFilter } from './list-address.ts';
import { ReferenceSelect } from './reference-select.tsx';

export interface FilterEditorProps {
  label: string;
  of: Field;
  filter: FieldFilter;
  names: Names;
  onApply: (filter: FieldFilter) => void;
}

const isDated = (of: Field) => of.type === 'date' || of.type === 'month' || of.type === 'year';

/** The form of one condition, in the popover of its chip. */
export function FilterEditor({ label, of, filter, names, onApply }: FilterEditorProps) {
  const { t } = useWords();
  const [draft, change] = useState<FieldFilter>(filter);
  return (
    <form
      className="filter-editor"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft);
      }}
    >
      <strong>{label}</strong>
      <Condition label={label} of={of} draft={draft} names={names} change={change} />
      <div className="filter-actions">
        <Button size="small" type="primary" htmlType="submit">
          {t('ui.filter.apply')}
        </Button>
        <Button size="small" type="text" onClick={() => onApply({ field: filter.field })}>
          {t('ui.filter.remove')}
        </Button>
      </div>
    </form>
  );
}

interface ConditionProps {
  label: string;
  of: Field;
  draft: FieldFilter;
  names: Names;
  change: (filter: FieldFilter) => void;
}

function Condition({ label, of, draft, names, change }: ConditionProps) {
  const { t } = useWords();
  const { field } = draft;
  if (of.type === 'ref') {
    return (
      <ReferenceSelect
        to={of.to}
        multiple
        autoFocus
        label={label}
        names={names}
        value={draft.is ?? []}
        onChange={(is) => change({ field, ...(is.length > 0 ? { is } : {}) })}
      />
    );
  }
  if (of.type === 'flag' || ((of.type === 'code' || of.type === 'codes') && of.codes)) {
    const options =
      of.type === 'flag'
        ? ['true', 'false'].map((value) => ({ value, label: t(value === 'true' ? 'ui.value.yes' : 'ui.value.no') }))
        : (of.codes ?? []).map((value) => ({ value, label: t(`${of.words}.${value}`) }));
    return (
      <Checkbox.Group
        className="filter-choices"
        options={options}
        value={[...(draft.is ?? [])]}
        onChange={(is) => change({ field, ...(is.length > 0 ? { is: is as string[] } : {}) })}
      />
    );
  }
  if (isDated(of) || of.type === 'quantity' || of.type === 'decimal' || of.type === 'integer') {
    const bound = (name: 'from' | 'before') => (
      <Labelled label={t(isDated(of) ? `ui.filter.${name}` : `ui.filter.${name}Number`)}>
        {(id) => (
          <Input
            id={id}
            size="small"
            type={of.type === 'date' ? 'date' : 'text'}
            inputMode={isDated(of) ? undefined : 'decimal'}
            value={draft[name] ?? ''}
            onChange={(event) => {
              const { [name]: _, ...rest } = draft;
              change(event.target.value === '' ? rest : { ...rest, [name]: event.target.value.trim() });
            }}
          />
        )}
      </Labelled>
    );
    return (
      <div className="filter-range">
        {bound('from')}
        {bound('before')}
      </div>
    );
  }
  return (
    <Labelled label={t('ui.filter.contains')}>
      {(id) => (
        <Input
          id={id}
          size="small"
          autoFocus
          value={draft.contains ?? ''}
          onChange={(event) =>
            change({ field, ...(event.target.value === '' ? {} : { contains: event.target.value }) })
          }
        />
      )}
    </Labelled>
  );
}
