// A hash in place of one that would tell: is it the same after a restart, another in another installation, and never the true one?
import { expect, test, vi } from 'vitest';

const record = { values: { site: 'SZ', outputValueCny: '5' }, hash: 'ab'.repeat(32) };
const mask = { paths: ['outputValueCny'], sees: () => false } as never;

/** What a process of its own tells, in an installation with this secret. */
async function toldBy(secret: string): Promise<string> {
  vi.resetModules();
  const { blindWith, hide } = await import('./masked.ts');
  blindWith(secret);
  return hide(record, mask).hash;
}

test('an approval that is bound to it holds over a restart, and in every process of one installation', async () => {
  const told = await toldBy('one'.repeat(12));
  expect(await toldBy('one'.repeat(12))).toBe(told);
  expect(await toldBy('two'.repeat(12))).not.toBe(told);
  expect(told).not.toBe(record.hash);
});
