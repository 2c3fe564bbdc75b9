// Does a start print a way in for as long as nobody is in, and no longer?
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAccounts } from '#platform/access/accounts.ts';
import { makeSignIn, type SignIn } from '#platform/access/sign-in.ts';
import { openTestDatabase, type TestDatabase } from '#platform/db/test-database.ts';
import { linkOfFirstStart } from './first-administrator.ts';

let opened: TestDatabase;
let signIn: SignIn;
beforeAll(async () => {
  opened = await openTestDatabase();
  signIn = makeSignIn({ db: opened.db, secret: 'x'.repeat(32), baseUrl: 'http://localhost:4600', sample: false });
});
afterAll(() => opened?.close());

test('every start prints a link until the administrator has a password of his own', async () => {
  for (const _ of [1, 2])
    expect(await linkOfFirstStart(opened.db, signIn)).toMatch(
      /^http:\/\/localhost:4600\/sign-in\/first\?token=[\w-]{43}$/,
    );
  const [administrator, ...others] = await listAccounts(opened.db);
  expect(others).toEqual([]);
  await signIn.setPassword(administrator?.personId ?? '', 'a long enough one');
  expect(await linkOfFirstStart(opened.db, signIn)).toBeUndefined();
});
