// The commands of substances: they work on files alone, with no server, no account and no database.
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { factsOfFiles } from '#domains/substances/cli/facts-of-files.ts';
import { readReference } from '#domains/substances/cli/held-reference.ts';
import { readBomFile, readDeclarationFile, readRows } from '#domains/substances/cli/read-files.ts';
import { foundLines, told } from '#domains/substances/cli/told-verdicts.ts';
import type { Bom } from '#domains/substances/model/bom.ts';
import type { Declaration, FileProblem } from '#domains/substances/model/declaration.ts';
import { duties, itemClasses } from '#domains/substances/model/restriction.ts';
import { checkChange, checkItems } from '#domains/substances/rules/check.ts';
import { customerList } from '#domains/substances/rules/customer-list.ts';
import type { RulePack } from '#domains/substances/rules/engine/packs-at.ts';
import {
  convertDeclaration,
  lacking,
  type WrittenFormat,
  writeDeclaration,
} from '#domains/substances/rules/formats/write-declaration.ts';
import { CyclicItems } from '#domains/substances/rules/world.ts';
import { fileProblemsEn } from '#domains/substances/words/file-problems-en.ts';
import { fileProblemsZh } from '#domains/substances/words/file-problems-zh.ts';
import { isCalendarDate } from '#period/calendar-date.ts';
import { type Language, word } from '#platform/i18n/words.ts';
import { openSchema } from '#platform/xml/xsd-validation.ts';
import { type Command, flag, print, say, settingsOf, type Values } from './command.ts';
import { todayNow } from './wiring.ts';

const fileWords = { en: fileProblemsEn, zh: fileProblemsZh };
const formats: readonly WrittenFormat[] = ['iec-62474', 'ipc-1752a', 'ipc-1752b'];
/** What shows that an item may be used; everything else has to be looked at. */
const good: ReadonlySet<string> = new Set([
  'not_applicable',
  'complies',
  'complies_by_exemption',
  'must_be_communicated',
]);

const tell = (language: Language, path: string, problems: readonly FileProblem[]) => {
  for (const { line, column, at, code, facts } of problems)
    say(`${path}:${line}:${column}${at ? ` ${at}` : ''}: ${word(fileWords, language, code, facts)}`);
};

type ReadDeclaration = { path: string; declaration: Declaration };

/** All files, or nothing: what is wrong with any of them is told, and then none is judged. */
async function readAll(paths: readonly string[], language: Language, schema?: string) {
  const read: ReadDeclaration[] = [];
  for (const path of paths) {
    const { declaration, problems } = await readDeclarationFile(path, schema);
    tell(language, path, problems);
    if (declaration) read.push({ path, declaration });
  }
  return read.length === paths.length ? read : undefined;
}

/** What both questions have in common: the day, what the items are, where they are sold. */
const commonFlags = ['on', 'class', 'category', 'market', 'bom', 'schema'].map((name) => ({
  name,
  type: 'string' as const,
}));

/** What is asked, by the flags and the files; a number is the exit code where nothing can be. */
async function askedOf(paths: readonly string[], values: Values) {
  const { language, home } = settingsOf(values);
  const today = todayNow('Asia/Shanghai');
  const on = flag(values, 'on') ?? today;
  const itemClass = itemClasses.find((one) => one === (flag(values, 'class') ?? 'component'));
  if (!isCalendarDate(on) || !itemClass) return 2;
  const files = await readAll(paths, language, flag(values, 'schema'));
  const bomPath = flag(values, 'bom');
  let bom: { path: string; bom: Bom } | undefined;
  if (bomPath !== undefined) {
    const read = await readBomFile(bomPath);
    tell(language, bomPath, read.problems);
    if (!read.bom) return 1;
    bom = { path: bomPath, bom: read.bom };
  }
  if (!files) return 1;
  const reference = await readReference(join(home, 'reference'), today);
  const facts = factsOfFiles(files, { itemClass, held: reference.held, bom });
  for (const { path, list } of facts.uncovered)
    say(
      `${path}: ${told(language, 'check.uncovered', { list: `${list.authority} ${list.identity} ${list.version}` })}`,
    );
  const { groups, identities, compositionOf } = reference;
  const world = {
    ...{ items: facts.items, contains: facts.contains, groups, compositionOf, on },
    ...{ category: flag(values, 'category'), market: flag(values, 'market') },
  };
  const nameOf = (key: string) => {
    const held = identities.get(key);
    const name = (language === 'zh' && held?.nameZh) || held?.nameEn;
    return name ? `${name} ${key.slice(4)}` : key.replace(/^(cas|name):/, '');
  };
  return { world, reference, language, nameOf };
}

