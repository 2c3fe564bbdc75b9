// Reads what a report is made of besides figures: organisation, boundary, targets, statements, earlier promises, the cover.
import { type RawBuilder, sql } from 'kysely';
import type { Target } from '#domains/targets/model/target.ts';
import { listTargets } from '#domains/targets/store/public/targets.ts';
import { lastDayOf, type Period } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor, Tx } from '#platform/db/database.ts';
import { standingOf } from '#platform/kpi/kept-answers.ts';
import type { LedgerContext } from '#platform/kpi/ledger.ts';
import { expectedSites, nodeOf, type Organisation } from '#platform/kpi/organisation.ts';
import type { LocalText } from '#platform/records/declare/kind.ts';
import { readSettingsKept } from '#platform/records/server/kept-settings.ts';
import { listLive } from '#platform/records/server/read.ts';
import type { BoundaryInForce, EarlierCommitment, Place, Statement, TwoTexts } from '../model/report-source.ts';
import { earlierCommitments } from '../rules/commitments.ts';
import { findPromises } from '../store/editions.ts';
import { newestRestatement } from '../store/restatements.ts';
import { listStatements } from '../store/statements.ts';
import { type ReportWorld, restatableKinds } from './world.ts';

/** Everything that a report of a period is made of besides figures. */
export interface ReportSources {
  context: LedgerContext;
  targets: Target[];
  statements: Statement[];
  earlier: EarlierCommitment[];
  group: Place;
  /** the factories expected in the period, in order of code */
  sites: Place[];
  boundary: BoundaryInForce | null;
  company: TwoTexts;
  preparer: TwoTexts;
}

/**
 * Reads the sources of a report.
 *
 * @param asOf the number of the history that an edition is frozen at; the living report reads what counts now
 */
export async function readSources(tx: Tx, world: ReportWorld, period: Period, asOf?: number): Promise<ReportSources> {
  const context = await world.figures.context(tx);
  const { organisation } = context;
  const group = placeOf(organisation, GROUP_ID) ?? { id: GROUP_ID, code: 'GROUP', name: { en: 'Group', zh: '集团' } };
  const statements = await listStatements(tx, asOf);
  const printed = await findPromises(tx, period.before);
  const settings = await readSettingsKept(tx, 'report.');
  const named = (key: string): TwoTexts => ({ ...group.name, ...(settings[key] as Partial<TwoTexts> | undefined) });
  return {
    context,
    targets: await listTargets(tx, asOf),
    statements,
    earlier: earlierCommitments(
      period,
      printed ? { edition: printed.edition, promises: printed.promises as Statement[] } : null,
      statements,
    ),
    group,
    sites: expectedSites(organisation, GROUP_ID, period)
      .flatMap((id) => placeOf(organisation, id) ?? [])
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
    boundary: await findBoundary(tx, world, lastDayOf(period)),
    company: named('company'),
    preparer: named('preparer'),
  };
}

/** A node as a report names it. */
export function placeOf(organisation: Organisation, id: string): Place | undefined {
  const node = nodeOf(organisation, id);
  return node && { id: node.id, code: node.code, name: node.name };
}

/** The boundary that holds on a day; of several the one that began last. */
async function findBoundary(tx: Tx, world: ReportWorld, day: string): Promise<BoundaryInForce | null> {
  const kind = world.kinds.get('factories.boundary');
  if (!kind) return null;
  const [found] = (await listLive(tx, kind, 'counting'))
    .filter(({ values }) => String(values.from) <= day && (values.before === null || day < String(values.before)))
    .sort((one, other) => (String(one.values.from) < String(other.values.from) ? 1 : -1));
  if (!found) return null;
  const { code, title, approach, from } = found.values;
  const texts = title as LocalText;
  return {
    code: String(code),
    title: { en: texts.en ?? texts.zh ?? '', zh: texts.zh ?? texts.en ?? '' },
    approach: approach as BoundaryInForce['approach'],
    from: String(from),
  };
}

/** How many factories a boundary holds on the last day of a period, and how many legal entities they belong to. */
export function boundaryCounts(
  organisation: Organisation,
  period: Pick<Period, 'before'>,
): { sites: number; entities: number } | null {
  if (organisation.boundary.length === 0) return null;
  const day = lastDayOf(period);
  const holds = (span: { from: string; before: string | null }) =>
    span.from <= day && (span.before === null || day < span.before);
  const sites = new Set(organisation.boundary.filter(holds).map(({ siteId }) => siteId));
  const entities = new Set(
    organisation.edges
      .filter((edge) => sites.has(edge.child) && holds(edge) && nodeOf(organisation, edge.parent)?.type === 'entity')
      .map(({ parent }) => parent),
  );
  return { sites: sites.size, entities: entities.size };
}

/** Whether a reader may see the figures of a scope: the group's are granted apart from its factories'. */
export const maySeeFigures = (reader: Actor, scopeId: string): boolean =>
  reader.figures === 'all' || reader.figures.includes(scopeId);

/** A short text, as an expression, that changes with whatever a report is made of besides figures. */
export function standingOfSources(world: ReportWorld): RawBuilder<string> {
  const kinds = ['reports.statement', 'targets.target', 'factories.boundary'].flatMap(
    (id) => world.kinds.get(id)?.table ?? [],
  );
  return sql`
    concat_ws(' ', ${sql.join(kinds.map(standingOf))}, (select coalesce(max(seq), 0) from setting), (select coalesce(max(seq), 0) from scope_node),
      (select count(*) || '/' || coalesce(max(seq), 0) from scope_edge), (select coalesce(max(number), 0) from edition), ${newestRestatement(restatableKinds(world))})`;
}
