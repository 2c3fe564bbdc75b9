// One door to the database: every request is one transaction, with its actor and scopes, as the role without privileges.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  Kysely as KyselyClass,
  PostgresDialect,
  PostgresDriver,
  type RawBuilder,
  sql,
  type Transaction,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/** An open transaction: the first argument of every store function. */
export type Tx = Transaction<Schema>;

/** Who acts, and where: what row-level security sees. */
export interface Actor {
  /** person id, or a system actor: `operator`, `figures`, `sealer`, `intake`, `sign-in`, `jobs`, `notices`, `scanner`, `devices` */
  id: string;
  /** scope nodes whose records may be read; `all` sees every node */
  reads: readonly string[] | 'all';
  /** scope nodes whose records may be written */
  writes: readonly string[] | 'all';
  /** records owned by the group (streams, suppliers, targets): whether they may be read and written */
  group: 'none' | 'read' | 'write';
  /** scope nodes whose figures are granted although their records are not (a recorder sees the group's rate) */
  figures: readonly string[] | 'all';
  /** a key that holds in a part of the group acts for its person: what he did elsewhere is none of it */
  byKey?: true;
}

/** A system actor sees and writes everything that its job needs; its name stands in the history. */
export const systemActor = (
  id:
    | 'operator'
    | 'figures'
    | 'sealer'
    | 'intake'
    | 'sign-in'
    | 'jobs'
    | 'notices'
    | 'scanner'
    | 'webhooks'
    | 'devices',
): Actor => ({
  id,
  reads: 'all',
  writes: 'all',
  group: 'write',
  figures: 'all',
});

/** The one door to SQL: everything runs in a transaction under the name of an actor. */
export interface Database {
  /** `pglite` shares one session among all clients: what that forbids is in docs/decisions/0004. */
  readonly engine: 'pglite' | 'postgresql';
  /** Runs `work` in one transaction as `actor` under the role `greenfab_app`. */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>, options?: { isolation?: 'repeatable read' }): Promise<T>;
  /**
   * One question as `actor` in a single message, where `as` takes three; for what nearly every request asks. The values
   * of the question stand in its text (`sql.lit`): a message of several statements takes none beside it.
   * @throws Error when the question has a value beside its text
   */
  ask<T>(actor: Actor, question: RawBuilder<T>): Promise<T[]>;
  /** Runs `work` in one transaction as the owner: migrations and sweeping only. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The pool, for libraries that keep their own tables in their own schema (sign-in). */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// `date` stays text (a calendar date is not an instant), `numeric` and `bigint` stay exact.
const asText = (value: string) => value;
const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.NUMERIC, asText],
  [pg.types.builtins.INT8, (value) => Number(value)],
  [1182, (value) => parseTextArray(value)], // date[]
]);
const parseTextArray = pg.types.getTypeParser(1009 as never) as (value: string) => unknown;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as never)) as never,
};

/** The open transaction, and what it says of its actor as it begins. */
const open = new AsyncLocalStorage<{ of: Database; says: string | null }>();
const list = (scopes: readonly string[] | 'all') => (scopes === 'all' ? '*' : `{${scopes.join(',')}}`);

/** The role and the settings of an actor, as one statement. */
function saying({ id, reads, writes, group, figures, byKey }: Actor): string {
  const settings = {
    ...{ role: 'greenfab_app', 'app.actor': id, 'app.scopes': list(reads), 'app.writes': list(writes) },
    ...{ 'app.group': group, 'app.figures': list(figures), 'app.by_key': byKey ? 'on' : '' },
  };
  const said = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `select ${said.join(', ')}`;
}

/**
 * Says who acts in the same message that begins the transaction: every request waits one time less. And never takes for
 * kept what was not: where an error was swallowed, PostgreSQL answers `commit` by rolling back, without an error.
 */
class ActingDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel }: TransactionSettings,
  ): Promise<void> {
    const says = open.getStore()?.says;
    const begin = isolationLevel ? `start transaction isolation level ${isolationLevel}` : 'begin';
    try {
      await connection.executeQuery(CompiledQuery.raw(says ? `${begin}; ${says}` : begin));
    } catch (error) {
      // It may have begun before the second half failed, and would be open for whoever has the connection next.
      await this.rollbackTransaction(connection).catch(() => undefined);
      throw error;
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    // In a transaction that has failed every statement is refused: so is this, and what stands behind it is not reached.
    await connection.executeQuery(CompiledQuery.raw('select 1; commit'));
  }
}

class ActingDialect extends PostgresDialect {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }
  override createDriver(): PostgresDriver {
    return new ActingDriver({ pool: this.#pool });
  }
}

/** Connects; `connection` is a URL or the settings of the embedded database. */
export function connect(engine: Database['engine'], connection: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: engine === 'pglite' ? 6 : 16, idleTimeoutMillis: 30_000, types, ...connection });
  pool.on('error', () => undefined); // an idle client that dies is replaced at the next checkout
  // One that dies in somebody's hands, between two of his statements, fails the next; unheard it would end the program.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely: Kysely<Schema> = new KyselyClass<Schema>({ dialect: new ActingDialect(pool) });

  const transact = <T>(
    says: string | null,
    work: (tx: Tx) => Promise<T>,
    isolation?: 'repeatable read',
  ): Promise<T> => {
    if (open.getStore()?.of === database) {
      // A second checkout inside an open transaction waits for itself for ever on the embedded database.
      throw new Error('a transaction is already open here: pass it on instead of opening a second one');
    }
    const builder = isolation ? kysely.transaction().setIsolationLevel(isolation) : kysely.transaction();
    return open.run({ of: database, says }, () => builder.execute(work));
  };

  const database: Database = {
    engine,
    pool,
    as: (actor, work, options) => transact(saying(actor), work, options?.isolation),
    ask: async <T>(actor: Actor, question: RawBuilder<T>): Promise<T[]> => {
      const { sql: text, parameters } = question.compile(kysely);
      if (parameters.length > 0) throw new Error('the values of a question in one message stand in its text: sql.lit');
      // Statements of one message are one transaction: who acts is said for it alone, and ends with it.
      const answers: unknown = await pool.query(`${saying(actor)}; ${text}`);
      return (answers as pg.QueryResult[])[1]?.rows as T[];
    },
    asOwner: (work) => transact(null, work),
    close: () => kysely.destroy(),
  };
  return database;
}

/** Refuses a superuser as application role: row-level security would not bind it. */
export async function assertRolesHold(db: Database): Promise<void> {
  const found = await db.as({ id: 'operator', reads: [], writes: [], group: 'none', figures: [] }, async (tx) => {
    const { rows } = await sql<{ role: string; loose: boolean }>`
      select current_user as role, r.rolsuper or r.rolbypassrls as loose from pg_roles r where r.rolname = current_user`.execute(
      tx,
    );
    return rows[0];
  });
  if (found?.role !== 'greenfab_app' || found.loose) {
    throw new Error(
      'the application role must be greenfab_app without superuser or bypassrls; see docs/decisions/0005',
    );
  }
  if (db.engine === 'postgresql') {
    const { rows } = await db.pool.query<{ loose: boolean }>(
      'select rolsuper or rolbypassrls as loose from pg_roles where rolname = session_user',
    );
    if (rows[0]?.loose) {
      throw new Error(
        'DATABASE_URL signs in as a superuser; give greenfab an owner role of its own (docs/decisions/0005)',
      );
    }
  }
}
