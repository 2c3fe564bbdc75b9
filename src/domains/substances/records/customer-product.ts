// The record kind of what customers buy: verdicts are rolled up to them by it, and each customer's list judges what that customer buys.
import { date, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { endsAfterItBegins } from '#platform/records/declare/usual-checks.ts';

/**
 * An item that a customer buys, from a day on. Customers are told apart by their names, as their lists name them, whatever
 * the case and width of the letters (decision 0064).
 */
export const customerProduct = recordKind({
  kind: 'substances.customer-product',
  version: 1,
  owner: 'group',
  calledBy: ['customer', 'item'],
  fields: {
    customer: text({ max: 200, prose: true }),
    item: ref('substances.item'),
    number: optional(text({ max: 80 })),
    from: date(),
    before: optional(date()),
  },
  check: [endsAfterItBegins()],
  sameWhen: ['customer', 'item', 'from'],
  review: 'none',
  evidence: 'none',
  list: ['customer', 'item', 'number', 'from', 'before'],
});
