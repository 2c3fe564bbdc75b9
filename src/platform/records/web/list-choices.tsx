// The columns that a reader has chosen of a list; kept in this browser.

import { LayoutOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { remember, remembered } from '#platform/ui/remembered.ts';
import type { RecordKind } from '../declare/kind.ts';
import { useKindWords } from './kinds.tsx';

/** The columns that a reader sees, and how he changes them. */
export function useColumns(kind: RecordKind): [readonly string[], (columns: readonly string[] | null) => void] {
  const name = `columns.${kind.kind}`;
  const [chosen, choose] = useState<readonly string[] | null>(() => remembered<readonly string[] | null>(name, null));
  const known = (chosen ?? kind.list).filter((path) => kind.all.has(path));
  return [
    known.length > 0 ? known : kind.list,
    (columns) => {
      remember(name, columns);
      choose(columns);
    },
  ];
}

/** Which columns show; the order is the declaration's. */
export function ColumnChooser({
  kind,
  columns,
  onChange,
}: {
  kind: RecordKind;
  columns: readonly string[];
  onChange: (columns: readonly string[] | null) => void;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const content = (
    <div className="column-chooser">
      <Checkbox.Group
        value={[...columns]}
        options={[...kind.all.keys()].map((path) => ({ value: path, label: words.field(path) }))}
        onChange={(chosen) => onChange([...kind.all.keys()].filter((path) => (chosen as string[]).includes(path)))}
      />
      <Button size="small" type="text" onClick={() => onChange(null)}>
        {t('ui.list.columnsReset')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={content}>
      <Button size="small" icon={<LayoutOutlined aria-hidden="true" />}>
        {t('ui.list.columns')}
      </Button>
    </Popover>
  );
}
