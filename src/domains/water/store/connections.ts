// Connections to devices: how each is set, who runs it, how it stands, and what could not be kept.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type {
  Connection,
  ConnectionState,
  KeptRefusal,
  ListedConnection,
  RefusedMessage,
} from '../model/connection.ts';
import { toldInstant } from './instant-text.ts';

/** A connection as it is kept: its certificates are those of its server, DER. */
export interface KeptConnection extends Omit<ListedConnection, 'certificate' | 'trusted'> {
  shownCertificate: Buffer | null;
  trustedCertificate: Buffer | null;
}

/** Every connection, by name. */
export async function listConnections(tx: Tx): Promise<KeptConnection[]> {
  const { rows } = await sql<KeptConnection>`
    select c.id, c.name, c.site_id as "siteId", c.way, c.address, c.settings, c.active, c.password is not null as "hasPassword",
      c.state, ${toldInstant('c.state_at')} as "stateAt", c.problem, ${toldInstant('c.heard_at')} as "heardAt", c.messages, c.kept, c.refused,
      c.shown_certificate as "shownCertificate", c.trusted_certificate as "trustedCertificate",
      case when n.id is not null then json_build_object('code', n.code, 'name', json_build_object('en', n.name_en, 'zh', n.name_zh)) end as site
    from water_connection c left join scope_node n on n.id = c.site_id order by c.name, c.id`.execute(tx);
  return rows;
}

/** What is given to a new connection; a changed one keeps what is not given. */
export interface GivenConnection extends Omit<Connection, 'id' | 'active'> {
  /** as it is kept */
  password: Buffer | null;
}

export async function makeConnection(tx: Tx, id: string, given: GivenConnection): Promise<void> {
  await sql`insert into water_connection (id, name, site_id, way, address, settings, password, made_by)
    values (${id}, ${given.name}, ${given.siteId}::uuid, ${given.way}, ${given.address}, ${JSON.stringify(given.settings)}::jsonb,
      ${given.password}::bytea, app_actor())`.execute(tx);
}

/** @returns whether there is such a connection */
export async function changeConnection(
  tx: Tx,
  id: string,
  given: Partial<GivenConnection & { active: boolean }>,
): Promise<boolean> {
  const sets: RawBuilder<unknown>[] = [sql`changes = changes + 1, state = 'waiting', state_at = now(), problem = null`];
  if (given.name !== undefined) sets.push(sql`name = ${given.name}`);
  if (given.siteId !== undefined) sets.push(sql`site_id = ${given.siteId}::uuid`);
  // The certificate is of the server that was there.
  if (given.address !== undefined)
    sets.push(
      sql`address = ${given.address}`,
      sql`shown_certificate = case when address = ${given.address} then shown_certificate end`,
      sql`trusted_certificate = case when address = ${given.address} then trusted_certificate end`,
    );
  if (given.settings !== undefined) sets.push(sql`settings = ${JSON.stringify(given.settings)}::jsonb`);
  if (given.password !== undefined) sets.push(sql`password = ${given.password}::bytea`);
  if (given.active !== undefined) sets.push(sql`active = ${given.active}`);
  const { numAffectedRows } = await sql`update water_connection set ${sql.join(sets)} where id = ${id}`.execute(tx);
  return numAffectedRows === 1n;
}

