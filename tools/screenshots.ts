// The pictures of README and docs: `node tools/screenshots.ts` starts the sample company and takes them all anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveSample } from '../tests/stories/serve-sample.ts';
import { openBrowser, openStage, settled } from '../tests/stories/stage.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const folder = join(home, 'docs/pictures');
const ledger = join(home, 'samples/exercises/month-end-2024-06-with-mistakes.xlsx');
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

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
      await page.locator('.report-main .figure').first().click();
      await page.locator('.why-panel .why-inputs').waitFor();
    },
  },
  { name: 'dashboard', path: `/waste?${ofHalf}`, onPhone: true },
  { name: 'import', path: `${importPath}?scope=site:WX1&period=2024-06` },
  {
    name: 'provenance',
    path: '/waste?scope=site:HU1&period=2024-H1&basis=approved',
    press: async (page) => {
      await page.locator('.key-figure .figure-key').first().click();
      await page.locator('.why-panel .why-inputs').waitFor();
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
            ['', wide],
            ['-phone', phone],
          ] as const) {
            if (width !== '' && !(view.onPhone && theme === 'light')) continue;
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme: theme });
            await stage.go(view.path);
            await settled(page);
            await view.press?.(page);
            await settled(page);
            const path = join(folder, `${view.name}-${language}-${theme}${width}.png`);
            writeFileSync(path, await page.screenshot());
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
