// Does any SQL leave something behind in its session? The embedded database has one session for all clients.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: planted code holds templates
import { describe, expect, test } from 'vitest';
import { shippedCode, sourceFiles } from './source-files.ts';
import { sessionSqlOfMigration, sessionStateIn } from './source-scan.ts';

/** Screens, words and the glossary hold sentences, not SQL; a screen cannot reach the database (import rules). */
const holdsSentences = /^src\/(glossary|domains\/[^/]+\/(words|pages)|platform\/(ui|i18n|records\/web)|app\/web)\//;

describe('the source', () => {
  test('leaves nothing behind in the session', () => {
    const files = sourceFiles('src', shippedCode).filter(({ path }) => !holdsSentences.test(path));
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap(({ path, source }) =>
      sessionStateIn(path, source).map(({ what, line, text }) => `${path}:${line} ${what}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  test('leaves nothing behind in the session by a migration', () => {
    const files = sourceFiles('migrations', /\.sql$/);
    expect(files.length).toBeGreaterThan(0);
    const found = files.flatMap(({ path, source }) => sessionSqlOfMigration(source).map((what) => `${path} ${what}`));
    expect(found).toEqual([]);
  });
});

describe('the scan catches', () => {
  const set = 'session-level SET (only SET LOCAL, or set_config(…, true))';
  const setConfig = 'set_config for the session (its last argument must be true)';
  const lock = 'session advisory lock (only pg_advisory_xact_lock)';
  const temporary = 'temporary table without ON COMMIT DROP';
  const reset = 'RESET or DISCARD of the session';
  const planted: readonly [code: string, what: string][] = [
    ["tx.query('set role greenfab_app')", set],
    ["tx.query('SET ROLE greenfab_app')", set],
    ["tx.query('set session authorization greenfab_app')", set],
    ["tx.query('set session characteristics as transaction read only')", set],
    ["tx.query('set time zone utc')", set],
    ["tx.query('set search_path to public')", set],
    ['sql`set statement_timeout = ${limit}`.execute(tx)', set],
    ["sql`\n  set app.scopes = ''`", set],
    ["tx.query('begin; set role greenfab_app')", set],
    ["tx.query('reset role')", reset],
    ["tx.query('discard all')", reset],
    ['tx.query("select set_config(\'app.scopes\', $1, false)")', setConfig],
    ["sql`select set_config('app.scopes', ${scopes.join(',')}, ${isLocal})`", setConfig],
    ["sql`select set_config('app.scopes', coalesce(a, b), false), set_config('app.actor', 'x', true)`", setConfig],
    ["tx.query('select pg_advisory_lock(42)')", lock],
    ["tx.query('select pg_try_advisory_lock(42)')", lock],
    ["tx.query('select pg_advisory_lock_shared(42)')", lock],
    ["tx.query('select pg_advisory_unlock_all()')", lock],
    ["client.query('LISTEN figures')", 'LISTEN or NOTIFY'],
    ["client.query('notify figures, $1')", 'LISTEN or NOTIFY'],
    ["client.query('select pg_notify($1, $2)')", 'LISTEN or NOTIFY'],
    ["client.query({ name: 'loads', text: 'select 1' })", 'prepared statement'],
    ["const loads = { text: 'select $1', name: 'loads', values: [1] }", 'prepared statement'],
    ["tx.query('prepare loads (uuid) as select 1')", 'prepared statement'],
    ["tx.query('create temp table staged (id uuid)')", temporary],
    ["tx.query('create temporary table staged (id uuid); commit')", temporary],
    ["tx.query('select * into temp staged from load')", temporary],
    ["tx.schema.createTable('staged').temporary().execute()", temporary],
    ["tx.query('declare loads cursor for select 1')", 'cursor'],
    ["tx.query('declare loads no scroll cursor with hold for select 1')", 'cursor'],
    ["tx.query('fetch 100 from loads')", 'cursor'],
    ["import Cursor from 'pg-cursor'", 'cursor'],
  ];
  test.each(planted)('%s', (code, what) => {
    expect(sessionStateIn('planted.ts', code).map((finding) => finding.what)).toEqual([what]);
  });

  test.each([
    ['set search_path to app;', set],
    ['create function f() returns void language plpgsql as $$ begin perform pg_advisory_lock(1); end $$;', lock],
    ['create temp table t (id int);', temporary],
  ])('in a migration: %s', (sql, what) => {
    expect(sessionSqlOfMigration(sql)).toEqual([what]);
  });
});

describe('the scan lets pass', () => {
  const legal = [
    "tx.query('set local role greenfab_app')",
    "tx.query('begin; set local statement_timeout = 200')",
    "tx.query('set transaction isolation level serializable')",
    'tx.query("select set_config(\'app.scopes\', $1, true)")',
    "sql`select set_config('app.scopes', ${scopes.join(',')}, true)`",
    "tx.query('update post set role = $1 where id = $2')",
    'sql`update load\n  set mass_tonnes = 1`',
    "tx.updateTable('load').set({ role: 'x' }).execute()",
    "tx.query('select pg_advisory_xact_lock(42)')",
    "tx.query('select pg_try_advisory_xact_lock(42)')",
    '// pg_advisory_lock(42) would be felt by everybody',
    "tx.query('create temp table staged (id uuid) on commit drop')",
    "tx.schema.createTable('staged').temporary().onCommit('drop').execute()",
    "const label = { name: 'Loads', text: 'Set a target' }",
    "client.query({ text: 'select $1', values: [1] })",
    "const sentence = 'Notify the reviewer of what changed'",
  ];
  test.each(legal)('%s', (code) => {
    expect(sessionStateIn('legal.ts', code)).toEqual([]);
  });

  test.each([
    'create function f() returns int language sql set search_path = public as $$ select 1 $$;',
    'alter role greenfab_app set statement_timeout = 0;',
    'create function f() returns void language plpgsql as $$ declare c cursor for select 1; begin end $$;',
  ])('in a migration: %s', (sql) => {
    expect(sessionSqlOfMigration(sql)).toEqual([]);
  });
});
