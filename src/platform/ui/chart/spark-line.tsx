// How has this figure gone of late, in the height of a line of text? Gaps stay gaps.
import { useTheme } from '../theme-provider.tsx';

const [width, height, edge] = [88, 30, 3];

/** A line without axes; the figures beside it say what it cannot. */
export function SparkLine({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const { tokens } = useTheme();
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => edge + (at / Math.max(1, values.length - 1)) * (width - 2 * edge);
  const y = (value: number) =>
    high === low ? height / 2 : height - edge - ((value - low) / (high - low)) * (height - 2 * edge);
  let isPenUp = true;
  const path = values
    .map((value, at) => {
      const step = value === null ? '' : `${isPenUp ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      isPenUp = value === null;
      return step;
    })
    .join('');
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="spark-line">
      <path d={path} fill="none" stroke={tokens.textSecondary} strokeWidth={1.5} strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} fill={tokens.text} />
    </svg>
  );
}
