// Rule packs as they hold on a day, made ready to be asked millions of times: numbers for names, one row a restriction.

import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import type { Exemption } from '../../model/restriction.ts';
import { type Denominator, type Duty, type ItemClass, itemClasses, type Restriction } from '../../model/restriction.ts';
import type { Verdict } from '../../model/verdict.ts';
import { groupedBy } from './columns.ts';
import { codes, verdictCode } from './verdict-code.ts';

const firstDay = '1970-01-01' as CalendarDate;
/** Days since 1970-01-01 of a date written `2024-01-23`. */
export const dayNumber = (date: string): number => daysBetween(firstDay, date as CalendarDate);

/** No last day. */
export const OPEN = 2_147_483_647;
/** Of an exemption whose day has passed while a renewal is asked for: it holds until that is decided. */
export const PENDING = OPEN - 1;

/** A rule pack in one edition: what it restricts, and what it lets pass. */
export interface RulePack {
  pack: string;
  edition: string;
  restrictions: readonly Restriction[];
  exemptions: readonly Exemption[];
}

/** A substance that a restriction names, and how much of it counts: 1, or the share of the element by its formula. */
export interface Member {
  substance: number;
  /** 0 and 1 where the formula is not known: it may be all of it or nothing */
  factorLow: number;
  factorHigh: number;
}

/** The members of a restriction, by the numbers that the index gives to substances. */
export type MembersOf = (restriction: Restriction, pack: RulePack) => Iterable<Member>;

/** What of it the concentration is taken: of one material, one article, or the whole thing. */
export type Unit = 'material' | 'article' | 'whole';
const units: Readonly<Record<Denominator, Unit>> = {
  homogeneous_material: 'material',
  metal_plating: 'material',
  small_part: 'material',
  material: 'material',
  article: 'article',
  product: 'whole',
  packaging: 'whole',
  battery: 'whole',
};

/** What an item is found to be when a restriction's limit is exceeded. */
const found: Readonly<Record<Duty, Verdict>> = {
  prohibited: 'does_not_comply',
  communicate: 'must_be_communicated',
  authorise: 'must_be_communicated',
  warn: 'must_be_communicated',
  report: 'must_be_communicated',
  // a screening says that more has to be asked, and nothing of what was screened for
  screen: 'on_hold',
};

/** One restriction as it holds on the day; `each` is taken apart into one for each substance. */
export interface HeldRestriction {
  pack: number;
  of: Restriction;
  unit: Unit;
  /** mg/kg; 0 where presence or intent is what counts */
  limitPpm: number;
  /** the limit itself is over it */
  strict: boolean;
  /** presence counts only where it was added on purpose */
  onPurpose: boolean;
  found: Verdict;
  /** the same as a code, where materials show it */
  foundCode: number;
  fromDay: number;
  /** bit per item class */
  classes: number;
}

export interface HeldExemption {
  code: string;
  of: Exemption;
  restrictions: ReadonlySet<string>;
  /** mg/kg of one line, or infinite */
  limitPpm: number;
  /** last day on which it can be claimed for equipment of a category; '' where it has none of its own: then that of the question counts */
  untilDay(category: string): number;
}

/** All packs on a day. */
export interface PacksAt {
  day: number;
  packs: readonly RulePack[];
  restrictions: readonly HeldRestriction[];
  /** of substance s: `memberStart[s] … memberStart[s + 1] - 1` in the three columns beside it */
  memberStart: Int32Array;
  memberOf: Int32Array;
  factorLow: Float64Array;
  factorHigh: Float64Array;
  /** by pack: exemptions by their code */
  exemptions: readonly ReadonlyMap<string, HeldExemption>[];
  /** whether a pack restricts anything of a class: `[class * packs + pack]` */
  applies: Uint8Array;
  /** the code of an item of which nothing is found: it complies, or the pack is not about its class */
  clear: Uint8Array;
  /** the lowest limit of a pack for a class and unit: `[(class * 3 + unit) * packs + pack]`, infinite where there is none */
  lowestLimit: Float64Array;
  /** whether all that a pack restricts for a class is restricted where it is added on purpose: `[class * packs + pack]` */
  onPurposeOnly: Uint8Array;
  /** the newest first day of what a pack restricts for a class: `[class * packs + pack]`; what a statement must have known */
  newestFrom: Int32Array;
}

