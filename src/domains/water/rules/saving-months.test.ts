// Which months of a project are known, and what several projects save together.
import { expect, test } from 'vitest';
import type { Month } from '#period/calendar-date.ts';
import { cubicMetres, exactText } from '#units/quantity.ts';
import { type MeterMonth, type ProjectSources, projectMonths, sumOfSavings } from './saving-months.ts';

const month = (text: string) => text as Month;
const whole = { estimatedM3: cubicMetres(0), knownSeconds: 31 * 86_400, atLeast: false };
const water: Record<string, MeterMonth> = {
  'main 2024-01': { ...whole, volumeM3: cubicMetres(120), estimatedM3: cubicMetres(4) },
  'side 2024-01': { ...whole, volumeM3: cubicMetres(20) },
  'main 2024-02': { ...whole, volumeM3: cubicMetres(100) },
  'main 2024-03': { ...whole, volumeM3: cubicMetres(110), knownSeconds: 30 * 86_400 },
  'side 2024-03': { ...whole, volumeM3: cubicMetres(20) },
  'main 2024-04': { ...whole, volumeM3: cubicMetres(110), atLeast: true },
  'side 2024-04': { ...whole, volumeM3: cubicMetres(20) },
  'main 2024-05': { ...whole, volumeM3: cubicMetres(110) },
  'side 2024-05': { ...whole, volumeM3: cubicMetres(20) },
};
const sources: ProjectSources = {
  meters: [
    { meterId: 'main', side: 'add' },
    { meterId: 'side', side: 'subtract' },
  ],
  drivers: ['product_output'],
  meterMonth: (meter, at) => water[`${meter} ${at}`],
  driver: (_, at) => (at === '2024-05' ? null : 7),
};

test('a month counts where every meter and every driver of it is known', () => {
  const { months, leftOut } = projectMonths(sources, { first: month('2024-01'), last: month('2024-05') });
  expect(months.map((one) => [one.month, exactText(one.volumeM3), exactText(one.estimatedM3), one.drivers])).toEqual([
    ['2024-01', '100', '4', [7]],
  ]);
  // A meter without a month is not one that passed nothing.
  expect(leftOut).toEqual([
    { month: '2024-02', why: 'water_not_known' },
    { month: '2024-03', why: 'water_not_known' },
    { month: '2024-04', why: 'at_least' },
    { month: '2024-05', why: 'driver_not_known' },
  ]);
});

test('3 and 4 m³ of uncertainty make 5, not 7', () => {
  const together = sumOfSavings([
    { yearlyM3: cubicMetres(100), yearlyUncertaintyM3: cubicMetres(3) },
    { yearlyM3: cubicMetres(50), yearlyUncertaintyM3: cubicMetres(4) },
  ]);
  expect([together.yearlyM3, together.yearlyUncertaintyM3].map((one) => exactText(one))).toEqual(['150', '5']);
});
