// Which entry of a closed list a cell means: by its code, its English or Chinese label, or a word people use for it.
import type { CellMark } from '../read/raw-row.ts';
import { editDistance } from './edit-distance.ts';
import { foldedText } from './plain-text.ts';
import { type CellResult, notesOfKind, quoted, troubleOf, understood } from './problem.ts';

/** One entry of a closed list. */
export interface CodeEntry {
  code: string;
  en: string;
  zh: string;
  synonyms?: readonly string[];
}

/** A closed list made ready for looking up; build it once for a column. */
export class CodeList {
  private readonly entries: readonly CodeEntry[];
  private readonly byName = new Map<string, CodeEntry[]>();
  /** answers already given: the same words come back row after row */
  private readonly answered = new Map<string, CellResult<string>>();

  constructor(entries: readonly CodeEntry[]) {
    this.entries = entries;
    for (const entry of entries) {
      for (const name of [entry.code, entry.en, entry.zh, ...(entry.synonyms ?? [])]) this.add(comparable(name), entry);
    }
  }

  /** The code that this text means. */
  find(text: string): CellResult<string> {
    const known = this.answered.get(text);
    if (known) return known;
    const answer = this.look(text);
    if (this.answered.size < 10_000) this.answered.set(text, answer);
    return answer;
  }

  private add(name: string, entry: CodeEntry): void {
    if (name === '') return;
    const named = this.byName.get(name);
    if (!named) this.byName.set(name, [entry]);
    else if (!named.includes(entry)) named.push(entry);
  }

  private look(text: string): CellResult<string> {
    const name = comparable(text);
    const byCode = this.entries.find((entry) => comparable(entry.code) === name);
    const [first, second] = byCode ? [byCode] : (this.byName.get(name) ?? []);
    if (first && second)
      return { problem: 'ambiguous_code', given: quoted(text), first: first.code, second: second.code };
    if (first) return { value: first.code };
    const near = this.nearest(name);
    if (!near) return { problem: 'unknown_code', given: quoted(text) };
    const { code: suggestion, en: suggestionEn, zh: suggestionZh } = near;
    return { problem: 'unknown_code_near', given: quoted(text), suggestion, suggestionEn, suggestionZh };
  }

  /** The entry with the most similar name, when a third of its characters or fewer differ. */
  private nearest(name: string): CodeEntry | undefined {
    if (name.length > 100) return undefined;
    let best: { entry: CodeEntry; share: number } | undefined;
    for (const [known, [entry]] of this.byName) {
      const longest = Math.max(known.length, name.length);
      const allowed = Math.max(longest >= 2 ? 1 : 0, Math.floor(longest / 3));
      const distance = editDistance(known, name, allowed);
      if (distance === undefined || distance >= longest) continue;
      const share = distance / longest;
      if (entry && (!best || share < best.share)) best = { entry, share };
    }
    return best?.entry;
  }
}

/** Names are compared without case, spaces, hyphens and underscores. */
const comparable = (text: string) => foldedText(text).replace(/[\s_\-–—·]+/g, '');

export interface CodeOptions {
  list: CodeList;
}

/** Reads an entry of a closed list; on failure suggests the nearest one. */
export function parseCode(text: string, kind: CellMark | undefined, options: CodeOptions): CellResult<string> {
  const trouble = troubleOf(text.trim() === '' ? '' : text, kind);
  if (trouble) return trouble;
  const found = options.list.find(text);
  return 'problem' in found || kind === undefined ? found : understood(found.value, notesOfKind(kind));
}
