// Which sites belong to a scope, from when to when, with what share: pure, over a small snapshot of the organisation.
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';

export interface OrganisationNode {
  id: string;
  type: 'group' | 'region' | 'entity' | 'site' | 'department' | 'supplier';
  code: string;
  name: { en: string; zh: string };
  timeZone: string;
  from: string | null;
  before: string | null;
}

export interface OrganisationEdge {
  parent: string;
  child: string;
  share: string;
  from: string;
  before: string | null;
}

/** A dated statement that a site is inside the reporting boundary. */
export interface InBoundary {
  siteId: string;
  boundary: string;
  from: string;
  before: string | null;
}

/** The organisation as figures see it; frozen with each edition. */
export interface Organisation {
  nodes: readonly OrganisationNode[];
  edges: readonly OrganisationEdge[];
  /** empty when no boundary was ever declared: then every site is in */
  boundary: readonly InBoundary[];
}

/** A site's part in a scope. `group` is the scope itself, or the subsidiary when a KPI wants each apart. */
export interface Part {
  siteId: string;
  group: string;
  share: string;
  from: string;
  /** first day no longer in; far future when open */
  before: string;
}

export const FOREVER = '9999-12-31';
const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);

function within(parts: readonly Part[], spans: readonly { from: string; before: string | null }[]): Part[] {
  return parts.flatMap((part) =>
    spans.flatMap((span) => {
      const from = later(part.from, span.from);
      const before = earlier(part.before, span.before ?? FOREVER);
      return from < before ? [{ ...part, from, before }] : [];
    }),
  );
}

/** Spans without overlaps, so that a site named by two boundary versions counts once on every day. */
export function mergeSpans(
  spans: readonly { from: string; before: string | null }[],
): { from: string; before: string }[] {
  const merged: { from: string; before: string }[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = span.before ?? FOREVER;
    const last = merged.at(-1);
    if (last && span.from <= last.before) last.before = later(last.before, before);
    else merged.push({ from: span.from, before });
  }
  return merged;
}

const nodesById = new WeakMap<Organisation, Map<string, OrganisationNode>>();
/** The node with this id, if there is one. */
export function nodeOf(organisation: Organisation, id: string): OrganisationNode | undefined {
  let found = nodesById.get(organisation);
  if (!found) {
    found = new Map(organisation.nodes.map((node) => [node.id, node]));
    nodesById.set(organisation, found);
  }
  return found.get(id);
}

/**
 * The sites of a scope with their spans and shares. The group and regions count each site once, inside the boundary;
 * an entity counts its sites by share; a site counts itself.
 */
export function partsOfScope(organisation: Organisation, scopeId: string, each?: 'entity'): Part[] {
  const node = nodeOf(organisation, scopeId);
  if (!node) return [];
  const sites = organisation.nodes.filter((one) => one.type === 'site');
  const whole = (siteId: string, group: string): Part => ({
    siteId,
    group,
    share: '1',
    from: '0001-01-01',
    before: FOREVER,
  });
  const boundarySpans = (siteId: string) =>
    organisation.boundary.length === 0
      ? [{ from: '0001-01-01', before: FOREVER }]
      : mergeSpans(organisation.boundary.filter((one) => one.siteId === siteId));
  const sitesOfEntity = (entityId: string): Part[] =>
    organisation.edges
      .filter((edge) => edge.parent === entityId && nodeOf(organisation, edge.child)?.type === 'site')
      .map((edge) => ({
        siteId: edge.child,
        group: entityId,
        share: edge.share,
        from: edge.from,
        before: edge.before ?? FOREVER,
      }));

  switch (node.type) {
    case 'site':
      return each ? entitiesOfSite(organisation, scopeId) : [whole(scopeId, scopeId)];
    case 'entity':
      return sitesOfEntity(scopeId);
    case 'region':
    case 'group': {
      const inside =
        node.type === 'group'
          ? sites
          : sites.filter((site) =>
              organisation.edges.some((edge) => edge.parent === scopeId && edge.child === site.id),
            );
      return inside.flatMap((site) => {
        const parts = each ? entitiesOfSite(organisation, site.id) : [whole(site.id, scopeId)];
        return within(parts, boundarySpans(site.id));
      });
    }
    default:
      return [];
  }
}

function entitiesOfSite(organisation: Organisation, siteId: string): Part[] {
  return organisation.edges
    .filter((edge) => edge.child === siteId && nodeOf(organisation, edge.parent)?.type === 'entity')
    .map((edge) => ({
      siteId,
      group: edge.parent,
      share: edge.share,
      from: edge.from,
      before: edge.before ?? FOREVER,
    }));
}

/** The days on which something about a site changes: there a month of its sums is cut in parts. */
export function cutDatesOf(organisation: Organisation, siteId: string): CalendarDate[] {
  const dates = new Set<string>();
  for (const edge of organisation.edges)
    if (edge.child === siteId) for (const date of [edge.from, edge.before]) if (date) dates.add(date);
  for (const span of organisation.boundary)
    if (span.siteId === siteId) for (const date of [span.from, span.before]) if (date) dates.add(date);
  return [...dates].sort() as CalendarDate[];
}

/** Every scope whose figures a site can touch: itself, its entities and regions at any time, the group. */
export function scopesOfSite(organisation: Organisation, siteId: string): string[] {
  const parents = organisation.edges.filter((edge) => edge.child === siteId).map((edge) => edge.parent);
  const groups = organisation.nodes.filter((node) => node.type === 'group').map((node) => node.id);
  return [...new Set([siteId, ...parents, ...groups])];
}

/** Sites of a scope that are expected to have records in a period: in the scope and in operation on some day of it. */
export function expectedSites(
  organisation: Organisation,
  scopeId: string,
  period: Pick<Period, 'from' | 'before'>,
): string[] {
  const expected = new Set<string>();
  for (const part of partsOfScope(organisation, scopeId)) {
    const site = nodeOf(organisation, part.siteId);
    const from = later(later(part.from, site?.from ?? part.from), period.from);
    const before = earlier(earlier(part.before, site?.before ?? FOREVER), period.before);
    if (from < before) expected.add(part.siteId);
  }
  return [...expected];
}

/** The sites of a scope in a period: expected on some day, and inside and in operation on every day. */
export interface ComparableSites {
  expected: readonly string[];
  throughout: readonly string[];
}

/** Which sites can be compared like for like; for the group and regions alone, as an entity may hold part of a site. */
export function comparableSites(
  organisation: Organisation,
  scopeId: string,
  period: Pick<Period, 'from' | 'before'>,
): ComparableSites | undefined {
  const type = nodeOf(organisation, scopeId)?.type;
  if (type !== 'group' && type !== 'region') return undefined;
  const throughout = partsOfScope(organisation, scopeId).filter((part) => {
    const site = nodeOf(organisation, part.siteId);
    const from = later(part.from, site?.from ?? part.from);
    const before = earlier(part.before, site?.before ?? part.before);
    return from <= period.from && period.before <= before;
  });
  return { expected: expectedSites(organisation, scopeId, period), throughout: throughout.map(({ siteId }) => siteId) };
}

/** A site-month. */
export interface SiteMonth {
  siteId: string;
  month: Month;
}
