// The commands of reports as the command line takes them.
import { reportBuild, reportPublish, reportVerify } from '#domains/reports/cli/report-commands.ts';
import { isLanguage } from '#platform/i18n/words.ts';
import type { Command } from './command.ts';
import { flag, print, withInstallation } from './command.ts';
import { reportWorld } from './domain-routes.ts';

const formats = ['html', 'pdf', 'docx'] as const;

const build: Command = {
  name: 'report build',
  usage: 'report build --period PERIOD --lang en|zh --format html|pdf|docx --out FILE [--edition N] [--json]',
  summary: 'Write the living report as a draft, or a published edition as it was frozen.',
  positionals: 0,
  flags: [
    { name: 'period', type: 'string' },
    { name: 'format', type: 'string' },
    { name: 'out', type: 'string' },
    { name: 'edition', type: 'string' },
  ],
  run: async (_, values) => {
    const [period, out, edition] = [flag(values, 'period'), flag(values, 'out'), flag(values, 'edition')];
    const lang = flag(values, 'lang') ?? 'en';
    const format = formats.find((one) => one === (flag(values, 'format') ?? 'pdf'));
    if (!period || !out || !format || !isLanguage(lang)) return 2;
    return withInstallation(values, async (installation) => {
      const built = await reportBuild(reportWorld(installation), {
        period,
        lang,
        format,
        out,
        ...(edition ? { edition } : {}),
      });
      print(values, built, () => `${built.out}: ${built.figures} figures, ${built.bytes.toLocaleString('en')} bytes`);
      return 0;
    });
  },
};

const publish: Command = {
  name: 'report publish',
  usage: 'report publish --period PERIOD [--note TEXT] [--json]',
  summary: 'Freeze the living report of a period as the next edition.',
  positionals: 0,
  flags: [
    { name: 'period', type: 'string' },
    { name: 'note', type: 'string' },
  ],
  run: async (_, values) => {
    const period = flag(values, 'period');
    if (!period) return 2;
    const note = flag(values, 'note');
    return withInstallation(values, async (installation) => {
      const published = await reportPublish(reportWorld(installation), { period, ...(note ? { note } : {}) });
      print(
        values,
        published,
        () =>
          `edition ${published.number} of ${published.period}: ${published.figures} numbers, history ${published.seq}`,
      );
      return 0;
    });
  },
};

const verify: Command = {
  name: 'report verify',
  usage: 'report verify FILE|EDITION [--level 1|2] [--json]',
  summary:
    'Compare a printed copy with its edition, and the edition with its sums (1) or its records (2). Exit 1 when they differ.',
  positionals: 1,
  flags: [{ name: 'level', type: 'string' }],
  run: async ([target = ''], values) => {
    const level = flag(values, 'level') ?? '1';
    if (level !== '1' && level !== '2') return 2;
    const lang = flag(values, 'lang');
    return withInstallation(values, async (installation) => {
      const verdict = await reportVerify(reportWorld(installation), {
        target,
        level: level === '2' ? 2 : 1,
        ...(isLanguage(lang) ? { lang } : {}),
      });
      print(values, verdict, () => `${verdict.ok ? 'agrees' : 'DIFFERS'}: ${JSON.stringify(verdict, null, 2)}`);
      return verdict.ok ? 0 : 1;
    });
  },
};

export const reportCommands: readonly Command[] = [build, publish, verify];
