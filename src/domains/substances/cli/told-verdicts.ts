// Verdicts as lines for a terminal, in the reader's language.
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import type { Found, FoundReason } from '../rules/check.ts';
import { verdictsEn } from '../words/verdicts-en.ts';
import { verdictsZh } from '../words/verdicts-zh.ts';

const dictionary: Dictionary = { en: verdictsEn, zh: verdictsZh };
const REASONS_TOLD = 5;
const FIRST_DAY = calendarDate('1970-01-01');

/** A word of substances, with its places filled in. */
export const told = (language: Language, key: string, facts?: Record<string, string | number>): string =>
  word(dictionary, language, `substances.${key}`, facts);

/** Exact enough to be compared with a limit, and no digit that only a binary sum made. */
const shown = (ppm: number) => String(Number(ppm.toPrecision(6)));

/** Why, in one line: the limit, where, how much. */
export function reasonLine(language: Language, reason: FoundReason, nameOf: (key: string) => string): string {
  const { label, clause, article, material, lowPpm, highPpm, limitPpm, undisclosedPpm, untilDay } = reason;
  const key = `reason.${limitPpm === null ? 'present' : lowPpm === highPpm ? 'amount' : 'range'}`;
  const isRange = limitPpm === null && lowPpm !== highPpm;
  const facts = { amount: shown(highPpm), low: shown(lowPpm), high: shown(highPpm), limit: limitPpm ?? '' };
  const place = [material ?? told(language, 'reason.whole'), article].filter(Boolean).join(' · ');
  // Where nothing is named it is the whole pack that is left open, by the lowest of its limits.
  if (reason.substances.length === 0 && undisclosedPpm > 0)
    return `${place}: ${told(language, 'reason.open', { ppm: shown(undisclosedPpm), limit: limitPpm ?? '0' })}`;
  const until = untilDay === null || Number.isFinite(untilDay) ? untilDay : undefined;
  return [
    `${label[language]} (${clause})`,
    place,
    reason.substances.map(nameOf).join(', '),
    told(language, isRange ? 'reason.present_range' : key, facts),
    ...(undisclosedPpm > 0 ? [told(language, 'reason.undisclosed', { ppm: shown(undisclosedPpm) })] : []),
    ...(until === undefined
      ? [told(language, reason.isRenewalPending ? 'reason.renewal_pending' : 'reason.no_end')]
      : []),
    ...(typeof until === 'number' ? [told(language, 'reason.until', { day: addDays(FIRST_DAY, until) })] : []),
    ...(reason.exemptionFails ? [told(language, `reason.${reason.exemptionFails}`)] : []),
    ...(reason.verified ? [] : [told(language, 'reason.unverified')]),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** What nobody has to look at. */
const isClear = ({ verdict }: Found) => verdict === 'complies' || verdict === 'not_applicable';

/** One line for each pack, and below it why, where there is something to look at. */
export function foundLines(language: Language, found: readonly Found[], nameOf: (key: string) => string): string[] {
  return found.flatMap((one) => {
    const basis = told(language, `basis.${one.basis}`);
    const verdict = `${told(language, `verdict.${one.verdict}`)}${basis ? ` (${basis})` : ''}`;
    const head = `${one.item}\t${one.pack} ${one.edition}\t${verdict}`;
    if (isClear(one)) return [head];
    const because = one.path.length > 1 ? [`  ${told(language, 'check.path', { path: one.path.join(' > ') })}`] : [];
    const reasons = one.reasons.filter((reason) => reason.verdict === one.verdict);
    const last = one.path.at(-1) ?? one.item;
    return [
      head,
      ...because,
      ...reasons.slice(0, REASONS_TOLD).map((reason) => `  ${reasonLine(language, reason, nameOf)}`),
      ...(reasons.length > REASONS_TOLD ? [`  … ${reasons.length - REASONS_TOLD}`] : []),
      ...(one.reasons.length === 0 && one.verdict === 'unknown'
        ? [`  ${told(language, 'check.nothing_declared', { item: last })}`]
        : []),
    ];
  });
}
