// How the stories at work are told: one after another on one sample company, in one language on one database.
import { beforeAll, describe } from 'vitest';
import { atWork } from './at-work.ts';
import { laptop } from './stage.ts';
import { openTelling, type Telling, tellSteps } from './telling.ts';

/** Declares the tests of one run: a file has one, so that two runs can stand beside each other. */
export function tellAtWork({ database, language }: Telling): void {
  describe(`${database}, ${language}`, () => {
    const opened = openTelling({ database, language });
    beforeAll(async () => {
      await opened.stage.page.goto(opened.server.firstLink);
      await opened.stage.page.getByRole('heading', { level: 1 }).waitFor();
    });

    describe.each(atWork.map((story) => ({ story, title: story.title.en })))('$title', ({ story }) => {
      beforeAll(() => opened.stage.page.setViewportSize(laptop));
      tellSteps(opened, story);
    });
  });
}
