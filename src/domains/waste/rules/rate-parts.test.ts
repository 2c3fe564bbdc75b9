import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactText, share, sum, tonnes } from '#units/quantity.ts';
import pack from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { FlowRow } from '../model/flow.ts';
import { readTreatmentTable, type Treatment, treatments } from '../model/treatment.ts';
import { conversionRate, defaultConversionDefinition } from './conversion-rate.ts';
import { changeByStream, convertedRows, gapByStream } from './rate-parts.ts';

const table = readTreatmentTable(pack);
const counting = { definition: defaultConversionDefinition, table };
const row = (streamId: string, treatment: Treatment, mass: string, hazardous = false): FlowRow => ({
  ...{ streamId, treatment, hazardous, vendorId: 'V1', inUlScope: true, composition: 'other' },
  massTonnes: tonnes(mass),
});
const textOf = (value: Parameters<typeof exactText>[0]) => exactText(value);

describe('the distance to the target, by stream', () => {
  test('60 t of metal recycled, 25 t of sludge and 15 t of refuse landfilled, target 88 %: sludge lacks 22 points of 28', () => {
    const gap = gapByStream(
      [row('METAL', 'recycle_metal', '60'), row('SLUDGE', 'landfill', '25'), row('REFUSE', 'landfill', '15')],
      counting,
      share('0.88'),
    );
    if ('noData' in gap) throw new Error(gap.noData);
    expect([textOf(gap.rateShare), textOf(gap.gapShare)]).toEqual(['0.6', '0.28']);
    expect(gap.parts.map((part) => [part.streamId, textOf(part.missingMassTonnes), textOf(part.share)])).toEqual([
      ['SLUDGE', '22', '0.22'],
      ['REFUSE', '13.2', '0.132'],
      ['METAL', '-7.2', '-0.072'],
    ]);
  });

  test('of no waste there is no distance', () => {
    expect(gapByStream([], counting, share('0.88'))).toEqual({ noData: 'nothing_counted' });
  });
});

describe('the change between two periods, by stream', () => {
  test('half of the sludge goes to the kiln now: +25 points by treatment, nothing by mix', () => {
    const before = [row('METAL', 'recycle_metal', '50'), row('SLUDGE', 'landfill', '50')];
    const now = [
      row('METAL', 'recycle_metal', '50'),
      row('SLUDGE', 'cement_kiln_material', '25'),
      row('SLUDGE', 'landfill', '25'),
    ];
    const change = changeByStream(before, now, counting);
    if ('noData' in change) throw new Error(change.noData);
    expect(textOf(change.changeShare)).toBe('0.25');
    expect(change.parts[0]).toMatchObject({ streamId: 'SLUDGE' });
    expect(change.parts.map((part) => [textOf(part.treatmentEffect), textOf(part.mixEffect)])).toEqual([
      ['0.25', '0'],
      ['0', '0'],
    ]);
  });

  test('nothing is treated otherwise, but half of the metal stopped: the rate falls from 75 % to 60 %, by mix alone', () => {
    const change = changeByStream(
      [row('METAL', 'recycle_metal', '60'), row('REFUSE', 'landfill', '20')],
      [row('METAL', 'recycle_metal', '30'), row('REFUSE', 'landfill', '20')],
      counting,
    );
    if ('noData' in change) throw new Error(change.noData);
    expect(textOf(change.changeShare)).toBe('-0.15');
    // Δw of metal is −0.15, its own rate 1, the middle of both rates 0.675: −0.15 × 0.325.
    const parts = Object.fromEntries(change.parts.map((part) => [part.streamId, part]));
    expect(textOf(parts.METAL?.mixEffect ?? share(0))).toBe('-0.04875');
    // Δw of refuse is +0.15, its own rate 0: 0.15 × −0.675.
    expect(textOf(parts.REFUSE?.mixEffect ?? share(0))).toBe('-0.10125');
    expect(change.parts.every((part) => part.treatmentEffect.isZero())).toBe(true);
  });

  test('a stream that is new has no treatment before: it can only weigh', () => {
    const change = changeByStream(
      [row('METAL', 'recycle_metal', '80'), row('REFUSE', 'landfill', '20')],
      [row('METAL', 'recycle_metal', '80'), row('REFUSE', 'landfill', '20'), row('RUBBLE', 'landfill', '60')],
      counting,
    );
    if ('noData' in change) throw new Error(change.noData);
    expect(textOf(change.changeShare)).toBe('-0.3');
    const rubble = change.parts.find((part) => part.streamId === 'RUBBLE');
    expect(rubble).toMatchObject({ convertedShareBefore: null });
    expect(textOf(rubble?.treatmentEffect ?? share(1))).toBe('0');
    // 60 of 160 t at 0 % where the middle of 80 % and 50 % is 65 %: 0.375 × −0.65
    expect(textOf(rubble?.mixEffect ?? share(0))).toBe('-0.24375');
  });
});

const anyRow = fc.record({
  streamId: fc.constantFrom('A', 'B', 'C', 'D'),
  vendorId: fc.constant('V'),
  treatment: fc.constantFrom(...treatments),
  hazardous: fc.boolean(),
  inUlScope: fc.constant(true),
  composition: fc.constant('other' as const),
  massTonnes: fc.integer({ min: 1, max: 9_999_999 }).map((kilograms) => tonnes((kilograms / 1000).toFixed(3))),
});
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 25 });
const anyDefinition = fc.record({
  excludeHazardous: fc.boolean(),
  excludeEnergyRecovery: fc.boolean(),
  capEnergyRecoveryTenPoints: fc.boolean(),
});

describe('whatever the rows and the owner’s definition', () => {
  test('converted rows add up to what the rate counts', () => {
    fc.assert(
      fc.property(anyRows, anyDefinition, (rows, definition) => {
        const rate = conversionRate(rows, definition, table);
        const converted = convertedRows(rows, { definition, table });
        if ('noData' in rate) return converted.length === 0;
        return sum(converted.map((one) => one.convertedMassTonnes)).eq(rate.inputs.convertedMassTonnes);
      }),
    );
  });

  test('the parts of a gap add up to it exactly', () => {
    fc.assert(
      fc.property(anyRows, anyDefinition, fc.integer({ min: 0, max: 1000 }), (rows, definition, reference) => {
        const gap = gapByStream(rows, { definition, table }, share((reference / 1000).toFixed(3)));
        return 'noData' in gap || sum(gap.parts.map((part) => part.share)).eq(gap.gapShare);
      }),
    );
  });

  test('the effects of all streams add up to the change exactly', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyDefinition, (before, now, definition) => {
        const change = changeByStream(before, now, { definition, table });
        if ('noData' in change) return true;
        const all = sum(change.parts.map((part) => part.effect));
        return all.eq(change.changeShare) && change.changeShare.eq(change.rateShare.minus(change.rateBeforeShare));
      }),
    );
  });

  test('what rounding moves stays below a millionth of a millionth of a point', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyDefinition, (before, now, definition) => {
        const change = changeByStream(before, now, { definition, table });
        if ('noData' in change) return true;
        const [then, today] = [before, now].map((rows) => conversionRate(rows, definition, table));
        if (!then || !today || 'noData' in then || 'noData' in today) return false;
        return change.changeShare.minus(today.value.minus(then.value)).abs().lt('1e-30');
      }),
    );
  });
});
