// The commands of water: a file of readings taken in, and everything counted anew from the readings.
import { createReadStream } from 'node:fs';
import { loadSheet } from '#domains/water/api/load-sheet.ts';
import { recountWater } from '#domains/water/cli/recount.ts';
import { waterDestinations, waterSources, waterUses } from '#domains/water/model/flows.ts';
import { type DayOrder, type SheetRole, sheetRoles } from '#domains/water/model/reading-sheet.ts';
import { type MeterMeasures, meterRoles } from '#domains/water/records/meter.ts';
import { systemActor } from '#platform/db/database.ts';
import { fileNameOf } from '#platform/evidence/file-name.ts';
import { word } from '#platform/i18n/words.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { Command } from './command.ts';
import { flag, print, say, withInstallation } from './command.ts';
import { kinds, todayNow, words } from './wiring.ts';

/** What the meters that are made measure, by the flags; undefined where a flag says what there is not. */
function saidMeasures(values: Parameters<Command['run']>[1]): MeterMeasures | undefined {
  const among = <T extends string>(name: string, codes: readonly T[]): T | undefined | null => {
    const said = flag(values, name);
    return said === undefined ? undefined : (codes.find((one) => one === said) ?? null);
  };
  const role = among('role', meterRoles);
  const source = among('source', waterSources);
  const destination = among('destination', waterDestinations);
  const use = among('use', waterUses);
  if ([role, source, destination, use].includes(null)) return undefined;
  return { role: role ?? 'main', source, destination, use };
}

const readings: Command = {
  name: 'water readings',
  usage:
    'water readings FILE --site CODE [--columns meter,at,count,difference,point,ignore] [--order dmy|mdy] [--m3-per-count N [--read-every MINUTES] [--role source|main|sub|process|reuse|discharge] [--source SOURCE] [--destination DESTINATION] [--use USE]] [--commit] [--json]',
  summary:
    'Say what a CSV or XLSX file of meter readings holds; with --commit keep all of it or nothing. --m3-per-count makes the meters that there are none of; --role with --source, --destination and --use says what they measure.',
  positionals: 1,
  flags: [
    { name: 'site', type: 'string' },
    { name: 'columns', type: 'string' },
    { name: 'order', type: 'string' },
    { name: 'm3-per-count', type: 'string' },
    { name: 'read-every', type: 'string' },
    ...(['role', 'source', 'destination', 'use'] as const).map((name) => ({ name, type: 'string' as const })),
    { name: 'commit', type: 'boolean' },
  ],
  run: async ([path = ''], values) => {
    const [site, worth] = [flag(values, 'site'), flag(values, 'm3-per-count')];
    const order = flag(values, 'order') as DayOrder | undefined;
    const roles = flag(values, 'columns')?.split(',') as SheetRole[] | undefined;
    const every = Number(flag(values, 'read-every') ?? '60');
    const isWorth = worth === undefined || (/^\d{1,9}(\.\d{1,9})?$/.test(worth) && Number(worth) > 0);
    if (!site || !isWorth || !Number.isInteger(every) || every < 1) return 2;
    if (order !== undefined && order !== 'dmy' && order !== 'mdy') return 2;
    if (roles?.some((role) => !sheetRoles.includes(role))) return 2;
    const measures = saidMeasures(values);
    if (!measures) return 2;
    return withInstallation(values, async ({ db, evidence }) => {
      const asked = {
        ...{ site: site.includes(':') ? site : `site:${site}`, roles, order, commit: values.commit === true },
        make: worth === undefined ? undefined : { m3PerCount: worth, readEveryMinutes: every, ...measures },
      };
      const world = { db, kinds, todayIn: todayNow };
      const kept = asked.commit && {
        paper: {
          file: await evidence.keep(createReadStream(path), Number.MAX_SAFE_INTEGER),
          fileName: fileNameOf(path),
        },
      };
      const how = { via: 'cli', mayRecord: () => true, ...kept } as const;
      const answer = await loadSheet(world, systemActor('operator'), path, asked, how).catch((error: unknown) => {
        if (!(error instanceof Refused) || error.code !== 'readings_not_kept') throw error;
        for (const { line, field, code, facts } of error.problems ?? [])
          say(`${line ?? ''}\t${field}\t${word(words, 'en', code, facts)}`);
        return undefined;
      });
      if (!answer) return 1;
      const t = (key: string) => word(words, 'en', key);
      print(values, answer, () =>
        [
          ...answer.columns.map(
            ({ heading, role, state }) =>
              `${heading || '-'}: ${t(`water.sheet.role.${role}`)} (${t(`water.sheet.state.${state}`)})`,
          ),
          `${answer.readings} of ${answer.rows} rows, ${answer.meters} meters, ${answer.unknown.meters} of them not known`,
          ...answer.told.map(
            ({ code, rows, first }) => `  ${rows}\t${t(`water.told.${code}`)}, first in row ${first[0]?.row}`,
          ),
          answer.committed
            ? `${answer.committed.kept} kept, ${answer.committed.known} were there, ${answer.committed.metersMade} meters made`
            : 'nothing kept: say --commit',
        ].join('\n'),
      );
      return answer.problemRows > 0 ? 1 : 0;
    });
  },
};

const recount: Command = {
  name: 'water recount',
  usage: 'water recount [--check] [--json]',
  summary:
    'Work out hours, days and months of all meters anew from their readings. With --check, exit 1 where others were kept.',
  positionals: 0,
  flags: [{ name: 'check', type: 'boolean' }],
  run: async (_, values) =>
    withInstallation(values, async ({ db }) => {
      const found = await recountWater(db);
      print(values, found, () =>
        [
          `${found.meters} meters counted anew, ${found.unequal.length} unequal`,
          ...found.unequal.map((one) => `  ${one}`),
        ].join('\n'),
      );
      return values.check && found.unequal.length > 0 ? 1 : 0;
    }),
};

/** The commands of water. */
export const waterCommands: readonly Command[] = [readings, recount];