/** Runs what may find that items contain each other, and says so in words. */
function guarded(language: Language, run: () => number): number {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CyclicItems)) throw error;
    say(told(language, 'check.cycle', { path: error.items.join(' > ') }));
    return 1;
  }
}

const check: Command = {
  name: 'substances check',
  usage: `substances check FILE… [--pack NAME,NAME] [--on YYYY-MM-DD] [--class ${itemClasses.join('|')}] [--category CATEGORY] [--market MARKET] [--bom BOM.xml|BOM.xlsx] [--schema IEC62474.xsd] [--json]`,
  summary:
    'Judge what declarations say (IEC 62474, IPC-1752A and B, sheets of materials) by rule packs, with the reasons; --bom adds a bill of materials, by Granta or a sheet of levels. Exit 1 where anything is not shown to comply. No server, no account.',
  positionals: [1, 1000],
  flags: [...commonFlags, { name: 'pack', type: 'string' }],
  run: async (paths, values) => {
    const asked = await askedOf(paths, values);
    if (typeof asked === 'number') return asked;
    const { world, reference, language, nameOf } = asked;
    const wanted = flag(values, 'pack')?.split(',');
    const unknown = wanted?.find((name) => !reference.packs.some(({ pack }) => pack === name));
    if (unknown !== undefined) {
      say(told(language, 'check.no_pack', { pack: unknown, held: reference.packs.map(({ pack }) => pack).join(', ') }));
      return 2;
    }
    const packs = reference.packs.filter(({ pack }) => !wanted || wanted.includes(pack));
    return guarded(language, () => {
      const found = checkItems({ ...world, packs });
      print(values, { on: world.on, found }, () => foundLines(language, found, nameOf).join('\n'));
      return found.every(({ verdict }) => good.has(verdict)) ? 0 : 1;
    });
  },
};

/** The law before and after: a draft list that is new, or a pack held with what was added to it since a day, or two editions. */
async function changeOf(values: Values, packs: readonly RulePack[], all: readonly RulePack[], language: Language) {
  const [list, name, since] = [flag(values, 'list'), flag(values, 'pack'), flag(values, 'since')];
  const [from, to] = [flag(values, 'before'), flag(values, 'after')];
  const duty = duties.find((one) => one === (flag(values, 'duty') ?? 'prohibited'));
  if (list !== undefined && duty && name === undefined) {
    const rows = await readRows(list);
    const { restrictions, problems, repaired } = customerList(
      (rows ?? []).map(({ cells }) => cells),
      { source: list, duty },
    );
    for (const one of repaired) say(`${list}: ${told(language, 'list.repaired', { ...one })}`);
    for (const { code, row, text } of problems)
      say(`${list}: ${told(language, `list.${code.startsWith('cas_') ? 'cas' : code}`, { row, text })}`);
    if (problems.length > 0) return 1;
    return { before: null, after: { pack: list, edition: '', restrictions, exemptions: [] } };
  }
  if (name === undefined || list !== undefined) return 2;
  const held = (edition?: string) =>
    edition === undefined
      ? packs.find((one) => one.pack === name)
      : all.find((one) => one.pack === name && one.edition === edition);
  const after = held(to);
  if (!after) {
    say(
      told(language, 'check.no_pack', {
        pack: [name, to].filter(Boolean).join(' '),
        held: all.map((one) => `${one.pack} ${one.edition}`).join(', '),
      }),
    );
    return 2;
  }
  if (since !== undefined && isCalendarDate(since)) {
    const restrictions = after.restrictions.filter((one) => one.from === null || one.from <= since);
    return { before: { ...after, restrictions }, after };
  }
  const before = from === undefined ? undefined : held(from);
  return before ? { before, after } : 2;
}

