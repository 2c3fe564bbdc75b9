// What bench verdicts judges: lines, packs and bills of materials by formulas of whole numbers, so that DuckDB, PostgreSQL and
// this program make the same ones each by itself.
import type { HeldRules } from '#domains/substances/api/held-rules.ts';
import { BomLines } from '#domains/substances/rules/engine/bom-index.ts';
import type { RulePack } from '#domains/substances/rules/engine/packs-at.ts';

export const PACKS = 30;
export const RESTRICTIONS = 20;
const MEMBERS = 3;
export const SUBSTANCES = 100_000;
/** substances that any pack names: the first of all, in 3 of 100 lines */
export const RESTRICTED = 600;
export const LINES = 30;
export const LINES_OF_MATERIAL = 6;
export const LIMIT_PPM = 1000;
/** by level, from parts up to products: eight levels */
const LEVELS = [0.5, 0.2, 0.12, 0.08, 0.05, 0.03, 0.015, 0.005];
export const CHILDREN = 6;
export const MOST_IN_BOM = 470_000;
export const DAY = '2026-01-01';

/** Which database a formula is for: they divide whole numbers by other signs. */
type Dialect = 'duckdb' | 'postgresql';

/** A large prime; a number times one of the others, below it, looks like chance. */
const MODULUS = 4_294_967_291;
const CHANCES = { isRestricted: 2_654_435_761, restricted: 2_246_822_519, other: 3_266_489_917, ppm: 668_265_263 };
const chance = (of: keyof typeof CHANCES, i: string, dialect: Dialect) =>
  `(((${i}) * ${CHANCES[of]}) % ${MODULUS} ${dialect === 'duckdb' ? '//' : '/'} 1024)`;
/** Below 2^53 for numbers up to 13 million. */
const chanceOf = (i: number) => Math.floor(((i * CHANCES.ppm) % MODULUS) / 1024);

/**
 * Number of the substance of line i, and its mg/kg. The last line of a material is what it is for the most part, so that all
 * of it is named.
 */
export function lineSql(i: string, dialect: Dialect): { substance: string; ppm: string } {
  const other = SUBSTANCES - RESTRICTED - 1;
  const ppmAt = (at: string) => `(${chance('ppm', at, dialect)} % 1100)`;
  const before = Array.from({ length: LINES_OF_MATERIAL - 1 }, (_, nth) => ppmAt(`${i} - ${nth + 1}`)).join(' + ');
  const isLast = `(${i}) % ${LINES_OF_MATERIAL} = ${LINES_OF_MATERIAL - 1}`;
  return {
    substance: `(case when ${isLast} then ${SUBSTANCES - 1} when ${chance('isRestricted', i, dialect)} % 1000 < 36
      then ${chance('restricted', i, dialect)} % ${RESTRICTED} else ${RESTRICTED} + ${chance('other', i, dialect)} % ${other} end)`,
    ppm: `(case when ${isLast} then 1000000 - (${before}) else ${ppmAt(i)} end)`,
  };
}

const digits = (number: number) => number.toString(16).padStart(12, '0');
export const idOf = (kind: number, number: number): string =>
  `${digits(kind).slice(4)}-0000-7000-8000-${digits(number)}`;
export const idSql = (kind: number, number: string): string =>
  `('${digits(kind).slice(4)}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
export const ITEM = 1;

/** Of the form of a CAS number and never one: none has six digits before the first dash and ends so. */
export const casOf = (substance: number): string => `${100_000 + substance}-00-0`;
export const keyOf = (substance: number): string => `cas:${casOf(substance)}`;

/** Numbers of the substances of a restriction, counted over all packs. */
const membersOf = (restriction: number): number[] =>
  Array.from({ length: MEMBERS }, (_, member) => (restriction + member * 7) % RESTRICTED);

/** (substance, restriction, pack, limit) of all restrictions, as values of SQL. */
export const memberValues = (): string =>
  Array.from({ length: PACKS * RESTRICTIONS }, (_, restriction) =>
    membersOf(restriction)
      .map((substance) => `(${substance}, ${restriction}, ${Math.floor(restriction / RESTRICTIONS)}, ${LIMIT_PPM})`)
      .join(','),
  ).join(',');

export const packs: readonly RulePack[] = Array.from({ length: PACKS }, (_, pack) => ({
  pack: `pack ${String(pack).padStart(2, '0')}`,
  edition: '1',
  exemptions: [],
  restrictions: Array.from({ length: RESTRICTIONS }, (_restriction, nth) => ({
    id: String(pack * RESTRICTIONS + nth),
    label: { en: '', zh: '' },
    clause: '',
    members: membersOf(pack * RESTRICTIONS + nth).map(keyOf),
    per: 'homogeneous_material',
    measure: { of: 'sum' },
    limitPpm: String(LIMIT_PPM),
    comparator: 'at_most',
    duty: 'prohibited',
    from: null,
    before: null,
    source: 'bench',
    verified: false,
  })),
}));

/** One substance more on a list of candidates. */
export const draftOf = (key: string): RulePack => {
  const [pack] = packs as readonly [RulePack];
  const [restriction] = pack.restrictions as readonly [RulePack['restrictions'][number]];
  const of = {
    ...restriction,
    id: 'new',
    members: [key],
    per: 'article',
    limitPpm: '100',
    duty: 'communicate',
  } as const;
  return { ...pack, pack: 'draft', restrictions: [of] };
};

export const rules: HeldRules = {
  ...{ packs, groups: [], bought: new Map(), fingerprint: 'bench' },
  covers: () => [],
  compositionOf: () => null,
  know: async () => {},
  forget: () => {},
};

/** Levels of the bill of materials over so many items: the first item of each, and the one after its last. */
export function levelsOf(items: number): { first: number; before: number }[] {
  const inBom = Math.min(items, MOST_IN_BOM);
  let from = 0;
  return LEVELS.map((share) => {
    const first = from;
    from += Math.floor(inBom * share);
    return { first, before: from };
  });
}

/** The part of an item at a place of its bill of materials, out of the level below, as SQL. */
export const childSql = (place: string, below: { first: number; before: number }): string =>
  `(${below.first} + ${chance('ppm', place, 'postgresql')} % ${below.before - below.first})`;

/** Each item made of six of the level below. */
export function bomLinesOf(items: number): BomLines {
  const lines = new BomLines();
  const levels = levelsOf(items);
  levels.forEach(({ first, before }, level) => {
    const below = levels[level - 1];
    if (!below || below.before === below.first) return;
    for (let parent = first; parent < before; parent++)
      for (let nth = 0; nth < CHILDREN; nth++)
        lines.add(parent, below.first + (chanceOf(parent * CHILDREN + nth) % (below.before - below.first)), 1);
  });
  return lines;
}
