// What is declared of one product line by line, so that a substance can be looked for in all declarations.
import type { ContentFact, DeclaredLine, SourceFact } from '../model/facts.ts';

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
