// bench start: from an empty folder to the printed address, and again; the size of the first page's JavaScript.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { home } from '../settings.ts';

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
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${output.slice(-800)}`)));
  });
}

const finished = (command: string, args: readonly string[], cwd: string) =>
  new Promise<void>((done, failed) =>
    spawn(command, args, { cwd, stdio: 'ignore' }).once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${command} ${args[0]} ended with ${code}`)),
    ),
  );

/** gzipped bytes of the JavaScript that the first page loads: what index.html names, and what that imports at once. */
function firstPageBytes(web: string): number {
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name) || !existsSync(join(web, name))) return;
    seen.add(name);
    const text = readFileSync(join(web, name), 'utf8');
    for (const found of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) visit(`assets/${found[1]}`);
  };
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  for (const found of page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)) visit(found[1] as string);
  return [...seen].reduce((sum, name) => sum + gzipSync(readFileSync(join(web, name))).length, 0);
}

/** Clones this checkout into an empty folder and starts it with an empty npm cache, then starts it again. */
export async function benchStart(tell: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-start-'));
  try {
    const clone = join(folder, 'greenfab');
    await finished('git', ['clone', '--quiet', home, clone], folder);
    const environment = { npm_config_cache: join(folder, 'cache'), PORT: '46931', GREENFAB_DATA: join(clone, 'data') };
    tell('first start, with an empty npm cache');
    const first = await run('npm', ['start'], clone, environment, /serves http/);
    tell('second start');
    const second = await run('npm', ['start'], clone, environment, /serves http/);
    const web = join(clone, 'dist', 'web');
    const bytes = existsSync(join(web, 'index.html')) ? firstPageBytes(web) : null;
    return {
      bench: 'start',
      database: 'pglite',
      files: readdirSync(clone).length,
      firstStart: { seconds: Number(first.toFixed(1)), wantedSeconds: 120 },
      secondStart: { seconds: Number(second.toFixed(1)), wantedSeconds: 3 },
      firstPageJavaScript: { gzippedKb: bytes === null ? null : Math.round(bytes / 1000), wantedKb: 450 },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
