// Which straight line fits months best, and how sure is it? Ordinary least squares with one, two or three terms.

/** A fitted line: value = Σ coefficient × term. */
export interface Fit {
  readonly coefficients: readonly number[];
  /** Standard error of each coefficient. */
  readonly errors: readonly number[];
  /** Variance of what the line leaves unexplained. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
  /** Part of the variation that the line explains; null when nothing varies. */
  readonly explained: number | null;
  readonly inverse: readonly (readonly number[])[];
}

const at = (matrix: readonly (readonly number[])[], row: number, column: number) => matrix[row]?.[column] ?? 0;

/** Fits values to rows of terms; undefined when terms depend on each other, or there are no more values than terms. */
export function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): Fit | undefined {
  const terms = rows[0]?.length ?? 0;
  const degreesOfFreedom = values.length - terms;
  if (terms === 0 || degreesOfFreedom < 1) return undefined;
  const indices = Array.from({ length: terms }, (_, index) => index);
  const products = indices.map((i) => indices.map((j) => total(rows.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))));
  const inverse = inverseOf(products);
  if (!inverse) return undefined;
  const sums = indices.map((i) => total(rows.map((row, index) => (row[i] ?? 0) * (values[index] ?? 0))));
  const coefficients = indices.map((i) => total(indices.map((j) => at(inverse, i, j) * (sums[j] ?? 0))));
  const residuals = rows.map((row, index) => (values[index] ?? 0) - predict(row, coefficients));
  const variance = total(residuals.map((one) => one * one)) / degreesOfFreedom;
  const mean = total(values) / values.length;
  const spread = total(values.map((value) => (value - mean) ** 2));
  return {
    coefficients,
    errors: indices.map((i) => Math.sqrt(variance * at(inverse, i, i))),
    variance,
    degreesOfFreedom,
    explained: spread === 0 ? null : 1 - (variance * degreesOfFreedom) / spread,
    inverse,
  };
}

/** What the line says for terms. */
export const predict = (row: readonly number[], coefficients: readonly number[]): number =>
  total(row.map((term, index) => term * (coefficients[index] ?? 0)));

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Gauss and Jordan with the largest pivot; undefined when a column is all but a combination of others. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(at(work, row, column)) > Math.abs(at(work, pivot, column))) pivot = row;
    }
    const scale = Math.abs(at(matrix, column, column));
    if (Math.abs(at(work, pivot, column)) <= scale * 1e-10) return undefined;
    [work[column], work[pivot]] = [work[pivot] as number[], work[column] as number[]];
    const divisor = at(work, column, column);
    const pivotRow = (work[column] as number[]).map((value) => value / divisor);
    work[column] = pivotRow;
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = at(work, row, column);
      work[row] = (work[row] as number[]).map((value, index) => value - factor * (pivotRow[index] ?? 0));
    }
  }
  return work.map((row) => row.slice(size));
}

/** Standard error of the sum of new values at these terms: their own scatter, and the doubt of the line. */
export function errorOfSum(rows: readonly (readonly number[])[], fit: Fit): number {
  const sums = fit.coefficients.map((_, index) => total(rows.map((row) => row[index] ?? 0)));
  const doubt = total(sums.map((one, i) => total(sums.map((other, j) => one * at(fit.inverse, i, j) * other))));
  return Math.sqrt(fit.variance * (rows.length + doubt));
}

/** Student's t for 95 % on both sides, by degrees of freedom from 1; from a printed table. */
const printed = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const ofNormal = 1.96;

/** How many standard errors hold 95 of 100 cases; beyond the table by its inverse degrees of freedom. */
export function student95(degreesOfFreedom: number): number {
  const tabled = printed[degreesOfFreedom - 1];
  if (tabled !== undefined) return tabled;
  const last = printed.at(-1) ?? ofNormal;
  return ofNormal + ((last - ofNormal) * printed.length) / degreesOfFreedom;
}
