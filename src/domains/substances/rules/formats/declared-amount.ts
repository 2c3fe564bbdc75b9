// How much is declared, and can it be: no negative mass, no share above the whole, contents that do not outweigh what holds them.
//
// Practice: rounding makes the shares of a material add up to a little over 100 %. Up to 100.5 % is told, more is refused.

import { Exact, exactText } from '#units/quantity.ts';
import type { Amount, Content, DecimalText, Material, Part } from '../../model/declaration.ts';
import { compareDecimals, enteredText, type Term, toMg, toShare, unitOf } from './amount-text.ts';
import { plainDecimal } from './plain-decimal.ts';
import type { Place, ProblemList } from './problem-list.ts';

/** The whole, with what rounding may add to it. */
const mostOfWhole = '1.005';

export interface WrittenTerm extends Term {
  place: Place;
}

/** A mass in mg; null, and told, where the file's number or unit is none. */
export function massOf({ number, unit, place }: WrittenTerm, problems: ProblemList): DecimalText | null {
  const known = unitOf(unit);
  if (!known || 'share' in known) {
    problems.error(unit === '' ? 'unit_missing' : 'unknown_unit', place, { unit });
    return null;
  }
  const plain = positive(number, place, problems);
  return plain === null ? null : toMg(plain, known.mass);
}

function shareOf({ number, unit, place }: WrittenTerm, problems: ProblemList): DecimalText | null {
  const known = unitOf(unit);
  if (!known || 'mass' in known) {
    problems.error(unit === '' ? 'unit_missing' : 'unknown_unit', place, { unit });
    return null;
  }
  const plain = positive(number, place, problems);
  if (plain === null) return null;
  const share = toShare(plain, known.share);
  if (compareDecimals(share, '1') <= 0) return share;
  const isPossible = known.share === '%' && compareDecimals(share, mostOfWhole) <= 0;
  if (!isPossible) problems.error('impossible_share', place, { entered: `${number} ${unit}` });
  else problems.warning('share_a_little_over_whole', place, { entered: `${number} ${unit}` });
  return share;
}

function positive(number: string, place: Place, problems: ProblemList): DecimalText | null {
  const plain = plainDecimal(number);
  if (plain === null) problems.error('not_a_number', place, { value: number.slice(0, 100) });
  else if (plain.startsWith('-')) problems.error('negative_amount', place, { value: plain });
  else return plain;
  return null;
}

/** A mass, a share or both, with the bounds of a range in the terms of the share, else of the mass. */
export function declaredAmount(
  terms: { mass?: WrittenTerm; share?: WrittenTerm; low?: WrittenTerm; high?: WrittenTerm },
  problems: ProblemList,
): Amount | null {
  const { mass, share, low, high } = terms;
  if (!mass && !share) return null;
  const amount: Amount = { entered: enteredText([mass, share].filter((term) => term !== undefined)) };
  const massMg = mass && massOf(mass, problems);
  const part = share && shareOf(share, problems);
  if (massMg) amount.massMg = massMg;
  if (part) amount.share = part;
  const bound = (term: WrittenTerm | undefined) => term && (share ? shareOf : massOf)(term, problems);
  const [lowest, highest] = [bound(low), bound(high)];
  if (lowest) amount.low = lowest;
  if (highest) amount.high = highest;
  if (low && lowest && highest && compareDecimals(lowest, highest) > 0)
    problems.error('range_reversed', low.place, { low: low.number, high: high?.number ?? '' });
  return amount;
}

/** A line that names a group and no substance of it repeats what its members say. */
const isGroupOnly = ({ groups, knownAs }: Content) => groups.length > 0 && knownAs.length === 0;

/** What contents weigh as a part of what holds them, as far as they say; a line that says neither adds nothing. */
function shareOfContents(contents: readonly Content[], massMg: DecimalText | undefined): DecimalText {
  let sum = new Exact(0);
  for (const content of contents) {
    const { amount } = content;
    if (!amount || isGroupOnly(content)) continue;
    if (amount.share !== undefined) sum = sum.plus(amount.share);
    else if (amount.massMg !== undefined && massMg !== undefined && massMg !== '0')
      sum = sum.plus(new Exact(amount.massMg).div(massMg));
  }
  return exactText(sum);
}

function tellOver(share: DecimalText, place: Place, problems: ProblemList): void {
  if (compareDecimals(share, '1') <= 0) return;
  const facts = { percent: exactText(new Exact(share).times(100).toDecimalPlaces(4)) };
  if (compareDecimals(share, mostOfWhole) > 0) problems.error('contents_over_whole', place, facts);
  else problems.warning('contents_a_little_over_whole', place, facts);
}

/** Do the contents of a material add up to no more than the material? */
export function checkMaterial({ contents, amount }: Material, place: Place, problems: ProblemList): void {
  tellOver(shareOfContents(contents, amount?.massMg), place, problems);
}

interface Whole {
  massMg: DecimalText | null;
  parts: readonly Part[];
  materials: readonly Material[];
  contents: readonly Content[];
}

/** Do the parts and materials of a part or a product weigh no more than itself? */
export function checkWhole({ massMg, parts, materials, contents }: Whole, place: Place, problems: ProblemList): void {
  let share = new Exact(0);
  for (const { amount } of materials) if (amount?.share !== undefined) share = share.plus(amount.share);
  tellOver(exactText(share), place, problems);
  tellOver(shareOfContents(contents, massMg ?? undefined), place, problems);
  if (massMg === null || massMg === '0') return;
  let mass = new Exact(0);
  for (const { amount } of materials) mass = mass.plus(amount?.massMg ?? 0);
  for (const part of parts) mass = mass.plus(new Exact(part.massMg ?? 0).times(part.count));
  tellOver(exactText(mass.div(massMg)), place, problems);
}
