// The command of identities: the substances that come with the program, or those of a file like it, loaded once.
import { identitiesFile, loadIdentities, NotIdentities } from '#domains/substances/api/load-identities.ts';
import { type Command, print, say, withInstallation } from './command.ts';

const identities: Command = {
  name: 'substances identities',
  usage: 'substances identities load [FILE.tsv.gz] [--json]',
  summary:
    'Load the substances that come with the program (names, CAS and EC numbers, formulas), or those of a file like it. What is there already stays as it is; exit 1 where the file is none.',
  positionals: [1, 2],
  flags: [],
  run: async ([what = '', path], values) => {
    if (what !== 'load') return 2;
    return withInstallation(values, async ({ db, settings }) => {
      const file = path ?? identitiesFile(settings.home);
      if (file === undefined) return 1;
      const started = Date.now();
      try {
        const progress = async (share: number) => void say(`  ${Math.round(share * 100)} %`);
        const loaded = await loadIdentities({ db, progress }, file);
        const seconds = ((Date.now() - started) / 1000).toFixed(1);
        print(values, loaded, () =>
          loaded.loaded
            ? `${loaded.identities} substances of edition ${loaded.edition} loaded in ${seconds} s`
            : `edition ${loaded.edition} is there already: ${loaded.identities} substances`,
        );
        return 0;
      } catch (error) {
        if (!(error instanceof NotIdentities)) throw error;
        say(error.message);
        return 1;
      }
    });
  },
};

/** The commands of identities. */
export const identityCommands: readonly Command[] = [identities];
