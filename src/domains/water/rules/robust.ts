// What is usual, when some values are wild: the median, the median deviation, quantiles. For finding, never for accounting.

/** The middle of the values, NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A quantile by linear interpolation between the values in order, NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) return Number.NaN;
  const ordered = Float64Array.from(values).sort();
  const place = (ordered.length - 1) * part;
  const low = Math.floor(place);
  const below = ordered[low] as number;
  const above = ordered[Math.min(low + 1, ordered.length - 1)] as number;
  return below + (above - below) * (place - low);
}

/** The median of the distances from the median, as a standard deviation of a normal distribution would be (× 1.4826). */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
