import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { findingVolume } from './finding-volume.ts';
import { type FoundTime, matchFindings } from './match-findings.ts';

const day = (index: number) => addDays(calendarDate('2024-01-01'), index);
const found = (kind: FoundTime['kind'], from: number, until: number | null = null, foundOn = from + 3): FoundTime => ({
  ...{ kind, from: day(from), foundOn: day(foundOn), until: until === null ? null : day(until) },
});

describe('what was found before', () => {
  test('is found again though it is seen in another way and begins a day earlier', () => {
    const [kept, now] = [found('all_hours', 80), found('night_flow', 79, 90)];
    expect(matchFindings([kept], [now])).toEqual({ again: [{ kept, found: now }], added: [], gone: [] });
  });

  test('is another matter when it was over before, or is of another kind of cause', () => {
    const [kept, later, reset] = [found('night_flow', 10, 20), found('night_flow', 40), found('register', 15, 15)];
    expect(matchFindings([kept], [found('night_flow', 10, 20), later, reset])).toMatchObject({
      again: [{ kept }],
      added: [later, reset],
      gone: [],
    });
  });

  test('is gone when readings that came late say otherwise, and one of two when they turn out to be one leak', () => {
    const [first, second] = [found('night_flow', 10, 20), found('night_flow', 25)];
    expect(matchFindings([first, second], [])).toMatchObject({
      gone: [
        { kept: first, sameAs: null },
        { kept: second, sameAs: null },
      ],
    });
    const whole = found('night_flow', 10);
    expect(matchFindings([first, second], [whole])).toEqual({
      ...{ again: [{ kept: first, found: whole }], added: [] },
      gone: [{ kept: second, sameAs: first }],
    });
  });

  test('two of one day are each matched once', () => {
    const resets = [found('register', 5, 5), found('register', 5, 5)];
    expect(matchFindings(resets, resets).again).toHaveLength(2);
    expect(matchFindings(resets.slice(1), resets)).toMatchObject({ added: [resets[1]], gone: [] });
  });
});

describe('the water that a finding costs', () => {
  test('2 m³/h for ten days are 480 m³, 17,520 m³ in a year', () => {
    const leak = { ...found('night_flow', 0, 10), unit: 'm3/h' as const, excess: 2 };
    const volume = findingVolume(leak, day(50));
    expect([volume?.soFarM3.toFixed(), volume?.yearlyM3.toFixed()]).toEqual(['480', '17520']);
  });

  test('of one that lasts the days up to the last that is known count', () => {
    const leak = { ...found('daily_volume', 0), unit: 'm3/day' as const, excess: 5 };
    expect(findingVolume(leak, day(9))?.soFarM3.toFixed()).toBe('50');
  });

  test('a slow rise began at nothing: half of it until it was found', () => {
    const rise = { ...found('creeping', 0, null, 100), unit: 'm3/day' as const, excess: 10 };
    expect(findingVolume(rise, day(119))?.soFarM3.toFixed()).toBe('700');
  });

  test('a meter that stands still and a register that jumped cost no water that anybody knows of', () => {
    expect(findingVolume({ ...found('stopped', 0), unit: 'm3/day', excess: -50 }, day(9))).toBeNull();
    expect(findingVolume({ ...found('register', 0, 0), unit: 'm3', excess: 3 }, day(9))).toBeNull();
  });
});
