// How many tests passed and failed, told from the runner's report so that no failure gets lost on the way.

/**
 * A file that could not be read counts as one failure, and so does a run that ended badly, or ran nothing.
 * @param {boolean} ok whether the runner was content
 * @param {any} report the runner's report (vitest, JSON), if it wrote one
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(ok, report) {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report?.testResults ?? [];
  const unread = files.filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed'));
  const failed = (report?.numFailedTests ?? 0) + unread.length;
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed, skipped };
}
