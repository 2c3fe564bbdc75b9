// The organisation as the pages see it: nodes with names, who lies below whom, and how a scope is written in an address.
import { useMemo } from 'react';
import type { LocalText } from './language.tsx';
import { useJson } from './use-json.ts';

export interface OrganisationNode {
  id: string;
  type: 'group' | 'region' | 'entity' | 'site';
  code: string;
  name: LocalText;
  from: string | null;
  before: string | null;
  timeZone: string | null;
}

export interface OrganisationEdge {
  parent: string;
  child: string;
  share: string | null;
  from: string | null;
  before: string | null;
}

export interface Organisation {
  nodes: readonly OrganisationNode[];
  byId: ReadonlyMap<string, OrganisationNode>;
  /** ids of the children of a node, in the order of their codes */
  childrenOf: (id: string) => readonly OrganisationNode[];
  /** the node that an address means by `group`, `site:CODE` or an id */
  find: (scope: string) => OrganisationNode | undefined;
  group: OrganisationNode | undefined;
}

/** How a node is written in an address: by its code, which people can read. */
export const scopeOf = (node: OrganisationNode): string =>
  node.type === 'group' ? 'group' : `${node.type}:${node.code}`;

/** The organisation from its nodes and dated edges. */
export function organisationFrom(nodes: readonly OrganisationNode[], edges: readonly OrganisationEdge[]): Organisation {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const byScope = new Map(nodes.map((node) => [scopeOf(node), node]));
  const children = new Map<string, OrganisationNode[]>();
  for (const { parent, child } of edges) {
    const node = byId.get(child);
    const known = children.get(parent) ?? [];
    if (node && !known.includes(node)) children.set(parent, [...known, node]);
  }
  for (const list of children.values())
    list.sort((one, other) => one.code.localeCompare(other.code, 'en', { numeric: true }));
  return {
    nodes,
    byId,
    childrenOf: (id) => children.get(id) ?? [],
    find: (scope) => byScope.get(scope) ?? byId.get(scope),
    group: nodes.find((node) => node.type === 'group'),
  };
}

/** The organisation, or undefined while it is on its way. */
export function useOrganisation(): Organisation | undefined {
  const { data } = useJson<{ nodes: OrganisationNode[]; edges: OrganisationEdge[] }>('/organisation');
  return useMemo(() => (data ? organisationFrom(data.nodes, data.edges) : undefined), [data]);
}
