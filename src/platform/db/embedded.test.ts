// Does the embedded database open its door only where nobody else can stand behind it?
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRunning, startEmbedded } from './embedded.ts';

test('a link that somebody laid in the temporary folder is not followed', async () => {
  const root = mkdtempSync(join(tmpdir(), 'greenfab-door-'));
  const data = join(root, 'deep'.repeat(30));
  const theirs = join(root, 'theirs');
  mkdirSync(theirs);
  const key = createHash('sha256').update(data).digest('hex').slice(0, 12);
  const laid = join(tmpdir(), `greenfab-${process.getuid?.() ?? 0}-${key}`);
  symlinkSync(theirs, laid);
  try {
    await expect(startEmbedded(data, () => undefined)).rejects.toThrow('belongs to somebody else');
    expect(await findRunning(data)).toBeUndefined();
    expect(existsSync(join(data, 'db'))).toBe(false);
  } finally {
    rmSync(laid);
    rmSync(root, { recursive: true });
  }
});
