// Which part of the organisation the page speaks of: a tree with search, from the group down to a factory.
import { TreeSelect } from 'antd';
import { useMemo, useState } from 'react';
import { useAddress } from './address.ts';
import { useWords } from './language.tsx';
import { type Organisation, type OrganisationNode, scopeOf, useOrganisation } from './organisation.ts';

interface Branch {
  value: string;
  title: string;
  /** what stands in the closed box */
  shown: string;
  sought: string;
  selectable?: boolean;
  children?: Branch[];
}

type Name = (node: OrganisationNode) => string;

const branch = (node: OrganisationNode, name: Name, children?: Branch[]): Branch => ({
  value: scopeOf(node),
  title: name(node),
  shown: name(node),
  sought: [node.code, node.name.en, node.name.zh].join(' ').toLowerCase(),
  ...(children && children.length > 0 ? { children } : {}),
});

/** A site stands under its region; below it, were it in several subsidiaries, it would stand twice: they are a list of their own. */
function treeOf(organisation: Organisation, name: Name, headings: { regions: string; entities: string }): Branch[] {
  const { group, nodes, childrenOf } = organisation;
  const byCode = (one: OrganisationNode, other: OrganisationNode) =>
    one.code.localeCompare(other.code, 'en', { numeric: true });
  const regions = nodes
    .filter((node) => node.type === 'region')
    .sort(byCode)
    .map((region) =>
      branch(
        region,
        name,
        childrenOf(region.id)
          .filter((node) => node.type === 'site')
          .map((site) => branch(site, name)),
      ),
    );
  const entities = nodes
    .filter((node) => node.type === 'entity')
    .sort(byCode)
    .map((entity) => branch(entity, name));
  const heading = (value: string, title: string, children: Branch[]): Branch => ({
    value,
    title,
    shown: title,
    sought: '',
    selectable: false,
    children,
  });
  const loose = nodes.filter(
    (node) =>
      node.type === 'site' && !nodes.some((other) => other.type === 'region' && childrenOf(other.id).includes(node)),
  );
  return [
    ...(group ? [branch(group, name)] : []),
    ...(regions.length > 0 ? [heading('heading-regions', headings.regions, regions)] : []),
    ...(entities.length > 0 ? [heading('heading-entities', headings.entities, entities)] : []),
    ...loose.sort(byCode).map((site) => branch(site, name)),
  ];
}

/** The scope of the page, in the top bar. */
export function ScopeSelect() {
  const { t, local } = useWords();
  const { scope, set } = useAddress();
  const organisation = useOrganisation();
  const [typed, note] = useState('');
  const tree = useMemo(() => {
    if (!organisation) return [];
    const name: Name = (node) => (node.type === 'group' ? local(node.name) : `${node.code} ${local(node.name)}`);
    return treeOf(organisation, name, { regions: t('ui.scope.regions'), entities: t('ui.scope.entities') });
  }, [organisation, local, t]);
  const chosen = organisation?.find(scope);
  return (
    <TreeSelect
      className="scope-select"
      aria-label={t('ui.scope.label')}
      value={chosen ? scopeOf(chosen) : scope}
      loading={!organisation}
      treeData={tree}
      showSearch
      prefix={chosen && chosen.type !== 'group' ? t(`ui.scope.${chosen.type}`) : undefined}
      searchValue={typed}
      onSearch={note}
      filterTreeNode={(sought, node) => String(node.sought ?? '').includes(sought.trim().toLowerCase())}
      treeNodeLabelProp="shown"
      treeDefaultExpandedKeys={['heading-regions']}
      popupMatchSelectWidth={360}
      listHeight={420}
      styles={{ popup: { root: { maxWidth: 'calc(100vw - 24px)' } } }}
      onChange={(value: string) => {
        note('');
        set({ scope: value });
      }}
    />
  );
}
