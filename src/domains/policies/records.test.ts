// Is an edition published in both languages, does it follow the one before, and is it fixed once it is approved?
import { describe, expect, test } from 'vitest';
import { roles } from '#platform/access/roles.ts';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import type { Values } from '#platform/records/declare/kind.ts';
import { audiences } from './model/document.ts';
import { inSdgOrder, isSdg, sdgNumbers } from './model/sdg.ts';
import { policyDocument } from './records.ts';

const first: Values = {
  ...{ code: 'WAT', edition: 1, documentKind: 'policy', title: { en: 'Water', zh: '水' } },
  ...{ text: { en: 'Save water.', zh: '节约用水。' }, changes: null, effectiveOn: '2026-01-01' },
  ...{ owner: { en: 'Centre', zh: '中心' }, audience: ['everyone'], acknowledgeDays: null, sdgs: null },
};
const second: Values = {
  ...{ ...first, edition: 2, effectiveOn: '2026-06-01' },
  ...{ text: { en: 'Save more.', zh: '更加节约。' }, changes: { en: 'More.', zh: '要求提高。' } },
};
const problems = (given: Values, approved: readonly Values[] = []) =>
  checkRecord(policyDocument, given, [], {
    ...{ today: '2026-11-22', refs: {}, lineRefs: [], limits: {} },
    consulted: { 'policies.document': approved.map((values) => ({ values, lines: [] })) },
  }).problems.map(({ field, code }) => [field, code]);

describe('an edition', () => {
  test('is published in both languages: one does not stand for the other', () => {
    expect(problems(first)).toEqual([]);
    expect(problems({ ...first, text: { en: 'Save water.', zh: null } })).toEqual([
      ['text', 'document_in_one_language'],
    ]);
  });

  test('that is not the first says what changed, and takes effect later', () => {
    expect(problems(second, [first])).toEqual([]);
    expect(problems({ ...second, changes: null }, [first])).toEqual([['changes', 'missing']]);
    expect(problems({ ...second, effectiveOn: '2026-01-01' }, [first])).toEqual([['effectiveOn', 'edition_not_later']]);
  });

  test('is fixed once it is approved, except for whom it asks', () => {
    expect(problems({ ...first, audience: ['reviewer'], acknowledgeDays: 30 }, [first])).toEqual([]);
    expect(problems({ ...first, text: { en: 'Save less.', zh: '少节约。' } }, [first])).toEqual([
      ['text', 'edition_is_fixed'],
    ]);
    // Of another document it says nothing.
    expect(problems({ ...first, code: 'WASTE', edition: 1 }, [first, second])).toEqual([]);
  });

  test('names goals that there are', () => {
    expect(problems({ ...first, sdgs: ['6', '6.3', '6.b', '17.19'] })).toEqual([]);
    expect(problems({ ...first, sdgs: ['6.9'] })).toEqual([['sdgs', 'unknown_sdg']]);
  });
});

test('there are 17 goals with 169 targets, in their own order', () => {
  expect(sdgNumbers.filter((number) => !number.includes('.'))).toHaveLength(17);
  expect(sdgNumbers.filter((number) => number.includes('.'))).toHaveLength(169);
  expect(isSdg('18')).toBe(false);
  expect(inSdgOrder(['12.4', '6.b', '6.3', '6'])).toEqual(['6', '6.3', '6.b', '12.4']);
});

test('whoever has a role can be asked', () => {
  expect(audiences).toEqual(['everyone', ...roles]);
});
