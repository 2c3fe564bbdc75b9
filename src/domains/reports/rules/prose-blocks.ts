// How do recorded statements read in a report: facts as prose, what came after with its day, promises with the day they are due?
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { lastDayOf } from '#period/period.ts';
import type { Block, Inline } from '../model/document.ts';
import type { Section } from '../model/sections.ts';
import { outcomeOf, statementsOf } from './commitments.ts';
import { type ReportContext, textIn, told } from './report-context.ts';

const day = ({ language }: Pick<ReportContext, 'language'>, date: string): string =>
  labelDate(date as CalendarDate, language);

/** The facts of a section, each a paragraph; one that speaks of another day than the period's last says so. */
export function factBlocks(context: ReportContext, section: Section): Block[] {
  const { facts } = statementsOf(context.statements, section, context.periods.period, context.earlier);
  const lastDay = lastDayOf(context.periods.period);
  return facts.map((fact) => ({
    kind: 'paragraph',
    inlines:
      fact.asOf === lastDay
        ? [{ text: textIn(context, fact.text) }]
        : told(context, 'reports.doc.asOf', { text: textIn(context, fact.text), date: day(context, fact.asOf) }),
  }));
}

/** What happened after the period, and what is promised. */
export function afterBlocks(context: ReportContext, section: Section): Block[] {
  const { later, commitments } = statementsOf(context.statements, section, context.periods.period, context.earlier);
  const blocks: Block[] = [];
  if (later.length > 0) {
    blocks.push({ kind: 'paragraph', inlines: [{ text: context.say('reports.doc.later'), strong: true }] });
    blocks.push({
      kind: 'bullets',
      items: later.map((one) =>
        told(context, 'reports.doc.laterOne', { text: textIn(context, one.text), date: day(context, one.asOf) }),
      ),
    });
  }
  if (commitments.length > 0) {
    blocks.push({ kind: 'paragraph', inlines: [{ text: context.say('reports.doc.commitments'), strong: true }] });
    blocks.push({
      kind: 'bullets',
      items: commitments.map((one) =>
        told(context, 'reports.doc.commitmentOne', {
          text: textIn(context, one.text),
          date: one.dueOn ? day(context, one.dueOn) : '',
        }),
      ),
    });
  }
  return blocks;
}

/** A section of prose alone; without a word recorded for the period it says so. */
export function proseBlocks(context: ReportContext, section: Section): Block[] {
  const blocks = [...factBlocks(context, section), ...afterBlocks(context, section)];
  return blocks.length > 0 ? blocks : [{ kind: 'not-recorded', text: context.say('reports.doc.noText') }];
}

/** A section whose records do not stand in this system yet: its statements, and that there are no figures. */
export function unrecordedBlocks(context: ReportContext, section: Section): Block[] {
  return [
    ...factBlocks(context, section),
    { kind: 'not-recorded', text: context.say(`reports.doc.unrecorded.${section}`) },
    ...afterBlocks(context, section),
  ];
}

const outcomeMarks = { answered: '●', open: '○', postponed: '▲', overdue: '▼', withdrawn: '○' } as const;

/** What became of each earlier promise, as a table; nothing where none was made. */
export function outcomeBlocks(context: ReportContext): Block[] {
  const { period } = context.periods;
  if (context.earlier.length === 0) return [];
  const rows = context.earlier.map((earlier): Inline[][] => {
    const found = outcomeOf(earlier, period);
    const facts: Record<string, string> =
      found.outcome === 'answered'
        ? { text: textIn(context, found.answer.text), date: day(context, found.answer.asOf) }
        : found.outcome === 'withdrawn'
          ? {}
          : { date: day(context, found.dueOn) };
    return [
      [{ text: textIn(context, earlier.promised.text) }],
      [{ text: context.say(`reports.section.${earlier.promised.section}`) }],
      [{ text: earlier.promised.dueOn ? day(context, earlier.promised.dueOn) : '' }],
      [{ text: `${outcomeMarks[found.outcome]} ` }, ...told(context, `reports.doc.outcome.${found.outcome}`, facts)],
    ];
  });
  return [
    {
      kind: 'table',
      caption: context.say('reports.doc.outcomes'),
      columns: (['commitment', 'section', 'due', 'outcome'] as const).map((column) => ({
        title: context.say(`reports.doc.column.${column}`),
        align: 'left' as const,
      })),
      rows,
      note: null,
    },
  ];
}
