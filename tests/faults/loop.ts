// What the fault tests share: folders and processes that go with a test, waiting, and the program that imports without end.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A data folder that is gone when the test is over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 40, retryDelay: 250 }));
  return folder;
}

/** A process that does not outlive the test. */
export function own(child: ChildProcess): ChildProcess {
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(25);
  }
}

/** What the program finds; numbers are those of its imports. */
export interface Judgement {
  /** every load is there */
  whole: number[];
  /** some are */
  halves: unknown[];
  /** records of which two revisions count at once */
  twice: number;
  /** committed imports of which not every new or corrected load is there */
  unequal: unknown[];
  /** registered, and not committed */
  unfinished: number[];
  /** imports and rows of them that nobody may see, still to be swept */
  pending: number;
  unswept: number;
  history: { ok: boolean; discrepancies: unknown[] };
  blocks: number;
  figuresEqual: boolean;
  sumsEqual: boolean;
}

const script = fileURLToPath(new URL('import-loop.ts', import.meta.url));

/** The program that imports without end, and what it has said. */
export class Loop {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  /** when the last chunk of the import that it is at was written */
  private writtenAt = 0;
  /** how long it took last from the last chunk of an import to its acknowledgement */
  lastCommitMs: number | undefined;
  errors = '';
  /** the highest number that it may have begun */
  highest: number;
  private readonly heard: Promise<void>;
  private deaf = false;
  private listeners: (() => void)[] = [];

  constructor(dataFolder: string, first = 1, databaseUrl = '') {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    this.child = own(
      spawn(process.execPath, ['--no-warnings', script, dataFolder, String(first)], {
        env,
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    );
    this.highest = first;
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-4_000);
    });
    const lines = createInterface({ input: this.child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      this.lines.push(line);
      const number = /^begun (\d+)$/.exec(line)?.[1];
      if (number) this.highest = Number(number);
      if (line.startsWith('wrote-all ')) this.writtenAt = performance.now();
      if (line.startsWith('committed ')) this.lastCommitMs = performance.now() - this.writtenAt;
      this.tell();
    });
    this.heard = new Promise((done) => {
      lines.once('close', () => {
        this.deaf = true;
        this.tell();
        done();
      });
    });
  }
  private tell(): void {
    for (const listener of this.listeners.splice(0)) listener();
  }
  /** The numbers of the imports of which it said this, up to a line. */
  numbers(said: 'wrote' | 'committed' | 'refused', before = this.lines.length): number[] {
    return this.lines.slice(0, before).flatMap((line) => {
      const number = line.startsWith(`${said} `) && /(\d+)$/.exec(line)?.[1];
      return number ? [Number(number)] : [];
    });
  }
  /** @returns the index of the first line that says so, as soon as it is said */
  async saying(what: RegExp, from = 0, limitMs = 120_000): Promise<number> {
    const end = Date.now() + limitMs;
    for (;;) {
      const found = this.lines.findIndex((line, index) => index >= from && what.test(line));
      if (found >= 0) return found;
      const last = this.errors || this.lines.slice(-5).join(' | ');
      if (this.deaf) throw new Error(`it ended: ${last}`);
      if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms; last was ${last}`);
      await Promise.race([new Promise<void>((done) => this.listeners.push(done)), pause(1_000)]);
    }
  }
  /** Its next judgement, and the imports that it had acknowledged before. */
  async judged(from = 0): Promise<Judgement & { acknowledged: number[] }> {
    const at = await this.saying(/^judged /, from);
    const judgement = JSON.parse((this.lines[at] as string).slice('judged '.length)) as Judgement;
    return { ...judgement, acknowledged: this.numbers('committed', at) };
  }
  async judges(): Promise<Judgement & { acknowledged: number[] }> {
    const from = this.lines.length;
    this.child.stdin?.write('judge\n');
    return this.judged(from);
  }
  /** The process that holds the files of the embedded database. */
  async databasePid(): Promise<number> {
    const from = this.lines.length;
    this.child.stdin?.write('pid\n');
    return Number(this.lines[await this.saying(/^database \d+$/, from)]?.split(' ')[1]);
  }
  /** Kills it, and listens to the last that it said. */
  async killed(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.heard;
  }
}
