// Substances in the search dialogue, below the records: at most five of the best, each leading to its page, and the way to all.
import type { BesideAsked, BesideSearch, SearchGroup } from '#platform/ui/search-answer.ts';
import type { FoundSubstanceTold, SubstancesAnswer } from '../model/substance.ts';

/** Where substances are asked for, and the page on which they are found. */
export const LIST = '/substances/list';
/** Where the page of a substance stands. */
export const pageOf = (key: string) => `/substances/substance/${encodeURIComponent(key)}`;

const MOST = 5;

function hitOf({ key, cas, ec, name, also, formula }: FoundSubstanceTold, { sought, language }: BesideAsked) {
  const [first, second] = language === 'zh' ? [name.zh, name.en] : [name.en, name.zh];
  const title = first ?? second ?? cas ?? ec ?? key;
  const numbers = [cas, ec, formula].filter((one) => one && one !== title);
  // Where it is not called as was asked, its other name is told too.
  const isCalledSo = title.toLowerCase().includes(sought.toLowerCase());
  const said = also ?? (isCalledSo || !first ? null : second);
  return { title, subtitle: numbers.join(' · '), href: pageOf(key), ...(said ? { said } : {}) };
}

/** What was found as a group of the dialogue. */
export function substancesFound(answer: SubstancesAnswer, asked: BesideAsked): SearchGroup | undefined {
  const { found, total } = answer;
  if (found.length === 0) return undefined;
  return {
    ...{ group: 'substance', name: asked.t('substances.search.title'), total },
    hits: found.slice(0, MOST).map((one) => hitOf(one, asked)),
    next: total > MOST ? '' : null,
    page: `${LIST}?${new URLSearchParams({ q: asked.sought })}`,
  };
}

/** One letter is in nearly every name; one Chinese character may be a name. */
const asks = (sought: string) => sought.length > 1 || /\p{Script=Han}/u.test(sought);

export const substancesBeside: BesideSearch = {
  ...{ path: LIST, needs: 'records.read', asks },
  groupOf: (answer, asked) => substancesFound(answer as SubstancesAnswer, asked),
};
