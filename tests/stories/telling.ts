// What every run of stories stands on: the sample company served on one database, a browser, and a page in one language.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Language } from '#platform/i18n/words.ts';
import { pictureOf } from '../../tools/picture.ts';
import { layCompany, newDatabase } from './sample-company.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';
import { openBrowser, openStage, type Stage, settled } from './stage.ts';
import type { Step, Story } from './story.ts';

/** Where and in which language stories are told. */
export interface Telling {
  database: 'PGlite' | 'PostgreSQL';
  language: Language;
}

/** What a run stands on, there once its hook has run. */
export interface Opened {
  server: SampleServer;
  browser: Browser;
  stage: Stage;
}

/** Declares the hooks that open what a run stands on and close it. What is answered is filled by then. */
export function openTelling({ database, language }: Telling): Opened {
  const opened = {} as Opened;
  beforeAll(async () => {
    const company = inject('sampleCompany');
    opened.server = await serveSample({
      databaseUrl: database === 'PostgreSQL' ? await newDatabase(company) : '',
      prepare: (dataFolder) => layCompany(company, database, dataFolder),
    });
    opened.browser = await openBrowser();
    opened.stage = await openStage(opened.browser, opened.server, language);
  });
  afterAll(async () => {
    const { server, browser, stage }: Partial<Opened> = opened;
    await stage?.close();
    await browser?.close();
    await server?.stop();
  });
  return opened;
}

/** The manual's pictures of a run, in the folder that GREENFAB_STORY_PICTURES names: looked at before they are kept. */
async function keepPicture(stage: Stage, { name }: Story, { picture }: Step): Promise<void> {
  const folder = process.env.GREENFAB_STORY_PICTURES;
  if (!folder || !picture) return;
  await settled(stage.page);
  writeFileSync(join(folder, `${name}-${picture}-${stage.language}.webp`), await pictureOf(stage.page, 0.33));
}

/** Declares the steps of one story as tests. @returns the step that failed, if one has */
export function tellSteps(opened: Opened, story: Story): () => string | undefined {
  let failed: string | undefined;
  test.each(story.steps.map((step) => ({ step, title: step.title.en })))('$title', async ({ step }) => {
    const { stage } = opened;
    // A step stands on those before it: after a failure the rest would only repeat it.
    if (failed) throw new Error(`not reached: “${failed}” failed`);
    try {
      await step.does(stage);
      expect(stage.refusedByPolicy.splice(0)).toEqual([]);
      await keepPicture(stage, story, step);
      stage.refusedByPolicy.splice(0); // who takes a picture hides the caret by a style of his own
    } catch (error) {
      failed = step.title.en;
      const shots = process.env.GREENFAB_STORY_SHOTS;
      if (shots) await stage.page.screenshot({ path: join(shots, `${story.name}-${stage.language}.png`) });
      throw error;
    }
  });
  return () => failed;
}
