// Writes the manual in both languages from the stories that run as tests; with --pictures, runs them and takes
// the pictures; --pictures NAME,NAME those of some.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Language, languages } from '../src/platform/i18n/words.ts';
import { atWork } from '../tests/stories/at-work.ts';
import { oneSheet } from '../tests/stories/one-sheet.ts';
import { serveSample } from '../tests/stories/serve-sample.ts';
import { openBrowser, openStage, settled } from '../tests/stories/stage.ts';
import type { Story } from '../tests/stories/story.ts';
import { pictureOf } from './picture.ts';

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

const pathOfPicture = (story: Story, picture: string, language: Language) =>
  `docs/pictures/manual/${story.name}-${picture}-${language}.webp`;

/** The manual in one language. */
export function manualPage(language: Language): string {
  const lines = [`# ${said[language].title}`, '', said[language].how];
  for (const story of stories) {
    lines.push('', `## ${story.title[language]}`, '', story.intro[language]);
    for (const [index, step] of story.steps.entries()) {
      lines.push('', `### ${index + 1}. ${step.title[language]}`, '', step.says[language]);
      if (step.picture)
        lines.push('', `![${step.title[language]}](../../${pathOfPicture(story, step.picture, language)})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Runs stories in every language, each on a company of its own, and keeps how the page stands after each step. */
async function takePictures(chosen: readonly Story[]): Promise<void> {
  mkdirSync(join(home, 'docs/pictures/manual'), { recursive: true });
  const browser = await openBrowser();
  try {
    for (const language of languages) {
      for (const story of chosen) {
        const server = await serveSample();
        try {
          const stage = await openStage(browser, server, language);
          if (story !== oneSheet) await stage.page.goto(server.firstLink);
          for (const step of story.steps) {
            await step.does(stage);
            if (!step.picture) continue;
            await settled(stage.page);
            writeFileSync(join(home, pathOfPicture(story, step.picture, language)), await pictureOf(stage.page, 0.5));
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
  const asked = process.argv.indexOf('--pictures');
  const names = process.argv[asked + 1]?.split(',');
  if (asked > 0) await takePictures(stories.filter(({ name }) => names === undefined || names.includes(name)));
}
