// The stage of a story: one browser page in one language, found by the words that its reader sees.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { words as en } from '#app/web/words-en.ts';
import { words as zh } from '#app/web/words-zh.ts';
import { type Language, word } from '#platform/i18n/words.ts';
import { browserFlags, findBrowser } from '../../tools/browser.mjs';
import type { SampleServer } from './serve-sample.ts';

/** How long a state may take to come about; nothing waits longer than it needs. */
const patienceMs = 60_000;

/** People of samples/people.csv whom the stories need. */
export const people = {
  administrator: { en: 'Shen Ruochuan', zh: '沈若川' },
  analyst: { en: 'Lin Zhiwei', zh: '林知苇' },
  recorder: { en: 'He Xiaoman', zh: '何小蔓' },
  reviewer: { en: 'Gu Siqi', zh: '顾思漆' },
  approver: { en: 'Ye Minglang', zh: '叶明浪' },
  bayRecorder: { en: 'Tran Thu An', zh: '陈秋安' },
  auditor: { en: 'Helen Brandt', zh: '海伦·布兰特' },
  manager: { en: 'Zheng Yuanfan', zh: '郑远钒' },
  engineer: { en: 'Song Zhiyao', zh: '宋知遥' },
  buyer: { en: 'Jiang Wanqing', zh: '江晚晴' },
  supplier: { en: 'Pan Yunshu', zh: '潘云舒' },
  board: { en: 'Fan Shiheng', zh: '范世蘅' },
  leaver: { en: 'Luo Jingyi', zh: '罗静仪' },
  heir: { en: 'Deng Haoran', zh: '邓昊冉' },
} as const;
/** How wide the pages are looked at: on a laptop, and on a phone. */
export const laptop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export type Person = keyof typeof people;

export interface Stage {
  page: Page;
  language: Language;
  server: Pick<SampleServer, 'url' | 'databaseUrl' | 'firstLink' | 'mails'>;
  /** where downloads and forged files lie */
  folder: string;
  /** what a step leaves for later ones, by name */
  kept: Map<string, string>;
  /** what the content policy refused on the way, one line each: nothing of ours may ask for it */
  refusedByPolicy: string[];
  /** the word of the page for a key */
  t(key: string, facts?: Readonly<Record<string, string | number>>): string;
  /** opens an address of the application */
  go(path: string): Promise<void>;
  /** a button by its word; Ant Design spaces two Chinese characters */
  button(key: string, facts?: Readonly<Record<string, string | number>>, inside?: Locator): Locator;
  /** waits until a text stands on the page */
  sees(text: string | RegExp, inside?: Locator): Promise<void>;
  /** takes another sample account in the user menu */
  become(person: Person): Promise<void>;
  close(): Promise<void>;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A name as a pattern of the whole, in which a blank may stand between two Chinese characters. */
export const spelled = (text: string): RegExp =>
  new RegExp(`^\\s*${[...text].map(escaped).join(/^[\u3400-\u9fff]{2}$/.test(text) ? '\\s*' : '')}\\s*$`);

/** Starts the one browser of a run. @throws naming what is missing */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('no browser on this machine: set GREENFAB_BROWSER to Chromium or Chrome');
  return chromium.launch({ executablePath, args: [...browserFlags] });
}

/** Opens a fresh page, as a reader of one language who has never been here. */
export async function openStage(browser: Browser, server: Stage['server'], language: Language): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-stage-'));
  const context = await browser.newContext({
    baseURL: server.url,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    viewport: laptop,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patienceMs);
  const refusedByPolicy: string[] = [];
  await context.exposeFunction('notePolicyRefusal', (line: string) => refusedByPolicy.push(line));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const line = `${location.pathname}: ${effectiveDirective} refused ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`;
      (window as unknown as { notePolicyRefusal(line: string): void }).notePolicyRefusal(line);
    }),
  );
  const page = await context.newPage();
  const t: Stage['t'] = (key, facts) => word({ en, zh }, language, key, facts);
  const stage: Stage = {
    page,
    language,
    server,
    folder,
    kept: new Map(),
    refusedByPolicy,
    t,
    go: async (path) => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    button: (key, facts, inside) => (inside ?? page).getByRole('button', { name: spelled(t(key, facts)) }),
    sees: async (text, inside) => {
      await (inside ?? page).getByText(text).first().waitFor();
    },
    become: async (person) => {
      const ofPerson = page.getByRole('button', { name: t('ui.user.label', { name: people[person][language] }) });
      const account = page.locator('.user-button');
      await account.waitFor();
      // Whoever one is already is not chosen again.
      if ((await ofPerson.count()) > 0) return;
      await account.click();
      const menu = page.locator('.user-menu');
      await menu.getByText(people[person][language]).click();
      await ofPerson.waitFor();
      await menu.waitFor({ state: 'hidden' });
    },
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** Waits until nothing on the page is still on its way: no skeleton, nothing busy, fonts and charts drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    () => !document.querySelector('.waiting, .ant-skeleton, [aria-busy="true"], .ant-btn-loading, .ant-message-notice'),
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/**
 * Asks again until the answer satisfies, with a short pause between.
 * @throws saying what was awaited and what stood there last
 */
export async function eventually<T>(what: string, ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > until) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
