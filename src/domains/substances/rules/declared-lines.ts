// What is declared of one product line by line, so that a substance can be looked for in all declarations.
import type { ContentFact, SourceFact } from '../model/facts.ts';

/** One substance in one material, or in an article as a whole. */
export interface DeclaredLine {
  substance: string;
  article: string;
  material: string | null;
  /** mg/kg of the material, or of the article */
  lowPpm: number;
  highPpm: number;
  exemption: string | null;
}

/** Lines of a source, in the order in which it declares them. */
export function declaredLines({ articles }: SourceFact): DeclaredLine[] {
  const line = (
    { substance, lowPpm, highPpm, exemption }: ContentFact,
    article: string,
    material: string | null,
  ): DeclaredLine => ({
    ...{ substance, article, material, lowPpm, highPpm: Math.max(lowPpm, highPpm) },
    exemption: exemption ?? null,
  });
  return articles.flatMap(({ name = '', materials, loose }) => [
    ...materials.flatMap((material) => material.contents.map((one) => line(one, name, material.name ?? ''))),
    ...(loose?.contents ?? []).map((one) => line(one, name, null)),
  ]);
}
