import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { cubicMetres, exact, exactText } from '#units/quantity.ts';
import { waterDestinations, waterSources, waterUses } from '../model/flows.ts';
import { rollOutRate } from './roll-out.ts';
import { type FlowBand, type FlowsOfSite, waterFlowPicture } from './water-flow-picture.ts';

const m3 = cubicMetres;
const printed = (bands: readonly FlowBand[]) =>
  bands.map(({ from, to, volumeM3 }) => `${from} → ${to}: ${exactText(volumeM3)}`);

describe('the picture of a balance', () => {
  const site: FlowsOfSite = {
    withdrawals: [
      { source: 'municipal', volumeM3: m3(900) },
      { source: 'rain', volumeM3: m3(100) },
    ],
    uses: [
      { use: 'production', volumeM3: m3(700) },
      { use: 'domestic', volumeM3: m3(200) },
    ],
    discharges: [{ destination: 'sewer', volumeM3: m3(750) }],
    consumedInUseM3: m3(150),
    lossM3: m3(40),
    storageChangeM3: m3(20),
  };

  test('1,000 m³ in, 960 told out: 100 without a use, 40 unaccounted for', () => {
    expect(printed(waterFlowPicture(site))).toEqual([
      'source:municipal → site: 900',
      'source:rain → site: 100',
      'site → use:production: 700',
      'use:production → spent: 700',
      'site → use:domestic: 200',
      'use:domestic → spent: 200',
      'site → use:unallocated: 100',
      'use:unallocated → spent: 100',
      'spent → to:sewer: 750',
      'spent → end:consumed_in_use: 150',
      'spent → end:loss: 40',
      'spent → end:storage: 20',
      'spent → end:unaccounted: 40',
    ]);
  });

  test('more out than in: what came from nowhere, and what the tanks gave, are bands too', () => {
    const bands = printed(
      waterFlowPicture({
        ...site,
        discharges: [{ destination: 'sewer', volumeM3: m3(900) }],
        storageChangeM3: m3(-30),
      }),
    );
    expect(bands).toContain('origin:storage → site: 30');
    expect(bands).toContain('origin:unaccounted → site: 60');
  });

  test('whatever is told, as much leaves each node as enters it', () => {
    const volume = fc.integer({ min: 0, max: 1000 }).map((one) => m3(one));
    const flows = fc.record({
      withdrawals: fc.array(fc.record({ source: fc.constantFrom(...waterSources), volumeM3: volume }), {
        maxLength: 4,
      }),
      uses: fc.array(fc.record({ use: fc.constantFrom(...waterUses), volumeM3: volume }), { maxLength: 4 }),
      discharges: fc.array(fc.record({ destination: fc.constantFrom(...waterDestinations), volumeM3: volume }), {
        maxLength: 4,
      }),
      consumedInUseM3: fc.option(volume),
      lossM3: fc.option(volume),
      storageChangeM3: fc.option(fc.integer({ min: -500, max: 500 }).map((one) => m3(one))),
    });
    fc.assert(
      fc.property(flows, (told) => {
        const bands = waterFlowPicture(told);
        const through = new Map<string, ReturnType<typeof exact>>();
        for (const { from, to, volumeM3 } of bands) {
          through.set(from, (through.get(from) ?? exact(0)).minus(volumeM3));
          through.set(to, (through.get(to) ?? exact(0)).plus(volumeM3));
        }
        return [...through].every(([node, left]) => /^(source|origin|to|end):/.test(node) || left.isZero());
      }),
    );
  });
});

describe('practice 23: roll-out of the intelligent water system', () => {
  const step = (site: string, on: string, state: 'planned' | 'trial' | 'running') => ({
    site,
    on: calendarDate(on),
    state,
  });

  test('two of four run in June: what began in July, and what is on trial, do not', () => {
    const steps = [
      step('a', '2024-01-10', 'running'),
      step('b', '2024-02-01', 'running'),
      step('c', '2024-07-01', 'running'),
      step('c', '2024-03-01', 'trial'),
    ];
    expect(rollOutRate(['a', 'b', 'c', 'd'], steps, calendarDate('2024-06-30'))).toMatchObject({ value: exact('0.5') });
    expect(rollOutRate(['a', 'b', 'c', 'd'], steps, calendarDate('2024-07-01'))).toMatchObject({
      value: exact('0.75'),
    });
  });

  test('one that was switched off again does not run; no site is no rate', () => {
    const steps = [step('a', '2024-01-10', 'running'), step('a', '2024-05-01', 'trial')];
    expect(rollOutRate(['a'], steps, calendarDate('2024-06-30'))).toMatchObject({ value: exact(0) });
    expect(rollOutRate([], [], calendarDate('2024-06-30'))).toEqual({ noData: 'no_site' });
  });
});
