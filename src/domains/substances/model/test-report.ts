// What a laboratory reports of a maker's part, in the terms in which it is read: how it looked, for what, in what, and what it found.

/** How a laboratory looked; each sees some things only (standards.md 3.4, 3.6). */
export const testMethods = [
  /** IEC 62321-3-1: screening of elements */
  'xrf',
  /** IEC 62321-4 (Hg), 62321-5 (Pb, Cd): elements in what was dissolved */
  'wet_chemistry',
  /** IEC 62321-6 (PBB, PBDE), 62321-8 (phthalates) */
  'gc_ms',
  /** IEC 62321-7-1: Cr(VI) on a metal's coating, µg/cm² */
  'cr6_coating',
  /** IEC 62321-7-2: Cr(VI) in polymers and electronics, mg/kg */
  'cr6_extraction',
  /** IEC 62321-3-2, EN 14582: fluorine, chlorine, bromine, iodine in all */
  'combustion',
  /** single PFAS and others by liquid chromatography */
  'lc_ms',
  'other',
] as const;
export type TestMethod = (typeof testMethods)[number];

/** What was measured: one material, or several that could not be taken apart. Glass, ceramics and liquids are `other`. */
export const testMatrices = ['polymer', 'metal', 'other', 'composite'] as const;
export type TestMatrix = (typeof testMatrices)[number];

export const testUnits = ['mg/kg', 'ug/cm2'] as const;
export type TestUnit = (typeof testUnits)[number];

/** One result of a report. */
export interface TestResult {
  method: TestMethod;
  /** as the laboratory writes it: `Pb`, `Cr(VI)`, `PBDE`, `DEHP`, a CAS number */
  analyte: string;
  value: number | null;
  unit: TestUnit;
  /** one standard deviation of the instrument, in the unit of the value */
  sigma: number | null;
  detectionLimit: number | null;
  notDetected: boolean;
}

/** A report as far as it is judged by. */
export interface TestReport {
  id: string;
  sample: string;
  /** the article and the material of the declaration that the sample is of, by their names there */
  article: string | null;
  material: string | null;
  matrix: TestMatrix;
  testedOn: string;
  results: readonly TestResult[];
}

/** How a report stands on a day: only one that counts is judged by. */
export type ReportStanding = 'counts' | 'not_approved' | 'not_yet' | 'ended' | 'void' | 'other_grade';
