import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exact, exactText } from '#units/quantity.ts';
import evidenceJson from '../../../../reference/ul2799-evidence/2026-11.json' with { type: 'json' };
import treatmentsJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import { readTreatmentTable } from '../model/treatment.ts';
import { type EvidenceRow, type EvidenceStream, readEvidenceItems } from '../model/ul2799-evidence.ts';
import { type ReadinessInput, ul2799Readiness } from './ul2799-readiness.ts';

const items = readEvidenceItems(evidenceJson);
const table = readTreatmentTable(treatmentsJson);

/** Ten loads of 10 t of scrap from Suzhou in May: all papers there, unless said otherwise. */
const row = (more: Partial<EvidenceRow> = {}): EvidenceRow => {
  const massTonnes = more.massTonnes ?? '10';
  const loads = more.loads ?? 10;
  return {
    ...{ siteId: 'Suzhou', month: '2024-05', streamId: 'scrap', treatment: 'recycle_metal', vendorId: 'smelter' },
    ...{ hazardous: false, inScope: true, loads, massTonnes, paperedMassTonnes: massTonnes, estimatedMassTonnes: '0' },
    ...{ licensedLoads: loads, manifestedLoads: 0, unmanifested: [] },
    ...{ provedMassTonnes: massTonnes, yieldMassTonnes: massTonnes },
    ...more,
  };
};
const stream = (id: string, more: Partial<EvidenceStream> = {}): EvidenceStream => ({
  ...{ id, code: id, name: { en: id, zh: id }, hasProcess: true, hasExclusionReason: false, approver: null },
  ...more,
});
const may = [{ siteId: 'Suzhou', month: '2024-05' }];
const judged = (input: Partial<ReadinessInput>) => {
  const lines = ul2799Readiness(items, { expected: may, signedNone: [], rows: [], streams: [], ...input }, table);
  return Object.fromEntries(lines.map(({ item, ...line }) => [item.id, line]));
};

test('the list is unverified, in both languages, and what has no records here is never ready', () => {
  for (const one of evidenceJson.rows) {
    expect(one.verified).toBe(false);
    expect(one.label.en).toMatch(/[a-z]/);
    expect(one.asks.zh).toMatch(/\p{Script=Han}/u);
  }
  const { calibration, training, policy } = judged({ rows: [row()] });
  for (const line of [calibration, training, policy]) expect(line).toMatchObject({ state: 'not_recorded', unit: null });
});

test('a factory with everything is ready, and where nothing is hazardous or burnt there is nothing to prove', () => {
  const all = judged({ rows: [row()], streams: [stream('scrap')] });
  const ready = ['months', 'flow_map', 'weigh_papers', 'measured', 'vendor_licences', 'downstream_proof', 'yields'];
  for (const id of ready) expect(all[id]).toMatchObject({ state: 'ready', gaps: [] });
  for (const id of ['manifests', 'energy_proof', 'exclusions']) expect(all[id]?.state).toBe('nothing_to_prove');
});

describe('months', () => {
  test('of two factories and two months one is missing: 3 of 4, and it says which', () => {
    const expected = ['Suzhou', 'Wuhu'].flatMap((siteId) => ['2024-04', '2024-05'].map((month) => ({ siteId, month })));
    const { months } = judged({
      expected,
      rows: [row(), row({ month: '2024-04' }), row({ siteId: 'Wuhu', month: '2024-04' })],
    });
    expect(months).toMatchObject({ state: 'not_ready', unit: 'site_months', have: '3', of: '4' });
    expect(months?.gaps).toMatchObject([{ siteId: 'Wuhu', months: ['2024-05'] }]);
  });
  test('a month that was signed as none is there', () => {
    expect(judged({ signedNone: may }).months).toMatchObject({ state: 'ready', have: '1' });
  });
});

test('9.2 of 10 t with a file is nearly ready, 8.9 t is not; the gap is the mass without', () => {
  expect(judged({ rows: [row({ paperedMassTonnes: '9.2' })] }).weigh_papers).toMatchObject({
    state: 'nearly',
    have: '9.2',
    of: '10',
    gaps: [{ siteId: 'Suzhou', vendorId: 'smelter', massTonnes: '0.8' }],
  });
  expect(judged({ rows: [row({ paperedMassTonnes: '8.9' })] }).weigh_papers?.state).toBe('not_ready');
});

