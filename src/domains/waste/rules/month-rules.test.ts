// Questions about a month, estimates of what is late, and statements matched by total.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { exactText, kilograms, tonnes } from '#units/quantity.ts';
import { defaultMassTolerance, matchesTotal } from './counting-mass.ts';
import { byBins, byHeadCount, estimatesFrom, meanOfThreeMonths, sameMonthLastYear } from './estimate.ts';
import { licenceFault } from './licence.ts';
import { coverLine } from './match-statement.ts';
import { defaultThresholds, monthQuestions, mostQuestions, putQuestions, type StreamMonth } from './month-questions.ts';

const mass = (value: string | null) => (value === null ? null : tonnes(value));

describe('questions about a month', () => {
  const stream = (more: Partial<StreamMonth> = {}): StreamMonth => ({
    ...{ streamId: 'paper', hazardous: false, nationalCode: null, loads: [], before: [] },
    ...{ massTonnes: mass('10'), lastYearMassTonnes: null },
    ...more,
  });
  const months = (masses: readonly (string | null)[], outputCny: string | null = null) =>
    masses.map((one) => ({ massTonnes: mass(one), outputCny }));
  const ask = (streams: readonly StreamMonth[], more: Partial<Parameters<typeof monthQuestions>[1]> = {}) =>
    monthQuestions(streams, { outputCny: null, licences: new Map(), thresholds: defaultThresholds, ...more });

  test('10 t after 6 t is two thirds more, and asked; after 7 t it is 43 %, and not', () => {
    expect(ask([stream({ before: months(['6']) })])).toMatchObject([
      { question: 'change_on_last_month', facts: { beforeMassTonnes: '6', changeShare: '0.6667' } },
    ]);
    expect(ask([stream({ before: months(['7']) })])).toEqual([]);
  });

  test('a change below a tonne is none, whatever its share', () => {
    expect(ask([stream({ massTonnes: mass('1.2'), before: months(['0.4']) })])).toEqual([]);
  });

  test('a month that nobody recorded is nothing to compare with', () => {
    expect(ask([stream({ before: months([null]), lastYearMassTonnes: null })])).toEqual([]);
  });

  test('one change of one stream is asked once, by the greater difference', () => {
    const found = ask([stream({ massTonnes: mass('20'), before: months(['12']), lastYearMassTonnes: mass('5') })]);
    expect(found.map(({ question }) => question)).toEqual(['change_on_last_year']);
  });

  test('10 t where output tells of 20 t is asked; twice the output and twice the mass is not', () => {
    const before = months(['10', '10', '10', '10'], '100');
    expect(ask([stream({ before })], { outputCny: '200' })).toMatchObject([]);
    expect(ask([stream({ before, massTonnes: mass('9') })], { outputCny: '200' })).toMatchObject([
      { question: 'outlier_per_output', facts: { massTonnes: '9', expectedMassTonnes: '20', months: 4 } },
    ]);
    expect(
      ask([stream({ before: months(['10', '10', '10'], '100'), massTonnes: mass('14') })], { outputCny: '140' }),
    ).toEqual([]);
  });

  test('a stream that came each month and is signed as none has stopped; what is only missing is asked for as such', () => {
    const before = months(['2', '4', '3', '9']);
    expect(ask([stream({ massTonnes: mass('0'), before })])).toMatchObject([
      { question: 'stream_stopped', facts: { months: 3, meanMassTonnes: '3' } },
    ]);
    expect(ask([stream({ massTonnes: null, before })])).toEqual([]);
    expect(ask([stream({ massTonnes: mass('0'), before: months(['2', '0', '3']) })])).toEqual([]);
  });

  test('three of three loads in half tonnes look guessed; three of four do not, nor do two', () => {
    const load = (weight: string) => ({
      vendorId: 'v',
      departedOn: calendarDate('2024-05-02'),
      massTonnes: tonnes(weight),
    });
    expect(ask([stream({ loads: [load('3'), load('2.5'), load('4')] })])).toMatchObject([
      { question: 'rounded_weights', facts: { rounded: 3, loads: 3 } },
    ]);
    expect(ask([stream({ loads: [load('3'), load('2.5'), load('4'), load('3.12')] })])).toEqual([]);
    expect(ask([stream({ loads: [load('3'), load('2.5')] })])).toEqual([]);
  });

  test('hazardous waste to a vendor without a licence for it comes first, however light', () => {
    const oil = stream({
      ...{ streamId: 'oil', hazardous: true, nationalCode: '900-249-08', massTonnes: mass('0.2') },
      loads: [{ vendorId: 'v', departedOn: calendarDate('2024-05-02'), massTonnes: tonnes('0.2') }],
    });
    const found = ask([stream({ before: months(['2']) }), oil]);
    expect(found.map(({ question }) => question)).toEqual(['licence_not_valid', 'change_on_last_month']);
    expect(found[0]?.facts).toMatchObject({ why: 'code_not_covered', vendorId: 'v', code: '900-249-08' });
  });

  test('at most three are put, whatever is answered, and the rest is counted', () => {
    const all = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(all, fc.uniqueArray(fc.integer({ min: 0, max: 9 })), (ids, answered) => {
        const questions = ids.map((one) => ({ question: 'stream_stopped' as const, streamId: String(one) }));
        const isAnswered = ({ streamId }: { streamId: string }) => answered.includes(Number(streamId));
        const { put, more } = putQuestions(questions, isAnswered);
        expect(put.length + more).toBe(questions.length);
        expect(put.filter((one) => !isAnswered(one)).length).toBeLessThanOrEqual(mostQuestions);
        // Answering what is put brings up nothing new.
        const put2 = putQuestions(questions, (one) => isAnswered(one) || put.includes(one));
        expect(put2.put).toEqual(put);
      }),
    );
  });
});

