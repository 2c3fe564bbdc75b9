import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { massToTonnes, tonnesTo } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import { parseInteger, parseNumber } from './number.ts';
import { decimalMarkOf } from './number-text.ts';
import { masses, parseQuantity, type QuantityOptions, volumes } from './quantity.ts';

type Mass = QuantityOptions<'t' | 'kg' | 'g' | 'mg' | 'jin' | 'lb' | 'short_ton'>;
const inTonnes: Mass = { family: masses, unit: 't', columnUnit: 't' };
const kgColumn: Mass = { ...inTonnes, columnUnit: 'kg' };
const noColumn: Mass = { family: masses, unit: 't' };

/** The tonnes that a cell of a column in kilograms means. */
const tonnes = (text: string, options: Mass = kgColumn) => {
  const read = parseQuantity(text, undefined, options);
  return 'value' in read ? read.value.amount : read.problem;
};

describe('masses in a column headed 重量（kg）', () => {
  test.each([
    ['1250', '1.25'],
    ['1,250', '1.25'],
    ['1，250', '1.25'],
    ['１２５０', '1.25'],
    ['１２５０．５', '1.2505'],
    ['1 250', '1.25'],
    ['1250.50', '1.2505'],
    ['.5', '0.0005'],
    ['1,234,567.8', '1234.5678'],
    ['1.25E+3', '1.25'],
    ['1.2万', '12'],
    ['+1250', '1.25'],
    ['1250 kg', '1.25'],
    ['1250公斤', '1.25'],
    ['1250千克', '1.25'],
    ['1250（kg）', '1.25'],
  ])('%s is %s t', (text, expected) => {
    expect(tonnes(text)).toBe(expected);
  });

  test.each([
    ['3 t', '3'],
    ['3吨', '3'],
    ['3.5公吨', '3.5'],
    ['500斤', '0.25'],
    ['500市斤', '0.25'],
    ['250克', '0.00025'],
    ['2000 g', '0.002'],
    ['2000 lb', '0.90718474'],
    ['0.3万吨', '3000'],
  ])('%s: the unit in the cell wins, and is told', (text, expected) => {
    expect(parseQuantity(text, undefined, kgColumn)).toMatchObject({
      value: { amount: expected },
      notes: expect.arrayContaining([expect.objectContaining({ note: 'unit_from_cell', columnUnit: 'kg' })]),
    });
  });

  test('what was typed is kept beside what is counted', () => {
    expect(parseQuantity(' 1,250.50 公斤 ', undefined, inTonnes)).toEqual({
      value: { amount: '1.2505', number: '1250.5', unit: 'kg', text: '1,250.50 公斤' },
      notes: [{ note: 'unit_from_cell', unit: 'kg', columnUnit: 't' }],
    });
  });

  test('a tonne is not a ton, and a bucket is no unit', () => {
    expect(parseQuantity('3 ton', undefined, inTonnes)).toEqual({
      problem: 'ambiguous_unit',
      text: '3 ton',
      unit: 'ton',
      first: 't',
      second: 'short_ton',
    });
    expect(parseQuantity('3 桶', undefined, inTonnes)).toEqual({ problem: 'unknown_unit', text: '3 桶', unit: '桶' });
    expect(parseQuantity('3 m3', undefined, inTonnes)).toMatchObject({ problem: 'not_a_number' });
  });

  test('without a unit anywhere the person is asked', () => {
    expect(parseQuantity('1250', undefined, noColumn)).toEqual({ problem: 'unit_missing', text: '1250' });
    expect(parseQuantity('1250 kg', undefined, noColumn)).toEqual({
      value: { amount: '1.25', number: '1250', unit: 'kg', text: '1250 kg' },
    });
  });

  test('only units that the field takes', () => {
    expect(parseQuantity('3 lb', undefined, { ...inTonnes, enteredIn: ['t', 'kg'] })).toMatchObject({
      problem: 'unit_not_accepted',
      unit: 'lb',
      accepted: 't, kg',
    });
  });
});

