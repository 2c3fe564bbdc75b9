// How does a figure of the ledger go out: printed, titled, its inputs and sums labelled in the reader's language?
import { Decimal } from 'decimal.js';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { type FigureUnit, type KpiUnit, showFigure, unitOfName } from '#units/show-figure.ts';
import { titleKey } from '#units/title-key.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { columnOf, type RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import {
  type Aggregate,
  countedRows,
  type DatedDimension,
  type Kpi,
  type Kpis,
  type SumRow,
  unitOfFigure,
} from './declare.ts';
import type { Basis, Coverage, Figure } from './ledger.ts';
import { nodeOf, type Organisation } from './organisation.ts';

/** What a missing value is printed as; the reason stands beside it. */
export const NO_VALUE = '—';

/** A figure as the API answers it. */
export interface FigureView {
  id: string;
  kpi: string;
  version: number;
  unit: KpiUnit;
  better: Kpi['better'];
  /** exact decimal */
  value: string | null;
  noData?: { code: string; words: string };
  printed: string;
  title: string;
  inputs: Readonly<Record<string, string>>;
  extra: Readonly<Record<string, unknown>>;
  coverage: Coverage;
  basis: Basis;
  /** holds what is not yet approved */
  provisional: boolean;
  scope: { id: string; type: string; name: { en: string; zh: string } };
  period: string;
  periodLabel: string;
  stale: boolean;
}

/** What a view needs besides the figure. */
export interface ViewWorld {
  kpis: Kpis;
  words: Dictionary;
  organisation: Organisation;
  language: Language;
}

/** Whether a figure holds what is not yet approved: marked ◌ wherever it is shown. */
export const isProvisional = (basis: Basis, coverage: Pick<Coverage, 'approvedShare'>): boolean =>
  basis === 'shown' && coverage.approvedShare !== null && coverage.approvedShare !== '1';

/** The reason for a missing value, in words. */
export const noDataWords = (words: Dictionary, language: Language, code: string): string =>
  word(words, language, `figure.noData.${code}`);

/**
 * A figure in a reader's language.
 * @throws when its KPI is no longer declared
 */
