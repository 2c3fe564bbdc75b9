// How the story of one sheet is told: in one language on one database, then what is looked at besides.
import { afterAll, describe, expect, test } from 'vitest';
import { axeFindings, openReaders, pagesOfOneSheet } from './accessibility.ts';
import { onAPhone } from './on-a-phone.ts';
import { oneSheet } from './one-sheet.ts';
import type { Stage } from './stage.ts';
import { openTelling, type Telling, tellSteps } from './telling.ts';

/** Declares the tests of one run: a file has one, so that two runs can stand beside each other. */
export function tellOneSheet({ database, language }: Telling): void {
  describe(`${database}, ${language}`, () => {
    const opened = openTelling({ database, language });
    let readers: readonly Stage[] | undefined;
    afterAll(async () => {
      await Promise.all((readers ?? []).map((one) => one.close()));
    });

    const failed = tellSteps(opened, oneSheet);

    test.each(database === 'PostgreSQL' ? onAPhone : [])('on a phone, %s', async (_, does) => {
      if (failed()) throw new Error(`not reached: “${failed()}” failed`);
      await does(opened.stage);
      expect(opened.stage.refusedByPolicy.splice(0)).toEqual([]);
    });

    // The pages are the same on both databases: they are looked at once.
    test.each(database === 'PGlite' ? pagesOfOneSheet : [])(
      'axe finds nothing on the %s of the story',
      async (name) => {
        readers ??= await openReaders(opened.browser, opened.stage);
        expect(await axeFindings(readers, opened.stage.kept.get(name) ?? `no ${name} was kept`)).toEqual([]);
      },
    );
  });
}
