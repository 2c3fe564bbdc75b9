// Where does a number come from: its formula, standards, inputs, sums, records and papers; what an edition printed of it?
import { labelPeriod } from '#period/label.ts';
import { isWholeMonth, parsePeriod, partsOf } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import { systemActor } from '#platform/db/database.ts';
import { type Language, languages } from '#platform/i18n/words.ts';
import { kpiOfVersion } from '#platform/kpi/declare.ts';
import { behindFigure, countBehind } from '#platform/kpi/drill.ts';
import { explainKpi } from '#platform/kpi/explain.ts';
import type { Organisation } from '#platform/kpi/organisation.ts';
import {
  drillOf,
  type FigureView,
  type InputView,
  inputsOf,
  NO_VALUE,
  type SumView,
  sumsOf,
  unitOfSums,
  viewOf,
} from '#platform/kpi/view.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { Exact, exactText } from '#units/quantity.ts';
import { type FigureUnit, growsWithMonths, showFigure } from '#units/show-figure.ts';
import type { OnBaseNumber } from '../model/report-number.ts';
import { figuresBehind } from '../rules/number-of.ts';
import { listPapers, type Paper } from '../store/behind-figure.ts';
import { type EditionHead, findEditionFigure, listByLiveId, listEditions } from '../store/editions.ts';
import { listRestatements } from '../store/restatements.ts';
import { editionAsFound } from './edition-number.ts';
import { type FoundNumber, findNumber } from './live-number.ts';
import { readId } from './number-ids.ts';
import { filtersOf, titleOf } from './part-words.ts';
import { maySeeFigures } from './report-sources.ts';
import { type ReportWorld, restatableKinds, sayIn } from './world.ts';

/** What a printed number would be today. */
export interface RestatedNumber {
  value: string | null;
  printed: { en: string; zh: string };
  reason: string | null;
  actorName: { en: string; zh: string } | null;
  at: string | null;
}

/** The answer of `/f/:id`. */
export interface Provenance {
  figure: FigureView;
  formula: string;
  cites: { standard: string; clause: string; title: string; edition: string; verified: boolean }[];
  parameters: Record<string, unknown>;
  inputs: InputView[];
  sums: SumView[];
  drill: { kind: string; href: string } | null;
  edition: {
    id: string;
    number: number;
    printed: { en: string; zh: string };
    publishedAt: string;
    restated: RestatedNumber | null;
  } | null;
  papers: Paper[];
  loads: { count: number; sumTonnes: string } | null;
  /** an edition prints it for all of its readers; what lies behind it is told to those who may see the scope's figures */
  withheld: boolean;
  /** where a record states the number */
  record: { kind: string; id: string } | null;
  method: { explain: string[] };
}

/** What is said of how complete a number is where nothing may be said, or there is nothing to say. */
const nothingCovered: FigureView['coverage'] = {
  sitesIn: 0,
  sitesExpected: 0,
  missing: [],
  approvedShare: null,
  estimatedShare: null,
  carriedIn: false,
  records: 0,
};
const MOST_SUMS = 300;
const auditor = systemActor('figures');

/** The unit by which a page compares: points and percent of change are shares to it. */
const pageUnit = (unit: FigureUnit): FigureView['unit'] => (unit === 'points' || unit === 'relative' ? 'share' : unit);

const bothPrints = (number: { value: string; unit: FigureUnit } | undefined) => ({
  en: number ? showFigure(number.value, number.unit, 'en') : NO_VALUE,
  zh: number ? showFigure(number.value, number.unit, 'zh') : NO_VALUE,
});

/** The figure as the page shows it: its own, or a number that belongs to it under its title. */
function shown(
  world: ReportWorld,
  id: string,
  found: FoundNumber,
  organisation: Organisation,
  language: Language,
): FigureView {
  const say = sayIn(world, language);
  const { origin, part, figure } = found;
  if (!figure) {
    const title = found.target?.title[language] ?? '';
    const year = origin.of === 'step' ? String(origin.year) : '';
    const group = organisation.nodes.find(({ type }) => type === 'group');
    return {
      id,
      kpi: 'targets.step',
      version: 1,
      unit: pageUnit(part?.unit ?? 'count'),
      better: 'neither',
      value: part?.value ?? null,
      printed: bothPrints(part)[language],
      title: titleOf(origin, title, say),
      inputs: {},
      extra: {},
      coverage: nothingCovered,
      basis: 'approved',
      provisional: false,
      scope: { id: group?.id ?? '', type: 'group', name: group?.name ?? { en: '', zh: '' } },
      period: year,
      periodLabel: year === '' ? '' : labelPeriod(parsePeriod(year), language),
      stale: false,
    };
  }
  const view = viewOf(figure, { kpis: world.kpis, words: world.words, organisation, language });
  if (origin.of === 'figure') return { ...view, id };
  const { noData: _, ...rest } = view;
  return {
    ...rest,
    id,
    unit: part ? pageUnit(part.unit) : view.unit,
    value: part?.value ?? null,
    printed: bothPrints(part)[language],
    title: titleOf(origin, view.title, say),
    ...(part ? {} : { noData: view.noData ?? { code: 'no_such_part', words: say('figure.noData.no_such_part') } }),
  };
}

