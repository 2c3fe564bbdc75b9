// What an edition published under the first version froze: its sums still make the same figure, whatever the rules are now.
import { expect, test } from 'vitest';
import { kpis } from '#app/wiring.ts';
import { parsePeriod } from '#period/period.ts';
import { kpiOfVersion, type SumRow } from '#platform/kpi/declare.ts';
import levels from '../../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatments from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };

/** As the first version kept them: treatment, hazardous, in UL 2799 scope, composition. */
const frozen: readonly SumRow[] = [
  { dims: ['recycle_metal', 'false', 'true', 'metal'], sum: '70' },
  { dims: ['incineration_with_energy', 'false', 'true', 'mixed'], sum: '15' },
  { dims: ['landfill', 'false', 'true', 'mixed'], sum: '5' },
  { dims: ['incineration_no_energy', 'true', 'false', 'chemical'], sum: '10' },
];
const definition = { excludeHazardous: false, excludeEnergyRecovery: false, capEnergyRecoveryTenPoints: false };

test.each([
  ['waste.conversion-rate', '0.85'],
  ['waste.conversion-rate-entity-mean', '0.85'],
  ['waste.ul2799-diversion-rate', '0.94444444444444444444444444444444444444444444444444444444444'],
  ['waste.gri306-generated', '100'],
  ['waste.gri306-diverted', '70'],
  ['waste.gri306-disposed', '30'],
  ['waste.shipped-mass', '100'],
])('%s, version 1', (id, value) => {
  const first = kpiOfVersion(kpis, id, 1);
  const answer = first?.compute({
    groups: [{ scopeId: 'group', rows: frozen }],
    period: parsePeriod('2023'),
    monthsWithData: 12,
    monthsEverywhere: 12,
    parameters: definition,
    packs: { 'waste-treatments': treatments, 'ul2799-levels': levels },
  });
  expect(answer).toMatchObject({ value: expect.stringContaining(value.slice(0, 12)) });
  if (value.length < 8) expect(answer).toMatchObject({ value });
  expect(Object.keys((answer as { inputs: object }).inputs)).not.toContain('grossMassTonnes');
  expect(first?.aggregate.id).toBe('waste.mass');
});

test('every KPI says which version it is in, and no version twice', () => {
  for (const kpi of kpis.values()) {
    const versions = [kpi, ...(kpi.former ?? [])].map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(Math.max(...versions)).toBe(kpi.version);
  }
});