export function viewOf(figure: Figure, { kpis, words, organisation, language }: ViewWorld): FigureView {
  const kpi = kpis.get(figure.key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${figure.key.kpi}`);
  const { computed, coverage } = figure.result;
  const value = 'value' in computed ? computed.value : null;
  const node = nodeOf(organisation, figure.key.scopeId);
  return {
    id: figure.id,
    kpi: kpi.id,
    version: figure.version,
    unit: unitOfFigure(kpi, computed),
    better: kpi.better,
    value,
    ...('noData' in computed
      ? { noData: { code: computed.noData, words: noDataWords(words, language, computed.noData) } }
      : {}),
    printed: value === null ? NO_VALUE : showFigure(value, unitOfFigure(kpi, computed), language),
    title: word(words, language, titleKey(kpi.id, figure.parameters)),
    inputs: computed.inputs ?? {},
    extra: computed.extra ?? {},
    coverage,
    basis: figure.key.basis,
    provisional: isProvisional(figure.key.basis, coverage),
    scope: { id: figure.key.scopeId, type: node?.type ?? 'site', name: node?.name ?? { en: '', zh: '' } },
    period: figure.key.period,
    periodLabel: labelPeriod(parsePeriod(figure.key.period), language),
    stale: figure.stale,
  };
}

/** One named input, labelled and printed by the unit that its name carries. */
export interface InputView {
  key: string;
  label: string;
  printed: string;
}

/** The inputs in the order in which the rule gives them. */
export const inputsOf = (
  inputs: Readonly<Record<string, string>>,
  words: Dictionary,
  language: Language,
): InputView[] =>
  Object.entries(inputs).map(([key, value]) => ({
    key,
    label: word(words, language, `figure.input.${key}`),
    printed: showFigure(value, unitOfName(key) ?? 'count', language),
  }));

/** One stored sum with its dimensions in words. */
export interface SumView {
  group: { id: string; name: { en: string; zh: string } };
  labels: string[];
  sum: string;
  unit: FigureUnit;
  printed: string;
}

/** The word for a dimension's value: a code's own word, or what a flag means. */
function dimensionWord(
  kinds: Kinds,
  aggregate: Aggregate,
  path: string,
  value: string | null,
  words: Dictionary,
  language: Language,
): string {
  if (value === null) return aggregate.asOf ? word(words, language, 'figure.dimension.notTold') : NO_VALUE;
  if (aggregate.dated?.[path]) return datedWord(kinds, aggregate.dated[path], path, value, words, language);
  if (aggregate.receiver === path) return word(words, language, `figure.dimension.${path}.${value}`);
  const [reference = '', inner] = path.split('.');
  const own = kinds.get(aggregate.of);
  const direct = own?.all.get(path);
  const link = own?.all.get(reference);
  const kind = direct ? own : link?.type === 'ref' ? kinds.get(link.to) : undefined;
  const field = direct ?? kind?.all.get(inner ?? '');
  if (field?.type === 'code') return word(words, language, `${field.words}.${value}`);
  if (field?.type === 'flag')
    return word(words, language, `figure.flag.${kind?.kind}.${direct ? path : inner}.${value}`);
  return value;
}

/** What a dated list said: a share is printed, whatever else is a word of its own. */
function datedWord(
  kinds: Kinds,
  dated: DatedDimension,
  name: string,
  value: string,
  words: Dictionary,
  language: Language,
): string {
  const isNumber =
    dated.take !== 'exists' && !dated.lines && kinds.get(dated.of)?.all.get(dated.take.field)?.type === 'decimal';
  return isNumber
    ? word(words, language, `figure.dimension.${name}`, { printed: showFigure(value, 'share', language) })
    : word(words, language, `figure.dimension.${name}.${value}`);
}

/** Rows added up over the dimensions that the rule reads, without those that it leaves out. */
function rowsRead(kpi: Kpi, rows: readonly SumRow[]): { dims: readonly (string | null)[]; sum: string }[] {
  const places = kpi.aggregate.by.flatMap((name, at) => (!kpi.reads || kpi.reads.includes(name) ? [at] : []));
  const added = new Map<string, { dims: (string | null)[]; sum: Decimal }>();
  for (const { dims, sum } of countedRows(kpi, rows)) {
    const read = places.map((at) => dims[at] ?? null);
    const key = JSON.stringify(read);
    added.set(key, { dims: read, sum: (added.get(key)?.sum ?? new Decimal(0)).plus(sum) });
  }
  return [...added.values()].map(({ dims, sum }) => ({ dims, sum: sum.toFixed() }));
}

/** The unit in which an aggregate adds up. */
export function unitOfSums(kinds: Kinds, { of, sum }: Aggregate): FigureUnit {
  const field = kinds.get(of)?.all.get(sum);
  if (field?.type !== 'quantity') return 'count';
  return field.unit === 'm3' ? 'm3' : 't';
}

/** The sums behind a figure, labelled. */
export function sumsOf(
  figure: Pick<Figure, 'result'>,
  kpi: Kpi,
  kinds: Kinds,
  { words, organisation, language }: Omit<ViewWorld, 'kpis'>,
): SumView[] {
  const read = kpi.aggregate.by.filter((name) => !kpi.reads || kpi.reads.includes(name));
  return figure.result.groups.flatMap((group) =>
    rowsRead(kpi, group.rows).map(({ dims, sum }) => ({
      group: { id: group.scopeId, name: nodeOf(organisation, group.scopeId)?.name ?? { en: '', zh: '' } },
      labels: dims.map((value, at) => dimensionWord(kinds, kpi.aggregate, read[at] ?? '', value, words, language)),
      sum,
      unit: unitOfSums(kinds, kpi.aggregate),
      printed: showFigure(sum, unitOfSums(kinds, kpi.aggregate), language),
    })),
  );
}

/** Where the records of a figure stand: the same list that the drill-down condition gives. */
export function drillOf(
  figureId: string,
  kpi: Kpi,
  kinds: Kinds,
  filters: Readonly<Record<string, string>> = {},
): { kind: string; href: string } | null {
  const kind: RecordKind | undefined = kinds.get(kpi.aggregate.of);
  if (!kind) return null;
  // What is worked out has no list of records: its page names them.
  const readOn = kpi.aggregate.readOn ?? kind.readOn;
  if (readOn) return { kind: kind.kind, href: readOn };
  const query = new URLSearchParams({ figure: figureId });
  for (const [path, value] of Object.entries(filters)) {
    const field = kind.all.get(path);
    // A field of a record that is referred to has no filter of its own: the list stays the whole figure's.
    if (field && columnOf(path, field)) query.set(`filter.${path}`, value);
  }
  return { kind: kind.kind, href: query.toString() };
}
