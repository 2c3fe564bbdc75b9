// The program is killed again and again while a broker hands it messages at quality of service 1: of what the broker took from the
// devices no reading is lost and none is kept twice.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openScratchBroker, publishAll } from '#app/bench/mqtt-broker.ts';
import { layMigrated } from '#platform/db/test-database.ts';
import { newFolder, own, until } from './loop.ts';

const script = fileURLToPath(new URL('./device-loop.ts', import.meta.url));
const KILLS = 3;
const EACH = 30_000;
const FIRST = Date.parse('2024-01-01T00:00:00Z');

interface State {
  state: string;
  readings: number;
  /** different ones */
  counts: number;
  refused: number;
}

test(`killed ${KILLS} times in the middle of listening, it keeps every reading once`, async () => {
  const folder = newFolder();
  await layMigrated(folder);
  const broker = await openScratchBroker();
  onTestFinished(() => broker.stop());
  const start = () => {
    const args = ['--no-warnings', script, folder, broker.address];
    const child = own(spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
    const lines: string[] = [];
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => lines.push(line));
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const ask = async (): Promise<State> => {
      await until('ready', () => lines[0] === 'ready', 120_000);
      const from = lines.length;
      child.stdin?.write('state\n');
      await until('a state', () => lines.length > from, 60_000);
      return JSON.parse(lines.at(-1) as string) as State;
    };
    return { child, ended, ask };
  };
  const message = (n: number) => ({
    topic: `kill/${n % 7}`,
    payload: JSON.stringify({ at: new Date(FIRST + n * 1_000).toISOString(), count: n }),
  });
  let sent = 0;
  const publish = async () => {
    const some = Array.from({ length: EACH }, (_, at) => message(sent + at + 1));
    sent += EACH;
    await publishAll(broker.address, some);
  };

  let running = start();
  await until('connected', async () => (await running.ask()).state === 'connected', 60_000);
  let interrupted = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    running.child.kill('SIGKILL');
    await running.ended;
    // They wait with the broker, so that the next one has its hands full when it is killed.
    await publish();
    const before = sent - EACH;
    running = start();
    await until('it keeps some', async () => (await running.ask()).readings > before, 120_000);
    await pause(kill * 5);
    if ((await running.ask()).readings < sent) interrupted += 1;
  }
  expect(interrupted).toBe(KILLS);
  await until('all are kept', async () => (await running.ask()).counts === sent, 120_000);
  expect(await running.ask()).toEqual({ state: 'connected', refused: 0, readings: sent, counts: sent });
});
