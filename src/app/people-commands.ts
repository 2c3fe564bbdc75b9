// The commands about people: who has an account, a new one, one switched off, a role granted. They act as the operator.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isCalendarDate, todayIn } from '#period/calendar-date.ts';
import { type By, grantRole, listAccounts, makeAccount, setActive } from '#platform/access/accounts.ts';
import { erasePerson } from '#platform/access/erase-person.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { actingAbout, readHeld } from '#platform/access/personal-data.ts';
import { personalDataZip } from '#platform/access/personal-data-file.ts';
import { roles } from '#platform/access/roles.ts';
import { systemActor } from '#platform/db/database.ts';
import { isLanguage } from '#platform/i18n/words.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type Command, flag, print, withInstallation } from './command.ts';
import type { Installation } from './installation.ts';
import { words } from './wiring.ts';

const by: By = { actor: systemActor('operator'), via: 'cli' };

async function idOf({ db }: Installation, userName: string): Promise<string> {
  const found = (await listAccounts(db)).find((account) => account.userName === userName.trim().toLowerCase());
  if (!found) throw new Refused('not_found');
  return found.personId;
}

const list: Command = {
  name: 'person list',
  usage: 'person list [--json]',
  summary: 'Everybody who has an account, with roles and posts.',
  positionals: 0,
  flags: [],
  run: async (_, values) =>
    withInstallation(values, async ({ db }) => {
      const people = await listAccounts(db);
      print(values, { people }, () =>
        people
          .map(({ userName, name, active, grants, posts }) =>
            [
              userName,
              name.en,
              active ? 'active' : 'switched off',
              [...grants, ...posts].map(({ role, scopeName }) => `${role} at ${scopeName.en}`).join(', '),
            ].join('\t'),
          )
          .join('\n'),
      );
      return 0;
    }),
};

const add: Command = {
  name: 'person add',
  usage: 'person add USERNAME --name-en NAME --name-zh NAME [--mail MAIL] [--language en|zh] [--json]',
  summary: 'Make an account; it has no role before one is granted, and no password before its owner sets one.',
  positionals: 1,
  flags: ['name-en', 'name-zh', 'mail', 'language'].map((name) => ({ name, type: 'string' as const })),
  run: async ([userName = ''], values) => {
    const language = flag(values, 'language') ?? 'en';
    if (!isLanguage(language)) return 2;
    return withInstallation(values, async ({ db }) => {
      const personId = await makeAccount(
        db,
        {
          ...{ userName, nameEn: flag(values, 'name-en') ?? '', nameZh: flag(values, 'name-zh') ?? '', language },
          ...{ mail: flag(values, 'mail') ?? null, sample: false },
        },
        by,
      );
      print(values, { personId }, () => personId);
      return 0;
    });
  },
};

const deactivate: Command = {
  name: 'person deactivate',
  usage: 'person deactivate USERNAME [--json]',
  summary: 'Switch an account off: it signs in nowhere, its sessions end, its history stays.',
  positionals: 1,
  flags: [],
  run: async ([userName = ''], values) =>
    withInstallation(values, async (installation) => {
      const personId = await idOf(installation, userName);
      await setActive(installation.db, personId, false, by);
      print(values, { personId, active: false }, () => `${userName} is switched off`);
      return 0;
    }),
};

const exportData: Command = {
  name: 'person export',
  usage: 'person export USERNAME OUT.zip [--json]',
  summary: 'Write what is held on a person, as JSON and as a page in his language.',
  positionals: 2,
  flags: [],
  run: async ([userName = '', out = ''], values) =>
    withInstallation(values, async (installation) => {
      const personId = await idOf(installation, userName);
      const data = await readHeld(installation.db, by.actor.id, personId);
      await pipeline(personalDataZip(words, data, new Date()), createWriteStream(out, { mode: 0o600 }));
      const tables = data.tables.flatMap(({ table, count }) => (count > 0 ? [{ table, count }] : []));
      print(values, { personId, out, tables }, () => `${out}: ${tables.length} tables name ${userName}`);
      return 0;
    }),
};

const erase: Command = {
  name: 'person erase',
  usage: 'person erase USERNAME --confirm USERNAME --reason REASON [--json]',
  summary:
    'Erase what can identify a person, for good: name, mail, user name, ways in. Records and history stay, under a number. The reason stays too: without the name.',
  positionals: 1,
  flags: ['confirm', 'reason'].map((name) => ({ name, type: 'string' as const })),
  run: async ([userName = ''], values) =>
    withInstallation(values, async (installation) => {
      const personId = await idOf(installation, userName);
      const asked = { personId, userName: flag(values, 'confirm') ?? '', reason: flag(values, 'reason') ?? '' };
      const today = todayIn('Asia/Shanghai', Date.now());
      const number = await installation.db.as(actingAbout(by.actor.id), (tx) =>
        erasePerson(tx, asked, { words, today, via: 'cli' }),
      );
      print(values, { personId, number }, () => `erased: the history names this person by the number ${number}`);
      return 0;
    }),
};

const grant: Command = {
  name: 'grant',
  usage: 'grant USERNAME ROLE SCOPE [--from DAY] [--before DAY] [--json]',
  summary: 'Grant a role at group, region:CODE, entity:CODE, site:CODE or supplier:CODE, from a day on (today).',
  positionals: 3,
  flags: ['from', 'before'].map((name) => ({ name, type: 'string' as const })),
  run: async ([userName = '', roleName = '', scopeName = ''], values) => {
    const role = roles.find((one) => one === roleName);
    const from = flag(values, 'from') ?? todayIn('Asia/Shanghai', Date.now());
    const before = flag(values, 'before');
    if (!role || !isCalendarDate(from) || (before !== undefined && !isCalendarDate(before))) return 2;
    return withInstallation(values, async (installation) => {
      const { db } = installation;
      const personId = await idOf(installation, userName);
      const scope = await db.as(by.actor, (tx) => findScope(tx, scopeName));
      const granted = { personId, role, scopeId: scope.id, from, ...(before ? { before } : {}) };
      await grantRole(db, granted, by);
      print(values, granted, () => `${userName} is ${role} at ${scope.name.en} from ${from} on`);
      return 0;
    });
  },
};

export const peopleCommands: readonly Command[] = [list, add, deactivate, exportData, erase, grant];
