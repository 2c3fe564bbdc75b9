// How has the waste conversion rate gone: this period, year to date, against last year and last period, month by month?
import { basePeriod, levelsOfTarget } from '#domains/targets/rules/target-progress.ts';
import { targetInForce } from '#domains/targets/rules/target-status.ts';
import type { LikeForLikeNumber } from '#domains/waste/model/like-for-like.ts';
import {
  type Period,
  previousPeriod,
  printPeriod,
  samePeriodLastYear,
  yearOfPeriod,
  yearToDate,
} from '#period/period.ts';
import type { DrawnSeries } from '#units/drawn-chart.ts';
import { exact } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { judgedBy } from './judged-by.ts';
import { likeForLikeOf, numberOfLikeForLike } from './like-for-like.ts';
import { inlineOf } from './numbers.ts';
import { nameOfNumber, periodName, type ReportContext, textIn, told } from './report-context.ts';
import { reportKpis } from './report-periods.ts';
import { sentences } from './sentence.ts';

const groupRate = (context: ReportContext, period: Period) =>
  context.figureOf({ kpi: reportKpis.rate, scopeId: context.group.id, period: printPeriod(period) });
const groupShipped = (context: ReportContext, period: Period) =>
  context.figureOf({ kpi: reportKpis.shipped, scopeId: context.group.id, period: printPeriod(period) });

/** The rate by which a percent axis draws; exact values are only for print. */
const drawn = (figure: ReportFigure | undefined): number | null =>
  figure?.value === null || figure?.value === undefined ? null : Number(figure.value) * 100;

/** The group in a few sentences: what left the factories, how much was converted, and how that has changed. */
export function rateSentences(context: ReportContext): Block[] {
  const { periods, numbers, language } = context;
  const [rate, shipped] = [groupRate(context, periods.period), groupShipped(context, periods.period)];
  if (!rate || rate.value === null) return [];
  const change = (comparison: 'last-year' | 'last-period', against: Period) => {
    const printed = numbers.change(rate, groupRate(context, against), comparison, {
      name: nameOfNumber(context, rate, context.say(`reports.doc.part.change.${comparison}`)),
    });
    return 'missing' in printed
      ? null
      : told(context, `reports.doc.rate.${comparison}`, {
          change: inlineOf(printed),
          period: periodName(context, printPeriod(against)),
        });
  };
  const isSame = printPeriod(periods.lastYear) === printPeriod(periods.previous);
  return [
    {
      kind: 'paragraph',
      inlines: sentences(
        language,
        told(context, 'reports.doc.rate.sentence', {
          period: periodName(context, rate.period),
          shipped: inlineOf(numbers.value(shipped, { name: nameOfNumber(context, shipped) })),
          rate: inlineOf(numbers.value(rate, { name: nameOfNumber(context, rate) })),
        }),
        change('last-year', periods.lastYear),
        likeForLikeSentence(context, rate, groupRate(context, periods.lastYear)),
        isSame ? null : change('last-period', periods.previous),
      ),
    },
  ];
}

/** Over how many of the factories the change is like for like, what it is there, and which are left out. */
function likeForLikeSentence(
  context: ReportContext,
  rate: ReportFigure,
  against: ReportFigure | undefined,
): Inline[] | null {
  if (!against) return null;
  const siteFigure = (scopeId: string, period: string) => context.figureOf({ kpi: rate.kpi, scopeId, period });
  const found = likeForLikeOf(rate, against, context.factoriesOf, siteFigure);
  if (!found) return null;
  const printed = (number: LikeForLikeNumber) =>
    inlineOf(
      context.numbers.other(numberOfLikeForLike(found, rate, against, number), {
        name: nameOfNumber(context, rate, context.say(`reports.doc.part.like-for-like.${number}`)),
      }),
    );
  const names = found.answer.leftOut.flatMap((id) => {
    const name = context.nameOf(id);
    return name ? [textIn(context, name)] : [];
  });
  return told(context, 'reports.doc.rate.like-for-like', {
    change: printed('change'),
    compared: printed('compared'),
    either: printed('either'),
    names: names.join(context.language === 'zh' ? '、' : ', '),
  });
}