/** @returns whether there was such a connection */
export async function endConnection(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from water_connection where id = ${id}`.execute(tx);
  return numAffectedRows === 1n;
}

/** A connection that this process is to run. */
export interface HeldConnection extends Connection {
  changes: number;
  password: Buffer | null;
  trustedCertificate: Buffer | null;
}

/**
 * Takes hold of connections that nobody runs, and keeps hold of those that this process runs already.
 * @param alone no other process can be alive: what is held by another is held by one that ended
 */
export async function holdConnections(
  tx: Tx,
  holder: string,
  { seconds, alone }: { seconds: number; alone: boolean },
): Promise<HeldConnection[]> {
  const { rows } = await sql<HeldConnection>`
    update water_connection c set runner_id = ${holder}::uuid, runner_until = now() + make_interval(secs => ${seconds})
    where c.active and (c.runner_id is null or c.runner_id = ${holder}::uuid or c.runner_until < now() or ${alone}::boolean)
    returning c.id, c.name, c.site_id as "siteId", c.way, c.address, c.settings, c.active, c.changes, c.password,
      c.trusted_certificate as "trustedCertificate"`.execute(tx);
  return rows;
}

/** Lets go of everything that this process runs, so that another takes it at once. */
export async function letGoOfConnections(tx: Tx, holder: string): Promise<void> {
  await sql`update water_connection set runner_id = null, runner_until = null, state = 'waiting', state_at = now()
    where runner_id = ${holder}::uuid`.execute(tx);
}

export async function noteState(
  tx: Tx,
  id: string,
  { state, problem }: Pick<ConnectionState, 'state' | 'problem'>,
): Promise<void> {
  await sql`update water_connection set state = ${state}, problem = ${problem}, state_at = now()
    where id = ${id} and (state, problem) is distinct from (${state}::text, ${problem}::text)`.execute(tx);
}

/** Keeps the certificate that a server shows. */
export async function noteCertificate(tx: Tx, id: string, certificate: Buffer): Promise<void> {
  await sql`update water_connection set shown_certificate = ${certificate}::bytea
    where id = ${id} and shown_certificate is distinct from ${certificate}::bytea`.execute(tx);
}

/** Trusts a certificate, and no other one any more. @returns whether its server still shows this one */
export async function trustCertificate(tx: Tx, id: string, certificate: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`update water_connection set trusted_certificate = shown_certificate,
    changes = changes + 1, state = 'waiting', state_at = now(), problem = null
    where id = ${id} and shown_certificate = ${certificate}::bytea`.execute(tx);
  return numAffectedRows === 1n;
}

/** The statement that adds to what was heard, its values within its text. */
export const addingHeard = (
  id: string,
  heard: { at: string; messages: number; kept: number; refused: number },
): RawBuilder<unknown> =>
  sql`update water_connection set heard_at = greatest(heard_at, ${sql.lit(heard.at)}::timestamptz), messages = messages + ${sql.lit(heard.messages)},
    kept = kept + ${sql.lit(heard.kept)}, refused = refused + ${sql.lit(heard.refused)} where id = ${sql.lit(id)}`;

const REFUSED_KEPT = 200;

/** Keeps what was refused; of each connection the newest. */
export async function keepRefused(tx: Tx, connectionId: string, refused: readonly RefusedMessage[]): Promise<void> {
  if (refused.length === 0) return;
  const newest = refused.slice(-REFUSED_KEPT);
  const column = <K extends keyof RefusedMessage>(name: K) => newest.map((one) => one[name]);
  await sql`insert into water_refused_message (connection_id, at, topic, payload, reason, given)
    select ${connectionId}::uuid, g.at, g.topic, g.payload, g.reason, g.given
    from unnest(${column('at')}::timestamptz[], ${column('topic')}::text[], ${column('payload')}::text[], ${column('reason')}::text[],
      ${column('given')}::text[]) as g (at, topic, payload, reason, given)`.execute(tx);
  await sql`delete from water_refused_message where connection_id = ${connectionId}::uuid and id <= (
    select id from water_refused_message where connection_id = ${connectionId}::uuid order by id desc offset ${REFUSED_KEPT} limit 1)`.execute(
    tx,
  );
}

/** What was refused of a connection, the newest first; null where there is no such connection. */
export async function listRefused(tx: Tx, connectionId: string): Promise<KeptRefusal[] | null> {
  const { rows } = await sql<KeptRefusal>`
    select r.id, ${toldInstant('r.at')} as at, r.topic, r.payload, r.reason, r.given from water_connection c
    left join water_refused_message r on r.connection_id = c.id where c.id = ${connectionId} order by r.id desc`.execute(
    tx,
  );
  return rows.length === 0 ? null : rows.filter(({ at }) => at !== null);
}
