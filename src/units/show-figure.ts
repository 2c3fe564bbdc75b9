// How is a figure of the ledger, or a number that belongs to one, printed in a report?
import type { Decimal } from 'decimal.js';
import type { Language } from '#glossary/language.ts';
import { Exact, exact, share, tonnes } from './quantity.ts';
import { showChange, showMass, showNumber, showPoints, showShare } from './show.ts';

/** What a KPI comes to: a share, tonnes, cubic metres, megalitres, a count, a plain ratio, or cubic metres for ten thousand CNY. */
const kpiUnits = ['share', 't', 'm3', 'ML', 'count', 'ratio', 'm3_per_10k_cny'] as const;
/** The unit of a KPI. */
export type KpiUnit = (typeof kpiUnits)[number];
/** What a number is: as a KPI, a difference of shares in points, or a change of another unit in percent. */
export type FigureUnit = KpiUnit | 'points' | 'relative';

const percent: Readonly<Record<Language, string>> = { en: ' %', zh: '%' };
const points: Readonly<Record<Language, string>> = { en: ' points', zh: ' 个百分点' };

/** One decimal, as reports print masses; three where one would print a mass that is there as nothing. */
const massDecimals = (mass: Decimal) =>
  !mass.isZero() && new Exact(mass).toDecimalPlaces(1, Exact.ROUND_HALF_EVEN).isZero() ? 3 : 1;

const withUnit = (number: string, unit: string, bare: boolean) => (bare ? number : `${number} ${unit}`);

/**
 * Prints an exact decimal by its unit: "88.4 %", "1,204.5 t", "+2.5 points", "34".
 *
 * @param bare without the unit, for a column that names it in its head.
 */
export function showFigure(value: string, unit: FigureUnit, language: Language, bare = false): string {
  const number = exact(value);
  switch (unit) {
    case 'share': {
      const text = showShare(share(number), { language });
      return bare ? text.slice(0, -percent[language].length) : text;
    }
    case 't': {
      const decimals = massDecimals(number);
      return bare ? showNumber(number, { decimals }) : showMass(tonnes(number), { decimals, language });
    }
    case 'm3':
      return withUnit(showNumber(number, { decimals: massDecimals(number) }), 'm³', bare);
    case 'ML':
      return withUnit(showNumber(number, { decimals: number.isZero() ? 0 : 3 }), 'ML', bare);
    case 'ratio':
      return showNumber(number, { decimals: 3 });
    case 'm3_per_10k_cny':
      return withUnit(showNumber(number, { decimals: 2 }), language === 'zh' ? 'm³/万元' : 'm³/10,000 CNY', bare);
    case 'count':
      return showNumber(number, { decimals: number.isInteger() ? 0 : 1 });
    case 'points':
      return `${showPoints(share(number))}${bare ? '' : points[language]}`;
    case 'relative':
      return `${showChange(new Exact(number).times(100), { decimals: 1 })}${bare ? '' : percent[language]}`;
  }
}

/** The unit that the name of an input carries at its end: `landfillMassTonnes`, `nonThermalShare`, `entitiesExpectedCount`. */
export function unitOfName(name: string): FigureUnit | undefined {
  if (/Tonnes$/.test(name)) return 't';
  if (/M3$/.test(name)) return 'm3';
  if (/Ml$/.test(name)) return 'ML';
  if (/[sS]hare$/.test(name)) return 'share';
  return /(Count|sitesIn|sitesExpected|records)$/.test(name) ? 'count' : undefined;
}
