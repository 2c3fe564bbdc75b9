// The command of basins: a file brought in, checked whole before any of it is used.
import { listEditions } from '#domains/water/store/basins.ts';
import { isCalendarDate } from '#period/calendar-date.ts';
import { systemActor } from '#platform/db/database.ts';
import { word } from '#platform/i18n/words.ts';
import { type Command, flag, print, withInstallation } from './command.ts';
import { importBasins } from './import-basins.ts';
import { words } from './wiring.ts';

const operator = systemActor('operator');

const basins: Command = {
  name: 'water basins',
  usage: 'water basins FILE --title TITLE --licence LICENCE --source SOURCE [--published YYYY-MM-DD] [--json]',
  summary:
    'Import a file of WRI Aqueduct 4.0 (GeoPackage, GeoJSON, CSV) by which water risk is looked up. Exit 1 when it is refused.',
  positionals: 1,
  flags: ['title', 'licence', 'source', 'published'].map((name) => ({ name, type: 'string' as const })),
  run: async ([path = ''], values) => {
    const [title, licence, source] = [flag(values, 'title'), flag(values, 'licence'), flag(values, 'source')];
    const published = flag(values, 'published') ?? null;
    if (!title || !licence || !source || (published !== null && !isCalendarDate(published))) return 2;
    return withInstallation(values, async ({ db, evidence, settings }) => {
      const about = { title, publishedOn: published, licence, source };
      const read = await importBasins({ db, evidence }, path, about);
      const found = (await db.as(operator, listEditions)).find((one) => one.id === read.id);
      const problems = (found?.problems ?? []).map((one) => ({
        ...one,
        words: word(words, settings.language, `water.basins.fault.${one.code}`, { ...one.facts, row: one.row ?? 0 }),
      }));
      print(values, { ...read, problems }, () =>
        [`${read.state}: ${read.basins}`, ...problems.map((one) => `  ${one.words}`)].join('\n'),
      );
      return read.state === 'ready' ? 0 : 1;
    });
  },
};

/** The commands of basins. */
export const basinCommands: readonly Command[] = [basins];
