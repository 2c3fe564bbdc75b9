// For whom does the report speak, and on how complete a record does it rest?
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { printPeriod } from '#period/period.ts';
import type { Block } from '../model/document.ts';
import { inlineOf } from './numbers.ts';
import { nameOfNumber, type ReportContext, textIn, told } from './report-context.ts';
import { reportKpis } from './report-periods.ts';
import { sentences } from './sentence.ts';

/** The boundary in one line, for the cover. */
export function boundaryLine(context: ReportContext): string {
  const { boundary, sites } = context;
  if (!boundary) return context.say('reports.doc.cover.noBoundary', { sites: sites.length });
  return context.say('reports.doc.cover.boundary', {
    title: textIn(context, boundary.title),
    code: boundary.code,
    sites: boundary.sites,
    entities: boundary.entities,
  });
}

/** The boundary with its counts, how many factories have records, and what is estimated or carried in. */
export function boundaryBlocks(context: ReportContext): Block[] {
  const { boundary, group, periods, numbers, language } = context;
  const rate = context.figureOf({ kpi: reportKpis.rate, scopeId: group.id, period: printPeriod(periods.period) });
  if (!rate) return [];
  const count = (path: string, of: string) =>
    inlineOf(numbers.part(rate, path, { name: nameOfNumber(context, rate, context.say(of)) }));
  const blocks: Block[] = [];
  if (boundary) {
    const held = (what: 'sites' | 'entities') =>
      inlineOf(
        numbers.other(
          {
            origin: { of: 'boundary', figure: rate.id, count: what },
            value: String(boundary[what]),
            unit: 'count',
            provisional: false,
          },
          { name: `${context.say(`reports.doc.boundary.${what}`)}, ${textIn(context, boundary.title)}` },
        ),
      );
    blocks.push({
      kind: 'paragraph',
      inlines: told(context, 'reports.doc.boundary', {
        title: textIn(context, boundary.title),
        code: boundary.code,
        from: labelDate(boundary.from as CalendarDate, language),
        approach: context.say(`factories.approach.${boundary.approach}`),
        sites: held('sites'),
        entities: held('entities'),
      }),
    });
  }
  const { coverage } = rate;
  const isOther = (share: string | null, ordinary: string) => share !== null && share !== ordinary;
  blocks.push({
    kind: 'paragraph',
    inlines: sentences(
      language,
      told(context, 'reports.doc.coverage', {
        in: count('coverage.sitesIn', 'reports.doc.part.sitesIn'),
        expected: count('coverage.sitesExpected', 'reports.doc.part.sitesExpected'),
      }),
      isOther(coverage.approvedShare, '1')
        ? told(context, 'reports.doc.approved', {
            share: count('coverage.approvedShare', 'reports.doc.part.approvedShare'),
          })
        : null,
      isOther(coverage.estimatedShare, '0')
        ? told(context, 'reports.doc.estimated', {
            share: count('coverage.estimatedShare', 'reports.doc.part.estimatedShare'),
          })
        : told(context, 'reports.doc.nothingEstimated'),
    ),
  });
  if (coverage.missing.length > 0) {
    const names = coverage.missing.flatMap((id) => {
      const name = context.nameOf(id);
      return name ? [textIn(context, name)] : [];
    });
    if (names.length > 0)
      blocks.push({
        kind: 'status',
        mark: '○',
        text: told(context, 'reports.doc.missing', { names: names.join(language === 'zh' ? '、' : ', ') }),
      });
  }
  if (context.basis === 'shown') blocks.push({ kind: 'status', mark: '◌', text: told(context, 'reports.doc.shown') });
  return blocks;
}
