import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactText, share, sum, tonnes } from '#units/quantity.ts';
import levelsPack from '../../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatmentsPack from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { FlowRow } from '../model/flow.ts';
import { readTreatmentTable, type Treatment, treatments } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import { defaultConversionDefinition } from './conversion-rate.ts';
import { afterMoves, ratesOf } from './what-if.ts';

const counting = { definition: defaultConversionDefinition, table: readTreatmentTable(treatmentsPack) };
const ul = { levels: readUl2799Levels(levelsPack), twelveMonths: true };
const row = (streamId: string, treatment: Treatment, mass: string): FlowRow => ({
  ...{ streamId, treatment, vendorId: 'V1', hazardous: false, inUlScope: true, composition: 'other' },
  massTonnes: tonnes(mass),
});
const rows = [row('METAL', 'recycle_metal', '80'), row('SLUDGE', 'landfill', '12'), row('REFUSE', 'landfill', '8')];

const value = (answer: { value: Parameters<typeof exactText>[0] } | { noData: string }) =>
  'noData' in answer ? answer.noData : exactText(answer.value);

describe('80 t of metal recycled, 12 t of sludge and 8 t of refuse landfilled', () => {
  test('stand at 80 %; half of the sludge to the kiln makes 86 %, and 6 t more in GRI 306-4', () => {
    const moves = [
      { streamId: 'SLUDGE', from: 'landfill', to: 'cement_kiln_material', movedShare: share('0.5') },
    ] as const;
    const [before, after] = [rows, afterMoves(rows, moves)].map((each) => ratesOf(each, counting, ul));
    expect([before?.owner, after?.owner].map((one) => one && value(one))).toEqual(['0.8', '0.86']);
    expect([before?.diverted, after?.diverted].map((one) => one && value(one))).toEqual(['80', '86']);
    expect([before?.disposed, after?.disposed].map((one) => one && value(one))).toEqual(['20', '14']);
  });

  test('all refuse burnt with energy recovery lifts the owner’s rate and UL’s total, not what UL diverts without heat', () => {
    const after = ratesOf(
      afterMoves(rows, [
        { streamId: 'REFUSE', from: 'landfill', to: 'incineration_with_energy', movedShare: share('1') },
      ]),
      counting,
      ul,
    );
    expect(value(after.owner)).toBe('0.88');
    if ('noData' in after.ul2799) throw new Error('no rate');
    expect([after.ul2799.totalShare, after.ul2799.nonThermalShare].map(exactText)).toEqual(['0.88', '0.8']);
    expect(after.ul2799.passesGate).toBe(false);
    expect(value(after.disposed)).toBe('20');
  });

  test('a part below nothing or above all, and a stream that leaves one treatment twice, are refused', () => {
    const move = { streamId: 'SLUDGE', from: 'landfill', to: 'reuse' } as const;
    for (const part of ['-0.1', '1.1'])
      expect(() => afterMoves(rows, [{ ...move, movedShare: share(part) }])).toThrow(RangeError);
    expect(() =>
      afterMoves(rows, [
        { ...move, movedShare: share('0.5') },
        { ...move, to: 'composting', movedShare: share('0.5') },
      ]),
    ).toThrow(RangeError);
  });
});

test('whatever is moved, the mass stays, and no move changes nothing', () => {
  const anyRows = fc.array(
    fc
      .record({
        stream: fc.constantFrom('A', 'B'),
        treatment: fc.constantFrom(...treatments),
        kilograms: fc.integer({ min: 1, max: 9_999_999 }),
      })
      .map((one) => row(one.stream, one.treatment, (one.kilograms / 1000).toFixed(3))),
    { minLength: 1, maxLength: 20 },
  );
  const anyMove = fc.record({
    streamId: fc.constantFrom('A', 'B'),
    from: fc.constantFrom(...treatments),
    to: fc.constantFrom(...treatments),
    movedShare: fc.integer({ min: 0, max: 100 }).map((percent) => share((percent / 100).toFixed(2))),
  });
  fc.assert(
    fc.property(anyRows, anyMove, (given, move) => {
      const after = afterMoves(given, [move]);
      const mass = (of: readonly FlowRow[]) => exactText(sum(of.map((one) => one.massTonnes)));
      expect(mass(after)).toBe(mass(given));
      if (move.movedShare.isZero()) expect(after).toEqual(given);
    }),
  );
});
