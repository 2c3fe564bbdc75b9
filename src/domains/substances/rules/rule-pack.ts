// A pack of reference facts as restrictions, exemptions and groups, or everything that is wrong with it at once.
import type { Pack, PackRow } from '#standards/pack.ts';
import { denominators, duties, type Exemption, itemClasses, type Restriction } from '../model/restriction.ts';
import { type SubstanceGroup, structures } from '../model/substance-group.ts';
import { atomicWeights } from './atomic-weights.ts';
import { isCasNumber, isEcNumber } from './cas-number.ts';
import type { RulePack } from './engine/packs-at.ts';
import { elementsOf } from './members-of.ts';

/** The pack that holds the groups which restrictions name. */
export const groupsPack = 'substance-groups';

export const rulePackProblemCodes = [
  'row_type_unknown',
  'label_missing',
  'source_missing',
  'clause_missing',
  'member_not_a_number',
  'member_missing',
  'group_unknown',
  'group_within_itself',
  'element_unknown',
  'structure_unknown',
  'denominator_unknown',
  'measure_unknown',
  'limit_not_a_number',
  'limit_over_whole',
  'limit_missing',
  'comparator_unknown',
  'duty_unknown',
  'class_unknown',
  'date_wrong',
  'exemption_unknown',
  'exemption_of_nothing',
  'examples_missing',
] as const;
export interface RulePackProblem {
  row: string;
  code: (typeof rulePackProblemCodes)[number];
}

/** What a pack of this kind holds. */
export interface RulePackContent extends RulePack {
  groups: readonly SubstanceGroup[];
}

type Row = PackRow & Record<string, unknown>;

/** Whether a pack has rows of restrictions, exemptions or groups. */
export const isRulePack = (pack: Pack): boolean =>
  pack.rows.some((row) => row.type === 'restriction' || row.type === 'group');

/**
 * Restrictions, exemptions and groups of a pack, as its rows have them; check it first, with the groups that it names.
 */
export function rulePackOf(pack: Pack): RulePackContent {
  const of = <T>(type: string) => pack.rows.filter((row) => row.type === type) as unknown as T[];
  return {
    pack: pack.pack,
    edition: pack.edition,
    restrictions: of<Restriction>('restriction'),
    exemptions: of<Exemption>('exemption'),
    groups: of<SubstanceGroup>('group'),
  };
}

/** What is wrong with a rule pack. @param groups all groups there are, those of this pack among them */
export function rulePackProblems(pack: Pack, groups: readonly SubstanceGroup[]): RulePackProblem[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  const problems: RulePackProblem[] = [];
  const codes = new Set(rulePackOf(pack).exemptions.map((one) => one.code));
  const restrictions = new Set(rulePackOf(pack).restrictions.map((one) => one.id));
  for (const row of pack.rows as readonly Row[]) {
    const found = [...rowProblems(row, known, codes, restrictions)];
    problems.push(...found.map((code) => ({ row: row.id, code })));
  }
  if (restrictions.size > 0 && (pack.examples ?? []).length === 0) problems.push({ row: '', code: 'examples_missing' });
  return problems;
}

type Codes = Generator<RulePackProblem['code']>;
type Known = ReadonlyMap<string, SubstanceGroup>;

function* rowProblems(row: Row, known: Known, codes: ReadonlySet<string>, restrictions: ReadonlySet<string>): Codes {
  if (!isBilingual(row.label)) yield 'label_missing';
  if (typeof row.source !== 'string' || row.source === '' || typeof row.verified !== 'boolean') yield 'source_missing';
  if (row.type === 'group') yield* groupProblems(row as unknown as SubstanceGroup, known);
  else if (row.type === 'exemption') yield* exemptionProblems(row as unknown as Exemption, restrictions);
  else if (row.type === 'restriction') yield* restrictionProblems(row as unknown as Restriction, known, codes);
  else yield 'row_type_unknown';
}

const isBilingual = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  ['en', 'zh'].every((language) => {
    const text: unknown = Reflect.get(value, language);
    return typeof text === 'string' && text.trim() !== '';
  });

const isMember = (text: string) =>
  text.startsWith('cas:')
    ? isCasNumber(text.slice(4))
    : text.startsWith('ec:')
      ? isEcNumber(text.slice(3))
      : /^key:[\w.()-]+$/.test(text);

function* groupProblems(group: SubstanceGroup, known: Known): Codes {
  if (!group.members.every(isMember)) yield 'member_not_a_number';
  if (group.members.length + (group.elements ?? []).length + (group.groups ?? []).length === 0) yield 'member_missing';
  if ((group.elements ?? []).some((element) => !atomicWeights.has(element))) yield 'element_unknown';
  if (group.structure !== undefined && !structures.includes(group.structure)) yield 'structure_unknown';
  if ((group.groups ?? []).some((id) => !known.has(id))) yield 'group_unknown';
  if (isWithinItself(group.id, known)) yield 'group_within_itself';
}

function isWithinItself(id: string, known: Known): boolean {
  const seen = new Set<string>();
  const next = [...(known.get(id)?.groups ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === id) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    next.push(...(known.get(one)?.groups ?? []));
  }
  return false;
}

function* exemptionProblems(exemption: Exemption, restrictions: ReadonlySet<string>): Codes {
  if (exemption.of.length === 0 || exemption.of.some((id) => !restrictions.has(id))) yield 'exemption_of_nothing';
  yield* limitProblems(exemption.limitPpm);
  if (Object.values(exemption.until).some((until) => !isDay(until))) yield 'date_wrong';
}

function* restrictionProblems(one: Restriction, known: Known, codes: ReadonlySet<string>): Codes {
  if (!one.clause) yield 'clause_missing';
  if (one.group === undefined && (one.members ?? []).length === 0) yield 'member_missing';
  if (one.group !== undefined && !known.has(one.group)) yield 'group_unknown';
  if (!(one.members ?? []).every(isMember)) yield 'member_not_a_number';
  if (!denominators.includes(one.per)) yield 'denominator_unknown';
  if (!duties.includes(one.duty)) yield 'duty_unknown';
  if (one.comparator !== 'at_most' && one.comparator !== 'below') yield 'comparator_unknown';
  yield* measureProblems(one.measure);
  yield* limitProblems(one.limitPpm);
  // without a limit only presence or intent can be told, which is no matter of a sum "below"
  if (one.limitPpm === null && one.duty === 'prohibited' && !one.intentional) yield 'limit_missing';
  if ((one.classes ?? []).some((itemClass) => !itemClasses.includes(itemClass))) yield 'class_unknown';
  if (!isDay(one.from) || !isDay(one.before) || (one.from && one.before && one.before <= one.from)) yield 'date_wrong';
  if ((one.exemptions ?? []).some((code) => !codes.has(code))) yield 'exemption_unknown';
}

function* measureProblems(measure: Restriction['measure']): Codes {
  if (measure.of === 'element') {
    if (elementsOf(measure.element).some((element) => !atomicWeights.has(element))) yield 'element_unknown';
  } else if (measure.of !== 'each' && measure.of !== 'sum') yield 'measure_unknown';
}

function* limitProblems(limitPpm: string | null): Codes {
  if (limitPpm === null) return;
  if (!/^\d+(\.\d+)?$/.test(limitPpm)) yield 'limit_not_a_number';
  else if (Number(limitPpm) > 1_000_000) yield 'limit_over_whole';
}

const isDay = (value: string | null) => value === null || /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value);
