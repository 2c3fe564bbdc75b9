// Which browser shows our pages in tests, and whether this machine can draw Chinese; installs both where that is possible.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findRuntime } from '../bin/runtime.mjs';
import { installationState, root, runQuietly } from './install.mjs';

// The shell draws pages as the whole browser does: nine steps of a story took 17.5 s in it and 25.4 s in the other.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** How the browser is started: in silence (it asks nobody for updates), and as root without its sandbox. */
export const browserFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
];

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Playwright's own browser, if it was installed. */
async function playwrightBrowser() {
  if (!existsSync(join(root, 'node_modules/playwright-core'))) return undefined;
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return file && isProgram(file) ? file : undefined;
}

/**
 * The browser for tests: GREENFAB_BROWSER if set, else the system's, else Playwright's own.
 * @returns {Promise<string | undefined>} its executable
 */
export async function findBrowser() {
  const named = process.env.GREENFAB_BROWSER;
  if (named) return isProgram(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const system = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...system, ...elsewhere].find(isProgram) ?? (await playwrightBrowser());
}

/** Whether a font with Chinese characters is installed: without one, a screenshot shows boxes. */
export function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8', stdio: 'pipe' }).trim() !== '';
  } catch {
    // no fc-list on this machine: look where fonts lie
  }
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts')].filter((f) =>
    existsSync(f),
  );
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  return files.some((file) => /cjk|notosanssc|wqy|sourcehan|simsun|droidsansfallback/i.test(file));
}

/**
 * Installs from Debian's packages what is missing, as root. Says nothing where that cannot be done: what is missing
 * afterwards is missing.
 * @returns {Promise<string>} what apt-get said
 */
async function installFromDebian(/** @type {readonly string[]} */ packages) {
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return '';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const first = await runQuietly('apt-get', install, { env });
  if (first.ok) return first.output;
  const lists = await runQuietly('apt-get', ['update'], { env });
  const second = await runQuietly('apt-get', install, { env });
  return second.ok ? second.output : lists.output + second.output;
}

/** The shell for headless work: of the same version as a Chromium that is there, so that nothing of that one changes. */
function headlessShell() {
  try {
    const said = execFileSync('dpkg-query', ['--show', 'chromium-common'], { encoding: 'utf8', stdio: 'pipe' });
    const version = said.trim().split('\t')[1];
    return `chromium-headless-shell=${version}`;
  } catch {
    return 'chromium-headless-shell'; // no Chromium from Debian yet
  }
}

/**
 * Sees to a browser and a Chinese font before the packages from npm are there; Playwright's own browser, which needs
 * them, comes in {@link requireBrowser}.
 * @returns {Promise<string>} what apt-get said
 */
export async function installSystemBrowser() {
  const found = await findBrowser();
  const said =
    found?.endsWith('-headless-shell') || process.env.GREENFAB_BROWSER
      ? ''
      : await installFromDebian([headlessShell()]);
  const packages = [...((await findBrowser()) ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  return said + (await installFromDebian(packages));
}

/**
 * The browser for tests, Playwright's own if the system offers none.
 * @returns {Promise<{ browser: string } | { missing: string }>} the executable, or one line that names what is missing
 */
export async function requireBrowser() {
  let browser = await findBrowser();
  if (!browser && installationState({ dev: true }).missing.length === 0) {
    const runtime = findRuntime() ?? process.execPath;
    await runQuietly(runtime, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
    browser = await findBrowser();
  }
  const missing = [
    ...(browser ? [] : ['a browser (Chromium or Chrome; or set GREENFAB_BROWSER to one)']),
    ...(hasChineseFont() ? [] : ['a font with Chinese characters (Debian: fonts-noto-cjk)']),
  ];
  return browser && missing.length === 0 ? { browser } : { missing: `missing on this machine: ${missing.join(', ')}` };
}
