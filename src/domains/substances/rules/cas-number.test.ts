// Is a CAS number read in any notation, and is one that became a date put back only where there is one answer?
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casCheckDigit, isCasNumber, isEcNumber, orderOfDates, readEcNumber, repairCas } from './cas-number.ts';

describe('check digits', () => {
  test('n-hexane 110-54-3: 4·1+5·2+0·3+1·4+1·5 = 23, so 3', () => {
    expect(casCheckDigit('11054')).toBe(3);
    expect(isCasNumber('110-54-3')).toBe(true);
    expect(isCasNumber('110-54-4')).toBe(false);
  });
  test('EC 200-001-8: 2·1+0·2+0·3+0·4+0·5+1·6 = 8, and 8 modulo 11 is 8', () => {
    expect(isEcNumber('200-001-8')).toBe(true);
    expect(isEcNumber('200-001-7')).toBe(false);
    expect(readEcNumber('EC No. 231−100−4')).toBe('231-100-4');
    expect(readEcNumber('lead')).toBeNull();
  });
  test('what is no number at all', () => {
    for (const text of ['', '110-54', '0-00-0', '12-34-5', '12345678-00-1']) expect(isCasNumber(text)).toBe(false);
  });
});

describe('notation', () => {
  test.each([
    ['7439-92-1', 'as_written'],
    [' 7439-92-1 ', 'notation'],
    ['7439–92–1', 'notation'],
    ['７４３９－９２－１', 'notation'],
    ['007439-92-1', 'notation'],
    ['CAS No. 7439-92-1', 'notation'],
    ['CAS号：7439-92-1', 'notation'],
    ['CAS RN: 7439-92-1', 'notation'],
    ['7439 - 92 - 1', 'notation'],
    ['7439921', 'dashes_missing'],
  ] as const)('%s is lead', (text, reading) => {
    expect(repairCas(text)).toEqual({ cas: '7439-92-1', reading });
  });
  test.each(['', '  ', '-', '—', 'N/A', '无'])('%j says nothing', (text) => {
    expect(repairCas(text)).toMatchObject({ problem: 'cas_blank' });
  });
  test('a wrong check digit is refused with the number as it was understood', () => {
    expect(repairCas('7439-92-2')).toEqual({
      problem: 'cas_check_digit',
      text: '7439-92-2',
      candidates: ['7439-92-2'],
    });
    expect(repairCas('proprietary')).toMatchObject({ problem: 'cas_not_a_number', candidates: [] });
  });
});

describe('numbers that a spreadsheet has turned into dates', () => {
  test.each(['8/07/2708', '2708-07-08', '07.08.2708', '08.07.2708', '2708/7/8', '2708年7月8日', '8-Jul-2708'])(
    '%s was 2708-07-8: 7·1+0·2+8·3+0·4+7·5+2·6 = 78, so 8',
    (text) => expect(repairCas(text)).toEqual({ cas: '2708-07-8', reading: 'date' }),
  );
  test('a moment, as a program reads the cell, is the same day', () => {
    expect(repairCas('2708-07-08T00:00:00.000Z')).toEqual({ cas: '2708-07-8', reading: 'date' });
  });
  test('the day number behind the cell: 8 July 2708 is day 295,306', () => {
    const serial = Math.round((Date.UTC(2708, 6, 8) - Date.UTC(1899, 11, 30)) / 86_400_000);
    expect(serial).toBe(295_306);
    expect(repairCas('295306')).toEqual({ cas: '2708-07-8', reading: 'date_serial' });
  });
  test('a date that is no number either way is refused by name', () => {
    expect(repairCas('14/07/2708')).toEqual({ problem: 'cas_date_unreadable', text: '14/07/2708', candidates: [] });
  });
  test('a date with two right readings is refused with both', () => {
    const pairs = pairsOfReadings();
    expect(pairs.length).toBeGreaterThan(0);
    for (const { text, both } of pairs.slice(0, 20)) {
      const found = repairCas(text);
      expect(found).toMatchObject({ problem: 'cas_date_ambiguous' });
      expect('candidates' in found && [...found.candidates].sort()).toEqual(both);
    }
  });
  test('all 18 dates of the OECD list of 2019 are put back, and NOCAS_871521 is no number', () => {
    const turned = JSON.parse(
      readFileSync(new URL('./cas-dates.test-fixture.json', import.meta.url), 'utf8'),
    ) as string[];
    expect(turned).toHaveLength(18);
    const order = orderOfDates(turned);
    expect(order).toBe('day_first');
    for (const text of turned) expect(repairCas(text, 'day_first')).toMatchObject({ reading: 'date' });
    // 2·1+0·2+1·3+8·4+0·5+5·6 = 67 and 7·1+0·2+1·3+8·4+0·5+5·6 = 72: by itself it is refused
    expect(repairCas('7/02/5081')).toMatchObject({
      problem: 'cas_date_ambiguous',
      candidates: ['5081-02-7', '5081-07-2'],
    });
    expect(turned.filter((text) => 'problem' in repairCas(text))).toEqual([
      '7/02/5081',
      '7/02/3792',
      '6/01/6996',
      '4/09/2263',
    ]);
    expect(repairCas('NOCAS_871521')).toMatchObject({ problem: 'cas_not_a_number' });
  });
  test('a column whose dates show both orders, or none, tells nothing', () => {
    expect(orderOfDates(['8/07/2708', '07/8/2708'])).toBeNull();
    expect(orderOfDates(['7/02/5081', '7439-92-1'])).toBeNull();
  });
  test('any number that a spreadsheet reads as a day comes back from that day, or is refused with itself among the readings', () => {
    const dayLike = fc
      .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 12 }))
      .map(([first, month]) => {
        const second = String(month).padStart(2, '0');
        return `${first}-${second}-${casCheckDigit(`${first}${second}`)}`;
      });
    fc.assert(
      fc.property(dayLike, (cas) => {
        const [year = '', month = '', day = ''] = cas.split('-');
        if (day === '0' || Number(year) < 1900) return;
        const found = repairCas(`${Number(day)}/${month}/${year}`);
        expect('cas' in found ? [found.cas] : found.candidates).toContain(cas);
      }),
    );
  });
});

/** Days of which both orders of day and month give a number with a right check digit. */
function pairsOfReadings() {
  const pairs: { text: string; both: string[] }[] = [];
  for (let year = 2000; year < 2100; year++) {
    for (let one = 1; one <= 9; one++) {
      for (let other = one + 1; other <= 9; other++) {
        const both = [`${year}-0${one}-${other}`, `${year}-0${other}-${one}`];
        if (both.every(isCasNumber)) pairs.push({ text: `${one}/${other}/${year}`, both });
      }
    }
  }
  return pairs;
}
