// PostgreSQL: the program, its connections, a process of the server, killed in the middle of imports.
import pg from 'pg';
import { onTestFinished, test } from 'vitest';
import { startPostgres } from '../../tools/postgres.mjs';
import { KILLS, killAgainAndAgain, killLimitMs, program, type Victim } from './kill.ts';
import { newFolder } from './loop.ts';

test(
  `killed ${KILLS} times, PostgreSQL keeps what it acknowledged and nothing half`,
  async () => {
    // What is acknowledged outlives a process only if the commit waits for the log; whole machines do not die here.
    const server = await startPostgres({ settings: { synchronous_commit: 'on' } });
    onTestFinished(() => server.stop());
    const administrator = async () => {
      const client = new pg.Client({ connectionString: new URL('/greenfab', server.superuserUrl).href });
      client.on('error', () => undefined); // it may go with the others
      await client.connect();
      onTestFinished(() => client.end().catch(() => undefined));
      return (text: string) => client.query<{ pid: number }>(text);
    };
    const connections = `from pg_stat_activity where datname = 'greenfab' and usename = 'greenfab_owner'`;
    const ofProgram: Victim = {
      name: 'all connections of the program',
      takesProgram: false,
      find: async () => {
        const ask = await administrator();
        return async () => void (await ask(`select pg_terminate_backend(pid) ${connections}`));
      },
    };
    const ofServer: Victim = {
      name: 'a process of the server, which takes all others with it',
      takesProgram: false,
      find: async () => {
        const ask = await administrator();
        const { rows } = await ask(`select pid ${connections} limit 1`);
        return () => void process.kill(rows[0]?.pid as number, 'SIGKILL');
      },
    };
    await killAgainAndAgain([program, ofProgram, ofServer], {
      folder: newFolder(),
      databaseUrl: server.url,
      expireLeases: async () =>
        void (await (
          await administrator()
        )(`update intake_pending set lease_until = now() - interval '1 second' where lease_until > '-infinity'`)),
    });
  },
  killLimitMs,
);
