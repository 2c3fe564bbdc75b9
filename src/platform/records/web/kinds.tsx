// Which kinds of record there are, handed to the pages by the application, and what their fields are called.

import { createContext, useContext, useMemo } from 'react';
import { lowered } from '#platform/i18n/words.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { Field, RecordKind } from '../declare/kind.ts';

/** Kinds by id. */
export type KindsById = ReadonlyMap<string, RecordKind>;

export const KindsContext = createContext<KindsById>(new Map());

/** A declared kind, or undefined for a name that nobody declared. */
export const useKind = (kind: string): RecordKind | undefined => useContext(KindsContext).get(kind);

/** The words of a kind. */
export interface KindWords {
  one: string;
  /** as it stands inside a sentence: "New waste load" */
  inSentence: string;
  manyInSentence: string;
  many: string;
  field: (path: string) => string;
  line: (path: string) => string;
  lines: string;
  code: (of: Field, code: string) => string;
}

/** What a kind and its fields are called in the chosen language. */
export function useKindWords(kind: RecordKind): KindWords {
  const { t } = useWords();
  return useMemo(() => {
    const child = kind.lines ? `${kind.kind}.${kind.lines.name}` : kind.kind;
    return {
      one: t(kind.kind),
      inSentence: lowered(t(kind.kind)),
      manyInSentence: lowered(t(`${kind.kind}|many`)),
      many: t(`${kind.kind}|many`),
      field: (path) => t(`${kind.kind}.${path}`),
      line: (path) => t(`${child}.${path}`),
      lines: t(child),
      code: (of, code) => ('words' in of ? t(`${of.words}.${code}`) : code),
    };
  }, [kind, t]);
}
