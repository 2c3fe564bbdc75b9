// What does the half-yearly report say of a period, in one language: all its chapters, with every number in its place?
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { printPeriod } from '#period/period.ts';
import type {
  Block,
  Callout,
  Chapter,
  ReportDocument,
  ReportLanguage,
  ReportWords,
  Section,
} from '../model/document.ts';
import type { ReportNumber } from '../model/report-number.ts';
import { chapters, type Section as SectionId } from '../model/sections.ts';
import { boundaryBlocks, boundaryLine } from './boundary-blocks.ts';
import { type NumberIds, Numbers } from './numbers.ts';
import { afterBlocks, factBlocks, outcomeBlocks, proseBlocks, unrecordedBlocks } from './prose-blocks.ts';
import { rankingBlocks } from './ranking-blocks.ts';
import { comparisonTable, monthTable, rateChart, rateSentences } from './rate-blocks.ts';
import { nameOfNumber, periodName, type ReportContext, type ReportInput, textIn, told } from './report-context.ts';
import { reportKpis } from './report-periods.ts';
import { griBlocks, ulBlocks } from './standard-blocks.ts';
import { targetBlocks } from './target-blocks.ts';
import { treatmentBlocks } from './treatment-blocks.ts';
import { waterBlocks } from './water-blocks.ts';

/** A report in one language, and where each of its numbers comes from, by the id it is printed with. */
export interface BuiltReport {
  document: ReportDocument;
  numbers: ReadonlyMap<string, ReportNumber>;
}

/** The voice of one language, and how ids are made. */
export interface ReportVoice {
  readonly language: ReportLanguage;
  readonly say: ReportContext['say'];
  readonly words: ReportWords;
  readonly ids: NumberIds;
}

/** The four big figures: the mean over subsidiaries to date, the group's rate, UL 2799, and what was shipped. */
function callouts(context: ReportContext): Block {
  const { periods, group, numbers } = context;
  const one = (kpi: string, written: string, note: string): Callout => {
    const figure = context.figureOf({ kpi, scopeId: group.id, period: written });
    const printed = numbers.value(figure, { name: nameOfNumber(context, figure) });
    return {
      figure: 'figure' in printed ? printed.figure : printed,
      label: context.say(kpi),
      note: `${periodName(context, written)}${context.language === 'zh' ? '；' : '; '}${note}`,
    };
  };
  const ul = context.figureOf({ kpi: reportKpis.ul, scopeId: group.id, period: printPeriod(periods.period) });
  return {
    kind: 'callouts',
    items: [
      one(reportKpis.mean, printPeriod(periods.toDate), context.say('reports.doc.callout.mean')),
      one(reportKpis.rate, printPeriod(periods.period), context.say('reports.doc.callout.rate')),
      one(
        reportKpis.ul,
        printPeriod(periods.period),
        context.say(ul?.extra.level === 'indicative' ? 'reports.doc.ul.indicative' : 'reports.doc.callout.ul'),
      ),
      one(reportKpis.shipped, printPeriod(periods.period), context.say('reports.doc.callout.shipped')),
    ],
  };
}

/** Whether a figure of the section holds yearly totals that cannot be recomputed: said once, where the figures begin. */
function carriedInBlocks(context: ReportContext): Block[] {
  const { periods, group } = context;
  const spans = [periods.period, periods.lastYear, periods.toDate, periods.previous];
  const carried = spans.some(
    (span) =>
      context.figureOf({ kpi: reportKpis.rate, scopeId: group.id, period: printPeriod(span) })?.coverage.carriedIn,
  );
  const yearly = context.targets.some(({ kpi, baseYear }) => {
    const figure =
      kpi !== null && baseYear !== null
        ? context.figureOf({ kpi, scopeId: group.id, period: String(baseYear) })
        : undefined;
    return figure?.coverage.carriedIn;
  });
  return carried || yearly ? [{ kind: 'paragraph', inlines: told(context, 'reports.doc.carriedIn') }] : [];
}

