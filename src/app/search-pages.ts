// What can be found without asking the database: pages, figures and terms, in both languages and by pinyin.
import { findTerms, glossary } from '#glossary/glossary.ts';
import type { Action } from '#platform/access/roles.ts';
import { type Dictionary, joinWords, type Language, word } from '#platform/i18n/words.ts';
import { rankOf, type SearchText, type Sought, searchText } from '#platform/search/search-text.ts';
import { en as uiEn } from '#platform/ui/words/en.ts';
import { zh as uiZh } from '#platform/ui/words/zh.ts';
import { otherPages, places } from './places.ts';
import { kinds, kpis, words } from './wiring.ts';

/** Something that always stands at one address. */
interface Standing {
  text: SearchText;
  title: Readonly<Record<Language, string>>;
  subtitle: Readonly<Record<Language, string>>;
  href: string;
  needs?: string | undefined;
}

/** What was found of it. */
export interface FoundStanding {
  rank: number;
  title: string;
  subtitle: string;
  href: string;
}

const said: Dictionary = joinWords([words, { en: uiEn, zh: uiZh }]);
const both = (key: string) => ({ en: word(said, 'en', key), zh: word(said, 'zh', key) });
const nothing = { en: '', zh: '' };

interface Listed {
  path: string;
  words: string;
  needs?: string;
  within?: string;
}

function listPages(): Standing[] {
  const listed: Listed[] = [
    ...places.flatMap((place): Listed[] => {
      const own = `ui.place.${place.key}`;
      const inside = [...('children' in place ? place.children : []), ...('records' in place ? place.records : [])];
      const needs = 'needs' in place ? place.needs : undefined;
      return [
        { path: place.path, words: own, ...(needs ? { needs } : {}) },
        ...inside.map((one) => ({ ...(needs ? { needs } : {}), ...one, within: own })),
      ];
    }),
    ...otherPages,
    ...[...kinds.keys()].map((kind) => ({ path: `/records/${kind}`, words: `${kind}|many`, needs: 'records.read' })),
  ];
  const byPath = new Map<string, Listed[]>();
  for (const one of listed) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  return [...byPath].map(([path, all]) => {
    const names = all.map((one) => both(one.words));
    const [first] = all as [Listed];
    const within = all.find((one) => one.within && one.within !== first.words)?.within;
    const subtitle = within ? both(within) : nothing;
    return {
      text: searchText(
        names.flatMap(({ en, zh }) => [en, zh]),
        [subtitle.en, subtitle.zh],
      ),
      title: both(first.words),
      subtitle,
      href: path,
      needs: first.needs,
    };
  });
}

const listFigures = (): Standing[] =>
  [...kpis.keys()].map((id) => {
    const title = both(id);
    return {
      text: searchText([title.en, title.zh, id]),
      title,
      subtitle: nothing,
      href: '/waste',
      needs: 'figures.read',
    };
  });

const listTerms = (): Standing[] =>
  glossary.map((term) => ({
    text: searchText(
      [term.en, ...term.zh, term.word, ...(term.synonyms ?? [])],
      [term.meaning.en, term.meaning.zh, ...(term.notToBeCalled ?? [])],
    ),
    title: { en: term.en, zh: term.zh[0] ?? term.en },
    subtitle: term.meaning,
    href: `/settings?term=${encodeURIComponent(term.word)}`,
  }));

let standing: Readonly<Record<'page' | 'figure' | 'term', readonly Standing[]>> | undefined;
/** Worked out when it is first asked for: who starts the program does not wait for pinyin. */
const all = () => (standing ??= { page: listPages(), figure: listFigures(), term: listTerms() });

/** Pages, figures or terms that are sought and may be seen, the nearest first. */
export function findStanding(
  group: 'page' | 'figure' | 'term',
  sought: Sought,
  language: Language,
  may: (action: Action) => boolean,
): FoundStanding[] {
  // The glossary finds its terms whatever stands between their letters: e-waste, ewaste.
  const terms = group === 'term' ? new Set(findTerms(sought.phrase).map(({ term }) => term.en)) : undefined;
  return all()
    [group].flatMap(({ text, title, subtitle, href, needs }) => {
      if (needs !== undefined && !may(needs as Action)) return [];
      const rank = rankOf(text, sought) ?? (terms?.has(title.en) ? 3 : undefined);
      return rank === undefined ? [] : [{ rank, title: title[language], subtitle: subtitle[language], href }];
    })
    .sort((one, other) => one.rank - other.rank);
}
