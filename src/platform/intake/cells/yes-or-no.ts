// Yes or no, in the words and marks that people use in either language.
import type { CellMark } from '../read/raw-row.ts';
import { foldedText } from './plain-text.ts';
import { type CellResult, notesOfKind, quoted, troubleOf, understood } from './problem.ts';

/** A lone `x` is left out: in one country it ticks a box, in another it crosses it out. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'y', 'true', 't', '1', 'on', '是', '对', '有', '真', '√', '✓', '✔', '☑'].map(
    (word) => [word, true] as const,
  ),
  ...['no', 'n', 'false', 'f', '0', 'off', '否', '不是', '没有', '无', '假', '×', '✗', '✘', '☐', '□'].map(
    (word) => [word, false] as const,
  ),
]);

/** Reads yes or no. Ask `emptinessOf` first only where `无` shall mean a nil return; here it is a no. */
export function parseYesOrNo(text: string, kind: CellMark | undefined): CellResult<boolean> {
  const plain = foldedText(text);
  const trouble = troubleOf(plain, kind);
  if (trouble) return trouble;
  const value = words.get(plain);
  return value === undefined ? { problem: 'not_yes_or_no', text: quoted(plain) } : understood(value, notesOfKind(kind));
}
