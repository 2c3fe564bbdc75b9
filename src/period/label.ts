// What is this period called by a reader: in words, in English and in Chinese.
import type { Language } from '#glossary/language.ts';
import { type CalendarDate, dayOf, type Month, monthNumberOf, monthOf, yearOf } from './calendar-date.ts';
import { lastDayOf, type Period } from './period.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const ordinals = { en: ['First', 'Second', 'Third', 'Fourth'], zh: ['一', '二', '三', '四'] } as const;

/** "June 2024", "2024年6月". */
export function labelMonth(month: Month, language: Language): string {
  const number = monthNumberOf(month);
  return language === 'zh' ? `${yearOf(month)}年${number}月` : `${monthNames[number - 1]} ${yearOf(month)}`;
}

/** "15 January 2024", "2024年1月15日". */
export function labelDate(date: CalendarDate, language: Language): string {
  const day = dayOf(date);
  return language === 'zh' ? `${labelMonth(monthOf(date), 'zh')}${day}日` : `${day} ${labelMonth(monthOf(date), 'en')}`;
}

/**
 * "First half of 2024", "2024年上半年". Days are named with the last one included, as people say them, though the
 * period is written with the last one excluded.
 */
export function labelPeriod(period: Period, language: Language): string {
  const year = yearOf(period.from);
  const last = lastDayOf(period);
  switch (period.type) {
    case 'month':
      return labelMonth(monthOf(period.from), language);
    case 'quarter': {
      const ordinal = ordinals[language][(monthNumberOf(period.from) - 1) / 3];
      return language === 'zh' ? `${year}年第${ordinal}季度` : `${ordinal} quarter of ${year}`;
    }
    case 'half': {
      const isFirst = monthNumberOf(period.from) === 1;
      if (language === 'zh') return `${year}年${isFirst ? '上' : '下'}半年`;
      return `${isFirst ? 'First' : 'Second'} half of ${year}`;
    }
    case 'year':
      return language === 'zh' ? `${year}年` : `${year}`;
    case 'rolling': {
      const lastMonth = labelMonth(monthOf(last), language);
      return language === 'zh' ? `截至${lastMonth}的连续12个月` : `Twelve months to ${lastMonth}`;
    }
    case 'custom':
      return labelDays(period.from, last, language);
  }
}

function labelDays(first: CalendarDate, last: CalendarDate, language: Language): string {
  if (first === last) return labelDate(first, language);
  return language === 'zh'
    ? `${labelDate(first, 'zh')}至${labelDate(last, 'zh')}`
    : `${labelDate(first, 'en')} to ${labelDate(last, 'en')}`;
}
