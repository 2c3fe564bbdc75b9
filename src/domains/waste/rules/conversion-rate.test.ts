import { describe, expect, test } from 'vitest';
import { exactText, tonnes } from '#units/quantity.ts';
import packJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import {
  type ConversionDefinition,
  conversionRate,
  conversionRateInputs,
  defaultConversionDefinition,
} from './conversion-rate.ts';
import { conversionRateEntityMean } from './conversion-rate-entity-mean.ts';

const table = readTreatmentTable(packJson);

/** Loads in whole tonnes, general waste unless said otherwise. */
const loads = (masses: Partial<Record<Treatment, number>>, hazardous = false): WasteMassRow[] =>
  Object.entries(masses).map(([treatment, mass]) => ({
    treatment: treatment as Treatment,
    hazardous,
    inUlScope: true,
    composition: 'mixed',
    massTonnes: tonnes(mass),
  }));

const rateOf = (rows: WasteMassRow[], definition: Partial<ConversionDefinition> = {}) => {
  const rate = conversionRate(rows, { ...defaultConversionDefinition, ...definition }, table);
  return 'noData' in rate ? rate.noData : exactText(rate.value);
};

describe("the owner's waste conversion rate", () => {
  test('88 t recycled and 12 t landfilled out of 100 t is 88 %, the target of 2024', () => {
    expect(rateOf(loads({ recycle_metal: 88, landfill: 12 }))).toBe('0.88');
  });

  test('171 t of 200 t converted is 85.5 %, the target of 2023: reuse, recycling and energy recovery count', () => {
    const rows = loads({
      reuse: 21,
      recycle_organic: 100,
      composting: 10,
      incineration_with_energy: 40,
      landfill: 20,
      incineration_no_energy: 6,
      pretreatment_then_disposal: 3,
    });
    expect(rateOf(rows)).toBe('0.855');
  });

  test('90 t of hazardous waste left out: 45 t of 50 t is 90 %', () => {
    const rows = [...loads({ recycle_metal: 45, landfill: 5 }), ...loads({ incineration_no_energy: 90 }, true)];
    expect(rateOf(rows, { excludeHazardous: true })).toBe('0.9');
    expect(rateOf(rows)).toMatch(/^0\.3214/);
  });

  test('without energy recovery, 15 t burned for heat stay in the total of 100 t: 80 %', () => {
    const rows = loads({ recycle_metal: 80, incineration_with_energy: 15, landfill: 5 });
    expect(rateOf(rows, { excludeEnergyRecovery: true })).toBe('0.8');
    expect(rateOf(rows)).toBe('0.95');
  });

  test('with the cap, 15 t burned for heat count as 10 t of 100 t: 90 %', () => {
    const rows = loads({ recycle_metal: 80, incineration_with_energy: 15, landfill: 5 });
    expect(rateOf(rows, { capEnergyRecoveryTenPoints: true })).toBe('0.9');
    expect(rateOf(rows, { capEnergyRecoveryTenPoints: true, excludeEnergyRecovery: true })).toBe('0.8');
    const little = loads({ recycle_metal: 80, incineration_with_energy: 5, landfill: 15 });
    expect(rateOf(little, { capEnergyRecoveryTenPoints: true })).toBe('0.85');
  });

  test('cement kilns: the material part is converted like recycling', () => {
    const rows = loads({ cement_kiln_material: 30, incineration_with_energy: 20, landfill: 50 });
    expect(rateOf(rows, { excludeEnergyRecovery: true })).toBe('0.3');
  });

  test('the rate says what it was worked out from', () => {
    const rate = conversionRate(
      loads({
        reuse: 10,
        incineration_with_energy: 30,
        landfill: 40,
        incineration_no_energy: 12,
        pretreatment_then_disposal: 8,
      }),
      { ...defaultConversionDefinition, capEnergyRecoveryTenPoints: true },
      table,
    );
    if ('noData' in rate) throw new Error(rate.noData);
    expect(Object.keys(rate.inputs).sort()).toEqual([...conversionRateInputs].sort());
    expect(Object.fromEntries(conversionRateInputs.map((input) => [input, exactText(rate.inputs[input])]))).toEqual({
      totalMassTonnes: '100',
      nonThermalMassTonnes: '10',
      energyRecoveryMassTonnes: '30',
      energyRecoveryCountedMassTonnes: '10',
      landfillMassTonnes: '40',
      incinerationMassTonnes: '12',
      otherDisposalMassTonnes: '8',
      convertedMassTonnes: '20',
    });
  });

  test('a factory that recorded nothing has no rate, not 0 %', () => {
    expect(rateOf([])).toBe('no_loads_in_period');
    expect(rateOf(loads({ landfill: 0 }))).toBe('no_loads_in_period');
  });

  test('a factory with hazardous waste only has no rate when that is left out', () => {
    expect(rateOf(loads({ landfill: 3 }, true), { excludeHazardous: true })).toBe('only_excluded_waste');
    expect(rateOf(loads({ landfill: 3 }, true))).toBe('0');
  });
});

describe('the mean over subsidiaries', () => {
  const mean = (expected: Parameters<typeof conversionRateEntityMean>[0]) =>
    conversionRateEntityMean(expected, defaultConversionDefinition, table);
  const large = { entity: 'large', rows: loads({ recycle_metal: 900, landfill: 100 }) };
  const small = { entity: 'small', rows: loads({ recycle_metal: 7, landfill: 3 }) };
  const silent = { entity: 'silent', rows: [] };

  test('90 % of 1,000 t and 70 % of 10 t is a mean of 80 %, where the group has 89.8 %', () => {
    expect(mean([large, small])).toMatchObject({
      value: tonnes('0.8'),
      inputs: { lowestRateShare: tonnes('0.7'), highestRateShare: tonnes('0.9') },
    });
    expect(rateOf([...large.rows, ...small.rows])).toMatch(/^0\.898/);
  });

  test('a subsidiary without data is not a zero: two of three had data', () => {
    const outcome = mean([large, small, silent]);
    if ('noData' in outcome) throw new Error(outcome.noData);
    expect(exactText(outcome.value)).toBe('0.8');
    expect(exactText(outcome.inputs.entitiesWithDataCount)).toBe('2');
    expect(exactText(outcome.inputs.entitiesExpectedCount)).toBe('3');
    expect(outcome.entities[2]).toEqual({ entity: 'silent', rate: { noData: 'no_loads_in_period' } });
  });

  test('a subsidiary with two sites is counted once, on the sum of both', () => {
    const outcome = mean([small, { entity: 'small', rows: loads({ recycle_metal: 1, landfill: 9 }) }, large]);
    if ('noData' in outcome) throw new Error(outcome.noData);
    expect(exactText(outcome.value)).toBe('0.65');
    expect(exactText(outcome.inputs.entitiesExpectedCount)).toBe('2');
  });

  test('a subsidiary that landfills everything has 0 %, and that counts', () => {
    expect(mean([large, { entity: 'tip', rows: loads({ landfill: 5 }) }])).toMatchObject({ value: tonnes('0.45') });
  });

  test('no data anywhere is no mean', () => {
    expect(mean([silent])).toEqual({ noData: 'no_entity_has_data' });
    expect(mean([])).toEqual({ noData: 'no_entity_in_boundary' });
  });
});
