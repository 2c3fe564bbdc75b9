// bench report: an edition published, and its PDF and Word files in both languages, each step timed from cold.
import { printReport } from '#domains/reports/api/print.ts';
import { publish } from '#domains/reports/api/publish.ts';
import { findEdition } from '#domains/reports/store/editions.ts';
import { parsePeriod } from '#period/period.ts';
import { systemActor } from '#platform/db/database.ts';
import { languages } from '#platform/i18n/words.ts';
import { reportWorld } from '../domain-routes.ts';
import { loadSample } from '../sample.ts';
import { openScratch } from './scratch.ts';

const operator = systemActor('operator');
const PERIOD = '2024-H1';

/** Publishes the sample's half-year twice (cold and warm) and prints it; an edition in all is publishing plus four files. */
export async function benchReport(options: { databaseUrl: string | undefined; tell: (line: string) => void }) {
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined);
    await installation.figures.settle();
    const world = reportWorld(installation);
    const rounds = [];
    for (const round of ['cold', 'warm'] as const) {
      const steps: Record<string, number> = {};
      const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
        const started = performance.now();
        const result = await work();
        steps[name] = Math.round(performance.now() - started);
        return result;
      };
      const published = await timed('publish', () =>
        publish(world, operator, { period: parsePeriod(PERIOD), note: null, via: 'cli' }),
      );
      const edition = await world.db.as(operator, (tx) => findEdition(tx, published.id));
      if (!edition) throw new Error('the edition is not there');
      const bytes: Record<string, number> = {};
      for (const language of languages) {
        for (const format of ['pdf', 'docx'] as const) {
          const file = await timed(`${format} ${language}`, () => printReport(edition.documents[language], format));
          bytes[`${format} ${language}`] = file.length;
        }
      }
      const milliseconds = Object.values(steps).reduce((sum, one) => sum + one, 0);
      rounds.push({ round, milliseconds, steps, bytes, numbersPrinted: published.figures });
      options.tell(`${round}: ${milliseconds} ms`);
    }
    const [cold, warm] = rounds;
    return {
      bench: 'report',
      database: scratch.database,
      period: PERIOD,
      rounds,
      wantedMilliseconds: 2_000,
      ratioOfWarmToCold: cold && warm ? Number((warm.milliseconds / cold.milliseconds).toFixed(2)) : null,
    };
  } finally {
    await scratch.close();
  }
}
