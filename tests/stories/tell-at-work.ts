// How the stories of waste at work are told: one after another on one sample company, in one language on one database.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Language } from '#platform/i18n/words.ts';
import { startPostgres } from '../../tools/postgres.mjs';
import { atWork } from './at-work.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';
import { laptop, openBrowser, openStage, type Stage } from './stage.ts';

/** Where and in which language a run of stories is told. */
export interface Telling {
  database: 'PGlite' | 'PostgreSQL';
  language: Language;
}

/** Declares the tests of one run: a file has one, so that two runs can stand beside each other. */
export function tellAtWork({ database, language }: Telling): void {
  describe(`${database}, ${language}`, () => {
    let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
    let server: SampleServer;
    let browser: Browser;
    let stage: Stage;

    beforeAll(async () => {
      postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
      server = await serveSample(postgres ? { databaseUrl: postgres.url } : {});
      browser = await openBrowser();
      stage = await openStage(browser, server, language);
      await stage.page.goto(server.firstLink);
      await stage.page.getByRole('heading', { level: 1 }).waitFor();
    });
    afterAll(async () => {
      await stage?.close();
      await browser?.close();
      await server?.stop();
      await postgres?.stop();
    });

    describe.each(atWork.map((story) => ({ story, title: story.title.en })))('$title', ({ story }) => {
      let failed: string | undefined;
      beforeAll(() => stage.page.setViewportSize(laptop));
      test.each(story.steps.map((step) => ({ step, title: step.title.en })))('$title', async ({ step }) => {
        // A step stands on those before it: after a failure the rest would only repeat it.
        if (failed) throw new Error(`not reached: “${failed}” failed`);
        try {
          await step.does(stage);
        } catch (error) {
          failed = step.title.en;
          const shots = process.env.GREENFAB_STORY_SHOTS;
          if (shots) await stage.page.screenshot({ path: join(shots, `${story.name}-${language}.png`) });
          throw error;
        }
      });
    });
  });
}