/** The base year of a target on the rate, where its figure is known. */
function baseYearBlocks(context: ReportContext): Block[] {
  const target = context.targets.find(({ kpi, baseYear }) => kpi === reportKpis.rate && baseYear !== null);
  if (!target || target.baseYear === null) return [];
  const figure = context.figureOf({ kpi: reportKpis.rate, scopeId: context.group.id, period: String(target.baseYear) });
  const printed = figure && context.numbers.value(figure, { name: nameOfNumber(context, figure) });
  if (!printed || 'missing' in printed) return [];
  return [
    {
      kind: 'paragraph',
      inlines: told(context, 'reports.doc.rate.baseYear', { year: target.baseYear, rate: { figure: printed.figure } }),
    },
  ];
}

function zeroWaste(context: ReportContext): Block[] {
  return [
    ...factBlocks(context, 'zero-waste'),
    callouts(context),
    ...rateSentences(context),
    ...baseYearBlocks(context),
    ...carriedInBlocks(context),
    comparisonTable(context),
    ...rateChart(context),
    monthTable(context),
    ...treatmentBlocks(context),
    ...ulBlocks(context),
    ...griBlocks(context),
    ...rankingBlocks(context),
    ...afterBlocks(context, 'zero-waste'),
  ];
}

/** Sections whose records stand in this system; all others say that theirs do not yet. */
const recorded: Partial<Record<SectionId, (context: ReportContext) => Block[]>> = {
  'zero-waste': zeroWaste,
  water: waterBlocks,
  foreword: (context) => proseBlocks(context, 'foreword'),
  outlook: (context) => proseBlocks(context, 'outlook'),
};

function sectionsOf(context: ReportContext, id: SectionId, isAlone: boolean): Section[] {
  if (id === 'how-to-promote') {
    const outcomes = outcomeBlocks(context);
    return [
      { title: null, blocks: proseBlocks(context, id) },
      { title: context.say('reports.doc.section.boundary'), blocks: boundaryBlocks(context) },
      { title: context.say('reports.doc.section.targets'), blocks: targetBlocks(context) },
      ...(outcomes.length > 0 ? [{ title: context.say('reports.doc.section.outcomes'), blocks: outcomes }] : []),
    ];
  }
  const blocks = recorded[id]?.(context) ?? unrecordedBlocks(context, id);
  return [{ title: isAlone ? null : context.say(`reports.section.${id}`), blocks }];
}

/** Assembles the report: nothing is computed here but differences between figures, and nothing is left out that was asked. */
export function buildReport(input: ReportInput, voice: ReportVoice): BuiltReport {
  const numbers = new Numbers(voice.language, voice.ids, (code) => voice.say(`figure.noData.${code}`));
  const context: ReportContext = { ...input, language: voice.language, numbers, say: voice.say };
  const written = printPeriod(input.periods.period);
  const document: ReportDocument = {
    language: voice.language,
    title: voice.say('reports.doc.title'),
    company: textIn(context, input.cover.company),
    period: periodName(context, written),
    cover: [
      { label: voice.say('reports.doc.cover.preparedBy'), value: textIn(context, input.cover.preparer) },
      { label: voice.say('reports.doc.cover.period'), value: `${periodName(context, written)} (${written})` },
      { label: voice.say('reports.doc.cover.scope'), value: boundaryLine(context) },
      {
        label: voice.say('reports.doc.cover.released'),
        value: input.cover.releasedOn
          ? labelDate(input.cover.releasedOn as CalendarDate, voice.language)
          : voice.say('reports.doc.cover.notReleased'),
      },
    ],
    edition: input.edition,
    chapters: chapters.map(
      ({ number, id, sections }): Chapter => ({
        number,
        title: voice.say(`reports.chapter.${id}`),
        sections: sections.flatMap((section) => sectionsOf(context, section, sections.length === 1)),
      }),
    ),
    words: voice.words,
  };
  return { document, numbers: numbers.all };
}
