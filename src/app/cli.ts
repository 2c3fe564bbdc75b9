// The command line: the same program that serves. Exit 0 done, 1 the answer is no, 2 wrong use.
import { parseArgs } from 'node:util';
import { FolderInUse } from '#platform/db/folder-lock.ts';
import { word } from '#platform/i18n/words.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { type RefusalCode, Refused } from '#platform/records/server/refusal.ts';
import { type Command, settingsOf, type Values } from './command.ts';
import { commands } from './commands.ts';
import { settingFlags, WrongSetting } from './settings.ts';
import { words } from './wiring.ts';

/** How a command is written, or all of them. */
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
  const args = argv.slice(command.name.split(' ').length);
  let values: Values = {};
  try {
    const given = read(command, args);
    values = given.values;
    if (values.help) {
      process.stdout.write(`${usage(command)}\n`);
      return 0;
    }
    const [least, most] =
      typeof command.positionals === 'number' ? [command.positionals, command.positionals] : command.positionals;
    const isRight = given.positionals.length >= least && given.positionals.length <= most;
    const code = isRight ? await command.run(given.positionals, values) : 2;
    if (code === 2) process.stderr.write(`${usage(command)}\n`);
    return code;
  } catch (error) {
    if (error instanceof Refused) return tellRefusal(error, values);
    const { message, stack, code, path } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS')) {
      process.stderr.write(`${message}\n\n${usage(command)}\n`);
      return 2;
    }
    const unusable = code === 'EISDIR' || (path !== undefined && args.includes(path));
    const toMend = unusable || error instanceof WrongSetting || error instanceof FolderInUse;
    process.stderr.write(`${toMend ? message : (stack ?? error)}\n`);
    return toMend ? 2 : 1;
  }
}

/** Flags and arguments of a command. @throws TypeError for a flag that it does not have */
function read(command: Command, args: readonly string[]) {
  const settings = settingFlags.map((name) => ({ name, type: 'string' as const }));
  const common = ['json', 'help'].map((name) => ({ name, type: 'boolean' as const }));
  const options = [...settings, ...common, ...command.flags].map(({ name, type }) => [name, { type }]);
  return parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(options) }) as {
    values: Values;
    positionals: string[];
  };
}

/** Refusals that say that the question was wrong, not that the answer is no. */
const wrongQuestions: ReadonlySet<RefusalCode> = new Set([
  'unknown_kind',
  'unknown_kpi',
  'unknown_scope',
  'wrong_period',
  'sheet_of_another_kind',
]);

/** Says in words, and as the one document of `--json`, why there is no answer. @returns the exit code */
function tellRefusal({ code, facts, problems }: Refused, values: Values): number {
  const { language } = settingsOf(values);
  const inWords = (one: Pick<Problem, 'code' | 'facts'>) => word(words, language, one.code, one.facts);
  const told = problems.map((problem) => ({ ...problem, words: inWords(problem) }));
  const refusal = { refused: code, facts, words: inWords({ code, facts }), problems: told };
  if (values.json) process.stdout.write(`${JSON.stringify(refusal, null, 2)}\n`);
  process.stderr.write(`${refusal.words}\n`);
  for (const problem of told) process.stderr.write(`  ${problem.field ?? ''}: ${problem.words}\n`);
  return wrongQuestions.has(code) ? 2 : 1;
}

process.exitCode = await main(process.argv.slice(2));
