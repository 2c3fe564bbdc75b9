// What the test of count-tests.mjs may ask of it.

/** Counts of a run, told from the runner's report. */
export function countTests(ok: boolean, report: unknown): { passed: number; failed: number; skipped: number };
