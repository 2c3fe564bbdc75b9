// What every part of a report is written with: the language's words, the figures, the places, and what was recorded in words.
import type { Target } from '#domains/targets/model/target.ts';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { titleKey } from '#units/title-key.ts';
import type { Inline, ReportEdition, ReportLanguage } from '../model/document.ts';
import type { FactoriesInPeriod, ReportFigure, WantedFigure } from '../model/report-number.ts';
import type {
  BoundaryInForce,
  CoverFacts,
  EarlierCommitment,
  Place,
  Statement,
  TwoTexts,
} from '../model/report-source.ts';
import type { JudgingKpi } from './judged-by.ts';
import type { Numbers } from './numbers.ts';
import type { ReportPeriods } from './report-periods.ts';
import { type Filling, sentence } from './sentence.ts';

/** What a report is assembled from. */
export interface ReportInput {
  readonly periods: ReportPeriods;
  readonly group: Place;
  /** the factories expected in the period, whose figures the reader may see, in order of code */
  readonly sites: readonly Place[];
  /** names of every node that a figure can speak of, by id */
  readonly nameOf: (id: string) => TwoTexts | undefined;
  readonly boundary: (BoundaryInForce & { readonly sites: number; readonly entities: number }) | null;
  readonly targets: readonly Target[];
  readonly statements: readonly Statement[];
  readonly earlier: readonly EarlierCommitment[];
  readonly cover: CoverFacts;
  readonly edition: ReportEdition | null;
  readonly basis: 'approved' | 'shown';
  readonly kpiOf: (id: string) => JudgingKpi | undefined;
  /** the factories of a figure's scope in its period; undefined for a scope that may hold part of a factory */
  readonly factoriesOf: (figure: ReportFigure) => FactoriesInPeriod | undefined;
  /** a figure by what was wanted; undefined when it is not the reader's */
  readonly figureOf: (wanted: WantedFigure) => ReportFigure | undefined;
}

/** The input with the voice of one language. */
export interface ReportContext extends ReportInput {
  readonly language: ReportLanguage;
  readonly numbers: Numbers;
  /** a word of the dictionary, with its facts */
  readonly say: (key: string, facts?: Readonly<Record<string, string | number>>) => string;
}

/** The text of the context's language; the other language where it is missing. */
export const textIn = ({ language }: Pick<ReportContext, 'language'>, texts: TwoTexts): string =>
  texts[language] || texts[language === 'en' ? 'zh' : 'en'];

/** A sentence of the dictionary with figures at its places. */
export const told = (context: ReportContext, key: string, fillings: Readonly<Record<string, Filling>> = {}): Inline[] =>
  sentence(context.say(key), fillings);

/** The period of a figure as it is said. */
export const periodName = ({ language }: Pick<ReportContext, 'language'>, written: string): string =>
  labelPeriod(parsePeriod(written), language);

/** The title of a figure: of one whose meaning the owner chose, with the definition. */
export const titleOf = (context: ReportContext, kpi: string, figure: ReportFigure | undefined): string =>
  context.say(titleKey(kpi, figure?.parameters));

/** What a number is, for the register: "Waste conversion rate, Group, First half of 2024". */
export function nameOfNumber(context: ReportContext, figure: ReportFigure | undefined, of?: string): string {
  if (!figure) return of ?? '';
  const scope = context.nameOf(figure.scopeId);
  const comma = context.language === 'zh' ? '，' : ', ';
  return [titleOf(context, figure.kpi, figure), of, scope && textIn(context, scope), periodName(context, figure.period)]
    .filter((part): part is string => Boolean(part))
    .join(comma);
}