const impactOf: Command = {
  name: 'substances impact',
  usage:
    'substances impact FILE… (--list DRAFT.xlsx [--duty prohibited|communicate|authorise|warn|report|screen] | --pack NAME --since YYYY-MM-DD | --pack NAME --before EDITION --after EDITION) [--on YYYY-MM-DD] [--class CLASS] [--bom BOM.xml|BOM.xlsx] [--json]',
  summary:
    'Say which items and products come out otherwise by a draft list, by what was added to a list since a day, or by another edition, and whom to ask. Exit 1 where any does. No server, no account.',
  positionals: [1, 1000],
  flags: [
    ...commonFlags,
    ...['list', 'duty', 'pack', 'since', 'before', 'after'].map((name) => ({ name, type: 'string' as const })),
  ],
  run: async (paths, values) => {
    const asked = await askedOf(paths, values);
    if (typeof asked === 'number') return asked;
    const { world, reference, language } = asked;
    const change = await changeOf(values, reference.packs, reference.all, language);
    if (typeof change === 'number') return change;
    return guarded(language, () => {
      const changed = checkChange(world, change);
      const verdict = (code: string) => told(language, `verdict.${code}`);
      print(values, { on: world.on, changed }, () =>
        changed.length === 0
          ? told(language, 'check.none')
          : changed
              .map(({ item, before, after, isProduct, toAsk }) =>
                [
                  told(language, 'check.changed', { item, before: verdict(before), after: verdict(after) }),
                  ...(isProduct ? [told(language, 'check.product')] : []),
                  ...(toAsk ? [told(language, 'check.ask')] : []),
                ].join('\t'),
              )
              .join('\n'),
      );
      return changed.length > 0 ? 1 : 0;
    });
  },
};

const convert: Command = {
  name: 'substances convert',
  usage: `substances convert FILE --to ${formats.join('|')} --out FILE [--incomplete] [--schema IEC62474.xsd] [--json]`,
  summary:
    'Write a declaration in another format, and say each thing that is lost by it. What the format requires and nobody declared is told and never made up. No server, no account.',
  positionals: 1,
  flags: [
    ...['to', 'out', 'schema'].map((name) => ({ name, type: 'string' as const })),
    { name: 'incomplete', type: 'boolean' },
  ],
  run: async ([path = ''], values) => {
    const { language } = settingsOf(values);
    const [format, out] = [formats.find((one) => one === flag(values, 'to')), flag(values, 'out')];
    if (!format || out === undefined) return 2;
    const [file] = (await readAll([path], language)) ?? [];
    if (!file) return 1;
    const { declaration, lost } = convertDeclaration(file.declaration, format);
    for (const one of lost) say(told(language, 'convert.lost', { path: one }));
    const missing = lacking(declaration);
    if (missing.length > 0 && values.incomplete !== true) {
      for (const one of missing) say(told(language, 'convert.lacking', { path: one }));
      return 1;
    }
    const faults = await faultsOf(declaration, flag(values, 'schema'));
    for (const { line, detail } of faults)
      say(`${out}:${line}: ${word(fileWords, language, 'schema_violated', { detail })}`);
    if (faults.length > 0) return 1;
    await pipeline(Readable.from(writeDeclaration(declaration)), createWriteStream(out, { flags: 'wx' }));
    const count = declaration.products.length;
    print(values, { out, format, products: count, lost, missing }, () =>
      told(language, 'convert.written', { out, format, count }),
    );
    return 0;
  },
};

/** What is written against the schema that the caller holds, before any of it is written. */
async function faultsOf(declaration: Declaration, schemaPath: string | undefined) {
  if (schemaPath === undefined || declaration.format !== 'iec-62474') return [];
  using schema = openSchema(await readFile(schemaPath, 'utf8'));
  return schema.faults([...writeDeclaration(declaration)].join(''));
}

/** The commands of substances. */
export const substancesCommands: readonly Command[] = [check, impactOf, convert];
