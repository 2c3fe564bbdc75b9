// A decision beside a verdict holds about exactly what was found, and for its days.
import { expect, test } from 'vitest';
import { type OverrideFacts, overrideStanding, saysSomething } from './override-standing.ts';

const about = { verdict: 'on_hold', basis: 'tested', edition: '2015-863' } as const;
const standing = (more: Partial<OverrideFacts> = {}, day = '2026-03-31') =>
  overrideStanding(
    {
      ...{ isApproved: true, from: '2026-01-01', until: '2026-03-31', madeAbout: about, found: about },
      ...{ isChanged: false, restriction: null, ...more },
    },
    day,
  );

test('it holds to its last day, once somebody else approved it', () => {
  expect(standing()).toBe('holds');
  expect(standing({}, '2026-04-01')).toBe('ended');
  expect(standing({}, '2025-12-31')).toBe('not_yet');
  expect(standing({ isApproved: false })).toBe('not_approved');
});

test('another verdict, basis or edition ends it, and so does whatever was recorded since though all of them are the same', () => {
  expect(standing({ found: { ...about, verdict: 'does_not_comply' } })).toBe('other_verdict');
  expect(standing({ found: { ...about, basis: 'stated' } })).toBe('other_verdict');
  expect(standing({ found: { ...about, edition: '2027' } })).toBe('other_edition');
  expect(standing({ found: null })).toBe('not_found');
  expect(standing({ isChanged: true })).toBe('changed');
});

test('one about a restriction alone ends too where that comes out otherwise by the day, though the pack stands as before', () => {
  const of = (isHeld: boolean, isOther: boolean, more: Partial<OverrideFacts> = {}) =>
    standing({ restriction: { isHeld, isOther }, ...more });
  expect([of(true, false), of(true, true), of(false, false)]).toEqual(['holds', 'other_finding', 'no_restriction']);
  // what ends a decision about all of the pack ends it as well
  expect(of(true, false, { isChanged: true })).toBe('changed');
  expect(of(true, false, { found: { ...about, verdict: 'does_not_comply' } })).toBe('other_verdict');
  expect(of(true, true, { isApproved: false })).toBe('not_approved');
});

test('what complies need not be accepted, what fails not blocked', () => {
  expect([saysSomething('accepted', 'complies'), saysSomething('accepted', 'does_not_comply')]).toEqual([false, true]);
  // it may fail by another restriction than the one that is blocked
  expect([saysSomething('blocked', 'does_not_comply', true), saysSomething('accepted', 'complies', true)]).toEqual([
    true,
    false,
  ]);
  expect([saysSomething('blocked', 'does_not_comply'), saysSomething('blocked', 'complies')]).toEqual([false, true]);
});