/** 当期 累计 同比 环比: one row for each part of the period and the period itself. */
export function comparisonTable(context: ReportContext): Block {
  const { numbers } = context;
  const name = (figure: ReportFigure | undefined, of?: string) => nameOfNumber(context, figure, of);
  return {
    kind: 'table',
    caption: context.say('reports.doc.rate.table'),
    columns: (['period', 'thisPeriod', 'toDate', 'lastYear', 'lastPeriod'] as const).map((column) => ({
      title: context.say(`reports.doc.column.${column}`),
      align: column === 'period' ? ('left' as const) : ('right' as const),
    })),
    rows: context.periods.rows.map((row) => {
      const rate = groupRate(context, row);
      const toDate = groupRate(context, yearToDate(row));
      const change = (comparison: 'last-year' | 'last-period', against: Period) =>
        inlineOf(
          numbers.change(rate, groupRate(context, against), comparison, {
            bare: true,
            name: name(rate, context.say(`reports.doc.part.change.${comparison}`)),
          }),
        );
      return [
        [{ text: periodName(context, printPeriod(row)) }],
        [inlineOf(numbers.value(rate, { bare: true, name: name(rate) }))],
        [inlineOf(numbers.value(toDate, { bare: true, name: name(toDate) }))],
        [change('last-year', samePeriodLastYear(row))],
        [change('last-period', previousPeriod(row))],
      ];
    }),
    note: null,
  };
}

interface Month {
  label: string;
  rate: ReportFigure | undefined;
  before: ReportFigure | undefined;
  shipped: ReportFigure | undefined;
}

const monthsShown = (context: ReportContext): Month[] =>
  context.periods.months.map((month) => ({
    label: periodName(context, printPeriod(month)),
    rate: groupRate(context, month),
    before: groupRate(context, samePeriodLastYear(month)),
    shipped: groupShipped(context, month),
  }));

/** Each month with its rate, that of a year before, the change and what was shipped. */
export function monthTable(context: ReportContext): Block {
  const { numbers } = context;
  return {
    kind: 'table',
    caption: context.say('reports.doc.months.table'),
    columns: (['month', 'rate', 'yearBefore', 'change', 'shipped'] as const).map((column) => ({
      title: context.say(`reports.doc.column.${column}`),
      align: column === 'month' ? ('left' as const) : ('right' as const),
    })),
    rows: monthsShown(context).map(({ label, rate, before, shipped }): Inline[][] => {
      const cell = (figure: ReportFigure | undefined) => [
        inlineOf(numbers.value(figure, { bare: true, name: nameOfNumber(context, figure) })),
      ];
      const change = numbers.change(rate, before, 'last-year', {
        bare: true,
        name: nameOfNumber(context, rate, context.say('reports.doc.part.change.last-year')),
      });
      return [[{ text: label }], cell(rate), cell(before), [inlineOf(change)], cell(shipped)];
    }),
    note: null,
  };
}

/** The step of the measured target on the rate that holds in a year. */
export function rateStep(context: ReportContext, year: number): { year: number; value: string } | undefined {
  const target = context.targets.find(({ kpi }) => kpi === reportKpis.rate);
  const kpi = context.kpiOf(reportKpis.rate);
  if (!target || !kpi) return undefined;
  const base = basePeriod(target);
  const found = levelsOfTarget(target, kpi, judgedBy(base ? groupRate(context, base) : undefined, kpi));
  const step = 'levels' in found ? targetInForce(found.levels, year) : undefined;
  return step && { year: step.year, value: step.value.toFixed() };
}

/** The rate by month with that of the year before, against the step of the year. Its title says what it shows. */
export function rateChart(context: ReportContext): Block[] {
  const months = monthsShown(context);
  const known = months.filter(({ rate }) => drawn(rate) !== null);
  if (known.length < 2) return [];
  const year = yearOfPeriod(context.periods.period);
  const step = rateStep(context, year);
  const printed = (figure: ReportFigure | undefined) =>
    figure?.value ? showFigure(figure.value, 'share', context.language, true) : null;
  const series: DrawnSeries[] = [
    {
      name: context.say('reports.doc.chart.thisYear'),
      values: months.map(({ rate }) => drawn(rate)),
      printed: months.map(({ rate }) => printed(rate)),
    },
  ];
  if (months.some(({ before }) => drawn(before) !== null)) {
    series.push({
      name: context.say('reports.doc.chart.yearBefore'),
      values: months.map(({ before }) => drawn(before)),
      printed: months.map(({ before }) => printed(before)),
    });
  }
  const reached = step && known.filter(({ rate }) => rate?.value && exact(rate.value).gte(exact(step.value))).length;
  const finding = reached === undefined ? 'noStep' : reached === known.length ? 'all' : reached === 0 ? 'none' : 'some';
  return [
    {
      kind: 'chart',
      title: context.say(`reports.doc.chart.rate.${finding}`, { year }),
      unit: '%',
      source: context.say(`reports.doc.chart.source.${context.basis}`),
      chart: {
        shape: 'lines',
        labels: months.map(({ label }) => label),
        series,
        decimals: 1,
        target: step
          ? { name: context.say('reports.doc.chart.step', { year }), value: Number(step.value) * 100 }
          : null,
      },
    },
  ];
}