export const unitNumber: Readonly<Record<Unit, number>> = { material: 0, article: 1, whole: 2 };

/** An exemption's code as suppliers write it in many ways: without blanks, dots and capitals, so that `7(c)-I` is `7 (C) - i`. */
export const exemptionCode = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._]|annex|附录|附件/g, '')
    .replace(/[‐-―−]/g, '-');

function lastDay(exemption: Exemption, category: string): number {
  if (exemption.renewalPending) return PENDING;
  const { until } = exemption;
  // Of whom nobody knows the category, or one that the text does not know, it is the one whose exemption ends first.
  const named = [category, 'all'].find((one) => Object.hasOwn(until, one));
  const last = named === undefined ? Object.values(until).toSorted()[0] : until[named];
  return last ? dayNumber(last) : OPEN;
}

/** The same, worked out once for each category. */
function lastDays(exemption: Exemption, usual: string): HeldExemption['untilDay'] {
  const known = new Map<string, number>();
  return (category) => {
    const day = known.get(category) ?? lastDay(exemption, category === '' ? usual : category);
    known.set(category, day);
    return day;
  };
}

/** A substance in a restriction, while they are gathered. */
interface Row {
  substance: number;
  restriction: number;
  low: number;
  high: number;
}

/**
 * Packs as they hold on `day`.
 * @param substances how many substances the index numbers
 * @param category of equipment, by which the last day of an exemption is told for items that have none of their own; `all` asks for none
 */
export function packsAt(
  packs: readonly RulePack[],
  membersOf: MembersOf,
  {
    day,
    substances,
    category = 'all',
    market,
  }: { day: number; substances: number; category?: string; market?: string },
): PacksAt {
  const restrictions: HeldRestriction[] = [];
  const rows: Row[] = [];
  packs.forEach((pack, number) => {
    for (const of of pack.restrictions) {
      if (of.from !== null && dayNumber(of.from) > day) continue;
      if (of.before !== null && dayNumber(of.before) <= day) continue;
      if (market !== undefined && of.markets && !of.markets.includes(market)) continue;
      const held: HeldRestriction = {
        pack: number,
        of,
        unit: units[of.per],
        limitPpm: of.limitPpm === null ? 0 : Number(of.limitPpm),
        strict: of.comparator === 'below',
        onPurpose: of.limitPpm === null && of.intentional === true,
        found: found[of.duty],
        foundCode: verdictCode(found[of.duty], 'computed'),
        fromDay: of.from === null ? -OPEN : dayNumber(of.from),
        classes: of.classes ? classBits(of.classes) : 0xff,
      };
      const members = [...membersOf(of, pack)];
      if (of.measure.of === 'each') {
        for (const one of members) {
          rows.push({ substance: one.substance, restriction: restrictions.length, low: 1, high: 1 });
          restrictions.push(held);
        }
        // with no substance by which to tell it, it is still there to be unknown
        if (members.length === 0) restrictions.push(held);
      } else {
        for (const one of members)
          rows.push({
            substance: one.substance,
            restriction: restrictions.length,
            low: one.factorLow,
            high: one.factorHigh,
          });
        restrictions.push(held);
      }
    }
  });
  const { start: memberStart, places } = groupedBy(
    rows.map((row) => row.substance),
    rows.length,
    substances,
  );
  const inOrder = Array.from(places, (place) => rows[place] as Row);
  const memberOf = Int32Array.from(inOrder, (row) => row.restriction);
  const factorLow = Float64Array.from(inOrder, (row) => row.low);
  const factorHigh = Float64Array.from(inOrder, (row) => row.high);
  const lowestLimit = new Float64Array(itemClasses.length * 3 * packs.length).fill(Number.POSITIVE_INFINITY);
  const newestFrom = new Int32Array(itemClasses.length * packs.length).fill(-OPEN);
  const applies = new Uint8Array(itemClasses.length * packs.length);
  for (const one of restrictions)
    for (let number = 0; number < itemClasses.length; number++) {
      if ((one.classes & (1 << number)) === 0) continue;
      const of = number * packs.length + one.pack;
      applies[of] = 1;
      newestFrom[of] = Math.max(newestFrom[of] as number, one.fromDay);
      // what is restricted only where it is added on purpose is not hidden in a remainder that nobody names
      if (one.onPurpose) continue;
      const at = (number * 3 + unitNumber[one.unit]) * packs.length + one.pack;
      lowestLimit[at] = Math.min(lowestLimit[at] as number, one.limitPpm);
    }
  const exemptions = packs.map(
    (pack) =>
      new Map(
        pack.exemptions.map((of): [string, HeldExemption] => [
          exemptionCode(of.code),
          {
            code: of.code,
            of,
            restrictions: new Set(of.of),
            limitPpm: of.limitPpm === null ? Number.POSITIVE_INFINITY : Number(of.limitPpm),
            untilDay: lastDays(of, category),
          },
        ]),
      ),
  );
  return {
    day,
    packs,
    restrictions,
    memberStart,
    memberOf,
    factorLow,
    factorHigh,
    exemptions,
    applies,
    clear: applies.map((one) => (one === 1 ? codes.complies : codes.notApplicable)),
    lowestLimit,
    onPurposeOnly: applies.map((one, of) => {
      const [itemClass, pack] = [Math.floor(of / packs.length), of % packs.length];
      const isLimited = [0, 1, 2].some((unit) =>
        Number.isFinite(lowestLimit[(itemClass * 3 + unit) * packs.length + pack]),
      );
      return one === 1 && !isLimited ? 1 : 0;
    }),
    newestFrom,
  };
}

