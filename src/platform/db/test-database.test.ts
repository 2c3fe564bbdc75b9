// Does a test get a migrated database of its own, on which the application role holds?
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertRolesHold, systemActor } from './database.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened?.close());

test('every migration ran and the role without privileges is in force', async () => {
  await assertRolesHold(opened.db);
  const nodes = await opened.db.as(systemActor('operator'), (tx) =>
    tx.selectFrom('scope_node').select('code').execute(),
  );
  expect(nodes).toEqual([{ code: 'GROUP' }]);
});

test('what an actor is called ends no statement', async () => {
  const name = `'; drop table person; -- \\'`;
  const { rows } = await opened.db.as({ ...systemActor('operator'), id: name }, (tx) =>
    sql<{ name: string }>`select app_actor() as name`.execute(tx),
  );
  expect(rows).toEqual([{ name }]);
});
