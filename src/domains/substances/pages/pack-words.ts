// How what a rule pack says is put for a reader: days, numbers of substances, limits, and any column of a row.
import type { CalendarDate } from '#period/calendar-date.ts';
import { addDays, isCalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import type { EditionTold, PackStanding, SubstanceTold } from '../model/pack-answer.ts';
import type { Measure } from '../model/restriction.ts';
import { NO_DAY_YET } from '../rules/pack-days.ts';
import { shownLimit } from '../rules/shown-limit.ts';

export const standingMarks: Readonly<Record<PackStanding, Status>> = {
  in_force: 'on_track',
  coming: 'provisional',
  ended: 'no_data',
  draft: 'no_data',
};

/** `117-81-7`, `EC 231-100-4`; an own key stands for a substance without a number. */
export const numberOf = (key: string): string =>
  key.startsWith('cas:') ? key.slice(4) : key.startsWith('ec:') ? `EC ${key.slice(3)}` : '';

/** Words for what packs say, in the reader's language. */
export function usePackWords() {
  const { t, has, language, local } = useWords();
  const day = (text: string) => (isCalendarDate(text) ? labelDate(text, language) : text);
  /** From when to when it holds; the first day on which it no longer does is told as the last on which it did. */
  const span = (from: string | null, before: string | null) => {
    if (from !== null && from >= NO_DAY_YET) return '';
    const last = before === null ? '' : day(addDays(before as CalendarDate, -1));
    if (from !== null && before !== null) return t('substances.packs.span', { from: day(from), last });
    if (from !== null) return t('substances.packs.since', { from: day(from) });
    return before === null ? '' : t('substances.packs.until', { last });
  };
  const [comma, semicolon] = language === 'zh' ? ['，', '；'] : [', ', '; '];
  const standing = ({ standing: how, effectiveFrom, effectiveTo }: EditionTold) => {
    const said = t(`substances.pack-standing.${how}`);
    if (how === 'coming' && effectiveFrom !== null)
      return `${said}${comma}${t('substances.packs.from', { from: day(effectiveFrom) })}`;
    const when = span(effectiveFrom, effectiveTo);
    return when === '' ? said : `${said}${comma}${when}`;
  };
  const name = ({ key, name: known }: SubstanceTold) => local(known) || (key.startsWith('key:') ? key.slice(4) : '');
  const measure = (of: Measure) =>
    t(`substances.measure.${of.of}`, of.of === 'element' ? { element: of.element.split('+').join(' + ') } : {});
  const market = (code: string) => (has(`substances.market.${code}`) ? t(`substances.market.${code}`) : code);
  const list = (texts: readonly string[]) => texts.join(language === 'zh' ? '、' : ', ');
  const column = (name: string) => (has(`substances.column.${name}`) ? t(`substances.column.${name}`) : name);

  /** The value of a column, whatever it holds. */
  const value = (name: string, of: unknown): string => {
    if (of === null || of === undefined) return '—';
    if (typeof of === 'boolean') return t(of ? 'substances.compare.yes' : 'substances.compare.no');
    if (name === 'limitPpm') return shownLimit({ limitPpm: String(of), comparator: 'at_most' })?.ppm ?? '—';
    if (name === 'measure') return measure(of as Measure);
    if (name === 'markets') return list((of as string[]).map(market));
    if (name === 'members') return list((of as string[]).map((key) => numberOf(key) || key));
    if (name === 'classes') return list((of as string[]).map((one) => t(`substances.pack.class.${one}`)));
    if (name === 'until') return list(Object.entries(of).map(([category, last]) => `${category}: ${last ?? '∞'}`));
    if (Array.isArray(of)) return list(of.map(String));
    if (typeof of === 'object')
      return 'en' in of && 'zh' in of ? local(of as { en: string; zh: string }) : JSON.stringify(of);
    const key = `substances.${name}.${String(of)}`;
    return has(key) ? t(key) : day(String(of));
  };
  return { t, local, comma, semicolon, day, span, standing, name, measure, market, list, column, value };
}

/** Numbers of a column that changed, those alone that came or went, where it is a list. */
export function membersChanged(from: unknown, to: unknown): { gone: string[]; come: string[] } | null {
  if (!Array.isArray(from) || !Array.isArray(to)) return null;
  const [was, is] = [new Set<string>(from), new Set<string>(to)];
  return { gone: [...was].filter((one) => !is.has(one)), come: [...is].filter((one) => !was.has(one)) };
}
