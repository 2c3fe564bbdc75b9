// What is compared when somebody searches: texts in small letters, names also in pinyin, and how near a text is to what is sought.
import { pinyin } from 'pinyin-pro';
import { lineFields } from '../records/declare/check-values.ts';
import type { Field, LocalText, RecordKind, Values } from '../records/declare/kind.ts';

/** Raised when the texts of records come out otherwise: who opens an installation with another version makes them anew. */
export const SEARCH_VERSION = 1;

/** Texts as they are compared; each begins and ends with a line break, so that the beginning of a line can be sought. */
export interface SearchText {
  /** what it is called by, one a line */
  called: string;
  /** its names in pinyin */
  latin: string;
  /** everything else that it says */
  said: string;
}

/** What somebody seeks: the whole of it, and its words, all of which must be found. */
export interface Sought {
  phrase: string;
  words: readonly string[];
}

/** Small letters, half-width forms, single spaces. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const lines = (texts: readonly string[]): string => (texts.length === 0 ? '' : `\n${texts.join('\n')}\n`);

/** What is sought, as texts are compared; undefined when nothing is. */
export function soughtOf(typed: string): Sought | undefined {
  const phrase = plain(typed);
  return phrase === '' ? undefined : { phrase, words: phrase.split(' ') };
}

/** A name so long is no name that anybody types in pinyin. */
const MOST_SYLLABLES = 40;
const hasChinese = /\p{Script=Han}/u;

/** Pinyin of a name, in full and by initials, from each of its syllables on: `suzhou`, `zhou`, `sz`. */
function latinOf(name: string): string[] {
  if (!hasChinese.test(name)) return [];
  // `v` is what everybody types for ü: lvse finds 绿色.
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((one) => plain(one).replace(/[^\p{Letter}\p{Number}]/gu, ''))
    .filter((one) => one !== '')
    .slice(0, MOST_SYLLABLES);
  const initials = syllables.map((one) => one.charAt(0));
  return syllables.flatMap((_, from) => {
    const [full, short] = [syllables.slice(from).join(''), initials.slice(from).join('')];
    return from > 0 && short.length < 2 ? [full] : [full, short];
  });
}

/** Names and other texts as they are compared. */
export function searchText(names: readonly string[], said: readonly string[] = []): SearchText {
  const called = [...new Set(names.map(plain))].filter((one) => one !== '');
  return {
    called: lines(called),
    latin: lines([...new Set(called.flatMap(latinOf))]),
    said: lines([...new Set(said.map(plain))].filter((one) => one !== '' && !called.includes(one))),
  };
}

const hasWord = ({ called, latin, said }: SearchText, word: string) =>
  called.includes(word) || latin.includes(`\n${word}`) || said.includes(word);

/**
 * How near a text is: its name itself, one that begins so, within a name, by pinyin, elsewhere. The same as `rankInSql`.
 * @returns undefined when not all words are in it
 */
export function rankOf(text: SearchText, { phrase, words }: Sought): number | undefined {
  if (!words.every((one) => hasWord(text, one))) return undefined;
  if (text.called.includes(`\n${phrase}\n`)) return 0;
  if (text.called.includes(`\n${phrase}`)) return 1;
  if (text.called.includes(phrase)) return 2;
  return words.every((one) => text.called.includes(one) || text.latin.includes(`\n${one}`)) ? 3 : 4;
}

/** Texts of a field that are words of people: no time zones, country codes or instants. */
function textsOfField(kind: RecordKind, path: string, of: Field, values: Values): string[] {
  if (of.masked || path === kind.node?.timeZone) return [];
  const value = values[path];
  if (of.type === 'local' && value)
    return [(value as LocalText).en, (value as LocalText).zh].flatMap((one) => one ?? []);
  return of.type === 'text' && of.max > 2 && typeof value === 'string' ? [value] : [];
}

/** Everything that a record says in words, names first, as it is written. */
export function textsOf(kind: RecordKind, values: Values, linesOf: readonly Values[]) {
  const of = (paths: Iterable<[string, Field]>, from: Values) =>
    [...paths].flatMap(([path, field]) => textsOfField(kind, path, field, from));
  const isName = ([path]: [string, Field]) => kind.calledBy.includes(path);
  const own = [...kind.flat];
  return {
    names: of(own.filter(isName), values),
    said: [
      ...of(
        own.filter((one) => !isName(one)),
        values,
      ),
      ...linesOf.flatMap((line) => of(lineFields(kind), line)),
    ],
  };
}

const LONGEST_TITLE = 120;
const cut = (text: string) => (text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text);

/** What a record is called where it is found; one without a name by the first thing that it says. */
function titleOf(kind: RecordKind, values: Values): { code: string; en: string; zh: string } {
  let code = '';
  let local: LocalText | undefined;
  for (const path of [...kind.calledBy, ...kind.flat.keys()]) {
    const of = kind.flat.get(path);
    const isNamed = kind.calledBy.includes(path);
    if (!of || (!isNamed && (code !== '' || local))) continue;
    const [text] = textsOfField(kind, path, of, values);
    if (text === undefined) continue;
    if (of.type === 'local') local ??= values[path] as LocalText;
    else code ||= text;
  }
  return {
    code: cut(code),
    en: cut(local?.en ?? local?.zh ?? code),
    zh: cut(local?.zh ?? local?.en ?? code),
  };
}

/** A record as search keeps it; undefined when it says nothing in words. */
export function searchTextOf(
  kind: RecordKind,
  values: Values,
  linesOf: readonly Values[],
): (SearchText & { code: string; title: { en: string; zh: string } }) | undefined {
  const { names, said } = textsOf(kind, values, linesOf);
  if (names.length + said.length === 0) return undefined;
  const { code, ...title } = titleOf(kind, values);
  return { ...searchText(names, said), code, title };
}
