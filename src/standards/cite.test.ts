import { describe, expect, test } from 'vitest';
import { calendarDate, isCalendarDate } from '#period/calendar-date.ts';
import { cite, citedTitle, isInForce, printCitation } from './cite.ts';
import { isStandardId, type Standard, standards } from './registry.ts';

const entries: readonly (readonly [string, Standard])[] = Object.entries(standards);

describe('citations', () => {
  test('a rule cites edition and clause', () => {
    const citation = cite('GRI-306-2020', '306-4');
    expect(printCitation(citation)).toBe('GRI 306:2020, 306-4');
    expect(citedTitle(citation, 'zh')).toBe('GRI 306：废弃物 2020');
    expect(citedTitle(citation, 'en')).toBe('GRI 306: Waste 2020');
  });

  test('an edition nobody entered does not compile', () => {
    // @ts-expect-error there is no GRI 306 of 2031
    expect(cite('GRI-306-2031', '306-4').clause).toBe('306-4');
    expect(isStandardId('GRI-306-2031')).toBe(false);
    expect(isStandardId('toString')).toBe(false);
  });

  test('the hazardous waste list of 2021 held to the end of 2024, that of 2025 from then on', () => {
    expect(isInForce('CN-HW-LIST-2021', calendarDate('2024-12-31'))).toBe(true);
    expect(isInForce('CN-HW-LIST-2021', calendarDate('2025-01-01'))).toBe(false);
    expect(isInForce('CN-HW-LIST-2025', calendarDate('2025-01-01'))).toBe(true);
    expect(isInForce('CN-HW-LIST-2021', calendarDate('2020-12-31'))).toBe(false);
    expect(isInForce('UL-2799', calendarDate('2024-06-30'))).toBe(true);
  });
});

describe('the registry of standards', () => {
  test.each(entries)('%s has a title in both languages, a source, and dates that exist', (_id, standard) => {
    expect(standard.title.en).toMatch(/[a-z]/);
    expect(standard.title.zh).toMatch(/\p{Script=Han}/u);
    expect(standard.source).not.toBe('');
    for (const date of [standard.effectiveFrom, standard.effectiveTo]) {
      if (date !== undefined) expect(isCalendarDate(date)).toBe(true);
    }
    if (standard.replacedBy !== undefined) expect(isStandardId(standard.replacedBy)).toBe(true);
  });

  test('an edition that ended is followed on the same day by the one that replaced it', () => {
    for (const [, standard] of entries) {
      const successor = standard.replacedBy && entries.find(([id]) => id === standard.replacedBy)?.[1];
      if (successor && standard.effectiveTo) expect(successor.effectiveFrom).toBe(standard.effectiveTo);
    }
  });

  test('what nobody has read in the original is not called verified', () => {
    for (const [, standard] of entries) {
      const isOurs = standard.kind === 'owner_definition' || standard.kind === 'house_default';
      expect(standard.verified).toBe(isOurs);
    }
  });
});