describe('does a licence cover it', () => {
  const licence = { permittedCodes: ['HW08'], from: calendarDate('2022-01-01'), before: calendarDate('2024-05-01') };
  test.each([
    ['2024-04-30', '900-249-08', undefined],
    ['2024-05-01', '900-249-08', 'not_in_force'],
    ['2021-12-31', '900-249-08', 'not_in_force'],
    ['2024-04-30', '900-252-12', 'code_not_covered'],
  ] as const)('on %s, %s: %s', (on, code, fault) => {
    expect(licenceFault([licence], code, calendarDate(on))).toBe(fault);
  });
  test('a licence for the whole code, and none at all', () => {
    expect(
      licenceFault([{ ...licence, permittedCodes: ['900-249-08'] }], '900-249-08', calendarDate('2024-01-01')),
    ).toBeUndefined();
    expect(licenceFault([], '900-249-08', calendarDate('2024-01-01'))).toBe('code_not_covered');
  });
});

describe('estimates', () => {
  const before = {
    lastYear: { massTonnes: mass('8'), outputCny: '200' },
    outputCny: '300',
    months: [
      { massTonnes: mass('9'), headCount: 500 },
      { massTonnes: mass('0'), headCount: null },
      { massTonnes: null, headCount: 500 },
      { massTonnes: mass('6'), headCount: 500 },
    ],
    headCount: 520,
  };
  test('8 t a year ago, output half as much again: 12 t; output unknown: 8 t, and it says so', () => {
    expect(sameMonthLastYear(before)).toMatchObject({ massTonnes: tonnes('12'), inputs: { factor: '1.5' } });
    const unscaled = sameMonthLastYear({ ...before, outputCny: null });
    expect(unscaled).toMatchObject({ massTonnes: tonnes('8'), inputs: { lastYearMassTonnes: '8', factor: '1' } });
    expect(unscaled?.inputs).not.toHaveProperty('outputCny');
  });
  test('9 t and a signed none make a mean of 4.5 t; the month that nobody recorded is not zero', () => {
    expect(meanOfThreeMonths(before)).toMatchObject({ massTonnes: tonnes('4.5'), inputs: { months: 2 } });
  });
  test('15 t of 1,000 heads are 15 kg a head: 520 people, 7.8 t; a set factor of 20 kg: 10.4 t', () => {
    expect(byHeadCount(before)).toMatchObject({
      massTonnes: tonnes('7.8'),
      inputs: { kilogramsPerHead: '15', months: 2 },
    });
    expect(byHeadCount({ ...before, kilogramsPerHead: kilograms(20) })).toMatchObject({ massTonnes: tonnes('10.4') });
  });
  test('40 bins of 240 l at 0.1 kg/l: 0.96 t', () => {
    expect(byBins({ bins: 40, litresPerBin: '240', kilogramsPerLitre: '0.1' })?.massTonnes).toEqual(tonnes('0.96'));
  });
  test('where nothing is known, nothing is proposed', () => {
    const unknown = { lastYear: { massTonnes: null, outputCny: null }, outputCny: null, months: [], headCount: null };
    expect(estimatesFrom(unknown)).toEqual([]);
  });
});

