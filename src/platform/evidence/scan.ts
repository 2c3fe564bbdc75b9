// What the operator's virus scanner says of files: asked once a file, in the background, and again while it gives no answer.
import { spawn } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { sql } from 'kysely';
import { z } from 'zod';
import { type Database, systemActor } from '../db/database.ts';
import type { EvidenceStore } from './store.ts';

/** What a scanner answered. */
export interface Scanned {
  infected: boolean;
  /** its words, such as the name of what it found */
  said: string;
}

/** Asks a scanner about a file. @throws when it gives no answer */
export type Scanner = (path: string, sha256: string) => Promise<Scanned>;

const MOST_SAID = 500;
const LONGEST_MS = 5 * 60_000;

/** A command in words, without a shell: quotes hold blanks together. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

/**
 * A scanner of the operator's: a command in which `{file}` stands for the file, that exits with 0 for clean and 1 for
 * infected as ClamAV's do; or an address to which the file is posted, that answers `{ "infected": true|false, "said": "…" }`.
 */
export function scannerOf(setting: string): Scanner {
  return /^https?:\/\//.test(setting) ? byAddress(setting) : byCommand(setting);
}

const byCommand =
  (setting: string): Scanner =>
  (path) =>
    new Promise((done, failed) => {
      const [program = '', ...given] = wordsOf(setting);
      const child = spawn(
        program,
        given.map((one) => one.replaceAll('{file}', path)),
        { stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS },
      );
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          if (said.length < MOST_SAID) said += text;
        });
      child.once('error', failed);
      child.once('close', (code) => {
        // The path is ours, and says nothing to whoever reads it.
        const words = said.replaceAll(path, 'file').trim().slice(0, MOST_SAID);
        if (code === 0 || code === 1) done({ infected: code === 1, said: words });
        else failed(new Error(`the scanner ended with ${code}: ${words}`));
      });
    });

const scanAnswer = z.object({ infected: z.boolean(), said: z.string().default('') });

const byAddress =
  (setting: string): Scanner =>
  async (path, sha256) => {
    const answer = await fetch(setting, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-sha256': sha256 },
      body: await openAsBlob(path),
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (!answer.ok) throw new Error(`the scanner answers ${answer.status}`);
    const { infected, said } = scanAnswer.parse(await answer.json());
    return { infected, said: said.slice(0, MOST_SAID) };
  };

export interface ScanWorld {
  db: Database;
  evidence: EvidenceStore;
  scanner: Scanner;
}

const scannerActor = systemActor('scanner');
const AT_ONCE = 20;

/**
 * Scans what waits, the longest waiting first; what was uploaded before there was a scanner waits too. After a failure a
 * file waits longer each time, up to an hour, and is shown to nobody meanwhile.
 * @returns how many files got an answer
 */
export async function scanWaiting({ db, evidence, scanner }: ScanWorld): Promise<number> {
  const waiting = await db.as(scannerActor, async (tx) => {
    const { rows } = await sql<{ sha256: string }>`
      select encode(sha256, 'hex') as sha256 from (
        select sha256, at from evidence_scan where state = 'scanning' and (tries = 0 or at < now() - least(interval '1 hour', interval '10 seconds' * power(2, tries)))
        union all select f.sha256, f.stored_at from evidence_file f where not exists (select from evidence_scan s where s.sha256 = f.sha256)
      ) waiting order by at limit ${AT_ONCE}`.execute(tx);
    return rows.map((row) => row.sha256);
  });
  let answered = 0;
  for (const sha256 of waiting) {
    const told = await evidence
      .pathOf(sha256)
      .then((path) => scanner(path, sha256))
      .catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
    const [state, said] =
      'failed' in told ? ['scanning', told.failed] : [told.infected ? 'infected' : 'clean', told.said];
    await db.as(scannerActor, (tx) =>
      sql`insert into evidence_scan (sha256, state, said, tries) values (decode(${sha256}, 'hex'), ${state}, ${said.slice(0, MOST_SAID)}, 1)
        on conflict (sha256) do update set state = excluded.state, said = excluded.said, tries = evidence_scan.tries + 1, at = now()`.execute(
        tx,
      ),
    );
    if (!('failed' in told)) answered += 1;
  }
  return answered;
}

const LOOK_EVERY_MS = 1_000;

/** Scans until it is stopped. */
export function keepScanning(world: ScanWorld): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= scanWaiting(world)
      .catch(() => undefined) // the database is on its way back; the next time will do
      .finally(() => {
        running = undefined;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** A store whose new files wait for a scanner before anybody sees them. */
export const scanned = (store: EvidenceStore): EvidenceStore => ({
  ...store,
  keep: async (...given) => ({ ...(await store.keep(...given)), awaitsScan: true }),
});
