// Worked examples: a meter with limits of its own, from a day on.
import { expect, test } from 'vitest';
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { findingsByLimits, limitsWith, type OwnLimits } from './own-limits.ts';
import { defaultLimits } from './water-findings.ts';

const first = calendarDate('2024-01-01');
const on = (day: number) => addDays(first, day);
/** 1 m³/h each night, and so much from the sixtieth day on, for a hundred and twenty days. */
const nights = (after: number) =>
  Array.from({ length: 120 }, (_, day) => ({ day: on(day), value: day < 60 ? 1 : after }));
const own = (from: number, night: OwnLimits['night']): OwnLimits => ({
  ...{ id: `from ${from}`, from: on(from), night, daily: {}, unaccounted: {}, creep: {} },
});
const told = (after: number, ...limits: OwnLimits[]) =>
  findingsByLimits({ nights: nights(after), days: [] }, limits).map(({ kind, from, foundOn, until, judgedBy }) => ({
    kind,
    from,
    foundOn,
    until,
    judgedBy: judgedBy ?? null,
  }));
const found = { kind: 'night_flow', from: on(60), until: null, judgedBy: null };

test('half as much again is found on the fourth night, a third more is not', () => {
  expect(told(1.5)).toEqual([{ ...found, foundOn: on(63) }]);
  expect(told(1.3)).toEqual([]);
});

test('stricter limits find what they find, and on their first day what goes on already', () => {
  const strict = own(0, { relative: 0.2 });
  expect(told(1.3, strict)).toEqual([{ ...found, foundOn: on(63), judgedBy: 'from 0' }]);
  expect(told(1.3, own(80, { relative: 0.2 }))).toEqual([{ ...found, foundOn: on(80), judgedBy: 'from 80' }]);
  expect(told(1.5, own(80, { relative: 0.2 }))).toEqual([{ ...found, foundOn: on(63) }]);
});

test('wider limits find nothing from their day on, and end what was found before', () => {
  expect(told(1.5, own(0, { relative: 0.8 }))).toEqual([]);
  expect(told(1.5, own(62, { relative: 0.8 }))).toEqual([]);
  expect(told(1.5, own(80, { relative: 0.8 }))).toEqual([{ ...found, foundOn: on(63), until: on(80) }]);
});

test('ten nights running are waited for, and later limits follow earlier ones', () => {
  expect(told(1.5, own(0, { persistDays: 10 }))).toEqual([{ ...found, foundOn: on(69), judgedBy: 'from 0' }]);
  expect(told(1.5, own(90, {}), own(0, { relative: 0.8 }))).toEqual([
    { ...found, foundOn: on(90), judgedBy: 'from 90' },
  ]);
});

test('a standstill is no matter of limits: told once, when it was', () => {
  const days = nights(0).map(({ day, value }) => ({ day, value: value * 24 }));
  for (const limits of [[], [own(90, { relative: 0.2 })]])
    expect(findingsByLimits({ nights: [], days }, limits)).toMatchObject([
      { kind: 'stopped', from: on(60), foundOn: on(80), until: null },
    ]);
});

test('what is not set is as at all meters', () => {
  expect(limitsWith(own(0, {}))).toEqual(defaultLimits);
  expect(limitsWith(own(0, { absolute: 2 })).night).toEqual({ ...defaultLimits.night, absolute: 2 });
});
