// The scope of a key or a webhook: one of the organisation, found by typing.
import { Select } from 'antd';
import { useWords } from '#platform/ui/language.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';

/** Chooses a scope, written as in an address. */
export function ScopeChoice({ id, value, onChange }: { id: string; value: string; onChange: (scope: string) => void }) {
  const { t, local } = useWords();
  const organisation = useOrganisation();
  const options = (organisation?.nodes ?? []).map((node) => ({
    value: scopeOf(node),
    label: node.type === 'group' ? local(node.name) : `${local(node.name)} · ${t(`ui.scope.${node.type}`)}`,
  }));
  return (
    <Select
      id={id}
      className="full-width"
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={options}
      onChange={onChange}
    />
  );
}
