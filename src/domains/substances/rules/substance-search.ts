// Which substances a text means, among a hundred thousand: by number, name or formula, the best first.
import { repairCas } from './cas-number.ts';
import { readFormula } from './formula.ts';
import { numberOfKey } from './own-number.ts';

/** What of a substance can be searched for. */
export interface Searchable {
  key: string;
  cas: string | null;
  ec: string | null;
  names: readonly string[];
  formula: string | null;
  /** how many lists name it: what many lists name is more often meant */
  lists: number;
}

/** How well a substance meets a question, best first. */
export const matches = ['number', 'name', 'formula', 'beginning', 'word', 'within'] as const;
export type Match = (typeof matches)[number];

export interface FoundSubstance {
  key: string;
  match: Match;
}

export interface SubstanceSearch {
  /** the best of them, and how many there are in all */
  find(question: string, most: number): { found: FoundSubstance[]; total: number };
  readonly size: number;
}

/** Text as it is compared: one notation, no case, one kind of dash, single blanks. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .replace(/[\u2032\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

/** What a question asks for, read once. */
export interface Asked {
  text: string;
  words: readonly string[];
  /** the number that it means in whatever notation; null where it is none */
  cas: string | null;
  formulas: readonly string[];
}

export function readQuestion(question: string): Asked {
  const text = folded(question);
  const number = repairCas(question);
  const written = question.normalize('NFKC').trim();
  const formulas = new Set<string>();
  if (/^[A-Z([\d]/.test(written) && /[A-Z]/.test(written) && !/\s/.test(written)) {
    formulas.add(folded(written));
    const hill = inHillOrder(written);
    if (hill) formulas.add(folded(hill));
  }
  const words = text.split(' ').filter((word) => word !== '');
  return { text, words, cas: 'cas' in number ? number.cas : null, formulas: [...formulas] };
}

/** `PbO` as registers write it, carbon and hydrogen first and then by the alphabet: `OPb`. */
function inHillOrder(formula: string): string | null {
  const read = readFormula(formula);
  if ('problem' in read) return null;
  const symbols = [...read.atoms.keys()].sort();
  const first = read.atoms.has('C') ? ['C', 'H'].filter((symbol) => read.atoms.has(symbol)) : [];
  return [...first, ...symbols.filter((symbol) => !first.includes(symbol))]
    .map((symbol) => {
      const count = read.atoms.get(symbol);
      return count?.eq(1) ? symbol : `${symbol}${count?.toFixed()}`;
    })
    .join('');
}

/** How well names and numbers meet a question; undefined where they do not. */
export function matchOf(one: Omit<Searchable, 'lists'>, asked: Asked): Match | undefined {
  if (asked.text === '') return undefined;
  if (
    (asked.cas !== null && one.cas === asked.cas) ||
    one.ec === asked.text ||
    folded(numberOfKey(one.key)) === asked.text
  )
    return 'number';
  const names = one.names.map(folded);
  if (names.includes(asked.text)) return 'name';
  if (one.formula !== null && asked.formulas.includes(folded(one.formula))) return 'formula';
  const ranks = names.flatMap((name) => rankWithin(name, asked) ?? []);
  if (beginsNumber(one, asked.text)) ranks.push(BEGINNING);
  return ranks.length === 0 ? undefined : matches[Math.min(...ranks)];
}

/** One digit begins every tenth number. */
const beginsNumber = ({ cas, ec }: Pick<Searchable, 'cas' | 'ec'>, text: string) =>
  text.length > 1 && [cas, ec].some((number) => number !== null && folded(number).startsWith(text));

const [BEGINNING, WORD, WITHIN] = [3, 4, 5];
const isPartOfWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\d]/u.test(sign);

/** Every word of the question is within the name: at its beginning, at that of a word, or anywhere. */
function rankWithin(name: string, { text, words }: Asked): number | undefined {
  if (name.startsWith(text)) return BEGINNING;
  let rank = WORD;
  for (const word of words) {
    const at = name.indexOf(word);
    if (at < 0) return undefined;
    if (isPartOfWord(name[at - 1])) rank = WITHIN;
  }
  return rank;
}

/** Lines of text in one string, each of some substance: one search over the string instead of one over each. */
interface Lines {
  text: string;
  /** where each line begins, and one beyond the last */
  starts: Int32Array;
  owners: Int32Array;
}

function linesOf(lines: readonly string[], owners: readonly number[]): Lines {
  const starts = new Int32Array(lines.length + 1);
  let at = 1;
  lines.forEach((line, index) => {
    starts[index] = at;
    at += line.length + 1;
  });
  starts[lines.length] = at;
  return { text: `\n${lines.join('\n')}\n`, starts, owners: Int32Array.from(owners) };
}

function lineAt({ starts }: Lines, at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Calls back for every line that holds the text, once. */
function eachLine(lines: Lines, text: string, found: (line: number) => void): void {
  for (let at = lines.text.indexOf(text); at >= 0; ) {
    const line = lineAt(lines, Math.max(1, at));
    found(line);
    at = lines.text.indexOf(text, (lines.starts[line + 1] as number) - 1);
  }
}

const lineText = ({ text, starts }: Lines, line: number) => text.slice(starts[line], (starts[line + 1] as number) - 1);

/** The owners of the lines that are, or begin with, a text. */
function eachOwner(lines: Lines, text: string, found: (owner: number) => void): void {
  for (let at = lines.text.indexOf(text); at >= 0; at = lines.text.indexOf(text, at + 1)) {
    const line = lineAt(lines, at + 1);
    found(lines.owners[line] as number);
  }
}

const NONE = 255;

/** Collects substances for a search; what is added last is found like what is added first. */
export function substanceSearch(substances: Iterable<Searchable>): SubstanceSearch {
  const keys: string[] = [];
  const lists: number[] = [];
  const names: [string[], number[]] = [[], []];
  const numbers: [string[], number[]] = [[], []];
  const formulas: [string[], number[]] = [[], []];
  for (const one of substances) {
    const owner = keys.push(one.key) - 1;
    lists.push(one.lists);
    const add = (to: [string[], number[]], text: string | null) => {
      if (text === null || text === '') return;
      to[0].push(folded(text));
      to[1].push(owner);
    };
    for (const name of one.names) add(names, name);
    add(numbers, one.cas);
    add(numbers, one.ec);
    add(formulas, one.formula);
  }
  const [byName, byNumber, byFormula] = [linesOf(...names), linesOf(...numbers), linesOf(...formulas)];
  const wellKnown = Uint8Array.from(lists);

  return {
    size: keys.length,
    find(question, most) {
      const asked = readQuestion(question);
      if (asked.text === '') return { found: [], total: 0 };
      const ranks = new Uint8Array(keys.length).fill(NONE);
      const lengths = new Uint16Array(keys.length);
      const owners: number[] = [];
      const note = (owner: number, rank: number, length: number) => {
        const before = ranks[owner] as number;
        if (before === NONE) owners.push(owner);
        if (rank > before || (rank === before && length >= (lengths[owner] as number))) return;
        ranks[owner] = rank;
        lengths[owner] = Math.min(length, 65_535);
      };
      const isNumber = /^[\d-]{2,}$/.test(asked.text);
      const exact = (number: string) => eachOwner(byNumber, `\n${number}\n`, (owner) => note(owner, 0, 0));
      if (asked.cas !== null) exact(asked.cas);
      if (isNumber) {
        exact(asked.text);
        eachOwner(byNumber, `\n${asked.text}`, (owner) => note(owner, BEGINNING, 0));
      }
      for (const formula of asked.formulas) eachOwner(byFormula, `\n${formula}\n`, (owner) => note(owner, 2, 0));
      // The longest word is in the fewest names.
      const [longest = ''] = asked.words.toSorted((one, other) => other.length - one.length);
      eachLine(byName, longest, (line) => {
        const name = lineText(byName, line);
        const rank = name === asked.text ? 1 : rankWithin(name, asked);
        if (rank !== undefined) note(byName.owners[line] as number, rank, name.length);
      });
      const found = bestOf(owners, most, (owner) => {
        const liked = (lengths[owner] as number) + 20 * (8 - Math.min(8, wellKnown[owner] as number));
        return (ranks[owner] as number) * 1_024 + Math.min(1_023, liked);
      });
      return {
        found: found.map((owner) => ({
          key: keys[owner] as string,
          match: matches[ranks[owner] as number] as Match,
        })),
        total: owners.length,
      };
    },
  };
}

/** The ones with the lowest scores, in order, without sorting the rest: scores are below 2^13. */
function bestOf(all: readonly number[], most: number, scoreOf: (one: number) => number): number[] {
  const scores = all.map(scoreOf);
  const counts = new Int32Array(8_192);
  for (const score of scores) counts[score] = (counts[score] as number) + 1;
  let limit = 0;
  for (let sum = 0; limit < counts.length; limit++) {
    sum += counts[limit] as number;
    if (sum >= most) break;
  }
  return all
    .flatMap((one, at) => ((scores[at] as number) <= limit ? [{ one, score: scores[at] as number }] : []))
    .sort((one, other) => one.score - other.score || one.one - other.one)
    .slice(0, most)
    .map(({ one }) => one);
}
