// Worked examples that a recorder can check by hand, and for any two months: do the parts add up to the change?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactText, sum, tonnes } from '#units/quantity.ts';
import packJson from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { FlowRow } from '../model/flow.ts';
import { readTreatmentTable, type Treatment, treatments } from '../model/treatment.ts';
import { type ConversionDefinition, conversionRate, defaultConversionDefinition } from './conversion-rate.ts';
import { rateMovement } from './rate-movement.ts';

const table = readTreatmentTable(packJson);
const row = (streamId: string, treatment: Treatment, mass: number, hazardous = false): FlowRow => ({
  streamId,
  vendorId: 'vendor',
  treatment,
  hazardous,
  inUlScope: true,
  composition: 'mixed',
  massTonnes: tonnes(mass),
});
const moved = (before: readonly FlowRow[], now: readonly FlowRow[], definition: Partial<ConversionDefinition> = {}) =>
  rateMovement(before, now, { definition: { ...defaultConversionDefinition, ...definition }, table });
/** `steel +0.015`, as a reader would write it down. */
const said = (movement: ReturnType<typeof rateMovement>) =>
  'noData' in movement
    ? movement.noData
    : [
        `${exactText(movement.before)} → ${exactText(movement.now)}`,
        ...movement.streams.map(({ streamId, share }) => `${streamId} ${share.gt(0) ? '+' : ''}${exactText(share)}`),
      ];

describe('what moved the rate', () => {
  const june = [row('steel', 'recycle_metal', 80), row('sludge', 'landfill', 20)];

  test('10 t more steel and 10 t less sludge: from 80 % to 90 %, 1.5 points by the steel and 8.5 by the sludge', () => {
    const july = [row('steel', 'recycle_metal', 90), row('sludge', 'landfill', 10)];
    // mean rate 85 %: steel 90 % − 80 % − 0.85 × 10 %, sludge 0 − 0.85 × (10 % − 20 %)
    expect(said(moved(june, july))).toEqual(['0.8 → 0.9', 'sludge +0.085', 'steel +0.015']);
  });

  test('half of the sludge goes to a kiln instead: the stream moved it by 10 points, and each of its ways is told', () => {
    const july = [
      row('steel', 'recycle_metal', 80),
      row('sludge', 'landfill', 10),
      row('sludge', 'cement_kiln_material', 10),
    ];
    const movement = moved(june, july);
    expect(said(movement)).toEqual(['0.8 → 0.9', 'sludge +0.1']);
    expect(
      'streams' in movement &&
        movement.streams[0]?.parts.map(({ treatment, share }) => `${treatment} ${exactText(share)}`),
    ).toEqual(['landfill 0.085', 'cement_kiln_material 0.015']);
  });

  test('twice as much of everything moves nothing', () => {
    const twice = [row('steel', 'recycle_metal', 160), row('sludge', 'landfill', 40)];
    expect(said(moved(june, twice))).toEqual(['0.8 → 0.8']);
  });

  test('100 t of pallets, reused: from 80 % to 90 %; the pallets lift it, sludge weighs less, steel weighs less', () => {
    // half of the whole at 85 %: pallets 50 % × 0.15, sludge 10 % × 0.85 less, steel 40 % × 0.15 less
    const july = [...june, row('pallets', 'reuse', 100)];
    expect(said(moved(june, july))).toEqual(['0.8 → 0.9', 'sludge +0.085', 'pallets +0.075', 'steel -0.06']);
  });

  test('hazardous waste that the definition leaves out moves nothing', () => {
    const july = [...june, row('oil', 'incineration_no_energy', 50, true)];
    expect(said(moved(june, july, { excludeHazardous: true }))).toEqual(['0.8 → 0.8']);
  });

  test('without a rate on one side there is nothing to compare: said, not shown as zero', () => {
    expect(said(moved([], june))).toBe('no_rate_before');
    expect(said(moved(june, []))).toBe('no_rate_now');
  });
});

const anyRow = fc.record({
  streamId: fc.constantFrom('a', 'b', 'c', 'd'),
  vendorId: fc.constantFrom('v', 'w'),
  treatment: fc.constantFrom(...treatments),
  hazardous: fc.boolean(),
  inUlScope: fc.constant(true),
  composition: fc.constant('mixed' as const),
  massTonnes: fc.integer({ min: 1, max: 60_000 }).map((kilograms) => tonnes((kilograms / 1000).toFixed(3))),
});
const anyDefinition = fc.record({
  excludeHazardous: fc.boolean(),
  excludeEnergyRecovery: fc.boolean(),
  capEnergyRecoveryTenPoints: fc.boolean(),
});
const rows = fc.array(anyRow, { minLength: 1, maxLength: 12 });

test('for any two months and definition the parts add up to the change, and the change is that of the two rates', () => {
  fc.assert(
    fc.property(rows, rows, anyDefinition, (before, now, definition) => {
      const movement = rateMovement(before, now, { definition, table });
      if ('noData' in movement) return;
      expect(exactText(sum(movement.streams.map(({ share }) => share)))).toBe(exactText(movement.change));
      for (const { share, parts } of movement.streams)
        expect(exactText(sum(parts.map((part) => part.share)))).toBe(exactText(share));
      const [then, today] = [before, now].map((all) => conversionRate(all, definition, table));
      if (!then || !today || 'noData' in then || 'noData' in today) throw new Error('a rate moved that is not there');
      expect(movement.now.minus(movement.before).minus(today.value.minus(then.value)).abs().lt('1e-28')).toBe(true);
    }),
  );
});

test('the other way round, each stream moves it back by as much', () => {
  fc.assert(
    fc.property(rows, rows, anyDefinition, (before, now, definition) => {
      const there = rateMovement(before, now, { definition, table });
      const back = rateMovement(now, before, { definition, table });
      if ('noData' in there || 'noData' in back) return;
      for (const { streamId, share } of there.streams) {
        const other = back.streams.find((one) => one.streamId === streamId)?.share;
        expect(
          share
            .plus(other ?? 0)
            .abs()
            .lt('1e-27'),
        ).toBe(true);
      }
    }),
  );
});
