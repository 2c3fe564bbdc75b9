// The command line: the same program that serves. Exit 0 done, 1 the answer is no, 2 wrong use.
import { parseArgs } from 'node:util';
import { FolderInUse } from '#platform/db/folder-lock.ts';
import { isLanguage, word } from '#platform/i18n/words.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { WrongSetting } from './settings.ts';
import { words } from './wiring.ts';

/** Wrong use of a command: what is missing, and how it is written. */
function usage(command?: Command): string {
  const list = command ? [command] : commands;
  return [
    'greenfab: records in, figures out, every figure linked to its records',
    '',
    ...list.map((one) => `  greenfab ${one.usage}\n      ${one.summary}`),
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<number> {
  const [first, second] = argv;
  const command =
    commands.find((one) => one.name === `${first} ${second}`) ?? commands.find((one) => one.name === first);
  if (!command) {
    process.stderr.write(`${usage()}\n`);
    return first === undefined || first === '--help' || first === 'help' ? 0 : 2;
  }
  const rest = argv.slice(command.name.split(' ').length);
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...rest],
      allowPositionals: true,
      strict: true,
      options: {
        ...Object.fromEntries(command.flags.map((flag) => [flag.name, { type: flag.type }])),
        ...Object.fromEntries(
          ['data', 'port', 'url', 'lang', 'database-url', 'secret', 'sample']
            .filter((name) => !command.flags.some((flag) => flag.name === name))
            .map((name) => [name, { type: 'string' as const }]),
        ),
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }) as typeof parsed;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage(command)}\n`);
    return 2;
  }
  if (parsed.values.help || parsed.positionals.length < command.positionals) {
    process.stderr.write(`${usage(command)}\n`);
    return parsed.values.help ? 0 : 2;
  }
  return command.run(parsed.positionals, parsed.values);
}

const language = isLanguage(process.env.GREENFAB_LANG) ? process.env.GREENFAB_LANG : 'en';
main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    if (error instanceof Refused) {
      process.stderr.write(`${word(words, language, error.code, error.facts)}\n`);
      for (const problem of error.problems)
        process.stderr.write(`  ${problem.field ?? ''}: ${word(words, language, problem.code, problem.facts)}\n`);
      process.exit(1);
    }
    if (error instanceof WrongSetting || error instanceof FolderInUse) {
      process.stderr.write(`${error.message}\n`);
      process.exit(2);
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
