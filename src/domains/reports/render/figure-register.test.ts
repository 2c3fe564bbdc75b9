import { describe, expect, test } from 'vitest';
import { figureHref, figureIdOf, figureRegister, figuresOf } from './figure-register.ts';
import { figureOf, reportOf } from './one-block.test-fixture.ts';

const rate = figureOf('F7K2Q', '88.4 %');
const twice = reportOf([
  { kind: 'paragraph', inlines: [{ figure: rate }, { text: ' and ' }, { figure: rate }] },
  {
    kind: 'callouts',
    items: [
      { figure: { ...rate, name: 'Conversion rate' }, label: 'Rate', note: null },
      { figure: { missing: 'none' }, label: 'B', note: null },
    ],
  },
  {
    kind: 'table',
    caption: '',
    columns: [{ title: '%', align: 'right' }],
    rows: [[[{ figure: figureOf('F7K2Q', '88.4') }]]],
    note: null,
  },
  { kind: 'status', mark: '●', text: [{ figure: figureOf('B2B2B', '3') }] },
]);

test('every figure is listed as often as it is printed, in the order of reading', () => {
  expect(figuresOf(twice).map(({ figure }) => figure.text)).toEqual(['88.4 %', '88.4 %', '88.4 %', '88.4', '3']);
});
test('the register has each id with each of its texts once, named where any print of it is', () => {
  expect(figureRegister(twice).map(({ figure, chapter }) => [figure.id, figure.text, figure.name, chapter])).toEqual([
    ['F7K2Q', '88.4 %', 'Conversion rate', '01'],
    ['F7K2Q', '88.4', undefined, '01'],
    ['B2B2B', '3', undefined, '01'],
  ]);
});
describe('the address of a figure', () => {
  test('is a web address that ends in its id', () =>
    expect(figureHref(rate)).toBe('https://greenfab.example.org/f/F7K2Q'));
  test.each([
    'javascript:alert(1)/f/F7K2Q',
    'https://x.example/f/OTHER',
    '/f/F7K2Q',
    '',
    'https://x.example/f/F7K2Q?x',
    'data:text/html,/f/F7K2Q',
  ])('is not %s', (href) => {
    expect(() => figureHref({ ...rate, href })).toThrow(/F7K2Q/u);
  });
  test('an id has capital letters and digits only', () => {
    expect(figureIdOf('https://x.example/f/F7K2Q')).toBe('F7K2Q');
    expect(figureIdOf('https://x.example/f/f7k2q')).toBeNull();
    expect(figureIdOf('https://x.example/figures')).toBeNull();
  });
});