function onBaseFormula(number: OnBaseNumber, found: FoundNumber, say: ReturnType<typeof sayIn>, language: Language) {
  const base = found.behind[1]?.key.period;
  const year = base === undefined ? '' : labelPeriod(parsePeriod(base), language);
  const kind = say(`figure.formula.on-base.${found.target?.change ?? 'relative'}`, { year });
  return say(`figure.formula.on-base.${number}`, { year, kind });
}

function formulaOf(world: ReportWorld, found: FoundNumber, language: Language): string {
  const say = sayIn(world, language);
  const { origin, figure } = found;
  switch (origin.of) {
    case 'on-base':
      return onBaseFormula(origin.number, found, say, language);
    case 'step':
    case 'boundary':
      return say(`figure.formula.${origin.of}`);
    case 'change':
    case 'like-for-like':
      return say(`figure.formula.${origin.of}`, {
        period: labelPeriod(parsePeriod(found.behind[1]?.key.period ?? figure?.key.period ?? ''), language),
      });
    case 'forecast': {
      const method =
        origin.recent !== null
          ? 'recent_continues'
          : !growsWithMonths(world.kpis.get(figure?.key.kpi ?? '')?.unit ?? 'count')
            ? 'year_to_date_holds'
            : 'grows_evenly';
      return say('figure.formula.forecast', { method: say(`figure.formula.forecast.${method}`) });
    }
    default:
      return say(`${figure?.key.kpi}|formula`);
  }
}

/** What a number was worked out from: the inputs of its rule, or the figures it compares. */
function inputsShown(
  world: ReportWorld,
  found: FoundNumber,
  organisation: Organisation,
  reader: Actor,
  language: Language,
): InputView[] {
  const { origin, figure, behind } = found;
  if (!figure) return [];
  if (origin.of === 'figure' || origin.of === 'part')
    return inputsOf(figure.result.computed.inputs ?? {}, world.words, language);
  const mine = behind.filter(({ key }) => maySeeFigures(reader, key.scopeId));
  return mine.map((one) => {
    const view = viewOf(one, { kpis: world.kpis, words: world.words, organisation, language });
    const what = one.key.scopeId === figure.key.scopeId ? view.title : view.scope.name[language];
    return {
      key: one.id,
      label: `${what}${language === 'zh' ? '，' : ', '}${view.periodLabel}`,
      printed: view.printed,
    };
  });
}

/** The sums as far as the reader's scope goes; many of them under their first dimension alone. */
function sumsShown(
  world: ReportWorld,
  found: FoundNumber,
  organisation: Organisation,
  reader: Actor,
  language: Language,
): SumView[] {
  const { figure, origin } = found;
  const kpi = figure && kpiOfVersion(world.kpis, figure.key.kpi, figure.version);
  if (!figure || !kpi || (origin.of !== 'figure' && origin.of !== 'part')) return [];
  const sums = sumsOf(figure, kpi, world.summed, { words: world.words, organisation, language }).filter(({ group }) =>
    maySeeFigures(reader, group.id),
  );
  if (sums.length <= MOST_SUMS) return sums;
  const together = new Map<string, SumView>();
  for (const one of sums) {
    const labels = one.labels.slice(0, 1);
    const key = `${one.group.id} ${labels[0]}`;
    const before = together.get(key);
    const sum = before ? exactText(new Exact(before.sum).plus(one.sum)) : one.sum;
    together.set(key, {
      ...one,
      labels,
      sum,
      printed: showFigure(sum, unitOfSums(world.summed, kpi.aggregate), language),
    });
  }
  return [...together.values()];
}

const nothingBehind: Pick<Provenance, 'drill' | 'loads' | 'papers'> = { drill: null, loads: null, papers: [] };

/** The records of the reader's own scopes, how many there are in all, and their papers. */
async function recordsBehind(
  world: ReportWorld,
  found: FoundNumber,
  reader: Actor,
): Promise<Pick<Provenance, 'drill' | 'loads' | 'papers'>> {
  const { figure, origin, context } = found;
  const kpi = figure && kpiOfVersion(world.kpis, figure.key.kpi, figure.version);
  const kind = kpi && world.summed.get(kpi.aggregate.of);
  if (!figure || !kpi || !kind) return nothingBehind;
  const filters = filtersOf(origin);
  const [field] = Object.keys(filters);
  // Days within a month have no stored sums: their list says itself how many there are.
  const isWhole = partsOf(parsePeriod(figure.key.period)).every(isWholeMonth);
  const dimension = field ? { name: field, values: filters[field] ?? [] } : undefined;
  const counted = await world.db.as(auditor, (tx) =>
    countBehind(tx, world.summed, kpi, context.organisation, figure.key, dimension),
  );
  const papers = await world.db.as(reader, async (tx) => {
    if (kind.readOn) return [];
    const behind = await behindFigure(tx, world.summed, world.kpis, world.figures, kind, figure.id);
    return behind ? listPapers(tx, kind, behind.condition) : [];
  });
  const written = Object.fromEntries(Object.entries(filters).map(([path, values]) => [path, values.join(',')]));
  return {
    drill: counted.count === 0 && isWhole ? null : drillOf(figure.id, kpi, world.summed, written),
    // A list adds up tonnes; what is worked out has none.
    loads: counted.count === 0 || !isWhole || kind.readOn ? null : { count: counted.count, sumTonnes: counted.sum },
    papers,
  };
}

