// A ledger in a reader's words: its cells, what is missing, and how it stands to the figures.
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { LedgerCheck, LedgerGap } from '../rules/ledger.ts';
import type { LedgerCell } from '../rules/ledger-cells.ts';

/** A cell as text; nothing known is an empty text. */
export function cellText(cell: LedgerCell, words: Dictionary, language: Language): string {
  if (cell === null) return '';
  return 'text' in cell
    ? cell.text
    : cell.codes.map((code) => word(words, language, `${cell.words}.${code}`)).join(cell.join);
}

/** What is missing, as one sentence. */
export function gapSentence(
  gap: LedgerGap,
  words: Dictionary,
  language: Language,
  sheetTitle: (id: string) => string,
): string {
  const say = (key: string, facts: Record<string, string | number> = {}) =>
    word(words, language, `waste.ledger.gap.${key}`, facts);
  const comma = language === 'zh' ? '、' : ', ';
  switch (gap.what) {
    case 'cells_empty':
      return say('cells_empty', {
        source: word(words, language, `waste.ledger.source.${gap.source}`),
        rows: gap.rows,
        of: gap.of,
      });
    case 'not_recorded':
      return say('not_recorded', { headings: gap.headings.map((heading) => heading[language]).join(comma) });
    case 'storage_not_kept':
      return say('storage_not_kept', { streams: gap.streams.map(({ name }) => name[language]).join(comma) });
    case 'left_out':
      return say('left_out', { loads: gap.loads, movements: gap.movements });
    case 'estimates':
      return say('estimates', { loads: gap.loads });
    case 'several_entities':
      return say('several_entities', { entities: gap.entities });
    case 'other_country':
      return say('other_country', { country: gap.country });
    case 'does_not_agree':
      return say('does_not_agree', { sheet: sheetTitle(gap.sheetId) });
  }
}

/** To the last digit, since it is compared. */
const massText = (text: string) => showNumber(new Exact(text), { decimals: text.split('.')[1]?.length ?? 0 });

/** How a sheet stands to its figure, as one sentence. */
export function checkSentence(check: LedgerCheck, words: Dictionary, language: Language): string {
  const facts = {
    ledger: massText(check.ledgerMassTonnes),
    figure: check.figureMassTonnes === null ? '—' : massText(check.figureMassTonnes),
    leftOut: massText(check.leftOutMassTonnes),
    streams: check.leftOutStreams.join(language === 'zh' ? '、' : ', '),
  };
  const which = check.agrees ? (check.leftOutStreams.length > 0 ? 'agrees_with_rest' : 'agrees') : 'differs';
  const against = word(words, language, `waste.ledger.against.${check.against}`);
  return word(words, language, `waste.ledger.check.${which}`, { ...facts, against });
}
