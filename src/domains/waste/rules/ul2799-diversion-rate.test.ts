import { describe, expect, test } from 'vitest';
import { exactText, tonnes } from '#units/quantity.ts';
import tiers2012 from '../../../../reference/ul2799-levels/2012.json' with { type: 'json' };
import levels2026 from '../../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatmentsJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import { ul2799DiversionRate, ul2799DiversionRateInputs } from './ul2799-diversion-rate.ts';

const table = readTreatmentTable(treatmentsJson);
const levels = readUl2799Levels(levels2026);

const loads = (masses: { [treatment in Treatment]?: number | string | undefined }, inUlScope = true): WasteMassRow[] =>
  Object.entries(masses).map(([treatment, mass]) => ({
    treatment: treatment as Treatment,
    hazardous: false,
    inUlScope,
    composition: 'mixed',
    massTonnes: tonnes(mass ?? 0),
  }));

const yearOf = (rows: WasteMassRow[], edition = levels) => {
  const rate = ul2799DiversionRate(rows, { table, levels: edition, twelveMonths: true });
  if ('noData' in rate) throw new Error(rate.noData);
  return rate;
};

const levelsOf = (rows: WasteMassRow[]) => {
  const { level } = yearOf(rows);
  if (level === 'indicative') throw new Error('indicative');
  return level;
};

describe('the worked examples of the packs', () => {
  const examples = [levels2026, tiers2012].flatMap((pack) =>
    pack.examples.map((example) => [`${pack.edition}, ${example.id}`, readUl2799Levels(pack), example] as const),
  );

  test.each(examples)('edition %s', (_name, edition, { input, expected }) => {
    const rate = yearOf(loads(input), edition);
    expect({
      nonThermal: exactText(rate.nonThermalShare),
      total: exactText(rate.totalShare),
      credited: exactText(rate.creditedShare),
      level: rate.level === 'indicative' ? rate.level : rate.level.byTotal,
      strictLevel: rate.level === 'indicative' ? rate.level : rate.level.byNonThermal,
      ambiguous: rate.level === 'indicative' ? rate.level : rate.level.ambiguous,
    }).toEqual(expected);
  });
});

describe('levels', () => {
  test('UL a: of 100 t, 95 t recycled, 3 t burned for energy, 2 t landfilled is 98 % and Gold', () => {
    const rate = yearOf(loads({ recycle_metal: 95, incineration_with_energy: 3, landfill: 2 }));
    expect(rate).toMatchObject({
      nonThermalShare: tonnes('0.95'),
      value: tonnes('0.98'),
      passesGate: true,
      level: { byTotal: 'gold' },
      claim: { level: 'gold', diversionShare: tonnes('0.98'), thermalShare: tonnes('0.03'), reachesClaim: true },
    });
  });

  test('UL b: 89 t recycled and 11 t burned for energy is 100 % diversion, and no level', () => {
    const rate = yearOf(loads({ recycle_metal: 89, incineration_with_energy: 11 }));
    expect(rate).toMatchObject({
      value: tonnes(1),
      passesGate: false,
      capApplies: true,
      level: { byTotal: null, byNonThermal: null, ambiguous: false },
      claim: { level: null, diversionShare: tonnes(1), thermalShare: tonnes('0.11'), reachesClaim: true },
    });
  });

  test('UL c: 90 t recycled and 10 t burned for energy is Platinum in one reading and Silver in the other', () => {
    const rate = yearOf(loads({ recycle_metal: 90, incineration_with_energy: 10 }));
    expect(rate).toMatchObject({
      creditedShare: tonnes(1),
      capApplies: false,
      level: { byTotal: 'platinum', byNonThermal: 'silver', ambiguous: true },
    });
  });

  test.each([
    [{ recycle_metal: '100' }, 'platinum', 'platinum'],
    [{ recycle_metal: '99.9999', landfill: '0.0001' }, 'gold', 'gold'],
    [{ recycle_metal: '95', landfill: '5' }, 'gold', 'gold'],
    [{ recycle_metal: '94.96', landfill: '5.04' }, 'silver', 'silver'],
    [{ recycle_metal: '90', landfill: '10' }, 'silver', 'silver'],
    [{ recycle_metal: '89.99', landfill: '10.01' }, null, null],
    [{ recycle_metal: '91', incineration_with_energy: '5', landfill: '4' }, 'gold', 'silver'],
  ] as const)('%o is %s, strictly %s: nothing is rounded up', (masses, byTotal, byNonThermal) => {
    expect(levelsOf(loads(masses))).toMatchObject({ byTotal, byNonThermal });
  });

  test('Platinum does not depend on thirds: 2.8 t recycled and 0.2 t burned of 3 t is exactly all', () => {
    expect(levelsOf(loads({ recycle_metal: '2.8', incineration_with_energy: '0.2' })).byTotal).toBe('platinum');
  });

  test('energy recovery above a tenth is diverted, but credited as a tenth', () => {
    const rate = yearOf(loads({ recycle_metal: 70, incineration_with_energy: 30 }));
    expect(rate).toMatchObject({ value: tonnes(1), creditedShare: tonnes('0.8'), capApplies: true });
    expect(exactText(rate.inputs.energyRecoveryCreditedMassTonnes)).toBe('10');
    expect(exactText(rate.inputs.energyRecoveryMassTonnes)).toBe('30');
  });

  test('incineration without energy, landfill and pretreatment are not diverted', () => {
    const rate = yearOf(
      loads({ recycle_metal: 85, landfill: 5, incineration_no_energy: 6, pretreatment_then_disposal: 4 }),
    );
    expect(exactText(rate.value)).toBe('0.85');
    expect(
      Object.fromEntries(ul2799DiversionRateInputs.map((input) => [input, exactText(rate.inputs[input])])),
    ).toEqual({
      totalMassTonnes: '100',
      nonThermalMassTonnes: '85',
      energyRecoveryMassTonnes: '0',
      energyRecoveryCreditedMassTonnes: '0',
      landfillMassTonnes: '5',
      incinerationMassTonnes: '6',
      otherDisposalMassTonnes: '4',
    });
  });

  test('79 % is below what the older page asks of a claim', () => {
    expect(yearOf(loads({ recycle_metal: 79, landfill: 21 })).claim).toMatchObject({
      level: null,
      reachesClaim: false,
    });
    expect(yearOf(loads({ recycle_metal: 80, landfill: 20 })).claim).toMatchObject({ level: null, reachesClaim: true });
  });
});

