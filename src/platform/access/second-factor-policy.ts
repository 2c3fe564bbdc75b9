// For which roles the password alone does not do: who has one of them sets up a second factor before he sees anything.
import { z } from 'zod';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import type { Via } from '../history/entry.ts';
import { keepSetting, readSettingsKept } from '../records/server/kept-settings.ts';
import { type Role, roles } from './roles.ts';
import { type Session, sessionOf } from './session.ts';
import type { Way } from './sign-in-doors.ts';

const KEY = 'access.second-factor-roles';
/** A changed rule holds after this time at the latest. */
const REMEMBERED_MS = 1_000;
/** Ways in that prove more than a password; the company's sign-on has rules of its own, and a sample person has none. */
const enough: ReadonlySet<Way | null> = new Set<Way>(['totp', 'recovery-code', 'passkey', 'sso', 'switch']);

const kept = z.array(z.enum(roles)).catch([]);

/** The roles that need a second factor. */
export async function readSecondFactorRoles(tx: Tx): Promise<readonly Role[]> {
  return kept.parse((await readSettingsKept(tx, KEY))['']);
}

/** Sets them; the history says who and why. */
export async function keepSecondFactorRoles(tx: Tx, wanted: readonly Role[], via: Via, reason: string): Promise<void> {
  await keepSetting(tx, KEY, [...wanted].sort(), via, reason, { figures: false });
}

/** Says of a session whether the second factor that its roles need is still missing. */
export function makeSecondFactorRule(
  db: Database,
  rememberedMs = REMEMBERED_MS,
): (session: Session, way: Way | null) => Promise<boolean> {
  let known: { roles: Promise<readonly Role[]>; until: number } | undefined;
  return async (session, way) => {
    if (enough.has(way)) return false;
    if (!known || known.until <= Date.now()) {
      const asked = db.as(systemActor('sign-in'), readSecondFactorRoles);
      asked.catch(() => {
        known = undefined;
      });
      known = { roles: asked, until: Date.now() + rememberedMs };
    }
    const needed = await known.roles;
    return session.grants.some(({ role }) => needed.includes(role));
  };
}

/** Whether a way in that proves one thing alone, such as an account of a chat, does not do for this person. */
export async function asksSecondFactor(db: Database, personId: string, today: string): Promise<boolean> {
  const { rows } = await db.pool.query<{ isOn: boolean | null }>(
    'select two_factor_enabled as "isOn" from auth."user" where id = $1',
    [personId],
  );
  if (rows[0]?.isOn) return true;
  const session = await sessionOf(db, personId, today);
  const needed = await db.as(systemActor('sign-in'), readSecondFactorRoles);
  return session?.grants.some(({ role }) => needed.includes(role)) ?? false;
}
