// What a command is, and what all of them share: settings from flags, words to stderr, one document to stdout.
import { type Installation, openInstallation } from './installation.ts';
import { readSettings, type Settings } from './settings.ts';

/** Flags as they were given: those of the command by its list, settings and `--json` by every command. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** A command, as data: how it is written, and what it does. */
export interface Command {
  /** one word or two */
  name: string;
  usage: string;
  summary: string;
  /** how many arguments it takes beside its flags, neither fewer nor more; or from how many to how many */
  positionals: number | readonly [least: number, most: number];
  flags: readonly { name: string; type: 'string' | 'boolean' }[];
  /** @returns the exit code; 2 prints the usage */
  run(positionals: readonly string[], values: Values): Promise<number>;
}

/** The settings that hold for one command. */
export const settingsOf = (values: Values): Settings =>
  readSettings(values as Record<string, string | undefined>, process.env);
/** Tells a person something beside the answer. */
export const say = (line: string) => process.stderr.write(`${line}\n`);
/** The text given with a flag; a flag without text has none. */
export const flag = (values: Values, name: string): string | undefined =>
  typeof values[name] === 'string' ? values[name] : undefined;
/** `--json` prints one document on stdout; everything else goes to stderr. */
export const print = (values: Values, document: unknown, text: () => string) =>
  process.stdout.write(values.json ? `${JSON.stringify(document, null, 2)}\n` : `${text()}\n`);

/** Opens the installation for one command and closes it again, whatever happens. */
export async function withInstallation<T>(
  values: Values,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await openInstallation(settingsOf(values), { join: true, tell: say });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
