// Robots of group chats: once a day each tells its group how much there was, in numbers and with one link, and names nobody.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { seal, unseal } from '../access/sealed.ts';
import { Attempts } from '../access/sign-in-attempts.ts';
import { type Database, systemActor } from '../db/database.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import { ChatRefused, type Robot } from './chat/chat.ts';
import { dingtalkRobot } from './chat/dingtalk.ts';
import { feishuRobot } from './chat/feishu.ts';
import { wecomRobot } from './chat/wecom.ts';
import type { Chat } from './kinds.ts';
import type { Letter } from './message.ts';
import { leavesAt, usualPreference } from './preference.ts';

const notices = systemActor('notices');
/** DingTalk silences a robot that says more; the others allow as much or more. */
const A_MINUTE = { most: 20, seconds: 60 };
const MOST_TRIES = 8;
const RETRY_MS = 15 * 60_000;

const robots: Readonly<Record<Chat, (robot: Robot, letter: Letter, now: number) => Promise<void>>> = {
  wecom: (robot, letter) => wecomRobot(robot, letter),
  dingtalk: dingtalkRobot,
  feishu: feishuRobot,
};
/** Where each service takes what a robot says: an address elsewhere would have us ask a machine that nobody meant. */
const hosts: Readonly<Record<Chat, string>> = {
  wecom: 'qyapi.weixin.qq.com',
  dingtalk: 'oapi.dingtalk.com',
  feishu: 'open.feishu.cn',
};

/** @throws Refused `robot_address` for an address that is not one of this service */
export function checkRobotAddress(channel: Chat, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.host !== hosts[channel])
    throw new Refused('robot_address', { host: hosts[channel] });
}

const of = 'greenfab robots';

/** Encrypts what must not be read in the database, by the secret of the installation. */
export const sealRobot = (secret: string, robot: Robot): string =>
  seal(JSON.stringify(robot), { under: secret, of }).toString('base64');

/** @throws Error when the secret is another than it was sealed with */
export const openRobot = (secret: string, sealed: string): Robot =>
  JSON.parse(unseal(Buffer.from(sealed, 'base64'), { under: secret, of })) as Robot;

export interface RobotWorld {
  db: Database;
  words: Dictionary;
  url: string;
  secret: string;
  now(): Date;
}

interface RobotRow {
  id: string;
  channel: Chat;
  scope_id: string;
  language: Language;
  sealed: string;
  hour: number;
  told_until: Date;
  tries: number;
}

const attempts = new Attempts();

/** Says one thing by one robot, within what its service allows in a minute. @throws ChatRefused */
export async function sayByRobot(channel: Chat, robot: Robot, letter: Letter, now: Date): Promise<void> {
  const { allowed, waitSeconds } = attempts.take(`robot ${robot.address}`, A_MINUTE);
  if (!allowed) throw new ChatRefused('too_many', `${waitSeconds} s`, waitSeconds * 1_000);
  await robots[channel](robot, letter, now.getTime());
}

/** When a robot speaks next: at its hour, by the clock of the group. */
export const robotSpeaksAt = (hour: number, now: Date): Date =>
  leavesAt({ ...usualPreference, digest: 'daily', hour }, 'digest', now);

/**
 * Lets every robot speak whose hour has come: how many notices of each kind there were at its scope since it last spoke.
 * A day without any is silent.
 */
export async function tellRobots(world: RobotWorld): Promise<void> {
  const due = await world.db.as(notices, (tx) =>
    sql<RobotRow>`select id, channel, scope_id, language, sealed, hour, told_until, tries from notice_robot where active and next_at <= ${world.now()}`.execute(
      tx,
    ),
  );
  for (const robot of due.rows) {
    const until = world.now();
    const counted = await countTold(world.db, robot, until);
    const set = (values: { next: Date; until: Date; tries: number; error: string | null }) =>
      world.db.as(notices, (tx) =>
        sql`update notice_robot set next_at = ${values.next}, told_until = ${values.until}, tries = ${values.tries}, error = ${values.error} where id = ${robot.id}`.execute(
          tx,
        ),
      );
    const next = robotSpeaksAt(robot.hour, until);
    try {
      if (counted.length > 0)
        await sayByRobot(robot.channel, openRobot(world.secret, robot.sealed), digestOf(world, robot, counted), until);
      await set({ next, until, tries: 0, error: null });
    } catch (error) {
      // What was not said today is in what is said tomorrow.
      const tries = robot.tries + 1;
      const again = tries % MOST_TRIES === 0 ? next : new Date(until.getTime() + RETRY_MS);
      const why = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      await set({ next: again, until: robot.told_until, tries, error: why });
    }
  }
}

interface Counted {
  message: string;
  count: number;
}

async function countTold(db: Database, robot: RobotRow, until: Date): Promise<Counted[]> {
  const { rows } = await db.as(notices, (tx) =>
    sql<Counted>`with recursive reach (id) as (
        select ${robot.scope_id}::uuid union select e.child_id from reach r join scope_edge e on e.parent_id = r.id)
      select message, count(*)::int as count from notice_request
      where not settles and message <> 'test' and at > ${robot.told_until} and at <= ${until} and scope_id in (select id from reach)
      group by 1 order by 1`.execute(tx),
  );
  return rows;
}

function digestOf({ words, url }: RobotWorld, { language }: RobotRow, counted: readonly Counted[]): Letter {
  const said = counted.map(({ message, count }) =>
    word(words, language, 'notify.robot.line', { what: word(words, language, `notice.${message}|about`), count }),
  );
  return {
    batch: uuidv7(),
    language,
    title: word(words, language, 'notify.robot.title'),
    lines: said.map((text) => ({ text, url: `${url}/inbox` })),
    open: word(words, language, 'notify.open'),
    settings: { text: word(words, language, 'notify.choose'), url: `${url}/settings/notices` },
  };
}
