// What is declared of one product line by line, so that a substance can be looked for in all declarations.
import type { Composition, ContentFact, DeclaredLine } from '../model/facts.ts';

/** Lines of a product, in the order in which it declares them. */
export function declaredLines({ articles }: Pick<Composition, 'articles'>): DeclaredLine[] {
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
