// The program is killed between commit and sending, again and again: no message is lost, and none comes more than once more for
// each kill, under the number of the first time.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { layMigrated } from '#platform/db/test-database.ts';
import { catchMail } from '../stories/mail-catcher.ts';
import { newFolder, own, until } from './loop.ts';

const script = fileURLToPath(new URL('./notice-loop.ts', import.meta.url));
const KILLS = 4;
const EACH = 12;

test(`killed ${KILLS} times, every message arrives, at most twice, and a repeat says that it is one`, async () => {
  const folder = newFolder();
  await layMigrated(folder);
  const post = await catchMail();
  onTestFinished(() => post.stop());
  const acknowledged = new Set<number>();
  const start = (first: number, last: number) => {
    const args = ['--no-warnings', script, folder, post.url, String(first), String(last)];
    const child = own(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
    const lines: string[] = [];
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      lines.push(line);
      const told = /^told (\d+)$/.exec(line)?.[1];
      if (told) acknowledged.add(Number(told));
    });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    return { child, lines, ended };
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const first = kill * EACH + 1;
    const running = start(first, first + EACH - 1);
    const arrived = post.mails.length;
    // In the middle of sending: some have left, and more are written and have not.
    await until('a message leaves', () => post.mails.length > arrived + (kill % 3), 60_000);
    await pause(kill * 7);
    running.child.kill('SIGKILL');
    await running.ended;
  }
  const last = start(1, 0);
  await until('nothing waits any more', () => last.lines.at(-1) === 'quiet', 60_000);
  last.child.kill('SIGKILL');
  await last.ended;

  const numberOf = (text: string | undefined) => Number(/#(\d+)#/.exec(text ?? '')?.[1]);
  const byNumber = Map.groupBy(post.mails, ({ text }) => numberOf(text));
  expect([...acknowledged].filter((number) => !byNumber.has(number))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(KILLS * 3);
  const repeated = [...byNumber.values()].filter((mails) => mails.length > 1);
  for (const mails of repeated)
    expect([mails.length, new Set(mails.map(({ messageId }) => messageId)).size]).toEqual([2, 1]);
  // Each kill finds at most one message between sending and noting.
  expect(repeated.length).toBeLessThanOrEqual(KILLS);
  process.stdout.write(
    `${KILLS} kills: ${acknowledged.size} told, ${post.mails.length} arrived, ${repeated.length} of them twice\n`,
  );
}, 240_000);
