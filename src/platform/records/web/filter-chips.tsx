// The conditions of a list as chips: each says what it keeps, opens to be changed, and can be taken away.
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { Field, RecordKind } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import { FilterEditor } from './filter-editor.tsx';
import { useKindWords } from './kinds.tsx';
import { type FieldFilter, filterInAddress, type ListAddress } from './list-address.ts';
import { shownReference } from './shown-value.ts';

function useSaid(): (of: Field, filter: FieldFilter, names: Names) => string {
  const { t, language } = useWords();
  return (of, filter, names) => {
    if (filter.is) {
      const said = filter.is.map((one) =>
        of.type === 'ref'
          ? shownReference(one, { language, names }).text
          : of.type === 'flag'
            ? t(one === 'true' ? 'ui.value.yes' : 'ui.value.no')
            : 'words' in of
              ? t(`${of.words}.${one}`)
              : one,
      );
      return said.length > 2
        ? t('ui.filter.several', { first: said[0] ?? '', count: said.length - 1 })
        : said.join(t('ui.filter.or'));
    }
    if (filter.contains) return `“${filter.contains}”`;
    if (filter.from && filter.before) return `${filter.from} – ${filter.before}`;
    if (filter.from) return `≥ ${filter.from}`;
    return filter.before ? `< ${filter.before}` : '…';
  };
}

/** Chips of the conditions, and a button for another one. */
export function FilterChips({ kind, address, names }: { kind: RecordKind; address: ListAddress; names: Names }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const said = useSaid();
  const [edited, edit] = useState<string | undefined>();
  const apply = (filter: FieldFilter) => {
    edit(undefined);
    address.change(filterInAddress(filter));
  };
  const shown: readonly FieldFilter[] =
    edited !== undefined && !address.filters.some((filter) => filter.field === edited)
      ? [...address.filters, { field: edited }]
      : address.filters;
  const free = [...kind.all.keys()].filter((path) => !shown.some((filter) => filter.field === path));
  return (
    <div className="chips">
      {shown.map((filter) => {
        const of = kind.all.get(filter.field);
        if (!of) return null;
        const label = words.field(filter.field);
        return (
          <span key={filter.field} className="chip">
            <Popover
              trigger="click"
              placement="bottomLeft"
              arrow={false}
              open={edited === filter.field}
              onOpenChange={(open) => edit(open ? filter.field : undefined)}
              destroyOnHidden
              content={
                <FilterEditor key={filter.field} label={label} of={of} filter={filter} names={names} onApply={apply} />
              }
            >
              <button type="button" className="chip-text" aria-expanded={edited === filter.field}>
                <span className="chip-field">{label}</span> {said(of, filter, names)}
              </button>
            </Popover>
            <button
              type="button"
              className="chip-remove"
              aria-label={t('ui.filter.removeOne', { field: label })}
              onClick={() => apply({ field: filter.field })}
            >
              <CloseOutlined aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <Dropdown
        trigger={['click']}
        menu={{
          className: 'filter-menu',
          items: free.map((path) => ({ key: path, label: words.field(path), onClick: () => edit(path) })),
        }}
      >
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden="true" />}>
          {t('ui.filter.add')}
        </Button>
      </Dropdown>
      {address.filters.length > 1 ? (
        <Button
          size="small"
          type="text"
          onClick={() =>
            address.change(
              Object.assign({}, ...address.filters.map((filter) => filterInAddress({ field: filter.field }))),
            )
          }
        >
          {t('ui.filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
