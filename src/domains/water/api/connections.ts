// The endpoints of connections to devices: what is heard, how it stands, what was refused; a password is told to nobody.
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { findScope } from '#platform/access/find-scope.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { seal } from '#platform/access/sealed.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { appendEntry, historySeq } from '#platform/history/entry.ts';
import { type Route, route } from '#platform/http/route.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { offeredWays } from '../model/connection.ts';
import { changeConnection, endConnection, listConnections, listRefused, makeConnection } from '../store/connections.ts';
import { connectionSettings, isAddressOf, type OfferedWay } from './devices/connection-settings.ts';
import { SEALED_OF } from './devices/sealed-of.ts';

/** What the endpoints of connections need of the installation. */
export interface ConnectionsWorld {
  db: Database;
  /** asked when a password is sealed */
  secret(): string;
}

const said = {
  name: z.string().trim().min(1).max(100),
  /** a factory, whose meters alone it writes to; absent: of any */
  scope: z.string().max(100).nullable(),
  address: z.string().trim().min(1).max(500),
  settings: z.record(z.string(), z.unknown()),
  password: z.string().max(500).nullable(),
};
const wanted = z.object({
  ...said,
  way: z.enum(offeredWays),
  scope: said.scope.default(null),
  password: said.password.default(null),
});
const changed = z.object({ ...said, active: z.boolean() }).partial();
const one = z.object({ id: z.uuid() });
const may = () => ({ action: 'settings.change' as const, scopeId: GROUP_ID });

async function siteOf(tx: Tx, asked: string | null): Promise<string | null> {
  if (asked === null || asked === 'group') return null;
  const { id, type } = await findScope(tx, asked);
  if (type !== 'site') throw new Refused('connection_of_a_factory');
  return id;
}

/** @throws Refused `wrong_connection` saying at which place of the settings */
function checked(way: OfferedWay, settings: unknown): Record<string, unknown> {
  const found = connectionSettings[way].safeParse(settings);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new Refused('wrong_connection', { place: issue?.path.join('.') ?? '', why: issue?.message ?? '' });
}

function checkAddress(way: OfferedWay, address: string): void {
  if (!isAddressOf(way, address)) throw new Refused('connection_address', { way });
}

async function note(tx: Tx, what: readonly unknown[]): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(what)).digest();
  const seq = await historySeq(tx);
  await appendEntry(tx, { seq, via: 'api', action: 'set', kind: 'water.connection', scopeId: null, rows: 1, digest });
}

/** Connections, and what was refused of them. */
export function connectionRoutes({ db, secret }: ConnectionsWorld): Route[] {
  const sealed = (password: string | null) =>
    password === null || password === '' ? null : seal(password, { under: secret(), of: SEALED_OF });
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/connections',
      summary: 'Connections to devices, and how they stand',
      may,
      answer: async ({ session }) => ({ connections: await db.as(session.actor, listConnections) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/water/connections',
      summary: 'Hear devices: by MQTT, Sparkplug B or Modbus TCP',
      body: wanted,
      secret: true,
      may,
      answer: async ({ session }, { body: { name, way, address, scope, password, settings } }) => {
        checkAddress(way, address);
        const kept = checked(way, settings);
        const id = uuidv7();
        return db.as(session.actorFor('settings.change'), async (tx) => {
          const siteId = await siteOf(tx, scope);
          await makeConnection(tx, id, { name, siteId, way, address, settings: kept, password: sealed(password) });
          await note(tx, ['made', id, way, address, siteId, kept]);
          return { id };
        });
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/water/connections/:id',
      summary: 'Change, stop or take up a connection',
      query: one,
      body: changed,
      secret: true,
      may,
      answer: async ({ session }, { id, body: { scope, password, settings, ...given } }) =>
        db.as(session.actorFor('settings.change'), async (tx) => {
          const found = (await listConnections(tx)).find((each) => each.id === id);
          const way = offeredWays.find((one) => one === found?.way);
          if (!found || !way) throw new Refused('not_found');
          if (given.address !== undefined) checkAddress(way, given.address);
          const kept = settings === undefined ? undefined : checked(way, settings);
          const siteId = scope === undefined ? undefined : await siteOf(tx, scope);
          // A password goes where it was given for, and nowhere else.
          const isElsewhere = given.address !== undefined && given.address !== found.address;
          const kind = password === undefined ? (isElsewhere ? null : undefined) : sealed(password);
          await changeConnection(tx, id, {
            ...given,
            ...(siteId === undefined ? {} : { siteId }),
            ...(kept === undefined ? {} : { settings: kept }),
            ...(kind === undefined ? {} : { password: kind }),
          });
          await note(tx, ['changed', id, given, siteId, kept, kind !== undefined]);
          return { id };
        }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/water/connections/:id',
      summary: 'End a connection; readings that came by it stay',
      query: one,
      may,
      answer: async ({ session }, { id }) => {
        await db.as(session.actorFor('settings.change'), async (tx) => {
          if (!(await endConnection(tx, id))) throw new Refused('not_found');
          await note(tx, ['ended', id]);
        });
        return { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/connections/:id/refused',
      summary: 'The newest messages of a connection that were not kept, with the reason',
      query: one,
      may,
      answer: async ({ session }, { id }) => {
        const refused = await db.as(session.actor, (tx) => listRefused(tx, id));
        if (refused === null) throw new Refused('not_found');
        return { refused };
      },
    }),
  ];
}
