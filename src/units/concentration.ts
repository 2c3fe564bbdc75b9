// How much is in a litre: concentrations as laboratories write them turned into one unit, exactly; others are kept apart.
import { type ExactInput, exact, type Quantity } from './quantity.ts';

/** Milligrams per litre in one of each unit of mass concentration. In water a ppm is taken as a milligram per litre. */
const milligramsPerLitre = {
  'mg/L': '1',
  'ug/L': '0.001',
  'ng/L': '0.000001',
  'g/L': '1000',
  'g/m3': '1',
  ppm: '1',
  ppb: '0.001',
} as const;

/** A unit of mass concentration. Codes are added, never renamed. */
export type ConcentrationUnit = keyof typeof milligramsPerLitre;

/** Units that a laboratory result may have; those that are no mass in a volume are compared with their like only. */
export const resultUnits = [
  'mg/L',
  'ug/L',
  'ng/L',
  'g/L',
  'g/m3',
  'ppm',
  'ppb',
  'pH',
  'Bq/L',
  'MPN/L',
  'multiple',
] as const;
/** A unit that a laboratory result may have. */
export type ResultUnit = (typeof resultUnits)[number];

const spellings: Readonly<Record<string, ResultUnit>> = {
  'mg/l': 'mg/L',
  'μg/l': 'ug/L',
  'ug/l': 'ug/L',
  'ng/l': 'ng/L',
  'g/l': 'g/L',
  'g/m3': 'g/m3',
  'mg/m3': 'ug/L',
  毫克每升: 'mg/L',
  '毫克/升': 'mg/L',
  微克每升: 'ug/L',
  '微克/升': 'ug/L',
  ppm: 'ppm',
  ppb: 'ppb',
  ph: 'pH',
  ph值: 'pH',
  无量纲: 'pH',
  'bq/l': 'Bq/L',
  'mpn/l': 'MPN/L',
  倍: 'multiple',
};

/** Reads a unit as it stands in a report; undefined when it is not known here. */
export const readResultUnit = (text: string): ResultUnit | undefined =>
  spellings[text.normalize('NFKC').replace(/\s+/g, '').replace('µ', 'μ').toLowerCase()];

/** Whether a unit is a mass in a volume. */
export const isConcentration = (unit: ResultUnit): unit is ConcentrationUnit => Object.hasOwn(milligramsPerLitre, unit);

/** A concentration as milligrams per litre. */
export const toMilligramsPerLitre = (value: ExactInput, unit: ConcentrationUnit): Quantity<'mg/L'> =>
  exact(value).times(milligramsPerLitre[unit]) as Quantity<'mg/L'>;
