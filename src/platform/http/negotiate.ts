// Which of what we have the caller likes best, by the weights that his header gives (RFC 9110, 12.4.2).
import { isLanguage, type Language, languages } from '../i18n/words.ts';

interface Liked {
  name: string;
  weight: number;
}

/** What a header likes, best first; what has weight 0 is refused and comes with it. */
function likedBy(header: string): Liked[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      const given = parameters.find((one) => one.startsWith('q='));
      const weight = given === undefined ? 1 : Number(given.slice(2));
      return { name, weight: weight >= 0 && weight <= 1 ? weight : 0 };
    })
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.weight - a.weight);
}

/** The language of `accept-language`; `zh-CN` is Chinese, `*` and what we do not speak leave the choice to us. */
export function languageFrom(header: string | undefined, fallback: Language): Language {
  const liked = likedBy(header ?? '');
  const refused = new Set(liked.filter(({ weight }) => weight === 0).map(({ name }) => name.split('-')[0]));
  const best = liked
    .filter(({ weight }) => weight > 0)
    .map(({ name }) => (name === '*' ? fallback : name.split('-')[0]))
    .find(isLanguage);
  if (best) return best;
  return refused.has(fallback) ? (languages.find((one) => !refused.has(one)) ?? fallback) : fallback;
}

/** How an answer may be packed: the better of what both sides know. */
export type Packing = 'br' | 'gzip';

/** The packing of `accept-encoding`, if any. */
export function packingFrom(header: string | undefined): Packing | undefined {
  const liked = likedBy(header ?? '').filter(({ weight }) => weight > 0);
  return (['br', 'gzip'] as const).find((packing) => liked.some(({ name }) => name === packing));
}
