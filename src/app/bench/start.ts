// bench start: from an empty folder to the printed address, and again; the size of the first page's JavaScript.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { home } from '../settings.ts';
import { firstPageBytes } from './first-page.ts';

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Record<string, string>,
  until: RegExp,
): Promise<number> {
  return new Promise((done, failed) => {
    const started = performance.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (!until.test(output)) return;
      const seconds = (performance.now() - started) / 1000;
      child.removeAllListeners('exit');
      child.once('exit', () => done(seconds));
      process.kill(-(child.pid as number), 'SIGTERM');
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${output.slice(-800)}`)));
  });
}

const finished = (command: string, args: readonly string[], cwd: string) =>
  new Promise<void>((done, failed) =>
    spawn(command, args, { cwd, stdio: 'ignore' }).once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${command} ${args[0]} ended with ${code}`)),
    ),
  );

/** What `npm start` says once the server answers and the pages stand. */
const ready = /^Ready after /m;

/** Clones this checkout into an empty folder and starts it with an empty npm cache, then starts it again. */
export async function benchStart(tell: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-start-'));
  try {
    const clone = join(folder, 'greenfab');
    await finished('git', ['clone', '--quiet', home, clone], folder);
    const environment = {
      npm_config_cache: join(folder, 'cache'),
      PORT: '46931',
      GREENFAB_DATA: join(clone, 'data'),
      GREENFAB_LANG: 'en',
    };
    tell('first start, with an empty npm cache');
    const first = await run('npm', ['start'], clone, environment, ready);
    tell('second start');
    const second = await run('npm', ['start'], clone, environment, ready);
    const bytes = firstPageBytes(join(clone, 'dist', 'web'));
    return {
      bench: 'start',
      database: 'pglite',
      firstStart: { seconds: Number(first.toFixed(1)), wantedSeconds: 120 },
      secondStart: { seconds: Number(second.toFixed(1)), wantedSeconds: 3 },
      firstPageJavaScript: { gzippedKb: Math.round(bytes / 1000), wantedKb: 450 },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
