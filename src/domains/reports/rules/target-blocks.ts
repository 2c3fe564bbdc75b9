// Where do the targets stand: their steps by year, the year so far, where it is heading, and the goals in words?
import { type Target, unitOfSteps } from '#domains/targets/model/target.ts';
import {
  basePeriod,
  type TargetProgress,
  targetProgress,
  unitByDefinition,
} from '#domains/targets/rules/target-progress.ts';
import { printPeriod } from '#period/period.ts';
import type { Block, Inline, StatusMark } from '../model/document.ts';
import type { OnBaseNumber, ReportFigure } from '../model/report-number.ts';
import { judgedBy } from './judged-by.ts';
import { inlineOf, noNumber } from './numbers.ts';
import { nameOfNumber, type ReportContext, textIn, titleOf, told } from './report-context.ts';

/** The mark of each status; the word stands beside it. */
export const statusMarks: Readonly<Record<TargetProgress['status'], StatusMark>> = {
  on_track: '●',
  at_risk: '▲',
  behind: '▼',
  no_data: '○',
};

/** A target as judged in a report, with the figures it was judged by. */
export interface JudgedTarget {
  target: Target;
  progress: TargetProgress;
  toDate: ReportFigure | undefined;
  recent: ReportFigure | undefined;
  /** of the base year, where the steps are changes against it */
  base: ReportFigure | undefined;
}

/** Judges a target by the group's figures of the year, and by that of its base year where its steps are changes. */
export function judgedTarget(context: ReportContext, target: Target): JudgedTarget {
  const { progress: periods } = context.periods;
  const kpi = target.kpi === null ? undefined : context.kpiOf(target.kpi);
  const asked = (period: typeof periods.recent) =>
    period && kpi && target.kpi
      ? context.figureOf({ kpi: target.kpi, scopeId: context.group.id, period: printPeriod(period) })
      : undefined;
  const [toDate, recent, base] = [asked(periods.toDate), asked(periods.recent), asked(basePeriod(target))];
  const progress = targetProgress(target, kpi, periods, {
    ...{ toDate: judgedBy(toDate, kpi), recent: judgedBy(recent, kpi), base: judgedBy(base, kpi) },
  });
  return { target, progress, toDate, recent, base };
}

/** A step of a target as a number that leads to its record. */
export function stepNumber(context: ReportContext, target: Target, step: { year: number; value: string }): Inline {
  const kpi = target.kpi === null ? undefined : context.kpiOf(target.kpi);
  const ownUnit = unitByDefinition(kpi, target.definition);
  const unit = unitOfSteps(target, ownUnit ?? kpi?.unit);
  const origin = { of: 'step', target: target.id, year: step.year, ...(ownUnit ? { unit: ownUnit } : {}) } as const;
  return inlineOf(
    context.numbers.other(
      { origin, value: step.value, unit, provisional: false },
      { name: context.say('reports.doc.part.step', { title: textIn(context, target.title), year: step.year }) },
    ),
  );
}

function stepsTable(context: ReportContext, targets: readonly Target[]): Block {
  const years = [...new Set(targets.flatMap(({ steps }) => steps.map(({ year }) => year)))]
    .sort((a, b) => a - b)
    .slice(-6);
  return {
    kind: 'table',
    caption: context.say('reports.doc.targets.steps'),
    columns: [
      { title: context.say('reports.doc.column.target'), align: 'left' },
      { title: context.say('reports.doc.column.measuredBy'), align: 'left' },
      { title: context.say('reports.doc.column.baseYear'), align: 'left' },
      ...years.map((year) => ({ title: String(year), align: 'right' as const })),
    ],
    rows: targets.map((target) => [
      [{ text: textIn(context, target.title) }],
      [
        {
          text:
            target.kpi !== null && context.kpiOf(target.kpi)
              ? titleOf(
                  context,
                  target.kpi,
                  context.figureOf({
                    kpi: target.kpi,
                    scopeId: context.group.id,
                    period: printPeriod(context.periods.progress.toDate),
                  }),
                )
              : context.say('reports.doc.notMeasuredYet'),
        },
      ],
      [{ text: target.baseYear === null ? noNumber : String(target.baseYear) }],
      ...years.map((year): Inline[] => {
        const step = target.steps.find((one) => one.year === year);
        return [step ? stepNumber(context, target, step) : { text: '' }];
      }),
    ]),
    note: context.say('reports.doc.targets.notInterpolated'),
  };
}

/** A number of a change against the base year: its figure, that of the base and the target say which. */
function onBaseNumber(context: ReportContext, judged: JudgedTarget, number: OnBaseNumber): Inline {
  const { target, progress, toDate, recent, base } = judged;
  const { change } = progress;
  const value = { change: change?.toDate, forecast: change?.forecast, 'aimed-at': change?.aimedAt }[number];
  if (!value || !toDate || !base || !target.change) return { text: noNumber };
  const name = context.say(`reports.doc.part.on-base.${number}`, { year: target.baseYear ?? '' });
  return inlineOf(
    context.numbers.other(
      {
        origin: {
          ...{ of: 'on-base', figure: toDate.id, base: base.id, recent: recent?.id ?? null, target: target.id, number },
        },
        value,
        unit: number === 'aimed-at' ? toDate.unit : target.change,
        provisional: toDate.provisional || base.provisional,
      },
      { name: nameOfNumber(context, toDate, name) },
    ),
  );
}

