// What an empty-looking cell means: not recorded, not applicable at this site, or none this month.
import { plainText } from './plain-text.ts';

/**
 * `not_recorded` is missing and stays missing; `not_applicable` says that the site has no such thing; `none` is a nil
 * return once somebody signs it. None of them is the number zero.
 */
export type Emptiness = 'not_recorded' | 'not_applicable' | 'none';

const words: ReadonlyMap<string, Emptiness> = new Map([
  ...['', '-', '--', '---', '–', '—', '——', '―', '─', '──', '未记录', '未填', '待补'].map(
    (word) => [word, 'not_recorded'] as const,
  ),
  ...['/', '//', '\\', 'n/a', 'n.a.', 'na', '不适用', '不涉及', 'not applicable'].map(
    (word) => [word, 'not_applicable'] as const,
  ),
  ...['无', '無', '零', '没有', '本月无', '未产生', '未发生', 'none', 'nil', 'nothing'].map(
    (word) => [word, 'none'] as const,
  ),
]);

export interface EmptinessOptions {
  /** a zero says "none this month"; on by default, off where zero is a value of its own, such as a line number */
  zeroIsNone?: boolean;
}

/** What the cell means when it holds no value; undefined when it holds one. */
export function emptinessOf(text: string, options: EmptinessOptions = {}): Emptiness | undefined {
  if (text.length > 40) return undefined;
  const plain = plainText(text).toLowerCase();
  const known = words.get(plain);
  if (known) return known;
  return options.zeroIsNone !== false && /^[+-]?0+([.,]0+)?$/.test(plain) ? 'none' : undefined;
}