describe('volumes in a column headed 用水量（m³）', () => {
  const inCubicMetres = { family: volumes, unit: 'm3', columnUnit: 'm3' } as const;
  test.each([
    ['1,250', '1250'],
    ['1250 m3', '1250'],
    ['1250m³', '1250'],
    ['1250方', '1250'],
    ['12吨', '12'],
    ['1.2万m³', '12000'],
    ['500 L', '0.5'],
    ['1 ML', '1000'],
    ['1 ml', '0.000001'],
    ['1000 US gal', '3.785411784'],
    ['100 ft3', '2.8316846592'],
  ])('%s is %s m³', (text, expected) => {
    expect(parseQuantity(text, undefined, inCubicMetres)).toMatchObject({ value: { amount: expected } });
  });

  test('a gallon of no country, and a million times more or less, are asked about', () => {
    for (const [text, first, second] of [
      ['1000 gal', 'us_gal', 'imp_gal'],
      ['1 Ml', 'ML', 'mL'],
    ] as const)
      expect(parseQuantity(text, undefined, inCubicMetres)).toMatchObject({
        problem: 'ambiguous_volume',
        ...{ first, second },
      });
    expect(parseQuantity('3 kg', undefined, inCubicMetres)).toMatchObject({ problem: 'unknown_unit', unit: 'kg' });
  });

  test('a heading whose unit is no volume, or several, is told at every cell that names none itself', () => {
    const headed = (columnUnitWritten: string) => ({ family: volumes, unit: 'm3', columnUnitWritten }) as const;
    expect(parseQuantity('5', undefined, headed('kg'))).toMatchObject({ problem: 'unknown_unit', unit: 'kg' });
    expect(parseQuantity('5', undefined, headed('gal'))).toMatchObject({ problem: 'ambiguous_volume' });
    expect(parseQuantity('5 m3', undefined, headed('gal'))).toMatchObject({ value: { amount: '5' } });
  });
});

describe('decimal commas', () => {
  test.each([
    ['1.250,5', '1250.5'],
    ['1.250.000', '1250000'],
    ['1,25', '1.25'],
    ['0,250', '0.25'],
    ['12345,678', '12345.678'],
    ["1'250.5", '1250.5'],
    ['1 250,5', '1250.5'],
  ])('%s can only be %s', (text, expected) => {
    expect(parseNumber(text, undefined)).toMatchObject({ value: expected });
    expect(parseNumber(text, undefined, { decimal: 'either' })).toMatchObject({ value: expected });
  });

  test('1,250 and 1.250 depend on the column', () => {
    expect(parseNumber('1,250', undefined)).toEqual({ value: '1250' });
    expect(parseNumber('1.250', undefined)).toEqual({ value: '1.25' });
    expect(parseNumber('1,250', undefined, { decimal: ',' })).toEqual({ value: '1.25' });
    expect(parseNumber('1.250', undefined, { decimal: ',' })).toEqual({ value: '1250' });
    expect(parseNumber('1.250', undefined, { decimal: 'either' })).toEqual({
      problem: 'ambiguous_number',
      text: '1.250',
      first: '1250',
      second: '1.25',
    });
  });

  test('a comma read as a decimal mark is told', () => {
    expect(parseNumber('1.250,5', undefined)).toEqual({
      value: '1250.5',
      notes: [{ note: 'decimal_comma', text: '1.250,5', number: '1250.5' }],
    });
  });

  test('a number that Excel stored knows no thousands', () => {
    expect(parseNumber('1.25', 'number', { decimal: ',' })).toEqual({ value: '1.25' });
    expect(parseNumber('1.250', 'number', { decimal: 'either' })).toMatchObject({ value: '1.25' });
  });

  test.each(['1,25,000', '1.2.3', '12,34.567.8', '1,250,5', '1.250,500,1', '1 25', '..5'])(
    '%s is no number',
    (text) => {
      expect(parseNumber(text, undefined)).toMatchObject({ problem: 'not_a_number' });
    },
  );

  test.each([
    [['1,250', '3,5'], ','],
    [['1,250', '3.5'], '.'],
    [['1.5', '3,5'], 'either'],
    [['1,250', '1.250', 'x'], '.'],
    [['1.250,5'], ','],
  ])('a column with %j has the decimal mark %s', (texts, mark) => {
    expect(decimalMarkOf(texts)).toBe(mark);
  });
});

