// The record kind of certificates of conformity and suppliers' statements: whose part, under which rule pack, what they say, until when.
import { type Check, code, date, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { notAheadOfToday } from '#platform/records/declare/usual-checks.ts';
import { certificateForms, certificateSays } from '../model/certificate.ts';

const daysInOrder: Check = ({ issuedOn, asOf, until }) => {
  if (until !== null && (until as string) < (issuedOn as string))
    return { field: 'until', code: 'ends_before_it_begins', level: 'error' };
  return asOf !== null && (asOf as string) > (issuedOn as string)
    ? { field: 'asOf', code: 'certificate_list_to_come', level: 'error' }
    : undefined;
};

/** Over a limit is said of one limit; what is not over any needs no exemption. */
const saysOfWhat: Check = ({ says, restriction, exemption }) => {
  if (says === 'above' && restriction === null)
    return { field: 'restriction', code: 'certificate_above_what', level: 'error' };
  return says === 'within' && exemption !== null
    ? { field: 'exemption', code: 'certificate_exempt_within', level: 'error' }
    : undefined;
};

/**
 * A supplier's word on one maker's part under one rule pack, on the list as it was known then. It is a statement and never a
 * computed pass (practice 25), and ages with the list (practice 26). A later one on the same limit,
 * or on all of the pack, takes its place.
 */
export const certificate = recordKind({
  kind: 'substances.certificate',
  version: 1,
  owner: 'group',
  calledBy: ['document', 'pack'],
  fields: {
    makerPart: ref('substances.maker-part'),
    document: text({ max: 200, prose: true }),
    form: code(certificateForms, 'substances.certificate-form'),
    pack: text({ max: 60, pattern: /^[a-z0-9-]+$/ }),
    says: code(certificateSays, 'substances.certificate-says'),
    restriction: optional(text({ max: 100, pattern: /^[a-z0-9-]+$/ })),
    exemption: optional(text({ max: 60 })),
    issuedOn: date(),
    asOf: optional(date()),
    until: optional(date()),
  },
  check: [notAheadOfToday('issuedOn'), daysInOrder, saysOfWhat],
  sameWhen: ['makerPart', 'document', 'pack', 'restriction'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['makerPart', 'document', 'form', 'pack', 'says', 'issuedOn', 'until'],
});
