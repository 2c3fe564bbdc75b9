// Mail against a real SMTP server: what arrives, in whose language, once; what is refused is tried again and then seen; a
// digest is one message; who dies between sending and noting repeats it under the same number.
import { sql } from 'kysely';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { words } from '#app/wiring.ts';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { type DeliverWorld, deliver, MOST_TRIES } from './deliver.ts';
import { makeMailer } from './mail.ts';
import { type Notice, notify } from './notify.ts';
import { spread } from './spread.ts';

let company: SmallCompany;
const mails: ParsedMail[] = [];
let refusing = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: (_, __, done) => (refusing ? done(new Error('mailbox is full')) : done()),
  onData: (stream, _, done) => {
    simpleParser(stream).then((mail) => {
      mails.push(mail);
      done();
    }, done);
  },
});
let mailer: ReturnType<typeof makeMailer>;
/** Wednesday noon in Shanghai. */
let now = new Date('2024-06-05T04:00:00Z');
const after = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

beforeAll(async () => {
  company = await openSmallCompany();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as { port: number };
  mailer = makeMailer({ url: `smtp://127.0.0.1:${port}`, from: 'greenfab <greenfab@example.org>' });
  await company.all(
    sql`update person_attribute set mail = 'he@example.org', language = 'zh' where person_id = ${company.people.suzhou.id}`,
  );
}, 60_000);
afterAll(async () => {
  mailer?.close();
  await new Promise<void>((done) => server.close(() => done()));
  await company?.close();
});
beforeEach(async () => {
  mails.length = 0;
  refusing = false;
  now = new Date('2024-06-05T04:00:00Z');
  await company.all(sql`delete from notice`);
});

const world = (changes: Partial<DeliverWorld> = {}): DeliverWorld => ({
  ...{ db: company.db, words, url: 'https://green.example', now: () => now },
  send: { mail: (to, letter) => mailer.send(to, letter) },
  ...changes,
});
const tell = async (...notices: Partial<Notice>[]) => {
  await company.db.as(company.people.reviewer, async (tx) => {
    for (const [at, changes] of notices.entries())
      await notify(tx, {
        to: { personId: company.people.suzhou.id },
        message: 'returned',
        facts: {
          ...{ site: { en: 'Suzhou', zh: '苏州工厂' }, record: '240515-003', words: '净重 <是否> 准确？' },
          field: { word: 'waste.load.ownMassTonnes' },
        },
        opens: '/records/waste.load/1?field=ownMassTonnes',
        key: `k${at}-${now.getTime()}`,
        ...changes,
      });
  });
  while ((await spread({ db: company.db, channels: ['mail'], todayIn: () => '2024-06-05', now: () => now })) > 0);
};
const states = () =>
  company.all<{ state: string; tries: number }>(sql`select state, tries from notice_delivery order by id`);

test('one message in the reader’s language, as text and as HTML, with one link that opens the one task', async () => {
  await tell({});
  expect(await deliver(world())).toBe(1);
  expect(await deliver(world())).toBe(0);
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  expect(mail?.subject).toBe('我的记录被退回');
  expect(mail?.to).toMatchObject({ text: 'he@example.org' });
  expect(mail?.text).toContain('苏州工厂 240515-003已退回');
  expect(mail?.text).toContain('https://green.example/records/waste.load/1?field=ownMassTonnes');
  // What a reviewer typed is text, never markup.
  expect(mail?.html).toContain('&#60;是否&#62;');
  expect(mail?.html).not.toContain('<是否>');
  expect(mail?.headers.get('list')).toMatchObject({ unsubscribe: { url: 'https://green.example/account/notices' } });
  expect(await states()).toEqual([{ state: 'sent', tries: 1 }]);
});

test('what is gathered is one message at the hour that was chosen, without what was done meanwhile', async () => {
  await tell(
    { message: 'to_review', key: 'a' },
    { message: 'to_review', key: 'b' },
    { message: 'to_review', key: 'c' },
  );
  expect(await deliver(world())).toBe(0);
  await company.all(sql`update notice set done_at = now() where key = 'b'`);
  after(20 * 60); // eight in the morning
  expect(await deliver(world())).toBe(1);
  expect(mails.map((mail) => mail.subject)).toEqual(['有2项事务待您处理']);
  expect((await states()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
});

test('what the server refuses is tried again after a pause, and given up where somebody sees it', async () => {
  refusing = true;
  await tell({});
  await deliver(world());
  expect(await states()).toEqual([{ state: 'waiting', tries: 1 }]);
  expect(await deliver(world())).toBe(0); // not before the pause
  for (let tries = 2; tries <= MOST_TRIES; tries += 1) {
    after(7 * 60);
    await deliver(world());
  }
  expect(await company.all(sql`select state, tries, error from notice_delivery`)).toEqual([
    { state: 'failed', tries: MOST_TRIES, error: expect.stringContaining('mailbox is full') },
  ]);
  expect(mails).toEqual([]);
});

test('who dies between sending and noting leaves a repeat of the same number; nobody else sends it before the lease ends', async () => {
  await tell({});
  const dies = world({
    send: {
      mail: async (to, letter) => {
        await mailer.send(to, letter);
        throw Object.assign(new Error('killed'), { killed: true });
      },
    },
  });
  // The process is gone before it can note anything: the note itself fails.
  const broken = { ...company.db, as: countedAs(2) };
  await expect(deliver({ ...dies, db: broken })).rejects.toThrow('the process is gone');
  expect(mails).toHaveLength(1);
  expect(await deliver(world())).toBe(0);
  after(2);
  expect(await deliver(world())).toBe(1);
  after(60);
  expect(await deliver(world())).toBe(0);
  expect(mails).toHaveLength(2);
  expect(mails[1]?.messageId).toBe(mails[0]?.messageId);
  expect(await states()).toEqual([{ state: 'sent', tries: 2 }]);
});

/** A database that is gone after so many transactions. */
function countedAs(most: number): SmallCompany['db']['as'] {
  let count = 0;
  return (actor, work, options) => {
    count += 1;
    if (count > most) return Promise.reject(new Error('the process is gone'));
    return company.db.as(actor, work, options);
  };
}

test('two programs at once send each message once', async () => {
  await tell({}, {}, {}, {});
  const sent = await Promise.all([deliver(world()), deliver(world()), deliver(world())]);
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(4);
  expect(mails).toHaveLength(4);
});

test('an account that is not active any more, or took its address away, is sent nothing', async () => {
  await tell({});
  await company.all(sql`update person_attribute set mail = null where person_id = ${company.people.suzhou.id}`);
  await deliver(world());
  expect(mails).toEqual([]);
  expect((await states()).map(({ state }) => state)).toEqual(['dropped']);
  await company.all(
    sql`update person_attribute set mail = 'he@example.org' where person_id = ${company.people.suzhou.id}`,
  );
});
