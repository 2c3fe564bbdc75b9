// What holds for every set of loads, whatever they are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, exactText, sum, tonnes } from '#units/quantity.ts';
import levelsJson from '../../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatmentsJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import { compositions } from '../model/composition.ts';
import { massOf, type WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, treatments } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import { conversionRate } from './conversion-rate.ts';
import { conversionRateEntityMean } from './conversion-rate-entity-mean.ts';
import { gri306Disposed } from './gri306-disposed.ts';
import { gri306Diverted } from './gri306-diverted.ts';
import { gri306Generated } from './gri306-generated.ts';
import { ul2799DiversionRate } from './ul2799-diversion-rate.ts';

const table = readTreatmentTable(treatmentsJson);
const levels = readUl2799Levels(levelsJson);

const anyRow: fc.Arbitrary<WasteMassRow> = fc.record({
  treatment: fc.constantFrom(...treatments),
  hazardous: fc.boolean(),
  inUlScope: fc.boolean(),
  composition: fc.constantFrom(...compositions),
  massTonnes: fc.integer({ min: 1, max: 60_000 }).map((kg) => tonnes(tonnes(kg).div(1000))),
  onSite: fc.boolean(),
});
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 20 });
const anyDefinition = fc.record({
  excludeHazardous: fc.boolean(),
  excludeEnergyRecovery: fc.boolean(),
  capEnergyRecoveryTenPoints: fc.boolean(),
});
const landfilled = (mass: string, like?: WasteMassRow): WasteMassRow => ({
  treatment: 'landfill',
  hazardous: false,
  inUlScope: true,
  composition: 'mixed',
  ...(like && { hazardous: like.hazardous }),
  massTonnes: tonnes(mass),
});
const order = ['silver', 'gold', 'platinum'];

const ul = (rows: readonly WasteMassRow[]) => ul2799DiversionRate(rows, { table, levels, twelveMonths: true });

describe('rates', () => {
  test('lie between 0 and 1', () => {
    fc.assert(
      fc.property(anyRows, anyDefinition, (rows, definition) => {
        const owner = conversionRate(rows, definition, table);
        if ('value' in owner) expect(owner.value.gte(0) && owner.value.lte(1)).toBe(true);
        const rate = ul(rows);
        if ('noData' in rate) return;
        for (const each of [rate.nonThermalShare, rate.creditedShare, rate.totalShare, rate.claim.thermalShare]) {
          expect(each.gte(0) && each.lte(1)).toBe(true);
        }
        expect(rate.nonThermalShare.lte(rate.creditedShare)).toBe(true);
        expect(rate.creditedShare.lte(rate.totalShare)).toBe(true);
      }),
    );
  });

  test('never rise when a load is landfilled as well', () => {
    fc.assert(
      fc.property(anyRows, anyDefinition, (rows, definition) => {
        const before = conversionRate(rows, definition, table);
        const after = conversionRate([...rows, landfilled('0.5')], definition, table);
        if ('value' in before && 'value' in after) expect(after.value.lte(before.value)).toBe(true);
        const [rate, worse] = [ul(rows), ul([...rows, landfilled('0.5')])];
        if (!('value' in rate) || !('value' in worse)) return;
        expect(worse.value.lte(rate.value)).toBe(true);
        if (rate.level === 'indicative' || worse.level === 'indicative') throw new Error('twelve months');
        for (const reading of ['byTotal', 'byNonThermal'] as const) {
          expect(order.indexOf(worse.level[reading] ?? '')).toBeLessThanOrEqual(
            order.indexOf(rate.level[reading] ?? ''),
          );
        }
      }),
    );
  });

  test('do not depend on the order of the loads, nor on how they are summed beforehand', () => {
    fc.assert(
      fc.property(anyRows, anyDefinition, (rows, definition) => {
        const halves = rows.flatMap((row) => {
          const half = { ...row, massTonnes: tonnes(row.massTonnes.div(2)) };
          return [half, half];
        });
        for (const same of [rows.toReversed(), halves]) {
          expect(conversionRate(same, definition, table)).toEqual(conversionRate(rows, definition, table));
          expect(ul(same)).toEqual(ul(rows));
          expect(gri306Diverted(same, table)).toEqual(gri306Diverted(rows, table));
        }
      }),
    );
  });

  test('a level in the strict reading is never above that in the total reading', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const rate = ul(rows);
        if ('noData' in rate || rate.level === 'indicative') return;
        const { byTotal, byNonThermal, ambiguous } = rate.level;
        expect(order.indexOf(byNonThermal ?? '')).toBeLessThanOrEqual(order.indexOf(byTotal ?? ''));
        expect(ambiguous).toBe(byTotal !== byNonThermal);
        if (!rate.passesGate) expect(byTotal).toBeNull();
      }),
    );
  });

  test('the mean of subsidiaries lies between the lowest and the highest', () => {
    fc.assert(
      fc.property(fc.array(anyRows, { minLength: 1, maxLength: 6 }), anyDefinition, (each, definition) => {
        const entities = each.map((rows, index) => ({ entity: `entity ${index}`, rows }));
        const mean = conversionRateEntityMean(entities, definition, table);
        if ('noData' in mean) return;
        const nearly = mean.value.toDecimalPlaces(40);
        expect(nearly.gte(mean.inputs.lowestRateShare.toDecimalPlaces(40))).toBe(true);
        expect(nearly.lte(mean.inputs.highestRateShare.toDecimalPlaces(40))).toBe(true);
        expect(mean.inputs.entitiesWithDataCount.lte(mean.inputs.entitiesExpectedCount)).toBe(true);
      }),
    );
  });
});

describe('sums', () => {
  test('T = NW + WTE + LF + INC + OTH', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const rate = ul(rows);
        if ('noData' in rate) return;
        const { totalMassTonnes, energyRecoveryCreditedMassTonnes, ...terms } = rate.inputs;
        expect(energyRecoveryCreditedMassTonnes.lte(terms.energyRecoveryMassTonnes)).toBe(true);
        const added = Object.values(terms).reduce((one, other) => one.plus(other));
        expect(exactText(added)).toBe(exactText(totalMassTonnes));
      }),
    );
  });

  test('what is diverted and what is disposed is everything, line by line', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [diverted, disposed] = [gri306Diverted(rows, table), gri306Disposed(rows, table)];
        if ('noData' in diverted || 'noData' in disposed) throw new Error('there are loads');
        expect(compare(sum([diverted.value, disposed.value]), massOf(rows))).toBe(0);
        for (const side of [diverted, disposed]) {
          expect(exactText(massOf<{ massTonnes: typeof side.value }>(side.lines))).toBe(exactText(side.value));
          const { hazardousMassTonnes, nonHazardousMassTonnes, onSiteMassTonnes, offSiteMassTonnes } = side.inputs;
          expect(exactText(hazardousMassTonnes.plus(nonHazardousMassTonnes))).toBe(exactText(side.value));
          expect(exactText(onSiteMassTonnes.plus(offSiteMassTonnes))).toBe(exactText(side.value));
        }
      }),
    );
  });

  test('the compositions add up to what was generated', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const generated = gri306Generated(rows);
        if ('noData' in generated) throw new Error('there are rows');
        expect(exactText(massOf(generated.lines))).toBe(exactText(generated.value));
        expect(exactText(generated.value)).toBe(exactText(massOf(rows)));
      }),
    );
  });
});
