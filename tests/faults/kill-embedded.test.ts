// The embedded database: the program, the process that holds the files, both at once, killed in the middle of imports.
import { test } from 'vitest';
import { layMigrated } from '#platform/db/test-database.ts';
import { KILLS, killAgainAndAgain, killLimitMs, program, type Victim } from './kill.ts';
import { newFolder } from './loop.ts';

test(
  `killed ${KILLS} times, the embedded database keeps what it acknowledged and nothing half`,
  async () => {
    const folder = newFolder();
    await layMigrated(folder);
    const database: Victim = {
      name: 'the process that holds the files',
      takesProgram: false,
      find: async (loop) => {
        const pid = await loop.databasePid();
        return () => void process.kill(pid, 'SIGKILL');
      },
    };
    const both: Victim = {
      name: 'both at once',
      takesProgram: true,
      find: async (loop) => {
        const kill = await database.find(loop);
        return async () => {
          await kill();
          await loop.killed();
        };
      },
    };
    await killAgainAndAgain([program, database, both], { folder });
  },
  killLimitMs,
);
