// How much is this in cubic metres: volumes of water as people and meters write them, exactly.
import { type CubicMetres, cubicMetres, Exact, type ExactInput, exact, type Quantity } from './quantity.ts';

/**
 * Cubic metres in one of each unit. A tonne of water on a bill (吨水) is a cubic metre; the gallon of the United States is
 * 231 cubic inches, the imperial one 4.54609 litres, the foot 0.3048 m: all exact by definition.
 */
const cubicMetresInOne = {
  m3: '1',
  L: '0.001',
  mL: '0.000001',
  ML: '1000',
  ten_thousand_m3: '10000',
  water_tonne: '1',
  us_gal: '0.003785411784',
  imp_gal: '0.00454609',
  ft3: '0.028316846592',
} as const;

/** A unit of volume that a record may be entered in or a register may count in. Codes are added, never renamed. */
export type VolumeUnit = keyof typeof cubicMetresInOne;

/** All units of volume, the most used first. */
export const volumeUnits = [
  'm3',
  'L',
  'ML',
  'ten_thousand_m3',
  'water_tonne',
  'mL',
  'us_gal',
  'imp_gal',
  'ft3',
] as const satisfies readonly VolumeUnit[];

const spellings: Readonly<Record<VolumeUnit, readonly string[]>> = {
  m3: ['m3', 'm^3', 'cbm', 'cubicmetre', 'cubicmetres', 'cubicmeter', 'cubicmeters', '立方米', '立方', '方', '方水'],
  L: ['l', 'litre', 'litres', 'liter', 'liters', '升', '公升'],
  mL: ['ml', '毫升'],
  ML: ['megalitre', 'megalitres', 'megaliter', 'megaliters', '百万升', '兆升'],
  ten_thousand_m3: ['万m3', '万立方米', '万立方', '万方', '万吨'],
  water_tonne: ['t', '吨', '吨水'],
  us_gal: ['usgal', 'usgallon', 'usgallons', '美加仑'],
  imp_gal: ['impgal', 'imperialgallon', 'imperialgallons', '英加仑'],
  ft3: ['ft3', 'cuft', 'cubicfoot', 'cubicfeet', '立方英尺'],
};

/** What a written unit means: one unit, several that the person must tell apart, or none known here. */
export type VolumeUnitReading =
  | { readonly unit: VolumeUnit }
  | { readonly ambiguous: readonly VolumeUnit[] }
  | { readonly unknown: string };

const unitOf = new Map(volumeUnits.flatMap((unit) => spellings[unit].map((one) => [one, unit] as const)));

/**
 * Reads a unit of volume as it stands in a column head or on a meter, full-width letters and m³ included. ML and ml, a
 * thousand million apart, are told by their letters; mixed ones and a bare gallon are asked about.
 */
export function readVolumeUnit(text: string): VolumeUnitReading {
  const plain = text.normalize('NFKC').replace(/[\s.]+/g, '');
  if (plain === 'ML') return { unit: 'ML' };
  if (plain === 'Ml') return { ambiguous: ['ML', 'mL'] };
  const lower = plain.toLowerCase();
  if (['gal', 'gallon', 'gallons', '加仑'].includes(lower)) return { ambiguous: ['us_gal', 'imp_gal'] };
  const unit = unitOf.get(lower);
  return unit ? { unit } : { unknown: text };
}

/** A volume in any unit, as cubic metres, exactly. `volumeToCubicMetres('1.5', 'ML')` is 1,500 m³. */
export const volumeToCubicMetres = (value: ExactInput, unit: VolumeUnit): CubicMetres =>
  cubicMetres(exact(value).times(cubicMetresInOne[unit]));

/** Cubic metres in another unit. Exact where the unit is a power of ten of it; to sixty digits for gallons and feet. */
export const cubicMetresTo = <U extends VolumeUnit>(volume: CubicMetres, unit: U): Quantity<U> =>
  new Exact(volume).div(cubicMetresInOne[unit]) as Quantity<U>;

/** Megalitres, in which GRI 303 reports. */
export const cubicMetresToMegalitres = (volume: CubicMetres) => exact(volume).times('0.001');
