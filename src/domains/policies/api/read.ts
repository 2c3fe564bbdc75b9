// The published documents as somebody sees them who is asked to acknowledge some of them.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Session } from '#platform/access/session.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { CountsAnswer, OwnAnswer, Standing } from '../model/answer.ts';
import { acknowledging, asks, dueOn, standingsOn } from '../rules/standing.ts';
import {
  type Account,
  type Acknowledgement,
  listAccounts,
  listAcknowledgements,
  listPublished,
  type StoredEdition,
} from '../store/documents.ts';

/** What documents need of the installation. */
export interface PolicyWorld {
  db: Database;
  todayIn(timeZone: string): string;
}

/** The group's own day. */
export const groupDay = ({ todayIn }: Pick<PolicyWorld, 'todayIn'>) => todayIn('Asia/Shanghai') as CalendarDate;

/** Editions with how they stand today. */
export async function readPublished(
  tx: Tx,
  today: CalendarDate,
): Promise<{ edition: StoredEdition; standing: Standing }[]> {
  const editions = await listPublished(tx);
  const standings = standingsOn(editions, today);
  return editions.map((edition) => ({ edition, standing: standings.get(edition) ?? 'coming' }));
}

/** The same for an endpoint: what is published is everybody's, the days of approval are the history's. */
export const readForAll = (world: PolicyWorld) =>
  world.db.as(systemActor('operator'), (tx) => readPublished(tx, groupDay(world)));

/** How far somebody is with an edition. Only what is in force asks. */
export function ownStanding(
  { edition, standing }: { edition: StoredEdition; standing: Standing },
  roles: readonly string[],
  done: Acknowledgement | undefined,
  today: CalendarDate,
): OwnAnswer {
  const due = dueOn(edition);
  const asked = standing === 'in_force' && asks(edition.audience, roles);
  return {
    state: acknowledging({ asked, done: done !== undefined, due }, today),
    dueOn: asked ? due : null,
    at: done ? done.at.toISOString() : null,
    language: done?.language ?? null,
  };
}

export const rolesOf = ({ grants }: Pick<Session, 'grants'>): string[] => grants.map(({ role }) => role);

/** Whom an edition asks, and who of them has acknowledged it; and who did so unasked. */
export interface AskedPeople {
  people: { account: Account; own: OwnAnswer }[];
  counts: CountsAnswer;
}

/** Everybody an edition is of concern to. */
export function askedPeople(
  one: { edition: StoredEdition; standing: Standing },
  accounts: readonly Account[],
  done: readonly Acknowledgement[],
  today: CalendarDate,
): AskedPeople {
  const people = accounts
    .map((account) => {
      const own = done.find(
        ({ documentId, personId }) => documentId === one.edition.id && personId === account.personId,
      );
      return { account, own: ownStanding(one, account.roles, own, today) };
    })
    .filter(({ own }) => own.state !== 'not_asked');
  const asked = people.filter(({ own }) => own.dueOn !== null);
  const count = (state: string) => asked.filter(({ own }) => own.state === state).length;
  return { people, counts: { asked: asked.length, acknowledged: count('acknowledged'), overdue: count('overdue') } };
}

/** Accounts and acknowledgements: whoever publishes may know them, and the job that reminds. */
export const readAsked = async (tx: Tx, today: CalendarDate, documentId?: string) => ({
  accounts: await listAccounts(tx, today),
  done: await listAcknowledgements(tx, documentId ? { documentId } : {}),
});
