// The commands of rule packs: what is held, and what differs between two editions or two days; no server, no account.
import { compareStates, heldPacks, listPacks, readPack } from '#domains/substances/api/read-packs.ts';
import type {
  CompareAnswer,
  EditionTold,
  PackAnswer,
  PackLine,
  RowTold,
} from '#domains/substances/model/pack-answer.ts';
import { shownLimit } from '#domains/substances/rules/shown-limit.ts';
import { packsEn } from '#domains/substances/words/packs-en.ts';
import { packsZh } from '#domains/substances/words/packs-zh.ts';
import { verdictsEn } from '#domains/substances/words/verdicts-en.ts';
import { verdictsZh } from '#domains/substances/words/verdicts-zh.ts';
import { isCalendarDate } from '#period/calendar-date.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import { readPacks } from '#platform/packs/load.ts';
import { type Command, flag, print, say, settingsOf, type Values } from './command.ts';
import { todayNow } from './wiring.ts';

const dictionary: Dictionary = { en: { ...packsEn, ...verdictsEn }, zh: { ...packsZh, ...verdictsZh } };

/** What is held, as it stands today or on the day asked about; undefined where that is no day. */
function heldOf(values: Values) {
  const { language, home } = settingsOf(values);
  const on = flag(values, 'on') ?? todayNow('Asia/Shanghai');
  if (!isCalendarDate(on)) return undefined;
  const t = (key: string, facts?: Record<string, string | number>) =>
    word(dictionary, language, `substances.${key}`, facts);
  return { held: heldPacks(readPacks(`${home}/reference`, on), home, () => on), language, t };
}
type Told = (key: string, facts?: Record<string, string | number>) => string;

const standing = (t: Told, { standing: how, effectiveFrom, effectiveTo }: EditionTold) =>
  [
    t(`pack-standing.${how}`),
    ...(how === 'draft' || effectiveFrom === null ? [] : [t('packs.from', { from: effectiveFrom })]),
    ...(effectiveTo === null ? [] : [`< ${effectiveTo}`]),
  ].join(' ');

const checked = (t: Told, verified: boolean) => t(verified ? 'packs.verified' : 'packs.unverified');

function lineOf(t: Told, language: Language, { pack, title, counts, otherEditions, ...line }: PackLine): string[] {
  const { restrictions, restrictionsToday: today, exemptions } = counts;
  return [
    [
      `${pack} ${line.edition}`,
      title[language],
      standing(t, line),
      t('packs.line', { restrictions, today, exemptions }),
      checked(t, line.verified),
    ].join('\t'),
    ...otherEditions.map((one) => `  ${one.edition}\t${standing(t, one)}`),
  ];
}

function editionLines(t: Told, language: Language, pack: PackAnswer): string[] {
  const { restrictions, exemptions, examples } = pack;
  return [
    `${pack.pack} ${pack.edition}\t${pack.title[language]}\t${standing(t, pack)}\t${checked(t, pack.verified)}`,
    `${t('packs.source')}: ${pack.source} (${pack.asOf}; ${pack.licence})`,
    ...(pack.note ? [`${t('pack.note')}: ${pack.note[language]}`] : []),
    ...restrictions.map((one) => {
      const limit = shownLimit(one);
      return [
        one.label[language],
        one.clause,
        limit
          ? `${limit.sign} ${limit.ppm} mg/kg ${t(`per.${one.per}`)}`
          : t(one.intentional ? 'pack.onPurpose' : 'pack.presence'),
        t(`duty.${one.duty}`),
        ...(one.holds ? [] : [t('pack.notToday')]),
        checked(t, one.verified),
      ].join('\t');
    }),
    ...exemptions.map(({ code, label, renewalPending, passed }) => {
      const isPast = Object.values(passed).every(Boolean);
      const how = isPast ? (renewalPending ? 'pending' : 'expired') : renewalPending ? 'pendingAhead' : 'valid';
      return `${t('pack.code')} ${code}\t${label[language]}\t${t(`pack.${how}`)}`;
    }),
    ...examples.map(
      ({ id, isRight, found, source }) =>
        `${isRight ? '✓' : '✗'} ${id}\t${t(`verdict.${found.verdict}`)}\t${t(`pack.example.${isRight ? 'right' : 'wrong'}`)}\t${source[language]}`,
    ),
  ];
}

