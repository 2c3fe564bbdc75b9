// Worked examples of standards.md 3.4, 3.6 and 7: σ, limits of detection and readings as they stand in a report.
import { describe, expect, test } from 'vitest';
import { fluorineFinding } from './fluorine.ts';
import { hexavalentChromiumOnMetal, xrfScreening } from './xrf-screening.ts';

describe('screening by X-ray fluorescence', () => {
  const lead = (ppm: number) => xrfScreening('Pb', 'polymer', { ppm, sigmaPpm: 20, detectionPpm: 5 }).outcome;
  const cadmium = (ppm: number) => xrfScreening('Cd', 'composite', { ppm, sigmaPpm: 5, detectionPpm: 20 }).outcome;

  test('lead in a polymer, σ 20: limits 640 and 1,360', () => {
    expect([630, 640, 641, 1000, 1359, 1360].map(lead)).toEqual([
      'pass',
      'pass',
      'inconclusive',
      'inconclusive',
      'inconclusive',
      'fail',
    ]);
  });

  test('cadmium in a composite, σ 5, detected from 20 on: 15, 100, 165', () => {
    expect([15, 100, 165].map(cadmium)).toEqual(['pass', 'inconclusive', 'fail']);
  });

  test('bromine and chromium never fail: they say what to look for', () => {
    const high = { ppm: 90_000, sigmaPpm: 100, detectionPpm: 5 };
    expect(xrfScreening('Br', 'polymer', high)).toEqual({ outcome: 'inconclusive', next: 'pbb_pbde' });
    expect(xrfScreening('Cr', 'metal', high)).toEqual({ outcome: 'inconclusive', next: 'hexavalent_chromium' });
    expect(xrfScreening('Br', 'metal', high)).toEqual({ outcome: 'not_applicable' });
  });

  test('hexavalent chromium on metal: 0.09, 0.10 to 0.13, 0.14 µg/cm²', () => {
    expect([0.09, 0.1, 0.13, 0.14].map(hexavalentChromiumOnMetal)).toEqual([
      'negative',
      'inconclusive',
      'inconclusive',
      'positive',
    ]);
  });
});

describe('total fluorine', () => {
  test('under 50 mg/kg is no indication, which clears nothing; from 50 on the maker is asked', () => {
    expect(fluorineFinding(49.9, null, null)).toBe('no_indication');
    expect(fluorineFinding(50, null, null)).toBe('ask_source');
  });

  test('who uses PFAS on purpose is asked whatever the reading', () => {
    expect(fluorineFinding(5, true, null)).toBe('targeted_analysis');
  });

  test('a fluoropolymer is one, inorganic fluorine is not, unknown is looked for', () => {
    expect(fluorineFinding(800_000, null, 'fluoropolymer')).toBe('fluoropolymer');
    expect(fluorineFinding(300, false, 'inorganic')).toBe('not_pfas_as_stated');
    expect(fluorineFinding(300, null, 'unknown')).toBe('targeted_analysis');
  });
});
