// How much is a typed quantity in the unit that its field is kept in: a mass in tonnes, a volume in cubic metres.
import { massToTonnes, massUnits, tonnesTo } from './mass.ts';
import { exactText } from './quantity.ts';
import { type VolumeUnit, volumeToCubicMetres, volumeUnits } from './volume.ts';

/** How a unit of a record's field is written beside a number: m³, t. */
export const unitSign = (unit: string): string => (unit === 'm3' ? 'm³' : unit);

const isOneOf = <U extends string>(units: readonly U[], unit: string): unit is U =>
  (units as readonly string[]).includes(unit);

/**
 * A number typed in one unit, exactly in another.
 *
 * @param kept the unit that the field is kept in: one of mass (`t`, `mg`), or `m3`
 * @returns null where the two are not of one dimension
 */
export function enteredIn(number: string, unit: string, kept: string): string | null {
  if (unit === kept) return number;
  if (isOneOf(massUnits, kept) && isOneOf(massUnits, unit))
    return exactText(tonnesTo(massToTonnes(number, unit), kept));
  if (kept === ('m3' satisfies VolumeUnit) && isOneOf(volumeUnits, unit))
    return exactText(volumeToCubicMetres(number, unit));
  return null;
}