const packsCommand: Command = {
  name: 'substances packs',
  usage: 'substances packs [PACK] [--edition EDITION] [--on YYYY-MM-DD] [--json]',
  summary:
    'List the rule packs that are held, with which edition is in force; of one, its restrictions, exemptions and worked examples as the engine finds them. Exit 1 where an example comes out otherwise than expected. No server, no account.',
  positionals: [0, 1],
  flags: ['edition', 'on'].map((name) => ({ name, type: 'string' as const })),
  run: async ([name], values) => {
    const asked = heldOf(values);
    if (!asked) return 2;
    const { held, language, t } = asked;
    if (name === undefined) {
      const answer = listPacks(held);
      print(values, answer, () => answer.packs.flatMap((line) => lineOf(t, language, line)).join('\n'));
      return 0;
    }
    const answer = await readPack(held, name, flag(values, 'edition'));
    if (!answer) return unknownPack(t, held, [name, flag(values, 'edition')].filter(Boolean).join(' '));
    print(values, answer, () => editionLines(t, language, answer).join('\n'));
    return answer.examples.every(({ isRight }) => isRight) ? 0 : 1;
  },
};

function unknownPack(t: Told, held: Parameters<typeof listPacks>[0], pack: string): number {
  const all = held.all.map(({ pack: one }) => `${one.pack} ${one.edition}`);
  say(t('check.no_pack', { pack, held: all.join(', ') }));
  return 2;
}

function comparedLines(t: Told, language: Language, { added, dropped, changed, same, citedOtherwise }: CompareAnswer) {
  const row = ({ label, clause, numbers }: RowTold) =>
    [
      label[language],
      clause ?? '',
      numbers.map((key) => key.replace(/^(cas|key):/, '').replace(/^ec:/, 'EC ')).join(', '),
    ].join('\t');
  return [
    t('compare.line', {
      ...{ added: added.length, dropped: dropped.length, changed: changed.length, same, cited: citedOtherwise },
    }),
    ...added.map((one) => `+ ${row(one)}`),
    ...dropped.map((one) => `- ${row(one)}`),
    ...changed.flatMap(({ row: one, columns }) => [
      `~ ${row(one)}`,
      ...columns.map(({ column, from, to }) => `    ${column}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`),
    ]),
  ];
}

const compareCommand: Command = {
  name: 'substances compare',
  usage: 'substances compare PACK [--from EDITION|YYYY-MM-DD] [--to EDITION|YYYY-MM-DD] [--json]',
  summary:
    'Say what was added, dropped and changed between two editions of a rule pack, or two days of it; without either, the two newest editions, or the last two days on which it changed. No server, no account.',
  positionals: 1,
  flags: ['from', 'to'].map((name) => ({ name, type: 'string' as const })),
  run: async ([name = ''], values) => {
    const asked = heldOf(values);
    if (!asked) return 2;
    const { held, language, t } = asked;
    const answer = compareStates(held, name, { from: flag(values, 'from'), to: flag(values, 'to') });
    if (!answer) return unknownPack(t, held, name);
    if (answer === 'wrong') {
      const editions = held.all.filter(({ pack }) => pack.pack === name).map(({ pack }) => pack.edition);
      say(t('compare.wrong', { editions: editions.join(', ') }));
      return 2;
    }
    print(values, answer, () => comparedLines(t, language, answer).join('\n'));
    return 0;
  },
};

/** The commands of rule packs. */
export const packCommands: readonly Command[] = [packsCommand, compareCommand];
