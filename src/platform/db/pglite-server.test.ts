// Many clients on the embedded database's one session: nobody gets another's answer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';

let folder: string;
let embedded: EmbeddedDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greenfab-door-'));
  embedded = await startEmbedded(folder, () => undefined);
});
afterAll(async () => {
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function client(): Promise<pg.Client> {
  const made = new pg.Client(embedded.connection);
  made.on('error', () => undefined);
  await made.connect();
  return made;
}

test('statements with parameters, large and small, outside any transaction, are never bound to another client’s statement', async () => {
  const clients = await Promise.all(Array.from({ length: 6 }, client));
  const large = Array.from({ length: 40_000 }, (_, index) => `text ${index}`);
  await Promise.all(
    clients.map(async (one, number) => {
      for (let round = 0; round < 30; round++) {
        if (number % 2 === 0) {
          const { rows } = await one.query('select $1::int + 0 as n, $2::text as who', [round, `client ${number}`]);
          expect(rows[0]).toEqual({ n: round, who: `client ${number}` });
        } else {
          const { rows } = await one.query('select cardinality($1::text[]) as n, $2::text as other', [
            large,
            `other ${number}`,
          ]);
          expect(rows[0]).toEqual({ n: 40_000, other: `other ${number}` });
        }
      }
    }),
  );
  await Promise.all(clients.map((one) => one.end()));
});

test('a second transaction waits for the first and sees nothing of it before it commits', async () => {
  const [first, second] = [await client(), await client()];
  await first.query('create table seen (n int)');
  await first.query('begin');
  await first.query('insert into seen values (1)');
  const counted = second.query('select count(*)::int as n from seen');
  await new Promise((done) => setTimeout(done, 100));
  await first.query('rollback');
  expect((await counted).rows[0]).toEqual({ n: 0 });
  await Promise.all([first.end(), second.end()]);
});

test('a client that goes away in the middle of a transaction is rolled back, and the others go on', async () => {
  const [first, second] = [await client(), await client()];
  await first.query('create table left_behind (n int)');
  await first.query('begin');
  await first.query('insert into left_behind values (1)');
  (first as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  expect((await second.query('select count(*)::int as n from left_behind')).rows[0]).toEqual({ n: 0 });
  await second.end();
});

test('an error in one request leaves the connection and the others working', async () => {
  const [first, second] = [await client(), await client()];
  await expect(first.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
  await expect(first.query('this is not SQL')).rejects.toThrow('syntax error');
  expect((await first.query('select 7 as n')).rows).toEqual([{ n: 7 }]);
  expect((await second.query('select 8 as n')).rows).toEqual([{ n: 8 }]);
  await Promise.all([first.end(), second.end()]);
});