/**
 * The same for an index that has numbered more substances since. What was laid out stays as it is; of the new ones only
 * those cost anything that a restriction is about.
 * @param membersOf of the new substances alone
 */
export function extendPacks(at: PacksAt, membersOf: MembersOf, substances: number): PacksAt {
  const from = at.memberStart.length - 1;
  if (substances <= from) return at;
  const restrictions = [...at.restrictions];
  const rows: Row[] = [];
  const seen = new Set<HeldRestriction>();
  at.restrictions.forEach((held, number) => {
    // taken apart into one for each substance, it stands many times
    if (seen.has(held)) return;
    seen.add(held);
    const isEach = held.of.measure.of === 'each';
    let isFree: boolean | undefined;
    for (const { substance, factorLow, factorHigh } of membersOf(held.of, at.packs[held.pack] as RulePack)) {
      if (!isEach) {
        rows.push({ substance, restriction: number, low: factorLow, high: factorHigh });
        continue;
      }
      // where it had no substance so far, its place was kept
      isFree ??= !at.memberOf.includes(number);
      rows.push({ substance, restriction: isFree ? number : restrictions.length, low: 1, high: 1 });
      if (!isFree) restrictions.push(held);
      isFree = false;
    }
  });
  const { start, places } = groupedBy(
    rows.map(({ substance }) => substance - from),
    rows.length,
    substances - from,
  );
  const laidOut = at.memberOf.length;
  const memberStart = new Int32Array(substances + 1);
  memberStart.set(at.memberStart);
  memberStart.set(
    start.map((place) => place + laidOut),
    from,
  );
  if (rows.length === 0) return { ...at, memberStart };
  const inOrder = Array.from(places, (place) => rows[place] as Row);
  const grown = <T extends Int32Array | Float64Array>(longer: T, column: T, of: (row: Row) => number): T => {
    longer.set(column);
    inOrder.forEach((row, place) => {
      longer[laidOut + place] = of(row);
    });
    return longer;
  };
  const length = laidOut + rows.length;
  return {
    ...{ ...at, restrictions, memberStart },
    memberOf: grown(new Int32Array(length), at.memberOf, (row) => row.restriction),
    factorLow: grown(new Float64Array(length), at.factorLow, (row) => row.low),
    factorHigh: grown(new Float64Array(length), at.factorHigh, (row) => row.high),
  };
}

const classBits = (classes: readonly ItemClass[]): number =>
  classes.reduce((bits, one) => bits | (1 << itemClasses.indexOf(one)), 0);
