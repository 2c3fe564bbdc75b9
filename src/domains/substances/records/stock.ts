// The record kind of what is in stock and on order of an item on a day: what a change of the law would catch.
import { type Check, date, decimal, optional, recordKind, ref } from '#platform/records/declare/kind.ts';

/** What is not said is not known; a record that says neither says nothing. */
const saysSomething: Check = ({ inStock, onOrder }) =>
  inStock === null && onOrder === null ? { field: 'inStock', code: 'missing', level: 'error' } : undefined;

/** Quantities of one item as its store and its purchasing count them on a day, in the item's own unit; the newest counts. */
export const stock = recordKind({
  kind: 'substances.stock',
  version: 1,
  owner: 'group',
  calledBy: ['item', 'on'],
  fields: {
    item: ref('substances.item'),
    on: date(),
    inStock: optional(decimal({ min: '0' })),
    onOrder: optional(decimal({ min: '0' })),
  },
  check: [saysSomething],
  sameWhen: ['item', 'on'],
  review: 'none',
  evidence: 'none',
  list: ['item', 'on', 'inStock', 'onOrder'],
});
