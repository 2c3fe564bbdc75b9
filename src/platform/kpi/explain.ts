// How a KPI is worked out, in words: the same text on the page, in the method page and at the command line.
import { citedTitle, printCitation } from '#standards/cite.ts';
import { standardOf } from '#standards/registry.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { Kpi } from './declare.ts';

export interface Explanation {
  id: string;
  version: number;
  title: string;
  formula: string;
  unit: string;
  better: string;
  sums: { of: string; field: string; by: readonly string[] };
  parameters: Readonly<Record<string, unknown>>;
  packs: readonly string[];
  cites: { printed: string; title: string; edition: string; clause: string; verified: boolean }[];
  /** where its rule stands in the source */
  file: string;
}

/** Explains a KPI in a reader's language. */
export function explainKpi(kpi: Kpi, words: Dictionary, language: Language): Explanation {
  const [domain = '', ...rest] = kpi.id.split('.');
  return {
    id: kpi.id,
    version: kpi.version,
    title: word(words, language, kpi.id),
    formula: word(words, language, `${kpi.id}|formula`),
    unit: kpi.unit,
    better: kpi.better,
    sums: { of: kpi.aggregate.of, field: kpi.aggregate.sum, by: kpi.aggregate.by },
    parameters: kpi.parameters,
    packs: kpi.packs,
    cites: kpi.cites.map((citation) => ({
      printed: printCitation(citation),
      title: citedTitle(citation, language),
      edition: standardOf(citation.standard).edition,
      clause: citation.clause,
      verified: standardOf(citation.standard).verified,
    })),
    file: `src/domains/${domain}/rules/${kpi.rule ?? rest.join('.')}.ts`,
  };
}
