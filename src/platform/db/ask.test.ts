// Does a question in one message see what its actor sees, does nothing of him stay, and is nothing told as kept that was not?
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, systemActor } from './database.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened?.close());

const nobody: Actor = { id: 'nobody', reads: [], writes: [], group: 'none', figures: [] };
const whoActs = () => sql<{ role: string; actor: string }>`select current_user as role, app_actor() as actor`;

test('it is asked by its actor under the role without privileges, what he is called ends no statement', async () => {
  const name = `'; drop table person; -- \\'`;
  expect(await opened.db.ask({ ...nobody, id: name }, whoActs())).toEqual([{ role: 'greenfab_app', actor: name }]);
});

test('nothing of the actor is left for whoever has the connection next, after an error either', async () => {
  const left = async () =>
    (
      await opened.db.pool.query(
        "select current_user as role, coalesce(current_setting('app.actor', true), '') as actor",
      )
    ).rows[0];
  const { role } = await left();
  expect(role).not.toBe('greenfab_app');
  await opened.db.ask(systemActor('figures'), whoActs());
  expect(await left()).toEqual({ role, actor: '' });
  await expect(opened.db.ask(systemActor('figures'), sql`select 1 / 0`)).rejects.toThrow('division by zero');
  expect(await left()).toEqual({ role, actor: '' });
});

test('row-level security holds in it', async () => {
  const figures = systemActor('figures');
  await opened.db.as(figures, (tx) =>
    sql`insert into kpi_cell values ('a', gen_random_uuid(), '2024-01-01', '2024-02-01', false, '{}', 1, 1, 1, 1, 0, 1)`.execute(
      tx,
    ),
  );
  const cells = sql<{ cells: number }>`select count(*)::int as cells from kpi_cell`;
  expect(await opened.db.ask(figures, cells)).toEqual([{ cells: 1 }]);
  expect(await opened.db.ask(nobody, cells)).toEqual([{ cells: 0 }]);
});

test('a value beside the text is refused', async () => {
  await expect(opened.db.ask(nobody, sql`select ${'beside'}::text`)).rejects.toThrow('sql.lit');
});

test('what was rolled back because somebody swallowed an error is not told as kept', async () => {
  const cellsOf = () =>
    opened.db.ask(systemActor('figures'), sql<{ cells: number }>`select count(*)::int as cells from kpi_cell`);
  const before = await cellsOf();
  const kept = opened.db.as(systemActor('figures'), async (tx) => {
    await sql`insert into kpi_cell values ('b', gen_random_uuid(), '2024-01-01', '2024-02-01', false, '{}', 1, 1, 1, 1, 0, 1)`.execute(
      tx,
    );
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
  });
  await expect(kept).rejects.toThrow('current transaction is aborted');
  expect(await cellsOf()).toEqual(before);
});
