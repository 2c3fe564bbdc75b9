// What a number in a workbook means by its format: a date, a time, a number, perhaps with a unit printed behind it.

/** How a cell's number is to be shown. */
export interface NumberStyle {
  isDate: boolean;
  /** a unit that the format prints behind the number (`0.00"kg"`): part of what the person sees */
  suffix?: string;
}

/** Built-in formats that show dates or times: 14–22, 45–47, and the Chinese, Japanese and Korean ones. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Excel takes no longer one. */
const LONGEST_FORMAT = 255;

/** Colours, conditions and locales in brackets; but elapsed time such as `[h]` is a date format. */
const brackets = /\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;
const literals = /"[^"]*"|\\.|_.|\*./g;

/**
 * Reads a number format.
 *
 * @param id number of the format; below 164 it is built in
 * @param code the format's text, where the workbook has one
 */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return { isDate: isBuiltInDate(id) };
  const positive = code.slice(0, LONGEST_FORMAT).split(';')[0] ?? '';
  const bare = positive.replace(brackets, '').replace(literals, '');
  // aaa is the day of the week in Chinese formats
  if (/[ymdhs]|aaa/i.test(bare.replace(/general/gi, '')) && !/[#?]/.test(bare)) return { isDate: true };
  const suffix = /[0#?]\s*(?:"\s*([^"\d]{1,12}?)\s*"|\\?\s*(\p{Script=Han}{1,3}))\s*$/u.exec(
    positive.replace(brackets, ''),
  );
  const unit = (suffix?.[1] ?? suffix?.[2])?.trim();
  return unit && /^[\p{L}³²/%]+$/u.test(unit) ? { isDate: false, suffix: unit } : { isDate: false };
}

/** Digits that Excel keeps and shows; what lies beyond is noise of binary fractions. */
const keptDigits = 15;

/**
 * The number of a cell as plain text. Workbooks store `0.1 + 0.2` as `0.30000000000000004`; fifteen digits are what
 * the person sees and typed. Text that is no number is returned as it is.
 */
export function plainNumber(stored: string): string {
  if (stored.length <= keptDigits && /^(-?[1-9]\d*|0)(\.\d+)?$/.test(stored)) return stored;
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  const [mantissa = '', exponentText = '0'] = value.toExponential(keptDigits - 1).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '') || '0';
  const point = Number(exponentText) + 1;
  const plain =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : digits.length <= point
        ? digits + '0'.repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return value < 0 ? `-${plain}` : plain;
}

const dayMilliseconds = 86_400_000;
/** The last day that Excel knows, 9999-12-31. */
const lastSerial = 2_958_465;

const two = (value: number) => String(value).padStart(2, '0');

/**
 * A date serial as `YYYY-MM-DD`, with ` HH:MM:SS` behind it when it has a time, or `HH:MM:SS` when it is only a time.
 * Serial 60 of the 1900 system is the 29 February 1900 that never was.
 *
 * @returns undefined when the number is no date
 */
export function serialText(stored: string, from1904: boolean): string | undefined {
  const serial = Number(stored);
  if (stored.trim() === '' || !(serial >= 0) || serial >= lastSerial + 1) return undefined;
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const ofDay = seconds - day * 86_400;
  const time = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`;
  if (day === 0 && !from1904) return time;
  if (day === 60 && !from1904) return undefined;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date = new Date(epoch + day * dayMilliseconds).toISOString().slice(0, 10);
  return ofDay === 0 ? date : `${date} ${time}`;
}
