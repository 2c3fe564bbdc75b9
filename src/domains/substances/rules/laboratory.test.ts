// Worked examples of standards.md 3.4, 3.6 and 7: σ, limits of detection and readings as they stand in a report.
import { describe, expect, test } from 'vitest';
import type { ArticleFact } from '../model/facts.ts';
import type { TestReport, TestResult } from '../model/test-report.ts';
import { fluorineFinding } from './fluorine.ts';
import { readAnalyte } from './test-analyte.ts';
import { testFacts } from './test-facts.ts';
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

describe('reports as they are judged', () => {
  const cable: ArticleFact = {
    ...{ name: 'Cable', massMg: 100, count: 1 },
    materials: [
      { name: 'Copper strand', massMg: 60, contents: [], undisclosedPpm: 0 },
      { name: 'PVC insulation', massMg: 40, contents: [], undisclosedPpm: 1_000_000 },
    ],
  };
  const of = (analyte: string, more: Partial<TestResult> = {}): TestResult => ({
    ...{ method: 'wet_chemistry', analyte, value: null, unit: 'mg/kg', sigma: null, detectionLimit: null },
    ...{ notDetected: false, ...more },
  });
  const xrf = (analyte: string, value: number, sigma: number) => of(analyte, { method: 'xrf', value, sigma });
  const report = (results: TestResult[], more: Partial<TestReport> = {}): TestReport => ({
    ...{ id: 'T-1', sample: 'Red insulation', article: null, material: 'PVC insulation', matrix: 'polymer' },
    ...{ testedOn: '2026-03-01', results, ...more },
  });
  const facts = (results: TestResult[], more: Partial<TestReport> = {}) =>
    testFacts([report(results, more)], [cable]).map(({ report: _, ...fact }) => fact);
  const insulation = { article: 0, material: 1 };
  const composite = { matrix: 'composite', material: null } as const;

  test('what is not found is between nothing and the limit of detection, in the material that was sampled', () => {
    expect(facts([of('Pb', { notDetected: true, detectionLimit: 5 })])).toEqual([
      { analyte: 'element:Pb', ...insulation, lowPpm: 0, highPpm: 5, inconclusive: false },
    ]);
    expect(facts([of('Pb', { notDetected: true })])).toEqual([]);
  });

  test('lead in a polymer, σ 20: 630 is under 1,000, 1,000 may be either, 1,360 is over, as the table says', () => {
    const range = (value: number) => {
      const [fact] = facts([xrf('Pb', value, 20)]);
      return [fact?.lowPpm, fact?.highPpm].map((ppm) => Math.round(ppm ?? Number.NaN));
    };
    // (630 − 60) / 1.3 and (630 + 60) / 0.7
    expect(range(630)).toEqual([438, 986]);
    expect(range(1000)).toEqual([723, 1514]);
    expect(range(1360)).toEqual([1000, 2029]);
    for (let ppm = 1; ppm < 3000; ppm++) {
      const { outcome } = xrfScreening('Pb', 'polymer', { ppm, sigmaPpm: 20, detectionPpm: 5 });
      const [{ lowPpm, highPpm } = { lowPpm: 0, highPpm: 0 }] = facts([xrf('Pb', ppm, 20)]);
      const judged = lowPpm > 1000 ? 'fail' : highPpm <= 1000 + 1e-9 ? 'pass' : 'inconclusive';
      expect([ppm, judged]).toEqual([ppm, outcome]);
    }
  });

  test('total chromium is at most so much Cr(VI), and never proves any', () => {
    expect(facts([of('Cr', { value: 190_000 })], { matrix: 'metal' })).toEqual([
      { analyte: 'group:chromium-vi', ...insulation, lowPpm: 0, highPpm: 190_000, inconclusive: false },
    ]);
  });

  test('bromine that a screening lets pass is too little for PBB or PBDE; more of it is none of them, and is to be looked for', () => {
    const [bromine, retardants, pbb, pbde] = facts([xrf('Br', 240, 20)]);
    expect(bromine).toMatchObject({ analyte: 'group:bromine', lowPpm: 180 / 1.3 });
    expect(retardants).toMatchObject({ analyte: 'group:hbb-flame-retardants', lowPpm: 0 });
    // 300 mg/kg of bromine, 34.3 % of C12H9Br and 32.1 % of C12H9BrO
    expect([pbb?.lowPpm, Math.round(pbb?.highPpm ?? 0), Math.round(pbde?.highPpm ?? 0)]).toEqual([0, 875, 935]);
    const [total, , open] = facts([xrf('Br', 90_000, 100)]);
    expect(total?.lowPpm).toBeGreaterThan(60_000);
    expect(open).toEqual({ analyte: 'group:pbb', ...insulation, lowPpm: 0, highPpm: 1e6, inconclusive: true });
    expect(facts([of('Br', { value: 90_000 })]).map(({ analyte, lowPpm }) => [analyte, lowPpm])).toEqual([
      ['group:bromine', 90_000],
      ['group:hbb-flame-retardants', 0],
    ]);
  });

  test('a screening says nothing of phthalates, nor of an element that the table does not know', () => {
    expect(facts([xrf('DEHP', 0, 1), xrf('117-81-7', 0, 1), xrf('Sb', 3, 1), xrf('PBDE', 1, 1)])).toEqual([]);
    expect(facts([xrf('Br', 5, 1)], { matrix: 'metal' })).toEqual([]);
    expect(facts([xrf('Pb', 5, 1)], { matrix: 'other' })).toEqual([]);
  });

  test('a composite clears no material: it proves what it holds on average, or is to be taken apart', () => {
    expect(facts([of('DEHP', { value: 20 })], composite)).toEqual([
      { analyte: 'cas:117-81-7', lowPpm: 20, highPpm: 1e6, inconclusive: false },
    ]);
    expect(facts([xrf('Pb', 0, 20), of('Cd', { notDetected: true, detectionLimit: 2 })], composite)).toEqual([]);
    expect(facts([xrf('Pb', 1000, 20)], composite)).toMatchObject([{ highPpm: 1e6, inconclusive: true }]);
    expect(facts([xrf('Pb', 1600, 20)], composite)).toMatchObject([
      { lowPpm: (1540 / 1.5) * (1 + 1e-9), inconclusive: false },
    ]);
  });

  test('a sample of no material of the declaration, or of either of two, clears nothing', () => {
    const limit = of('Pb', { notDetected: true, detectionLimit: 5 });
    expect(facts([limit], { material: 'Sheath' })).toEqual([]);
    expect(facts([limit], { material: null })).toEqual([]);
    expect(testFacts([report([limit])], [cable, cable])).toEqual([]);
    expect(testFacts([report([limit], { article: 'CABLE' })], [cable, { ...cable, name: 'Plug' }])).toHaveLength(1);
    expect(facts([of('Pb', { value: 1200 })], { material: 'Sheath' })).toEqual([
      { analyte: 'element:Pb', lowPpm: 1200, highPpm: 1e6, inconclusive: false },
    ]);
  });

  test('Cr(VI) on a coating: 0.09 µg/cm² is none, 0.14 waits for somebody to say how much', () => {
    const found = (value: number) =>
      facts([of('Cr(VI)', { method: 'cr6_coating', unit: 'ug/cm2', value })], { matrix: 'metal' });
    expect(found(0.09)).toMatchObject([{ analyte: 'group:chromium-vi', highPpm: 0, inconclusive: false }]);
    expect(found(0.14)).toMatchObject([{ lowPpm: 0, highPpm: 1e6, inconclusive: true }]);
  });

  test('fluorine under 50 mg/kg clears nothing, from 50 on it is there', () => {
    const fluorine = (more: Partial<TestResult>) => facts([of('F', { method: 'combustion', ...more })]);
    expect(fluorine({ value: 49.9 })).toEqual([]);
    expect(fluorine({ notDetected: true, detectionLimit: 10 })).toEqual([]);
    expect(fluorine({ value: 50 })).toMatchObject([{ analyte: 'element:F', lowPpm: 50, highPpm: 50 }]);
  });

  test('wet chemistry of the same material, on the day or later, decides what a screening left open', () => {
    const screening = report([xrf('Pb', 1000, 20)]);
    const decided = (testedOn: string, material = 'PVC insulation') =>
      testFacts([screening, report([of('Pb', { value: 800 })], { id: 'T-2', testedOn, material })], [cable]).map(
        (one) => one.report,
      );
    expect(decided('2026-03-09')).toEqual(['T-2']);
    expect(decided('2026-02-28')).toEqual(['T-1', 'T-2']);
    expect(decided('2026-03-09', 'Copper strand')).toEqual(['T-1', 'T-2']);
  });

  test('what laboratories write: elements, names, numbers; and what nobody can tell', () => {
    expect(['Pb', 'Cr(VI)', 'Cr6+', 'PBDEs', '六价铬', 'DEHP', '84-69-5', 'lead?', '84-69-6'].map(readAnalyte)).toEqual(
      [
        ...['element:Pb', 'group:chromium-vi', 'group:chromium-vi', 'group:pbde', 'group:chromium-vi'],
        ...['cas:117-81-7', 'cas:84-69-5', null, null],
      ],
    );
  });
});
