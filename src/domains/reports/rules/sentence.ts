// How do figures get into running text? A sentence of the dictionary, with a figure or a word at each of its places.
import type { Inline } from '../model/document.ts';

/** What stands at a place of a sentence. */
export type Filling = Inline | string | number;

const asInline = (filling: Filling): Inline => (typeof filling === 'object' ? filling : { text: String(filling) });

/** Neighbouring plain text is one run, so that a renderer breaks lines where a reader expects it. */
function joined(inlines: readonly Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const inline of inlines) {
    const last = runs.at(-1);
    if ('text' in inline && inline.text === '') continue;
    if (last && 'text' in last && 'text' in inline && Boolean(last.strong) === Boolean(inline.strong)) {
      runs[runs.length - 1] = { ...last, text: last.text + inline.text };
    } else runs.push(inline);
  }
  return runs;
}

/** Fills the `{places}` of a sentence; a place that nothing is given for stays as it is written, so that it is noticed. */
export function sentence(template: string, fillings: Readonly<Record<string, Filling>> = {}): Inline[] {
  const parts = template.split(/\{(\w+)\}/);
  return joined(
    parts.map((part, at) => {
      if (at % 2 === 0) return { text: part };
      const filling = fillings[part];
      return filling === undefined ? { text: `{${part}}` } : asInline(filling);
    }),
  );
}

/** Sentences one after the other, with a blank between them where the language writes one. */
export const sentences = (language: 'en' | 'zh', ...all: readonly (readonly Inline[] | null)[]): Inline[] =>
  joined(
    all
      .filter((one): one is readonly Inline[] => one !== null && one.length > 0)
      .flatMap((one, at) => (at > 0 && language === 'en' ? [{ text: ' ' }, ...one] : one)),
  );
