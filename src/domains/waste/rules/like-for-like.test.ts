import { describe, expect, test } from 'vitest';
import { exactText, tonnes } from '#units/quantity.ts';
import { type ConversionDefinition, defaultConversionDefinition } from './conversion-rate.ts';
import { factoriesOf, likeForLike, likeForLikeNumber } from './like-for-like.ts';

/** Whole tonnes of one factory: all that was shipped, of it converted, and of that burnt for energy. */
interface Waste {
  total: number;
  converted: number;
  burnt?: number;
}

/** A period with the factories that have records in it; those in `part` were inside on some of its days only. */
const period = (wastes: Record<string, Waste>, part: readonly string[] = [], unseen: readonly string[] = []) => ({
  withRecords: Object.keys(wastes),
  throughout: Object.keys(wastes).filter((site) => !part.includes(site)),
  masses: new Map(
    Object.entries(wastes)
      .filter(([site]) => !unseen.includes(site))
      .map(([site, { total, converted, burnt = 0 }]) => [
        site,
        {
          totalMassTonnes: tonnes(total),
          nonThermalMassTonnes: tonnes(converted - burnt),
          energyRecoveryMassTonnes: tonnes(burnt),
        },
      ]),
  ),
});
type Factories = ReturnType<typeof period>;
const change = (now: Factories, before: Factories, definition: Partial<ConversionDefinition> = {}) => {
  const answer = likeForLike(now, before, { ...defaultConversionDefinition, ...definition });
  if ('noData' in answer) return answer.noData;
  const { compared, either } = {
    compared: likeForLikeNumber(answer, 'compared').value,
    either: likeForLikeNumber(answer, 'either').value,
  };
  return `${exactText(answer.value)} over ${compared} of ${either}, without ${answer.leftOut.join(' ')}`;
};

const before = period({ A: { total: 100, converted: 80 }, B: { total: 300, converted: 270 } });

describe('the like-for-like change of the waste conversion rate', () => {
  test('one joined: A and B went from 350 of 400 t to 360 of 400 t, 87.5 % to 90 %, whatever C with 100 t does', () => {
    const now = period({
      A: { total: 200, converted: 172 },
      B: { total: 200, converted: 188 },
      C: { total: 100, converted: 10 },
    });
    expect(change(now, before)).toBe('0.025 over 2 of 3, without C');
  });

  test('one left: A alone went from 80 of 100 t to 45 of 50 t, 80 % to 90 %', () => {
    expect(change(period({ A: { total: 50, converted: 45 } }), before)).toBe('0.1 over 1 of 2, without B');
  });

  test('the same factories: the reported change is like for like, and there is nothing to add', () => {
    const now = period({ A: { total: 10, converted: 9 }, B: { total: 10, converted: 9 } });
    expect(change(now, before)).toBe('same_factories');
  });

  test('masses are added, rates not averaged: 10 of 100 t and 300 of 300 t are 77.5 %, not 55 %', () => {
    const now = period({
      A: { total: 100, converted: 10 },
      B: { total: 300, converted: 300 },
      C: { total: 1, converted: 1 },
    });
    // 77.5 % less 87.5 %
    expect(change(now, before)).toBe('-0.1 over 2 of 3, without C');
  });

  test('one that came in during either period is not compared, though it has records in both', () => {
    const now = period({ A: { total: 50, converted: 45 }, B: { total: 300, converted: 30 } });
    expect(change(now, period({ A: { total: 100, converted: 80 }, B: { total: 9, converted: 9 } }, ['B']))).toBe(
      '0.1 over 1 of 2, without B',
    );
  });

  test('the cap of ten points holds for all of them together: 30 t burnt of 200 t count as 20 t', () => {
    const former = period({ A: { total: 100, converted: 80 }, B: { total: 100, converted: 80 } });
    const now = period({
      A: { total: 100, converted: 90, burnt: 30 },
      B: { total: 100, converted: 80 },
      C: { total: 5, converted: 5 },
    });
    // (60 + 80 + 20) of 200 t is 80 %, as before; capped by factory it would be 75 %
    expect(change(now, former, { capEnergyRecoveryTenPoints: true })).toBe('0 over 2 of 3, without C');
  });

  test('missing is never zero: without a common factory, or one whose masses are not known, there is no change', () => {
    expect(change(period({ C: { total: 5, converted: 5 } }), before)).toBe('no_factory_in_both');
    const now = { A: { total: 50, converted: 45 }, B: { total: 50, converted: 45 }, C: { total: 5, converted: 5 } };
    expect(change(period(now, [], ['B']), before)).toBe('factory_not_known');
    expect(change(period({ A: { total: 0, converted: 0 } }), before)).toBe('nothing_counted_in_a_period');
  });
});

describe('the factories of a figure', () => {
  const sites = { expected: ['A', 'B', 'C', 'D'], throughout: ['A', 'B', 'D'] };
  const figures: Record<string, { value: string | null; inputs: Record<string, string> }> = {
    A: {
      value: '0.8',
      inputs: { totalMassTonnes: '10.5', nonThermalMassTonnes: '8.4', energyRecoveryMassTonnes: '0' },
    },
    D: { value: null, inputs: {} },
  };
  const { withRecords, throughout, masses } = factoriesOf(sites, ['B'], (site) => figures[site]);

  test('are those expected that are not missing, with the masses that are known', () => {
    expect(withRecords).toEqual(['A', 'C', 'D']);
    expect(throughout).toEqual(['A', 'B', 'D']);
    expect(masses.get('A')?.totalMassTonnes.toFixed()).toBe('10.5');
    expect(masses.has('C')).toBe(false);
  });

  test('one with records of which the definition leaves out all counts no mass, and is known', () => {
    expect(masses.get('D')?.totalMassTonnes.toFixed()).toBe('0');
  });
});
