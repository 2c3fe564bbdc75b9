// The pictures of README: `node tools/screenshots.ts` starts the sample company and takes them all anew.
// `--all` takes every view in both languages and themes, to be looked at; what README does not name is not kept in git.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveSample } from '../tests/stories/serve-sample.ts';
import { laptop, openBrowser, openStage, phone, settled } from '../tests/stories/stage.ts';
import { pictureOf } from './picture.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const folder = join(home, 'docs/pictures');
const ledger = join(home, 'samples/exercises/month-end-2024-06-with-mistakes.xlsx');

/** Whether README shows a picture of this name. */
const readme = readFileSync(join(home, 'README.md'), 'utf8');
const isWanted = (name: string) => process.argv.includes('--all') || readme.includes(`docs/pictures/${name}`);

interface View {
  name: string;
  path: string;
  /** what is pressed before the picture is taken */
  press?: (page: Page) => Promise<void>;
  onPhone?: boolean;
}

const ofHalf = 'scope=group&period=2024-H1&basis=approved';

const views = (importPath: string): readonly View[] => [
  {
    name: 'report',
    path: `/?${ofHalf}`,
    press: async (page) => {
      // A chapter with its figures and trend: the top of a report is words alone.
      await page.locator('.report-callouts button').first().click();
      await page
        .locator('.report-callouts')
        .first()
        .evaluate((callouts) => callouts.scrollIntoView({ block: 'start' }));
      await page.locator('.why-panel .why-inputs').first().waitFor();
    },
  },
  { name: 'dashboard', path: `/waste?${ofHalf}`, onPhone: true },
  { name: 'import', path: `${importPath}?scope=site:WX1&period=2024-06` },
  {
    name: 'provenance',
    path: '/waste?scope=site:HU1&period=2024-H1&basis=approved',
    press: async (page) => {
      await page.locator('.key-figure .figure-key').first().click();
      await page.locator('.why-panel .why-inputs').first().waitFor();
    },
  },
  { name: 'list', path: '/records/waste.load?scope=site:WX1&period=2024-06', onPhone: true },
];

/** Takes every view in both languages and themes. */
async function takeAll(browser: Browser): Promise<void> {
  const server = await serveSample();
  try {
    let cookies: Awaited<ReturnType<BrowserContext['cookies']>> | undefined;
    let importPath = '';
    for (const language of ['en', 'zh'] as const) {
      const stage = await openStage(browser, server, language);
      const { page } = stage;
      if (cookies) await page.context().addCookies(cookies);
      else {
        await page.goto(server.firstLink);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await stage.go('/import/waste.load?scope=site:WX1&period=2024-06');
        await page.locator('input[type=file]').setInputFiles(ledger);
        await page.locator('.sheet-bad').first().waitFor();
        importPath = new URL(page.url()).pathname;
        cookies = await page.context().cookies();
      }
      for (const view of views(importPath)) {
        for (const theme of ['light', 'dark'] as const) {
          for (const [width, viewport] of [
            ['', laptop],
            ['-phone', phone],
          ] as const) {
            const name = `${view.name}-${language}-${theme}${width}.webp`;
            if ((width !== '' && !view.onPhone) || !isWanted(name)) continue;
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme: theme });
            await stage.go(view.path);
            await settled(page);
            await view.press?.(page);
            await settled(page);
            const path = join(folder, name);
            writeFileSync(path, await pictureOf(page, 0.8));
            process.stdout.write(`${path}\n`);
          }
        }
      }
      await stage.close();
    }
  } finally {
    await server.stop();
  }
}

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  await takeAll(browser);
} finally {
  await browser.close();
}
