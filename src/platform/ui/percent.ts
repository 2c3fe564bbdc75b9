// A share in as few letters as will do, never rounded to nothing or to the whole.
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';

/** "97 %" of an exact share; 0.9996 is "99.9 %", 0.003 is "0.3 %" and what is less than a thousandth "under 0.1 %". */
export function wholePercent(text: string, language: 'en' | 'zh'): string {
  const exact = share(text);
  const isEdge = (!exact.isZero() && exact.lt('0.005')) || (!exact.eq(1) && exact.gt('0.995'));
  if (!exact.isZero() && exact.lt('0.0005')) return language === 'zh' ? '不足 0.1%' : 'under 0.1 %';
  return showShare(exact, { decimals: isEdge ? 1 : 0, language });
}
