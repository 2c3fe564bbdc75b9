// Which edition is in force, whom it asks, by when, and what changed in it.
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '#period/calendar-date.ts';
import { compareParagraphs } from './paragraphs.ts';
import { acknowledging, asks, dueOn, standingsOn } from './standing.ts';

const day = (text: string) => text as CalendarDate;
const edition = (code: string, number: number, effectiveOn: string) => ({ code, edition: number, effectiveOn });

test('of each document the last edition that has begun is in force', () => {
  const all = [
    edition('A', 1, '2024-01-01'),
    edition('A', 2, '2025-01-01'),
    edition('A', 3, '2027-01-01'),
    edition('B', 1, '2027-01-01'),
  ];
  const on = (today: string) => [...standingsOn(all, day(today)).values()];
  expect(on('2026-11-26')).toEqual(['superseded', 'in_force', 'coming', 'coming']);
  expect(on('2024-12-31')).toEqual(['in_force', 'coming', 'coming', 'coming']);
  // The day itself counts.
  expect(on('2027-01-01')).toEqual(['superseded', 'superseded', 'in_force', 'in_force']);
});

describe('an edition', () => {
  test('asks everybody, or who holds one of its roles, or nobody', () => {
    expect(asks(['everyone'], [])).toBe(true);
    expect(asks(['reviewer', 'site_manager'], ['site_recorder', 'site_manager'])).toBe(true);
    expect(asks(['reviewer'], ['site_recorder'])).toBe(false);
    expect(asks([], ['group_administrator'])).toBe(false);
  });

  test('gives its days from when it is both in force and published', () => {
    const days = { effectiveOn: '2026-11-01', approvedOn: '2026-10-20', acknowledgeDays: 10 };
    expect(dueOn(days)).toBe('2026-11-11');
    expect(dueOn({ ...days, approvedOn: '2026-11-20' })).toBe('2026-11-30');
    expect(dueOn({ ...days, acknowledgeDays: null })).toBe('2026-11-15');
  });

  test('is overdue the day after its due day', () => {
    const asked = { asked: true, done: false, due: day('2026-11-11') };
    expect(acknowledging(asked, day('2026-11-11'))).toBe('waiting');
    expect(acknowledging(asked, day('2026-11-12'))).toBe('overdue');
    expect(acknowledging({ ...asked, done: true }, day('2026-11-12'))).toBe('acknowledged');
    expect(acknowledging({ ...asked, asked: false }, day('2026-11-12'))).toBe('not_asked');
  });
});

describe('between two editions', () => {
  const said = (before: string, after: string) =>
    compareParagraphs(before, after).map(
      ({ state, text }) => `${{ same: ' ', added: '+', removed: '-' }[state]}${text}`,
    );

  test('what stands in both stays, and the rest was removed or added', () => {
    expect(said('One\n\nTwo\n\nThree', 'One\n\nTwo and a half\n\nThree\n\nFour')).toEqual([
      ...[' One', '-Two', '+Two and a half', ' Three', '+Four'],
    ]);
    expect(said('', 'One')).toEqual(['+One']);
    expect(said('One', 'One')).toEqual([' One']);
  });

  test('both texts can be read out of the difference', () => {
    const [before, after] = ['A\nB\nC\nB\nD', 'B\nC\nE\nB\nA'];
    const told = compareParagraphs(before, after);
    const without = (state: string) => told.filter((one) => one.state !== state).map(({ text }) => text);
    expect(without('added').join('\n')).toBe(before);
    expect(without('removed').join('\n')).toBe(after);
    expect(told.filter(({ state }) => state === 'same')).toHaveLength(3);
  });
});