/** What a change is taken from, how far the year has come, and by which definition; nothing where the steps are values. */
function changeInlines(context: ReportContext, judged: JudgedTarget): Inline[] {
  const { target, progress, base } = judged;
  if (!progress.change || !base) return [];
  const isForetold = progress.forecast !== null && progress.step !== null;
  if (!isForetold && progress.change.toDate === null) return [];
  const { definition, kpi } = target;
  const space: Inline = { text: context.language === 'zh' ? '' : ' ' };
  return [
    space,
    ...told(context, isForetold ? 'reports.doc.target.onBase' : 'reports.doc.target.onBaseNow', {
      year: target.baseYear ?? '',
      base: inlineOf(context.numbers.value(base, { name: nameOfNumber(context, base) })),
      change: onBaseNumber(context, judged, 'change'),
      forecast: onBaseNumber(context, judged, 'forecast'),
      step: progress.step ? stepNumber(context, target, progress.step) : noNumber,
      aimedAt: onBaseNumber(context, judged, 'aimed-at'),
    }),
    ...(progress.change.carriedIn ? [space, ...told(context, 'reports.doc.target.baseCarriedIn')] : []),
    ...(definition && kpi
      ? [space, ...told(context, 'reports.doc.water.definition', { definition: context.say(`${kpi}.${definition}`) })]
      : []),
  ];
}

function statusBlock(context: ReportContext, judged: JudgedTarget): Block {
  const { target, progress, toDate, recent } = judged;
  const { numbers } = context;
  const word: Inline = {
    text: `${context.say(`targets.status.${progress.status}`)}${context.language === 'zh' ? '。' : '. '}`,
    strong: true,
  };
  const title = textIn(context, target.title);
  if (!progress.forecast || !progress.step || !toDate) {
    const why = told(context, `targets.progress.${progress.reason ?? 'no_value_to_date'}`, {
      year: progress.year,
      base: target.baseYear ?? '',
      set: target.definition ? context.say(`${target.kpi}.${target.definition}`) : '',
    });
    const colon = context.language === 'zh' ? '：' : ': ';
    return {
      kind: 'status',
      mark: statusMarks[progress.status],
      text: [word, { text: `${title}${colon}` }, ...why, ...changeInlines(context, judged)],
    };
  }
  const forecast = inlineOf(
    numbers.other(
      {
        origin: {
          of: 'forecast',
          figure: toDate.id,
          recent: progress.forecast.method === 'recent_continues' ? (recent?.id ?? null) : null,
          target: target.id,
        },
        value: progress.forecast.value,
        unit: toDate.unit,
        provisional: toDate.provisional || Boolean(recent?.provisional),
      },
      { name: nameOfNumber(context, toDate, context.say('reports.doc.part.forecast', { year: progress.year })) },
    ),
  );
  return {
    kind: 'status',
    mark: statusMarks[progress.status],
    text: [
      word,
      ...told(context, `reports.doc.target.${progress.forecast.method}`, {
        title,
        year: progress.year,
        toDate: inlineOf(numbers.value(toDate, { name: nameOfNumber(context, toDate) })),
        recent: inlineOf(numbers.value(recent, { name: nameOfNumber(context, recent) })),
        forecast,
        step: progress.change ? onBaseNumber(context, judged, 'aimed-at') : stepNumber(context, target, progress.step),
      }),
      ...changeInlines(context, judged),
    ],
  };
}

/** Steps, status of each measured target, and the goals in words. */
export function targetBlocks(context: ReportContext): Block[] {
  const measured = context.targets.filter(({ measure }) => measure === 'quantitative');
  const inWords = context.targets.filter(({ measure }) => measure === 'qualitative');
  const blocks: Block[] = [];
  if (measured.length > 0) {
    blocks.push(stepsTable(context, measured));
    for (const target of measured) blocks.push(statusBlock(context, judgedTarget(context, target)));
  }
  if (inWords.length > 0) {
    blocks.push({ kind: 'paragraph', inlines: told(context, 'reports.doc.targets.inWords') });
    blocks.push({
      kind: 'bullets',
      items: inWords.map((goal) => {
        const owner = goal.owner && textIn(context, goal.owner);
        return [
          { text: textIn(context, goal.title), strong: true },
          ...(owner ? told(context, 'reports.doc.targets.owner', { owner }) : []),
        ];
      }),
    });
  }
  return blocks.length > 0 ? blocks : [{ kind: 'not-recorded', text: context.say('reports.doc.targets.none') }];
}
