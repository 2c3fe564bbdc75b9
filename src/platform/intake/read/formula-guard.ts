// Keeps text from running as a formula when somebody opens an export in a spreadsheet.

/** What a spreadsheet may take for a formula; East Asian versions of Excel read the full-width signs too. */
const formulaLike = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/** Whether a spreadsheet might run this text. A plain signed number is none. */
export const looksLikeFormula = (text: string): boolean => formulaLike.test(text) && !plainNumber.test(text);

/** The text with an apostrophe before it when a spreadsheet might run it, for CSV, which knows no types. */
export const guarded = (text: string): string => (looksLikeFormula(text) ? `'${text}` : text);

/** Takes away the apostrophe that `guarded` set, so that an exported file can be read again as it was. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && looksLikeFormula(text) ? text.slice(1) : text;
