// The real server with the sample company, as a child of its own on a free port and in a folder that goes with it.
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParsedMail } from 'mailparser';
import { freePort } from '../../tools/free-port.mjs';
import { catchMail } from './mail-catcher.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));
const startLimitMs = 900_000;
/** The invented meters are read and counted behind the server, which answers meanwhile. */
const hearLimitMs = 900_000;
const stopLimitMs = 30_000;

export interface SampleServer {
  url: string;
  /** of the database on a server that it stands on; blank on the embedded one */
  databaseUrl: string;
  /** its data folder: a command given it joins the server */
  dataFolder: string;
  /** signs in once, as group administrator */
  firstLink: string;
  /** the mail that has left it, the oldest first */
  mails: readonly ParsedMail[];
  /** waits until it has said something */
  heard(what: RegExp): Promise<void>;
  /** ends it; its data folder is kept only where that is said */
  stop(options?: { keepDataAt: string }): Promise<void>;
}

/**
 * Starts `greenfab serve` with the sample company, on the embedded database unless one is given, from source unless a
 * program is.
 * @throws with what the server said when it does not come up
 */
export async function serveSample({
  databaseUrl = '',
  program = join(home, 'src/app/cli.ts'),
  prepare,
}: {
  databaseUrl?: string;
  program?: string;
  /** fills the data folder before it is served: then that is what is there, and not the sample */
  prepare?: (dataFolder: string) => void;
} = {}): Promise<SampleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-story-'));
  const dataFolder = join(folder, 'data');
  prepare?.(dataFolder);
  const port = await freePort();
  const post = await catchMail();
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    PORT: String(port),
    GREENFAB_DATA: dataFolder,
    GREENFAB_URL: `http://localhost:${port}`,
    GREENFAB_SAMPLE: '1',
    DATABASE_URL: databaseUrl,
    SMTP_URL: post.url,
    SMTP_FROM: 'greenfab <greenfab@example.org>',
  };
  // The channel ends the server with us, however we end.
  const child = spawn(process.execPath, ['--no-warnings', program, 'serve'], {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const stop: SampleServer['stop'] = async (options) => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const last = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await ended;
    clearTimeout(last);
    await post.stop();
    if (options) renameSync(dataFolder, options.keepDataAt);
    rmSync(folder, { recursive: true, force: true });
  };
  let said = '';
  const serving = new Promise<void>((done, fail) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      if (/^greenfab serves /m.test(said)) done();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => fail(new Error(`the server ended:\n${said}`)));
    setTimeout(() => fail(new Error(`the server does not come up:\n${said}`)), startLimitMs).unref();
  });
  try {
    await serving;
    const firstLink = /first sign-in[^:]*: (\S+)/.exec(said)?.[1];
    if (!firstLink) throw new Error(`no first link in:\n${said}`);
    const heard = async (what: RegExp) => {
      const until = Date.now() + hearLimitMs;
      while (!what.test(said)) {
        if (Date.now() > until || child.exitCode !== null) throw new Error(`${what} was not heard:\n${said}`);
        await new Promise((done) => setTimeout(done, 200));
      }
    };
    return { url: `http://localhost:${port}`, databaseUrl, dataFolder, firstLink, mails: post.mails, heard, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
