// Which numbers does a figure hold besides its value, each under a name that stays when others come and go?
import type { Decimal } from 'decimal.js';
import { hierarchyStepOf } from '#domains/waste/model/hierarchy.ts';
import { Exact, exact, exactText } from '#units/quantity.ts';
import { type FigureUnit, unitOfName } from '#units/show-figure.ts';
import type { ReportFigure } from '../model/report-number.ts';

/** A part of a figure: exact value and what it is. */
export interface FigurePart {
  readonly value: string;
  readonly unit: FigureUnit;
}

const decimalText = /^-?\d+(\.\d+)?$/;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A line of a list is called by what tells it from the others: `category=reuse,hazardous=true`. */
const nameOfLine = (line: Record<string, unknown>): string =>
  Object.entries(line)
    .filter(([, value]) => typeof value === 'boolean' || (typeof value === 'string' && !decimalText.test(value)))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');

function* numbersIn(value: unknown, path: string, name: string): Generator<[string, FigurePart]> {
  if (typeof value === 'string' && decimalText.test(value)) {
    const unit = unitOfName(name) ?? (name === 'value' ? 'share' : undefined);
    if (unit) yield [path, { value, unit }];
  } else if (Array.isArray(value)) {
    for (const line of value) if (isObject(line)) yield* numbersIn(line, `${path}[${nameOfLine(line)}]`, name);
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) yield* numbersIn(one, `${path}.${key}`, key);
  }
}

/** The stored sums by each value of each dimension, and what part of the whole each is: `sum.treatment=landfill`. */
function* sumsBy(figure: ReportFigure): Generator<[string, FigurePart]> {
  const sums = new Map<string, Decimal>();
  let total = exact(0);
  const add = (path: string, sum: string) => sums.set(path, new Exact(sums.get(path) ?? 0).plus(sum));
  for (const { dims, sum } of figure.sums) {
    total = new Exact(total).plus(sum);
    for (const [dimension, value] of Object.entries(dims)) if (value !== null) add(`${dimension}=${value}`, sum);
    if (dims.treatment) add(`step=${hierarchyStepOf(dims.treatment)}`, sum);
  }
  for (const [path, sum] of sums) {
    yield [`sum.${path}`, { value: exactText(sum), unit: 't' }];
    if (!total.isZero()) yield [`share.${path}`, { value: exactText(new Exact(sum).div(total)), unit: 'share' }];
  }
}

function* coverageOf({ coverage }: ReportFigure): Generator<[string, FigurePart]> {
  yield ['coverage.sitesIn', { value: String(coverage.sitesIn), unit: 'count' }];
  yield ['coverage.sitesExpected', { value: String(coverage.sitesExpected), unit: 'count' }];
  for (const share of ['approvedShare', 'estimatedShare'] as const) {
    const value = coverage[share];
    if (value !== null) yield [`coverage.${share}`, { value, unit: 'share' }];
  }
}

/**
 * Every part by its path: `inputs.landfillMassTonnes`, `extra.lines[category=reuse,hazardous=true,onSite=false].massTonnes`,
 * `sum.treatment=landfill`, `share.step=recycling`, `coverage.sitesIn`. What is absent is not there, never zero.
 */
export function figureParts(figure: ReportFigure): Map<string, FigurePart> {
  return new Map([
    ...numbersIn(figure.inputs, 'inputs', ''),
    ...numbersIn(figure.extra, 'extra', ''),
    ...sumsBy(figure),
    ...coverageOf(figure),
  ]);
}

/** A figure less that of another period: points for shares, percent of the other for masses and counts. */
export function changeOf(
  figure: Pick<ReportFigure, 'unit' | 'value'>,
  against: Pick<ReportFigure, 'value'> & Partial<Pick<ReportFigure, 'unit'>>,
): FigurePart | undefined {
  if (figure.value === null || against.value === null) return undefined;
  if (against.unit !== undefined && against.unit !== figure.unit) return undefined;
  const difference = new Exact(exact(figure.value)).minus(exact(against.value));
  if (figure.unit === 'share') return { value: exactText(difference), unit: 'points' };
  const former = exact(against.value);
  return former.isZero() ? undefined : { value: exactText(difference.div(former)), unit: 'relative' };
}