test('receivers with a load outside their permit are named with the number of such loads, most first', () => {
  const rows = [
    row({ licensedLoads: 9 }),
    row({ vendorId: 'burner', loads: 4, licensedLoads: 0 }),
    row({ vendorId: 'mill' }),
  ];
  expect(judged({ rows }).vendor_licences).toMatchObject({
    state: 'not_ready',
    have: '1',
    of: '3',
    gaps: [
      { vendorId: 'burner', loads: 4 },
      { vendorId: 'smelter', loads: 1 },
    ],
  });
});

test('hazardous loads without manifest are counted, with the numbers of their documents, in scope or not', () => {
  const rows = [row({ hazardous: true, inScope: false, loads: 3, manifestedLoads: 2, unmanifested: ['H-3'] })];
  expect(judged({ rows }).manifests).toMatchObject({ have: '2', of: '3', gaps: [{ loads: 1, documents: ['H-3'] }] });
});

test('energy recovery is proved apart from recycling, and landfill needs no proof', () => {
  const rows = [
    row({ treatment: 'incineration_with_energy', vendorId: 'burner', provedMassTonnes: '0' }),
    row({ treatment: 'landfill', vendorId: 'tip', provedMassTonnes: '0', yieldMassTonnes: '0' }),
    row({ yieldMassTonnes: '4' }),
  ];
  const { energy_proof, downstream_proof, yields } = judged({ rows });
  expect(energy_proof).toMatchObject({ state: 'not_ready', have: '0', of: '10', gaps: [{ vendorId: 'burner' }] });
  expect(downstream_proof).toMatchObject({ state: 'ready', of: '10' });
  expect(yields).toMatchObject({ state: 'not_ready', have: '4', gaps: [{ vendorId: 'smelter', massTonnes: '6' }] });
});

test('an exclusion needs a reason, and then somebody who approved it by name', () => {
  const rows = [row({ streamId: 'rubble', inScope: false }), row({ streamId: 'paint', inScope: false }), row()];
  const ye = { en: 'Ye', zh: '叶' };
  const { exclusions, flow_map } = judged({
    rows,
    streams: [stream('rubble'), stream('paint', { hasExclusionReason: true }), stream('scrap', { hasProcess: false })],
  });
  expect(exclusions).toMatchObject({ unit: 'streams', have: '0', of: '2' });
  expect(exclusions?.gaps.map(({ streamId, what }) => [streamId, what])).toEqual([
    ['paint', 'approver'],
    ['rubble', 'reason'],
  ]);
  expect(flow_map).toMatchObject({ have: '0', of: '1', gaps: [{ streamId: 'scrap' }] });
  const whole = judged({ rows, streams: [stream('rubble', { hasExclusionReason: true, approver: ye })] });
  expect(whole.exclusions).toMatchObject({ state: 'ready', have: '1', of: '1' });
});

test('what is there and what is missing add up to what is asked, whatever is recorded', () => {
  const grams = fc.integer({ min: 0, max: 5_000_000 }).map((one) => exactText(new Exact(one).div(1_000_000)));
  const drawn = fc.record({
    siteId: fc.constantFrom('a', 'b'),
    vendorId: fc.constantFrom('v', 'w'),
    treatment: fc.constantFrom('recycle_metal' as const, 'landfill' as const, 'incineration_with_energy' as const),
    inScope: fc.boolean(),
    hazardous: fc.boolean(),
    some: grams,
    rest: grams,
    loads: fc.integer({ min: 1, max: 9 }),
    with: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 10 }), (ones) => {
      const rows = ones.map(({ some, rest, with: w, loads, ...one }) =>
        row({
          ...{ ...one, loads, massTonnes: exactText(new Exact(some).plus(rest)), paperedMassTonnes: some },
          ...{ provedMassTonnes: rest, yieldMassTonnes: '0', manifestedLoads: one.hazardous ? Math.min(w, loads) : 0 },
        }),
      );
      for (const [id, line] of Object.entries(judged({ rows }))) {
        if (line.unit !== 't' && id !== 'manifests') continue;
        const missing = line.gaps.reduce((sum, gap) => sum.plus(gap.massTonnes ?? gap.loads ?? 0), new Exact(0));
        expect(exactText(missing.plus(line.have))).toBe(line.of);
      }
    }),
  );
});
