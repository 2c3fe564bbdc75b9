// Which periods does a report speak of, and which figures of the ledger does it need for them?
import type { Target } from '#domains/targets/model/target.ts';
import { type ProgressPeriods, progressPeriods } from '#domains/targets/rules/target-progress.ts';
import { monthOf } from '#period/calendar-date.ts';
import {
  lastDayOf,
  monthPeriod,
  monthsOf,
  type Period,
  previousPeriod,
  printPeriod,
  quarterPeriod,
  rollingTwelveMonths,
  samePeriodLastYear,
  wholeMonths,
  yearOfPeriod,
  yearPeriod,
  yearToDate,
} from '#period/period.ts';
import type { WantedFigure } from '../model/report-number.ts';

/** The KPIs of the zero-waste section. */
export const reportKpis = {
  rate: 'waste.conversion-rate',
  mean: 'waste.conversion-rate-entity-mean',
  ul: 'waste.ul2799-diversion-rate',
  shipped: 'waste.shipped-mass',
  generated: 'waste.gri306-generated',
  diverted: 'waste.gri306-diverted',
  disposed: 'waste.gri306-disposed',
} as const;

/** The KPIs of the water section, in the order in which it prints them. */
export const waterReportKpis = [
  'water.withdrawal',
  'water.discharge',
  'water.consumption',
  'water.reuse-rate',
  'water.loss-rate',
  'water.metering-rate',
  'water.intake-per-product',
  'water.intake-per-output-value',
  'water.utilisation',
] as const;
/** Those that count factories by how they stand on the last day, in a table of their own. */
export const waterStandingReportKpis = [
  'water.roll-out-rate',
  'water.yearly-test-rate',
  'water.risk-assessed-rate',
] as const;
/** Those that count suppliers by how they stand on the last day, said in a sentence. */
export const waterSupplierReportKpis = {
  inPlace: 'water.supplier-in-place-rate',
  assessed: 'water.supplier-assessed-rate',
} as const;

/** Every period that a report on one period speaks of. */
export interface ReportPeriods {
  readonly period: Period;
  readonly toDate: Period;
  readonly lastYear: Period;
  readonly previous: Period;
  /** its quarters (its months, when it is a quarter), then itself */
  readonly rows: readonly Period[];
  /** the months of the year to date; of the period itself when it reaches over a year's end */
  readonly months: readonly Period[];
  /** twelve months that end with it: what a UL 2799 level is earned on */
  readonly twelve: Period;
  readonly progress: ProgressPeriods;
}

/** The quarters that tile a period, or its months when it is a quarter; none for a month or odd days. */
function partsOfPeriod(period: Period): Period[] {
  const months = monthsOf(period);
  if (wholeMonths(period) === undefined || months.length < 2) return [];
  if (period.type === 'quarter') return months.map(monthPeriod);
  const quarters = new Map(
    months.map((month) => {
      const quarter = Math.ceil(Number(month.slice(5)) / 3);
      return [`${month.slice(0, 4)}-${quarter}`, quarterPeriod(Number(month.slice(0, 4)), quarter)] as const;
    }),
  );
  const tiles = [...quarters.values()].every((one) => one.from >= period.from && one.before <= period.before);
  return tiles ? [...quarters.values()] : [];
}

/** The periods of a report. */
export function reportPeriods(period: Period): ReportPeriods {
  const toDate = yearToDate(period);
  const isOfOneYear = toDate.from <= period.from;
  return {
    period,
    toDate,
    lastYear: samePeriodLastYear(period),
    previous: previousPeriod(period),
    rows: [...partsOfPeriod(period), period],
    months: monthsOf(isOfOneYear ? toDate : period).map(monthPeriod),
    twelve: rollingTwelveMonths(monthOf(lastDayOf(period))),
    progress: progressPeriods(period),
  };
}

/** What a report is about, as far as it decides which figures are needed. */
export interface ReportScope {
  readonly period: Period;
  readonly groupId: string;
  readonly siteIds: readonly string[];
  readonly targets: readonly Pick<Target, 'kpi' | 'baseYear'>[];
  /** KPIs that are declared: a target may name one that is not yet */
  readonly isKpi: (id: string) => boolean;
}

/** Every figure that the report prints or works with, each once, so that one question fetches them all. */
export function wantedFigures({ period, groupId, siteIds, targets, isKpi }: ReportScope): WantedFigure[] {
  const of = reportPeriods(period);
  const wanted = new Map<string, WantedFigure>();
  const want = (kpi: string, scopeId: string, ...periods: (Period | null)[]) => {
    for (const one of periods) {
      if (one === null) continue;
      const written = printPeriod(one);
      wanted.set(`${kpi} ${scopeId} ${written}`, { kpi, scopeId, period: written });
    }
  };
  for (const row of of.rows) {
    want(reportKpis.rate, groupId, row, yearToDate(row), samePeriodLastYear(row), previousPeriod(row));
  }
  const lastYears = of.months.map(samePeriodLastYear);
  want(reportKpis.rate, groupId, ...of.months, ...lastYears);
  want(reportKpis.shipped, groupId, ...of.months, of.period, of.lastYear, of.previous);
  want(reportKpis.mean, groupId, of.toDate, samePeriodLastYear(of.toDate));
  want(reportKpis.ul, groupId, of.period, of.twelve);
  for (const kpi of [reportKpis.generated, reportKpis.diverted, reportKpis.disposed]) want(kpi, groupId, of.period);
  for (const kpi of [...waterReportKpis, ...waterStandingReportKpis])
    if (isKpi(kpi)) want(kpi, groupId, of.period, of.lastYear);
  for (const kpi of Object.values(waterSupplierReportKpis)) if (isKpi(kpi)) want(kpi, groupId, of.period);
  for (const site of siteIds) want(reportKpis.rate, site, of.period, of.lastYear);
  for (const { kpi, baseYear } of targets) {
    if (kpi === null || !isKpi(kpi)) continue;
    want(kpi, groupId, of.progress.toDate, of.progress.recent);
    if (baseYear !== null && baseYear < yearOfPeriod(period)) want(kpi, groupId, yearPeriod(baseYear));
  }
  return [...wanted.values()];
}
