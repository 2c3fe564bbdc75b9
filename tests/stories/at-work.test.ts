// The stories of waste at work in a real browser: in English on the embedded database, in Chinese on PostgreSQL.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '#platform/i18n/words.ts';
import { startPostgres } from '../../tools/postgres.mjs';
import { atWork } from './at-work.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';
import { laptop, openBrowser, openStage, type Stage } from './stage.ts';

const runs: readonly { database: string; language: Language }[] = [
  { database: 'PGlite', language: 'en' },
  { database: 'PostgreSQL', language: 'zh' },
];

test('every story has a name of its own', () => {
  expect(new Set(atWork.map(({ name }) => name)).size).toBe(atWork.length);
});

describe.each(runs)('$database, $language', ({ database, language }) => {
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
