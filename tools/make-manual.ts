// Writes the manual in both languages from the stories that run as tests; with --pictures, runs them and takes the pictures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Language, languages } from '../src/platform/i18n/words.ts';
import { atWork } from '../tests/stories/at-work.ts';
import { oneSheet } from '../tests/stories/one-sheet.ts';
import { serveSample } from '../tests/stories/serve-sample.ts';
import { openBrowser, openStage, settled } from '../tests/stories/stage.ts';
import type { Story } from '../tests/stories/story.ts';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const stories: readonly Story[] = [oneSheet, ...atWork];

const said = {
  en: {
    title: 'Manual',
    how: 'Generated from the stories in `tests/stories` by `node tools/make-manual.ts`. Each story runs in a real browser on both databases before every release, so that what stands here works.',
  },
  zh: {
    title: '使用手册',
    how: '由 `node tools/make-manual.ts` 根据 `tests/stories` 中的场景生成。每个场景都会在真实浏览器和两种数据库上作为测试运行，手册所写即系统所能。',
  },
} as const;

const pictureOf = (story: Story, picture: string, language: Language) =>
  `docs/pictures/manual/${story.name}-${picture}-${language}.webp`;

/** The manual in one language. */
export function manualPage(language: Language): string {
  const lines = [`# ${said[language].title}`, '', said[language].how];
  for (const story of stories) {
    lines.push('', `## ${story.title[language]}`, '', story.intro[language]);
    for (const [index, step] of story.steps.entries()) {
      lines.push('', `### ${index + 1}. ${step.title[language]}`, '', step.says[language]);
      if (step.picture) lines.push('', `![${step.title[language]}](../../${pictureOf(story, step.picture, language)})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A picture of the page, small enough for a manual: the browser itself packs it. */
async function packed(page: Page): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const canvas = await page.context().newPage();
  try {
    const webp = await canvas.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const area = document.createElement('canvas');
      area.width = image.width;
      area.height = image.height;
      area.getContext('2d')?.drawImage(image, 0, 0);
      return area.toDataURL('image/webp', 0.5).split(',')[1] ?? '';
    }, png);
    return Buffer.from(webp, 'base64');
  } finally {
    await canvas.close();
  }
}

/** Runs every story in every language on a company of its own, and keeps how the page stands after each step. */
async function takePictures(): Promise<void> {
  mkdirSync(join(home, 'docs/pictures/manual'), { recursive: true });
  const browser = await openBrowser();
  try {
    for (const language of languages) {
      for (const story of stories) {
        const server = await serveSample();
        try {
          const stage = await openStage(browser, server, language);
          if (story !== oneSheet) await stage.page.goto(server.firstLink);
          for (const step of story.steps) {
            await step.does(stage);
            if (!step.picture) continue;
            await settled(stage.page);
            writeFileSync(join(home, pictureOf(story, step.picture, language)), await packed(stage.page));
          }
          await stage.close();
        } finally {
          await server.stop();
        }
      }
    }
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(home, 'docs/manual'), { recursive: true });
  for (const language of languages) writeFileSync(join(home, `docs/manual/${language}.md`), manualPage(language));
  if (process.argv.includes('--pictures')) await takePictures();
}
