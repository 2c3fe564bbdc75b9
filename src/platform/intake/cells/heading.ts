// What a column's heading says: its name, and the unit in its brackets.
import { readMassUnit } from '#units/mass.ts';
import { readVolumeUnit } from '#units/volume.ts';
import { foldedText, plainText } from './plain-text.ts';

/** A heading taken apart. */
export interface Heading {
  /** comparable form of all of it */
  whole: string;
  /** comparable form without brackets and unit */
  bare: string;
  /** the unit as written, where there is one, in its own letters: `kg`, `吨`, `ML` */
  unit?: string;
  /** something stood in brackets that is no unit, such as `必填` */
  hasRemark: boolean;
}

/** Whether a text is a unit. */
export type IsUnit = (text: string) => boolean;

/** Units of mass and of volume, also those that must be asked about (`ton`, `gal`). */
export const isKnownUnit: IsUnit = (text) => !('unknown' in readMassUnit(text) && 'unknown' in readVolumeUnit(text));

// No bracket opens inside: of a heading of brackets alone each would else be tried to its end.
const brackets = /[([{【〔〈《]([^([{【〔〈《)\]}】〕〉》]*)[)\]}】〕〉》]/g;

/** Comparable form: folded, without spaces, line breaks and the marks that people set around headings. */
export const comparableHeading = (text: string) => foldedText(text).replace(/[\s_\-–—*★:：、.,，。/'"“”#]+/g, '');

/** Takes a heading apart: `重量（kg）`, `Mass, t`, `重量/吨`, `*重量：公斤`. */
export function headingOf(text: string, isUnit: IsUnit = isKnownUnit): Heading {
  const plain = plainText(text);
  let unit: string | undefined;
  let hasRemark = false;
  let bare = plain.replace(brackets, (_, inside: string) => {
    const written = inside.replace(/^(单位|unit)\s*[:：]?\s*/i, '').trim();
    if (unit === undefined && isUnit(written)) unit = written;
    else if (written !== '') hasRemark = true;
    return ' ';
  });
  const behind = /^(.+?)(?:\s*[/,:：，]\s*|\s+(?:in\s+)?)([^\s/,:：，]+)\s*$/i.exec(bare);
  if (unit === undefined && behind?.[1] && behind[2] && isUnit(behind[2])) {
    bare = behind[1];
    unit = behind[2];
  }
  return { whole: comparableHeading(plain), bare: comparableHeading(bare), hasRemark, ...(unit ? { unit } : {}) };
}
