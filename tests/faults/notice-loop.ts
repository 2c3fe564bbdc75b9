// The program that tells: it writes notices, each in a transaction of its own that it acknowledges, and sends what is due by the
// mail server that it is given, until it is killed.
import { sql } from 'kysely';
import { openInstallation } from '#app/installation.ts';
import { readSettings } from '#app/settings.ts';
import { words } from '#app/wiring.ts';
import { makeAccount } from '#platform/access/accounts.ts';
import { systemActor } from '#platform/db/database.ts';
import { deliver } from '#platform/notify/deliver.ts';
import { notify } from '#platform/notify/notify.ts';
import { spread } from '#platform/notify/spread.ts';

const [dataFolder = '', smtp = '', first = '1', last = '0'] = process.argv.slice(2);
const LEASE_MS = 700;
const say = (what: string) => process.stdout.write(`${what}\n`);

const installation = await openInstallation(
  readSettings(
    { data: dataFolder, port: '0', url: 'http://localhost', secret: 'x'.repeat(32), lang: 'en' },
    { SMTP_URL: smtp, SMTP_FROM: 'greenfab@example.org' },
  ),
  { join: false },
);
const { db, outside } = installation;
const operator = systemActor('operator');
const now = () => new Date();

const person = async (): Promise<string> => {
  const { rows } = await db.as(operator, (tx) =>
    sql<{ id: string }>`select id from person where user_name = 'told'`.execute(tx),
  );
  const id =
    rows[0]?.id ??
    (await makeAccount(db, { userName: 'told', nameEn: 'Told', nameZh: '受知', language: 'en', sample: false }));
  await db.as(operator, (tx) =>
    sql`update person_attribute set mail = 'told@example.org' where person_id = ${id}`.execute(tx),
  );
  // At any hour: whoever is told wants no quiet.
  await db.as({ ...operator, id }, (tx) =>
    sql`insert into notice_preference (person_id, preference) values (${id}, '{"quiet":null}') on conflict do nothing`.execute(
      tx,
    ),
  );
  return id;
};
const personId = await person();
say('ready');

const write = async () => {
  for (let number = Number(first); number <= Number(last); number += 1) {
    await db.as(operator, (tx) =>
      notify(tx, {
        ...{ to: { personId }, message: 'returned', opens: '/inbox', key: `n${number}` },
        facts: { site: '', record: `#${number}#`, field: '', words: '' },
      }),
    );
    say(`told ${number}`);
  }
};
const send = async () => {
  for (;;) {
    const given = await spread({ db, channels: outside.channels, todayIn: () => '2024-06-05', now });
    const sent = await deliver({ db, words, url: 'http://localhost', send: outside.send, now, leaseMs: LEASE_MS });
    const { rows } = await db.as(operator, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from notice_delivery where state = 'waiting'`.execute(tx),
    );
    if (given === 0 && sent === 0) say(rows[0]?.n === 0 ? 'quiet' : 'waits');
  }
};
await Promise.all([write(), send()]);
