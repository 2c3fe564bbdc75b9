// The organisation as a list of rows: the group, regions with their factories, subsidiaries; opened, or found by search.
import { type Organisation, type OrganisationNode, scopeOf } from './organisation.ts';

/** A row of the scope list. A row without a scope is a heading that only opens. */
export interface ScopeRow {
  key: string;
  scope: string | null;
  label: string;
  level: number;
  /** undefined where nothing lies below */
  isOpen?: boolean;
}

/** What rows are called. */
export interface ScopeWords {
  name: (node: OrganisationNode) => string;
  subsidiaries: string;
  others: string;
}

const byCode = (one: OrganisationNode, other: OrganisationNode) =>
  one.code.localeCompare(other.code, 'en', { numeric: true });

const soughtIn = (node: OrganisationNode, sought: string): boolean =>
  [node.code, node.name.en, node.name.zh].some((text) => (text ?? '').toLowerCase().includes(sought));

/** Rows as they stand with these keys open; with a search, every node that it finds, below its region. */
export function scopeRows(
  organisation: Organisation,
  open: ReadonlySet<string>,
  typed: string,
  words: ScopeWords,
): ScopeRow[] {
  const sought = typed.trim().toLowerCase();
  const { group, nodes, childrenOf } = organisation;
  const row = (node: OrganisationNode, level: number): ScopeRow => ({
    key: node.id,
    scope: scopeOf(node),
    label: node.type === 'group' ? words.name(node) : `${node.code} ${words.name(node)}`,
    level,
  });
  const found = (node: OrganisationNode) => sought === '' || soughtIn(node, sought);
  const branch = (head: ScopeRow, isFound: boolean, children: readonly OrganisationNode[]): ScopeRow[] => {
    const inside = children.filter((child) => found(child) || (sought !== '' && isFound));
    if (sought !== '' && !isFound && inside.length === 0) return [];
    const isOpen = sought !== '' ? inside.length > 0 : open.has(head.key);
    return [
      children.length > 0 ? { ...head, isOpen } : head,
      ...(isOpen ? inside.map((child) => row(child, head.level + 1)) : []),
    ];
  };
  const regions = nodes.filter((node) => node.type === 'region').sort(byCode);
  const entities = nodes.filter((node) => node.type === 'entity').sort(byCode);
  const sitesOf = (region: OrganisationNode) => childrenOf(region.id).filter((node) => node.type === 'site');
  const placed = new Set(regions.flatMap((region) => sitesOf(region).map((node) => node.id)));
  const loose = nodes.filter((node) => node.type === 'site' && !placed.has(node.id)).sort(byCode);
  const heading = (key: string, label: string): ScopeRow => ({ key, scope: null, label, level: 1 });
  return [
    ...(group && found(group) ? [row(group, 1)] : []),
    ...regions.flatMap((region) => branch(row(region, 1), found(region) && sought !== '', sitesOf(region))),
    ...(loose.length > 0 ? branch(heading('others', words.others), false, loose) : []),
    ...(entities.length > 0 ? branch(heading('subsidiaries', words.subsidiaries), false, entities) : []),
  ];
}
