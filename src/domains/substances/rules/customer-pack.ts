// A customer's list as a rule pack: what is approved of it is judged by and shown like a law.
import type { Pack, PackRow } from '#standards/pack.ts';
import { type CustomerListKept, type ListEntry, type ListStanding, listPackPrefix } from '../model/customer-list.ts';
import type { Restriction } from '../model/restriction.ts';

/** Name of the pack that a list is. */
export const packOfList = (code: string): string => `${listPackPrefix}${code}`;

/** The list that a pack is, by its code; undefined where the pack is law. */
export const listOfPack = (pack: string): string | undefined =>
  pack.startsWith(listPackPrefix) ? pack.slice(listPackPrefix.length) : undefined;

/** A restriction with what the customer notes beside it. */
export interface ListRestriction extends Restriction {
  remark?: string;
}

/** What an entry restricts. Without a limit the substance is restricted on purpose only; a name alone is a key that nothing has. */
function restrictionOf(
  { substance, cas, limitPpm, per, duty, from, note }: ListEntry,
  nth: number,
  list: ListStanding,
): ListRestriction {
  return {
    id: `row-${nth + 1}`,
    label: { en: substance, zh: substance },
    clause: String(nth + 1),
    members: [cas === null ? `key:${packOfList(list.code)}.row-${nth + 1}` : `cas:${cas}`],
    ...{ per, limitPpm, duty, from, before: null, measure: { of: 'each' }, comparator: 'at_most' },
    ...(limitPpm === null ? { intentional: true } : {}),
    ...(list.markets === null || list.markets.length === 0 ? {} : { markets: list.markets }),
    ...(note === null ? {} : { remark: note }),
    source: `${list.customer}, ${list.edition}`,
    // Who approved it has held it against the customer's own file.
    verified: true,
  };
}

/** The rule pack of an approved list. */
export const packOfCustomer = (list: CustomerListKept): Pack => ({
  ...{ pack: packOfList(list.code), edition: list.edition, title: { en: list.name, zh: list.name } },
  ...{ source: list.customer, licence: '', asOf: list.from, effectiveFrom: list.from, verified: true },
  ...(list.before === null ? {} : { effectiveTo: list.before }),
  rows: list.entries.map(
    (entry, nth): PackRow => ({ type: 'restriction', ...restrictionOf(entry, nth, list) }) as unknown as PackRow,
  ),
});

/** Of the editions of each list the one that is in force on a day and began last; one that has ended counts for nothing. */
export function listsInForce<Edition extends ListStanding>(lists: readonly Edition[], day: string): Edition[] {
  const byCode = new Map<string, Edition>();
  for (const list of lists) {
    if (list.from > day || (list.before !== null && list.before <= day)) continue;
    const other = byCode.get(list.code);
    if (!other || `${list.from} ${list.id}` > `${other.from} ${other.id}`) byCode.set(list.code, list);
  }
  return [...byCode.values()];
}