/** The explanation of a number, whichever way it was found. */
async function explain(
  world: ReportWorld,
  reader: Actor,
  language: Language,
  id: string,
  found: FoundNumber,
  organisation: Organisation,
): Promise<Omit<Provenance, 'edition'>> {
  const say = sayIn(world, language);
  const kpi = found.figure && kpiOfVersion(world.kpis, found.figure.key.kpi, found.figure.version);
  const withheld = found.figure !== undefined && !maySeeFigures(reader, found.figure.key.scopeId);
  const all = shown(world, id, found, organisation, language);
  const figure = withheld ? { ...all, inputs: {}, extra: {}, coverage: nothingCovered } : all;
  const explained = kpi && explainKpi(kpi, world.words, language);
  const { packs, ...parameters } = found.figure?.parameters ?? {};
  const inputs = withheld ? [] : inputsShown(world, found, organisation, reader, language);
  return {
    figure,
    formula: formulaOf(world, found, language),
    cites: (explained?.cites ?? []).map(({ printed: _, ...cite }, at) => ({
      standard: kpi?.cites[at]?.standard ?? '',
      ...cite,
    })),
    parameters,
    inputs,
    sums: withheld ? [] : sumsShown(world, found, organisation, reader, language),
    ...(withheld ? nothingBehind : await recordsBehind(world, found, reader)),
    withheld,
    record: found.origin.of === 'step' ? { kind: 'targets.target', id: found.origin.target } : null,
    method: {
      explain: [
        ...inputs.map(({ label, printed }) => say('figure.explain.input', { label, printed })),
        say('figure.explain.value', {
          title: figure.title,
          scope: figure.scope.name[language],
          period: figure.periodLabel,
          printed: figure.printed,
        }),
        ...(kpi ? [say('figure.explain.rule', { kpi: kpi.id, version: found.figure?.version ?? kpi.version })] : []),
        ...Object.entries((packs ?? {}) as Record<string, string>).map(([pack, edition]) => `${pack} ${edition}`),
      ],
    },
  };
}

/** What a number of an edition would be now, when it prints otherwise; with the newest correction that can have moved it. */
async function restatedNow(
  world: ReportWorld,
  reader: Actor,
  edition: EditionHead,
  live: string,
  printed: { en: string; zh: string },
  period: string,
): Promise<RestatedNumber | null> {
  const read = readId(live);
  const now = read && (await findNumber(world, reader, read));
  if (!now) return null;
  const prints = bothPrints(now.part);
  if (prints.en === printed.en && prints.zh === printed.zh) return null;
  const span = parsePeriod(period);
  const corrections = await world.db.as(auditor, (tx) => listRestatements(tx, restatableKinds(world), edition.id));
  const newest = corrections.find(({ month }) => span.from <= month && month < span.before);
  return {
    value: now.part?.value ?? null,
    printed: prints,
    reason: newest?.reason ?? null,
    actorName: newest?.actorName ?? null,
    at: newest?.at.toISOString() ?? null,
  };
}

/**
 * Where a number comes from, by the id under which a page, a print or an edition shows it.
 * @throws Refused `not_found`
 */
export async function readProvenance(
  world: ReportWorld,
  reader: Actor,
  language: Language,
  id: string,
): Promise<Provenance> {
  const kept = await world.db.as(reader, async (tx) => {
    const found = await findEditionFigure(tx, id);
    if (!found) return undefined;
    const edition = (await listEditions(tx)).find((one) => one.id === found.editionId);
    const bases = await listByLiveId(
      tx,
      found.editionId,
      found.figure.result.number ? figuresBehind(found.figure.result.number.origin) : [found.figure.liveId],
    );
    return edition && { ...found, edition, bases, context: await world.figures.context(tx) };
  });
  if (kept) {
    const found = editionAsFound(kept.figure, kept.bases, kept.context);
    const { organisation } = kept.context;
    const printed = Object.fromEntries(languages.map((one) => [one, kept.figure.printed[one] ?? NO_VALUE])) as {
      en: string;
      zh: string;
    };
    const explained = await explain(world, reader, language, id, found, organisation);
    return {
      ...explained,
      edition: {
        id: kept.edition.id,
        number: kept.edition.number,
        printed,
        publishedAt: kept.edition.publishedAt.toISOString(),
        restated:
          kept.figure.position === 0
            ? null
            : await restatedNow(world, reader, kept.edition, kept.figure.liveId, printed, kept.figure.period),
      },
    };
  }
  const read = readId(id);
  const found = read && (await findNumber(world, reader, read));
  if (!found) throw new Refused('not_found');
  return { ...(await explain(world, reader, language, id, found, found.context.organisation)), edition: null };
}
