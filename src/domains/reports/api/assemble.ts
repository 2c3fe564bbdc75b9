// From the ledger's figures and the sources to a report: the same way for the living report and for an edition.
import { type Period, parsePeriod } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { countedRows, type Kpi, kpiOfVersion, unitOfFigure } from '#platform/kpi/declare.ts';
import type { Basis, Figure, FigureKey } from '#platform/kpi/ledger.ts';
import { comparableSites, nodeOf } from '#platform/kpi/organisation.ts';
import { isProvisional } from '#platform/kpi/view.ts';
import type { ReportEdition } from '../model/document.ts';
import type { ReportFigure, WantedFigure } from '../model/report-number.ts';
import { printedWords } from '../render/printed-words.ts';
import { type BuiltReport, buildReport } from '../rules/build-report.ts';
import type { NumberIds } from '../rules/numbers.ts';
import { reportPeriods, wantedFigures } from '../rules/report-periods.ts';
import { boundaryCounts, maySeeFigures, type ReportSources } from './report-sources.ts';
import { type ReportWorld, sayIn } from './world.ts';

/** A figure of the ledger as the rules of reports read it. */
export function reportFigure(figure: Figure, kpi: Kpi): ReportFigure {
  const { computed, coverage, groups, monthsWithData } = figure.result;
  const { by } = kpi.aggregate;
  return {
    id: figure.id,
    kpi: kpi.id,
    unit: unitOfFigure(kpi, computed),
    better: kpi.better,
    scopeId: figure.key.scopeId,
    period: figure.key.period,
    value: 'value' in computed ? computed.value : null,
    noData: 'noData' in computed ? computed.noData : null,
    parameters: figure.parameters,
    inputs: computed.inputs ?? {},
    extra: computed.extra ?? {},
    sums: groups.flatMap((group) =>
      countedRows(kpi, group.rows).map(({ dims, sum }) => ({
        dims: Object.fromEntries(dims.map((value, at) => [by[at], value])),
        sum,
      })),
    ),
    coverage,
    monthsWithData,
    provisional: isProvisional(figure.key.basis, coverage),
  };
}

/** The keys of every figure that a report needs, as far as the reader may see them; one question fetches them all. */
export function keysFor(
  world: ReportWorld,
  sources: ReportSources,
  period: Period,
  basis: Basis,
  reader: Actor,
): FigureKey[] {
  return wantedFigures({
    period,
    groupId: GROUP_ID,
    siteIds: sources.sites.map(({ id }) => id).filter((id) => maySeeFigures(reader, id)),
    targets: sources.targets,
    isKpi: (id) => world.kpis.has(id),
  }).map((wanted) => ({ ...wanted, basis }));
}

/** What an assembled report is: one language, its edition if it is one, and how its numbers are called. */
export interface Assembly {
  period: Period;
  basis: Basis;
  language: Language;
  ids: NumberIds;
  edition: ReportEdition | null;
  releasedOn: string | null;
}

const nameOfWanted = ({ kpi, scopeId, period }: WantedFigure) => `${kpi} ${scopeId} ${period}`;

/** Assembles a report of figures that have been asked for with `keysFor`. */
export function assemble(
  world: ReportWorld,
  sources: ReportSources,
  figures: readonly (Figure | undefined)[],
  assembly: Assembly,
): BuiltReport {
  const { organisation } = sources.context;
  const byName = new Map<string, ReportFigure>();
  for (const figure of figures) {
    const kpi = figure && kpiOfVersion(world.kpis, figure.key.kpi, figure.version);
    if (figure && kpi) byName.set(nameOfWanted(figure.key), reportFigure(figure, kpi));
  }
  const counts = boundaryCounts(organisation, assembly.period);
  return buildReport(
    {
      periods: reportPeriods(assembly.period),
      group: sources.group,
      sites: sources.sites,
      nameOf: (id) => nodeOf(organisation, id)?.name,
      boundary: sources.boundary && counts ? { ...sources.boundary, ...counts } : null,
      targets: sources.targets,
      statements: sources.statements,
      earlier: sources.earlier,
      cover: { company: sources.company, preparer: sources.preparer, releasedOn: assembly.releasedOn },
      edition: assembly.edition,
      basis: assembly.basis,
      kpiOf: (id) => world.kpis.get(id),
      factoriesOf: (figure) => comparableSites(organisation, figure.scopeId, parsePeriod(figure.period)),
      figureOf: (wanted) => byName.get(nameOfWanted(wanted)),
    },
    {
      language: assembly.language,
      say: sayIn(world, assembly.language),
      words: printedWords[assembly.language],
      ids: assembly.ids,
    },
  );
}
