// The record kind of customers' lists: whose it is, which edition, since when, and what it says of each substance.
import {
  type Check,
  code,
  codes,
  date,
  decimal,
  optional,
  type Problem,
  recordKind,
  text,
} from '#platform/records/declare/kind.ts';
import { endsAfterItBegins } from '#platform/records/declare/usual-checks.ts';
import { listDuties } from '../model/customer-list.ts';
import { denominators } from '../model/restriction.ts';
import { isCasNumber } from '../rules/cas-number.ts';

/** Everything: 100 % of a material. */
const WHOLE_PPM = 1_000_000;

const saysOfSubstances: Check = ({ before }, lines) => {
  if (lines.length === 0) return { field: null, code: 'list_says_nothing', level: 'error' };
  return lines.flatMap(({ cas, limitPpm, from }, nth): Problem[] => {
    const at = { line: nth + 1 };
    const given = (text: unknown) => ({ given: String(text) });
    return [
      ...(cas === null ? [{ field: 'cas', code: 'list_number_missing', level: 'warning' as const, ...at }] : []),
      ...(cas !== null && !isCasNumber(cas as string)
        ? [{ field: 'cas', code: 'list_number_wrong', facts: given(cas), level: 'error' as const, ...at }]
        : []),
      ...(limitPpm !== null && Number(limitPpm) > WHOLE_PPM
        ? [{ field: 'limitPpm', code: 'list_limit_over_whole', facts: given(limitPpm), level: 'error' as const, ...at }]
        : []),
      ...(from !== null && before !== null && (from as string) >= (before as string)
        ? [{ field: 'from', code: 'list_row_after_end', facts: given(from), level: 'error' as const, ...at }]
        : []),
    ];
  });
};

/**
 * A customer's list of restricted substances in one edition. Once it is approved, items are judged by it from its first day
 * on, as by a law; of several editions of one list the one counts that began last (decision 0061).
 */
export const customerListKind = recordKind({
  kind: 'substances.customer-list',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'edition'],
  fields: {
    code: text({ max: 40, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/ }),
    edition: text({ max: 60 }),
    customer: text({ max: 200, prose: true }),
    name: text({ max: 200, prose: true }),
    from: date(),
    before: optional(date()),
    markets: optional(codes(null, 'substances.market')),
  },
  lines: {
    name: 'entry',
    fields: {
      substance: text({ max: 400, prose: true }),
      cas: optional(text({ max: 12 })),
      limitPpm: optional(decimal({ min: '0' })),
      per: code(denominators, 'substances.per'),
      duty: code(listDuties, 'substances.duty'),
      from: optional(date()),
      note: optional(text({ max: 500, prose: true })),
    },
  },
  check: [endsAfterItBegins(), saysOfSubstances],
  sameWhen: ['code', 'edition'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['code', 'edition', 'customer', 'name', 'from', 'before'],
});