describe('a statement by total', () => {
  const loads = (...masses: string[]) => masses.map((one, at) => ({ id: `L${at + 1}`, massTonnes: tonnes(one) }));
  const cover = (stated: string, ...masses: string[]) =>
    coverLine(tonnes(stated), loads(...masses), defaultMassTolerance);

  test('all loads of the stream, where they add up', () => {
    expect(cover('29.6', '10', '12.5', '7.1')).toMatchObject({ loadIds: ['L1', 'L2', 'L3'], agrees: true });
  });
  test('else the loads that do: the one of 7.1 t is not on it', () => {
    const found = cover('22.5', '10', '7.1', '12.5');
    expect(found).toMatchObject({ loadIds: ['L1', 'L3'], agrees: true });
    expect(exactText(found.differenceMassTonnes)).toBe('0');
  });
  test('else none: all of them are shown with what is between', () => {
    const found = cover('40', '10', '12.5');
    expect(found).toMatchObject({ loadIds: ['L1', 'L2'], agrees: false });
    expect(exactText(found.differenceMassTonnes)).toBe('17.5');
  });
  test('without loads nothing agrees, whatever is stated', () => {
    expect(cover('0.01')).toMatchObject({ loadIds: [], agrees: false });
  });

  const someLoads = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 14 });
  test('a proposed subset always adds up, and says truly what it comes to', () => {
    fc.assert(
      fc.property(someLoads, fc.integer({ min: 1, max: 120_000 }), (weights, stated) => {
        const all = weights.map((one, at) => ({ id: `L${at}`, massTonnes: tonnes(kilograms(one).div(1000)) }));
        const found = coverLine(tonnes(kilograms(stated).div(1000)), all, defaultMassTolerance);
        const chosen = all.filter(({ id }) => found.loadIds.includes(id)).map(({ massTonnes }) => massTonnes);
        expect(chosen.length).toBe(found.loadIds.length);
        if (found.agrees) expect(matchesTotal(chosen, tonnes(kilograms(stated).div(1000)))).toBe(true);
        else expect(found.loadIds.length).toBe(all.length);
      }),
    );
  });
  test('what is the total of some of the loads is found', () => {
    fc.assert(
      fc.property(someLoads, fc.infiniteStream(fc.boolean()), (weights, picks) => {
        const all = weights.map((one, at) => ({ id: `L${at}`, massTonnes: tonnes(kilograms(one).div(1000)) }));
        const picked = all.filter(() => picks.next().value);
        fc.pre(picked.length > 0);
        const stated = tonnes(picked.reduce((total, { massTonnes }) => total.plus(massTonnes), tonnes(0).plus(0)));
        expect(coverLine(stated, all, defaultMassTolerance).agrees).toBe(true);
      }),
    );
  });
  test('as many loads as a month can have are answered within the bound', () => {
    const many = Array.from({ length: 200 }, (_, at) => ({
      id: `L${at}`,
      massTonnes: tonnes(String(5 + (at % 7) / 10)),
    }));
    expect(coverLine(tonnes('3'), many, defaultMassTolerance).agrees).toBe(false);
    expect(coverLine(tonnes('500'), many, defaultMassTolerance).agrees).toBe(true);
  });
});
