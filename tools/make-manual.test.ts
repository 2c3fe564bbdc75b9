// The manual says what the stories do today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manualPage } from './make-manual.ts';

test.each(['en', 'zh'] as const)(
  'docs/manual/%s.md is current: run `node tools/make-manual.ts` when it is not',
  (language) => {
    expect(readFileSync(join(import.meta.dirname, '../docs/manual', `${language}.md`), 'utf8')).toBe(
      manualPage(language),
    );
  },
);
