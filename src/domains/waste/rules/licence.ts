// Does the receiver's licence cover a hazardous waste on the day on which it left?
import type { CalendarDate } from '#period/calendar-date.ts';

/** A licence of a vendor: classes (HW08) or whole codes, from a day to before another. */
export interface Licence {
  readonly permittedCodes: readonly string[];
  readonly from: CalendarDate;
  readonly before?: CalendarDate | null;
}

/** Why no licence covers it: the one that would has ended or not begun, or none names the code. */
export type LicenceFault = 'not_in_force' | 'code_not_covered';

/** The class of a code of the national hazardous waste list: 900-249-08 is of HW08. */
export const hazardousClass = (nationalCode: string): string => `HW${nationalCode.slice(-2)}`;

const isNamed = ({ permittedCodes }: Licence, codes: readonly string[]) =>
  permittedCodes.some((permitted) => codes.includes(permitted));
const holds = ({ from, before }: Licence, on: CalendarDate) => from <= on && (!before || on < before);

/** The licence that holds on a day and names one of these codes or classes. */
export const licenceCovering = <One extends Licence>(
  licences: readonly One[],
  codes: readonly string[],
  on: CalendarDate,
): One | undefined => licences.find((licence) => holds(licence, on) && isNamed(licence, codes));

/** What is wrong with the licences for this waste on this day; nothing where one covers it. */
export function licenceFault(
  licences: readonly Licence[],
  nationalCode: string,
  on: CalendarDate,
): LicenceFault | undefined {
  const codes = [nationalCode, hazardousClass(nationalCode)];
  if (licenceCovering(licences, codes, on)) return undefined;
  return licences.some((licence) => isNamed(licence, codes)) ? 'not_in_force' : 'code_not_covered';
}
