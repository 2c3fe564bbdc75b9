// What changed between two editions, paragraph by paragraph.
import type { ComparedParagraph } from '../model/answer.ts';

/** The paragraphs of a text; lines that are empty part them. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n|\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The longest run of paragraphs that both texts share in this order stays; the others were removed or added. */
export function compareParagraphs(before: string, after: string): ComparedParagraph[] {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)];
  /** shared[i][j]: paragraphs shared by what follows from i in the old text and from j in the new */
  const shared = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number) => shared[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      (shared[i] as number[])[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const told: ComparedParagraph[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]];
    if (gone !== undefined && gone === come) {
      told.push({ state: 'same', text: gone });
      i += 1;
      j += 1;
    } else if (gone !== undefined && (come === undefined || at(i + 1, j) >= at(i, j + 1))) {
      told.push({ state: 'removed', text: gone });
      i += 1;
    } else {
      told.push({ state: 'added', text: come as string });
      j += 1;
    }
  }
  return told;
}
