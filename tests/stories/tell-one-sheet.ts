// How the story of one sheet is told: in one language on one database, then what is looked at besides.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../tools/postgres.mjs';
import { axeFindings, openReaders, pagesToLookAt } from './accessibility.ts';
import { onAPhone } from './on-a-phone.ts';
import { oneSheet } from './one-sheet.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';
import { openBrowser, openStage, type Stage } from './stage.ts';
import type { Telling } from './tell-at-work.ts';

/** Declares the tests of one run: a file has one, so that two runs can stand beside each other. */
export function tellOneSheet({ database, language }: Telling): void {
  describe(`${database}, ${language}`, () => {
    let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
    let server: SampleServer;
    let browser: Browser;
    let stage: Stage;
    let readers: readonly Stage[] | undefined;
    let failed: string | undefined;

    beforeAll(async () => {
      postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
      server = await serveSample(postgres ? { databaseUrl: postgres.url } : {});
      browser = await openBrowser();
      stage = await openStage(browser, server, language);
    });
    afterAll(async () => {
      await Promise.all([stage, ...(readers ?? [])].map((one) => one?.close()));
      await browser?.close();
      await server?.stop();
      await postgres?.stop();
    });

    test.each(oneSheet.steps.map((step) => ({ step, title: step.title.en })))('$title', async ({ step }) => {
      // A step stands on those before it: after a failure the rest would only repeat it.
      if (failed) throw new Error(`not reached: “${failed}” failed`);
      try {
        await step.does(stage);
      } catch (error) {
        failed = step.title.en;
        const shots = process.env.GREENFAB_STORY_SHOTS;
        if (shots) await stage.page.screenshot({ path: join(shots, `${database}.png`) });
        throw error;
      }
    });

    test.each(database === 'PostgreSQL' ? onAPhone : [])('on a phone, %s', async (_, does) => {
      if (failed) throw new Error(`not reached: “${failed}” failed`);
      await does(stage);
    });

    // The pages are the same on both databases: they are looked at once.
    test.each(database === 'PGlite' ? pagesToLookAt : [])('axe finds nothing on %s', async (_, path) => {
      readers ??= await openReaders(browser, stage);
      expect(await axeFindings(readers, path(stage.kept))).toEqual([]);
    });
  });
}