describe('what the rate is about', () => {
  test('half a year earns no level: it is indicative', () => {
    const rate = ul2799DiversionRate(loads({ recycle_metal: 100 }), { table, levels, twelveMonths: false });
    expect(rate).toMatchObject({ value: tonnes(1), level: 'indicative', claim: { level: null } });
  });

  test('streams out of scope count neither as shipped nor as diverted', () => {
    const rows = [...loads({ recycle_metal: 95, landfill: 5 }), ...loads({ incineration_no_energy: 50 }, false)];
    expect(exactText(yearOf(rows).value)).toBe('0.95');
  });

  test('nothing shipped, and nothing in scope, are told apart', () => {
    const of = (rows: WasteMassRow[]) => ul2799DiversionRate(rows, { table, levels, twelveMonths: true });
    expect(of([])).toEqual({ noData: 'no_loads_in_period' });
    expect(of(loads({ landfill: 0 }))).toEqual({ noData: 'no_loads_in_period' });
    expect(of(loads({ landfill: 5 }, false))).toEqual({ noData: 'nothing_in_scope' });
  });
});

describe('reading an edition', () => {
  test('the bands are in order, and every value has source and clause and is unverified', () => {
    expect(levels.levels.map(({ id }) => id)).toEqual(['platinum', 'gold', 'silver']);
    expect(levels).toMatchObject({
      nonThermalGate: tonnes('0.9'),
      thermalCap: tonnes('0.1'),
      claimAtLeast: tonnes('0.8'),
      monthsOfData: 12,
    });
    for (const row of [...levels2026.rows, ...tiers2012.rows]) {
      expect(row).toMatchObject({
        verified: false,
        clause: expect.stringMatching(/./),
        source: expect.stringMatching(/./),
      });
    }
  });

  test('the tiers of 2012 know no gate and no cap', () => {
    const tiers = readUl2799Levels(tiers2012);
    expect(tiers.nonThermalGate).toBeUndefined();
    expect(tiers.thermalCap).toBeUndefined();
    expect(yearOf(loads({ recycle_metal: 70, incineration_with_energy: 30 }), tiers)).toMatchObject({
      creditedShare: tonnes(1),
      capApplies: false,
      level: { byTotal: 'zero_waste', byNonThermal: null },
    });
  });

  test('a faulty edition is a surprise', () => {
    const without = (kind: string) => ({ ...levels2026, rows: levels2026.rows.filter((row) => row.kind !== kind) });
    expect(() => readUl2799Levels(treatmentsJson)).toThrow(TypeError);
    expect(() => readUl2799Levels(without('level'))).toThrow(TypeError);
    expect(() => readUl2799Levels(without('months'))).toThrow(TypeError);
  });
});
