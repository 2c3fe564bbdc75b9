// Which factories are behind, by how much, and which waste keeps them there?
import { standingAgainst } from '#domains/targets/rules/target-progress.ts';
import { largestLoss } from '#domains/waste/rules/largest-loss.ts';
import { printPeriod, yearOfPeriod } from '#period/period.ts';
import { exact } from '#units/quantity.ts';
import type { Block, Inline } from '../model/document.ts';
import type { ReportFigure } from '../model/report-number.ts';
import type { Place } from '../model/report-source.ts';
import { inlineOf } from './numbers.ts';
import { rateStep } from './rate-blocks.ts';
import { nameOfNumber, type ReportContext, textIn } from './report-context.ts';
import { reportKpis } from './report-periods.ts';
import { statusMarks } from './target-blocks.ts';

/** The lowest rate first; factories without records last, by code. */
function lowestFirst(one: { site: Place; rate: ReportFigure }, other: { site: Place; rate: ReportFigure }): number {
  const [a, b] = [one.rate.value, other.rate.value];
  if (a === null || b === null)
    return Number(a === null) - Number(b === null) || (one.site.code < other.site.code ? -1 : 1);
  return exact(a).cmp(exact(b)) || (one.site.code < other.site.code ? -1 : 1);
}

/** The largest mass that is thrown away, in words. */
function causeOf(context: ReportContext, rate: ReportFigure): string {
  if (rate.value === null) return rate.noData === null ? '' : context.say(`figure.noData.${rate.noData}`);
  const loss = largestLoss(
    rate.sums.map(({ dims, sum }) => ({
      treatment: dims.treatment ?? null,
      composition: dims['stream.composition'] ?? null,
      sum,
    })),
  );
  if (!loss) return context.say('reports.doc.cause.none');
  return context.say('reports.doc.cause', {
    treatment: context.say(`waste.treatment.${loss.treatment}`),
    composition: context.say(`waste.composition.${loss.composition}`),
  });
}

/** Every factory whose figures the reader may see. */
export function rankingBlocks(context: ReportContext): Block[] {
  const { periods, numbers } = context;
  const written = printPeriod(periods.period);
  const ranked = context.sites
    .flatMap((site) => {
      const rate = context.figureOf({ kpi: reportKpis.rate, scopeId: site.id, period: written });
      return rate ? [{ site, rate }] : [];
    })
    .sort(lowestFirst);
  if (ranked.length === 0) return [];
  const year = yearOfPeriod(periods.period);
  const step = rateStep(context, year);
  const rows = ranked.map(({ site, rate }): Inline[][] => {
    const before = context.figureOf({ kpi: reportKpis.rate, scopeId: site.id, period: printPeriod(periods.lastYear) });
    const status = step
      ? standingAgainst(exact(step.value), rate.value, rate.better)
      : rate.value === null
        ? 'no_data'
        : null;
    return [
      [{ text: textIn(context, site.name) }],
      [inlineOf(numbers.value(rate, { bare: true, name: nameOfNumber(context, rate) }))],
      [
        inlineOf(
          numbers.change(rate, before, 'last-year', {
            bare: true,
            name: nameOfNumber(context, rate, context.say('reports.doc.part.change.last-year')),
          }),
        ),
      ],
      [
        inlineOf(
          numbers.part(rate, 'inputs.totalMassTonnes', {
            bare: true,
            name: nameOfNumber(context, rate, context.say('figure.input.totalMassTonnes')),
          }),
        ),
      ],
      [{ text: status === null ? '' : `${statusMarks[status]} ${context.say(`targets.status.${status}`)}` }],
      [{ text: causeOf(context, rate) }],
    ];
  });
  return [
    {
      kind: 'table',
      caption: context.say('reports.doc.ranking.table'),
      columns: [
        { title: context.say('reports.doc.column.factory'), align: 'left' },
        { title: context.say('reports.doc.column.rate'), align: 'right' },
        { title: context.say('reports.doc.column.lastYear'), align: 'right' },
        { title: context.say('reports.doc.column.counted'), align: 'right' },
        {
          title: step
            ? context.say('reports.doc.column.againstStep', { year })
            : context.say('reports.doc.column.status'),
          align: 'left',
        },
        { title: context.say('reports.doc.column.cause'), align: 'left' },
      ],
      rows,
      note: context.say('reports.doc.ranking.note'),
    },
  ];
}
