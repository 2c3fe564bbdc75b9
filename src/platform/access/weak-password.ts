// Passwords that are guessed first: those that most people take, and those made of a name that everybody here knows.
import { sql } from 'kysely';
import { type Database, systemActor } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';

/** So much must be left of a password when what everybody would guess is taken out of it. */
const OWN_CHARACTERS = 6;
/** No password is shorter here: of a shorter one its length is told. */
const SHORTEST_MOST_USED = 10;
/** A shorter name would be in too many good passwords. */
const SHORTEST_NAME = 4;

/** Words that passwords are made of all over the world, and in China. */
const words =
  'password passwort passw0rd p@ssw0rd letmein welcome admin administrator root login guest user test secret changeme default master ' +
  'monkey dragon sunshine princess football baseball basketball superman batman starwars pokemon iloveyou iloveu loveyou trustno1 ' +
  'shadow michael jennifer jordan charlie computer internet samsung google facebook whatever freedom killer hunter soccer hockey ' +
  'liverpool chelsea arsenal barcelona manchester metallica slipknot abcd1234 abc123 qwerty qwertz azerty asdf zxcv qazwsx ' +
  'woaini woaini1314 wodemima mima zhongguo china beijing shanghai aini 5201314 521521 1314520 admin888 a123456 q123456 huawei tencent';

/** Rows of the keyboard, its columns, the alphabet and the digits: neighbours in them are no choice. */
const walks = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
];
const reversed = (text: string) => [...text].reverse().join('');
const pairs = new Set(
  walks
    .flatMap((walk) => [walk, reversed(walk)])
    .flatMap((walk) => [...walk].slice(1).map((to, at) => `${walk[at]}${to}`)),
);

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** How many characters somebody had to choose: one that repeats or walks on from the one before was not, nor was a half said twice. */
function chosen(text: string): number {
  const half = text.length / 2;
  if (half > 2 && text.slice(0, half) === text.slice(half)) return chosen(text.slice(0, half));
  return [...text].filter(
    (letter, at, all) => at === 0 || (letter !== all[at - 1] && !pairs.has(`${all[at - 1]}${letter}`)),
  ).length;
}

/** Of the 49,233 most used passwords of zxcvbn's list (MIT) those that are long enough to be tried here. Read when the first password is set. */
let reading: Promise<ReadonlySet<string>> | undefined;
export const readMostUsed = (): Promise<ReadonlySet<string>> => {
  reading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const long = dictionary['passwords-common'].map(String).filter((one) => one.length >= SHORTEST_MOST_USED);
    return new Set(long.map(letters));
  });
  return reading;
};

/** Whether somebody who guesses would begin with it. */
export function isWeakPassword(password: string, names: readonly string[], mostUsed: ReadonlySet<string>): boolean {
  const bare = letters(password);
  if (mostUsed.has(bare)) return true;
  const known = [...names, ...words.split(' ')].map(letters).filter((name) => name.length >= SHORTEST_NAME);
  // The longest first, so that what is left of it is not taken for a word of one's own.
  const left = known.sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, ''), bare);
  // Signs between letters count, unless the whole is made of them.
  return Math.min(chosen(left), new Set(bare).size + 1) < (left === bare ? OWN_CHARACTERS - 1 : OWN_CHARACTERS);
}

/**
 * Asks it of somebody's new password; known to everybody are the program's name, his own and those of the organisation.
 * @throws Refused `password_common`
 */
export async function refuseWeakPassword(db: Database, personId: string, password: string): Promise<void> {
  const names = await db.as(systemActor('sign-in'), async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select user_name as name from person where id::text = ${personId}
      union select unnest(array[name_en, name_zh, code]) from scope_node where type in ('group', 'region', 'entity', 'site')`.execute(
      tx,
    );
    return rows.map(({ name }) => name);
  });
  if (isWeakPassword(password, ['greenfab', ...names], await readMostUsed())) throw new Refused('password_common');
}
