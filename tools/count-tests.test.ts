// Does a run that went wrong in any way count as failed?
import { describe, expect, test } from 'vitest';
import { countTests } from './count-tests.mjs';

const good = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const bad = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unread = { status: 'failed', assertionResults: [] };

describe('a run counts as', () => {
  test('passed, when every test passed', () => {
    expect(countTests(true, { numPassedTests: 1, testResults: [good] })).toMatchObject({ passed: 1, failed: 0 });
  });

  test('failed, once per test that failed', () => {
    const report = { numPassedTests: 2, numFailedTests: 1, testResults: [good, bad] };
    expect(countTests(false, report)).toMatchObject({ passed: 2, failed: 1 });
  });

  test('failed, once more per file that could not be read', () => {
    const report = { numPassedTests: 2, numFailedTests: 1, testResults: [good, bad, unread] };
    expect(countTests(false, report)).toMatchObject({ passed: 2, failed: 2 });
  });

  test('failed, when the runner ended badly although its tests passed', () => {
    expect(countTests(false, { numPassedTests: 1, testResults: [good] })).toMatchObject({ passed: 1, failed: 1 });
  });

  test('failed, when it ran nothing', () => {
    expect(countTests(true, { numPassedTests: 0, testResults: [] })).toMatchObject({ passed: 0, failed: 1 });
  });

  test('failed, when the runner left no report', () => {
    expect(countTests(true, undefined)).toMatchObject({ passed: 0, failed: 1 });
  });
});
