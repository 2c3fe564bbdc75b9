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
import {
  type ConnectionsAnswer,
  type ConnectionWay,
  connectionWays,
  type ListedConnection,
} from '../model/connection.ts';
import {
  changeConnection,
  endConnection,
  type KeptConnection,
  listConnections,
  listRefused,
  makeConnection,
  trustCertificate,
} from '../store/connections.ts';
import { connectionSettings, isAddressOf } from './devices/connection-settings.ts';
import { missingOpcua } from './devices/opcua-package.ts';
import { SEALED_OF } from './devices/sealed-of.ts';
import { readCertificate } from './devices/server-certificate.ts';

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
  way: z.enum(connectionWays),
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
function checked(way: ConnectionWay, settings: unknown): Record<string, unknown> {
  const found = connectionSettings[way].safeParse(settings);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new Refused('wrong_connection', { place: issue?.path.join('.') ?? '', why: issue?.message ?? '' });
}

function checkAddress(way: ConnectionWay, address: string): void {
  if (!isAddressOf(way, address)) throw new Refused('connection_address', { way });
}

/** @throws Refused where a password would go over the network for everybody to read */
function checkPassword(
  way: ConnectionWay,
  settings: Record<string, unknown>,
  password: string | null | undefined,
): void {
  const isBare = way === 'opcua' && settings.security === 'none';
  if (isBare && (settings.user || password)) throw new Refused('connection_password_bare');
}

const told = ({ shownCertificate, trustedCertificate, ...kept }: KeptConnection): ListedConnection => ({
  ...kept,
  ...{ certificate: readCertificate(shownCertificate), trusted: readCertificate(trustedCertificate) },
});

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
      answer: async ({ session }): Promise<ConnectionsAnswer> => ({
        connections: (await db.as(session.actor, listConnections)).map(told),
        opcuaMissing: missingOpcua(),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/water/connections',
      summary: 'Hear devices: by MQTT, Sparkplug B, Modbus TCP or OPC UA',
      body: wanted,
      secret: true,
      may,
      answer: async ({ session }, { body: { name, way, address, scope, password, settings } }) => {
        checkAddress(way, address);
        const kept = checked(way, settings);
        checkPassword(way, kept, password);
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
          if (!found) throw new Refused('not_found');
          const { way } = found;
          if (given.address !== undefined) checkAddress(way, given.address);
          const kept = settings === undefined ? undefined : checked(way, settings);
          checkPassword(way, kept ?? found.settings, password);
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
      method: 'POST',
      path: '/api/v1/water/connections/:id/trust',
      summary: 'Trust the certificate that the server of a connection shows, and no other one any more',
      query: one,
      body: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
      may,
      answer: async ({ session }, { id, body: { fingerprint } }) =>
        db.as(session.actorFor('settings.change'), async (tx) => {
          const found = (await listConnections(tx)).find((each) => each.id === id);
          if (!found) throw new Refused('not_found');
          const shown = found.shownCertificate;
          // It may have changed while the page was looked at: what is trusted is what was seen.
          const isSeen = readCertificate(shown)?.fingerprint === fingerprint;
          if (!shown || !isSeen || !(await trustCertificate(tx, id, shown)))
            throw new Refused('certificate_is_another');
          await note(tx, ['trusted', id, fingerprint]);
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
