// How is a figure of the ledger, or a number that belongs to one, printed in a report?
import type { Decimal } from 'decimal.js';
import type { Language } from '#glossary/language.ts';
import { Exact, exact, share, tonnes } from './quantity.ts';
import { showChange, showMass, showNumber, showPoints, showShare } from './show.ts';

/** What a number is: a share, tonnes, a count, a difference of shares in points, or a change of a mass in percent. */
export type FigureUnit = 'share' | 't' | 'count' | 'points' | 'relative';

const percent: Readonly<Record<Language, string>> = { en: ' %', zh: '%' };
const points: Readonly<Record<Language, string>> = { en: ' points', zh: ' 个百分点' };

/** One decimal, as reports print masses; three where one would print a mass that is there as nothing. */
const massDecimals = (mass: Decimal) =>
  !mass.isZero() && new Exact(mass).toDecimalPlaces(1, Exact.ROUND_HALF_EVEN).isZero() ? 3 : 1;

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
  if (/[sS]hare$/.test(name)) return 'share';
  return /(Count|sitesIn|sitesExpected|records)$/.test(name) ? 'count' : undefined;
}