describe('numbers that are something else', () => {
  test.each([
    ['-5', 'negative'],
    ['(1,250)', 'negative'],
    ['−5', 'negative'],
    ['85%', 'percent_not_wanted'],
    ['约1250', 'not_a_number'],
    ['10-12', 'not_a_number'],
    ['<5', 'not_a_number'],
    ['5 kg', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['', 'blank'],
    ['1e99', 'too_many_digits'],
    ['1'.repeat(31), 'too_many_digits'],
  ])('%s: %s', (text, problem) => {
    expect(parseNumber(text, undefined)).toMatchObject({ problem });
  });

  test('what Excel made of a cell counts', () => {
    expect(parseNumber('2024-06-30', 'date')).toMatchObject({ problem: 'date_in_number' });
    expect(parseNumber('TRUE', 'boolean')).toMatchObject({ problem: 'not_a_number' });
    expect(parseNumber('#DIV/0!', 'error')).toMatchObject({ problem: 'formula_error' });
    expect(parseNumber('', 'formula')).toEqual({ problem: 'formula_without_value' });
    expect(parseNumber('12.5', 'formula')).toEqual({ value: '12.5', notes: [{ note: 'formula_value' }] });
    expect(parseQuantity('1250.5 kg', 'number', inTonnes)).toMatchObject({ value: { amount: '1.2505', unit: 'kg' } });
  });

  test('a mass merged over several loads belongs to none of them', () => {
    expect(parseQuantity('5', 'merged', inTonnes)).toEqual({ problem: 'merged_value', text: '5' });
  });

  test('negative numbers and shares, where they are wanted', () => {
    expect(parseNumber('(1,250.5)', undefined, { allowNegative: true })).toEqual({ value: '-1250.5' });
    expect(parseNumber('85.5%', undefined, { percentAsShare: true })).toEqual({ value: '0.855' });
    expect(parseNumber('-0.0', undefined)).toEqual({ value: '0' });
  });

  test('whole numbers', () => {
    expect(parseInteger('1,250', undefined)).toEqual({ value: 1250 });
    expect(parseInteger('5.0', 'number')).toEqual({ value: 5 });
    expect(parseInteger('5.5', undefined)).toEqual({ problem: 'not_whole', text: '5.5' });
    expect(parseInteger('3', 'merged')).toEqual({ value: 3, notes: [{ note: 'from_merged' }] });
    expect(parseInteger('12345678901234567', undefined)).toMatchObject({ problem: 'too_many_digits' });
  });
});

const amount = fc
  .record({ digits: fc.bigInt({ min: 0n, max: 10n ** 14n }), places: fc.integer({ min: 0, max: 8 }) })
  .map(({ digits, places }) => {
    const text = digits.toString().padStart(places + 1, '0');
    const whole = text.slice(0, text.length - places);
    const part = text.slice(text.length - places).replace(/0+$/, '');
    return { whole, part, value: part === '' ? whole : `${whole}.${part}` };
  });
const grouped = (whole: string, mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
const wide = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

test('every number is read back from each way of writing it, exactly', () => {
  fc.assert(
    fc.property(amount, ({ whole, part, value }) => {
      const behind = (mark: string) => (part === '' ? '' : `${mark}${part}`);
      const written = [
        value,
        `${grouped(whole, ',')}${behind('.')}`,
        `${grouped(whole, ' ')}${behind('.')}`,
        wide(value),
      ];
      for (const text of written) expect(parseNumber(text, undefined)).toMatchObject({ value });
      const european = `${grouped(whole, '.')}${behind(',')}`;
      expect(parseNumber(european, undefined, { decimal: ',' })).toMatchObject({ value });
    }),
  );
});

test('a mass typed in one unit is the same mass read in another, exactly', () => {
  const unit = fc.constantFrom('t' as const, 'kg' as const, 'g' as const, 'jin' as const);
  fc.assert(
    fc.property(amount, unit, unit, ({ value }, from, to) => {
      const there = parseQuantity(`${value} ${from}`, undefined, { family: masses, unit: to });
      if (!('value' in there)) throw new Error(there.problem);
      expect(there.value.number).toBe(value);
      // back by the same rule; only what passes thirty digits is refused
      const back = parseQuantity(`${there.value.amount} ${to}`, undefined, { family: masses, unit: from });
      if ('value' in back) expect(back.value.amount).toBe(value);
      else expect(back.problem).toBe('too_many_digits');
    }),
  );
});

test('shifting decimals gives what exact arithmetic gives', () => {
  const unit = fc.constantFrom('t' as const, 'kg' as const, 'g' as const);
  fc.assert(
    fc.property(amount, fc.boolean(), unit, unit, ({ value }, isNegative, from, to) => {
      const signed = isNegative && value !== '0' ? `-${value}` : value;
      const exactly = exactText(tonnesTo(massToTonnes(signed, from), to));
      expect(masses.convert(signed, from, to)).toBe(exactly);
    }),
  );
});

test('any text gives an exact decimal or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9.,'e+\-() 万%kgt]{0,12}$/)), (text) => {
      const read = parseQuantity(text, undefined, { ...inTonnes, allowNegative: true, decimal: 'either' });
      expect('problem' in read || /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(read.value.amount)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
