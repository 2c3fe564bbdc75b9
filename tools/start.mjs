// `npm start`: from a fresh clone to the sample company in the browser. Installs what is missing, then builds the web
// while the server loads the sample, and tells what each stage took.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, exitCodeOf, findRuntime, onEnd, runtimeEnvironment, runtimeFlags } from '../bin/runtime.mjs';
import { buildWeb, installPackages, root } from './install.mjs';

const words = {
  en: {
    installing: 'Installing packages …',
    installed: (/** @type {string} */ s) => `Packages installed in ${s} s.`,
    building: 'Building the web while the server starts …',
    built: (/** @type {string} */ s) => `Web built in ${s} s.`,
    unchanged: 'Web unchanged since it was last built.',
    failed: 'The web could not be built.',
    ready: (/** @type {string} */ s, /** @type {string} */ address) => `Ready after ${s} s: ${address}`,
  },
  zh: {
    installing: '正在安装依赖包……',
    installed: (/** @type {string} */ s) => `依赖包安装完成，用时 ${s} 秒。`,
    building: '正在启动服务，同时构建网页……',
    built: (/** @type {string} */ s) => `网页构建完成，用时 ${s} 秒。`,
    unchanged: '网页无改动，沿用上次构建的结果。',
    failed: '网页构建失败。',
    ready: (/** @type {string} */ s, /** @type {string} */ address) => `已就绪，共用时 ${s} 秒：${address}`,
  },
};
const say = process.env.GREENFAB_LANG === 'zh' ? words.zh : words.en;
const started = performance.now();
const secondsSince = (/** @type {number} */ start) => ((performance.now() - start) / 1000).toFixed(1);
const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
const own = (/** @type {import('node:child_process').ChildProcess} */ child) => {
  children.add(child);
  child.once('exit', () => children.delete(child));
};
let ending = false;
const end = (/** @type {NodeJS.Signals} */ signal) => {
  ending = true;
  for (const child of children) endGroup(child, signal);
};
onEnd((signal, again) => end(again ? 'SIGKILL' : signal));
const fail = (/** @type {string} */ why) => {
  if (ending) return;
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
  end('SIGTERM');
};
const textOf = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

const onInstall = () => print(say.installing);
try {
  const installed = await installPackages({ dev: false, onInstall, onStart: own });
  if (installed) print(say.installed(secondsSince(started)));
} catch (error) {
  fail(textOf(error));
}
const runtime = findRuntime();
if (ending || !runtime) process.exit(1);

// Apart, so that a signal reaches it once, from us; the channel tells it when we are gone, and us its address.
const command = [...runtimeFlags, join(root, 'src/app/cli.ts'), 'serve', ...process.argv.slice(2)];
const server = spawn(runtime, command, {
  cwd: root,
  env: { ...runtimeEnvironment, GREENFAB_SAMPLE: process.env.GREENFAB_SAMPLE ?? '1' },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: process.platform !== 'win32',
});
own(server);
server.once('exit', (code, signal) => {
  end('SIGTERM');
  process.exitCode ||= exitCodeOf(code, signal);
});

/** What `serve` tells once it takes requests: `process.send({ address })`. @type {string | undefined} */
let address;
let webStands = false;
const printWhenReady = () => {
  if (address && webStands) print(say.ready(secondsSince(started), address));
};
server.on('message', (message) => {
  if (message && typeof message === 'object' && 'address' in message) address = String(message.address);
  printWhenReady();
});

if (!existsSync(join(root, 'dist/web/index.html'))) print(say.building);
const beganToBuild = performance.now();
try {
  const outcome = await buildWeb({ onStart: own });
  print(outcome === 'built' ? say.built(secondsSince(beganToBuild)) : say.unchanged);
  webStands = true;
  printWhenReady();
} catch (error) {
  fail(`${say.failed}\n${textOf(error)}`);
}
