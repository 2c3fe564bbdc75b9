// When are two printed texts the same, and how wide is a text before it is set?

/** Characters that nobody sees but that reorder, join or part the ones around them: direction marks, joiners, soft hyphens. */
const unseen = /\p{Cf}/gu;

/**
 * The form in which printed texts are compared: NFKC, every kind of space (no-break, thin, line break) one plain space,
 * invisible joiners dropped, ends trimmed. "1 204,5 t" with thin spaces and "1 204,5 t" with plain ones are the same.
 */
export function normalisePrinted(text: string): string {
  return text.toWellFormed().replace(unseen, '').normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

/**
 * Text that any renderer can place on a line: line breaks and tabs become spaces;
 * control characters, direction marks (which could show a number backwards) and halves of surrogate pairs go.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\u0085\u2028\u2029]+/gu, (run) => (/^[\u00a0\u2009\u202f]+$/u.test(run) ? run : ' '))
    .replace(/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\ufff9-\ufffd]/gu, '');
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const narrow = /[ijlIft.,:;'|!()[\] ·]/u;

/** An estimate of the width of a text in ems of Noto Sans, good to about a tenth: enough to share out columns and to place labels. */
export function widthInEms(text: string): number {
  let ems = 0;
  for (const char of text) {
    if (wide.test(char)) ems += 1;
    else if (narrow.test(char)) ems += 0.31;
    else if (/[rscz]/u.test(char)) ems += 0.44;
    else if (/[A-Z%mw—●▲▼○◌]/u.test(char)) ems += 0.72;
    else ems += 0.56;
  }
  return ems;
}
