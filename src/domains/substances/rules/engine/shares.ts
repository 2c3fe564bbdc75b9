// How much of an article, and of the whole, a material is: by masses where they are known, and not at all where they are not.
import { type ContentIndex, LOOSE } from './content-index.ts';

/** mg of all articles of a source together; NaN where one is not known. */
export function massOfSource(index: ContentIndex, source: number): number {
  let sum = 0;
  for (let article = index.sourceArticleFrom.at(source); article < index.sourceArticleBefore.at(source); article++)
    sum += massOfArticle(index, article) * index.articleCount.at(article);
  return sum > 0 ? sum : Number.NaN;
}

/** mg of one piece of an article: as told, or of its materials where all are known; else NaN. */
export function massOfArticle(index: ContentIndex, article: number): number {
  let sum = 0;
  let isSplit = false;
  for (
    let material = index.articleMaterialFrom.at(article);
    material < index.articleMaterialBefore.at(article);
    material++
  ) {
    if (index.materialKind.at(material) === LOOSE) continue;
    isSplit = true;
    sum += index.materialMassMg.at(material);
  }
  const told = index.articleMassMg.at(article);
  if (Number.isNaN(told)) return isSplit ? sum : Number.NaN;
  // materials that weigh more than their article: their own masses are what shares are told by
  return isSplit && sum > told ? sum : told;
}

/** Share of an article by mass, 0 to 1: all of it where it is the only one, or was declared of the article as a whole; NaN where not known. */
export function shareOfArticle(index: ContentIndex, article: number, material: number): number {
  if (index.materialKind.at(material) === LOOSE) return 1;
  const share = index.materialMassMg.at(material) / massOfArticle(index, article);
  const isOne = index.articleMaterialBefore.at(article) - index.articleMaterialFrom.at(article) === 1;
  return isOne && Number.isNaN(share) ? 1 : share;
}

/** Share of all articles of its source by mass, 0 to 1; NaN where not known. */
export function shareOfSource(index: ContentIndex, source: number, article: number): number {
  if (index.sourceArticleBefore.at(source) - index.sourceArticleFrom.at(source) === 1) return 1;
  return (massOfArticle(index, article) * index.articleCount.at(article)) / massOfSource(index, source);
}
