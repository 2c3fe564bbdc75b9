// The record kind of declarations: whose word it is, of which maker's part, since when and until when; every one is kept.
import type { Check } from '#platform/records/declare/kind.ts';
import { code, date, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { declarationFormats } from '../model/declaration.ts';
import { disclosures } from '../model/item.ts';

/** Nobody declares on a day that is still to come. */
const notToCome: Check = ({ issuedOn }, _, { today }) =>
  (issuedOn as string) > today
    ? { field: 'issuedOn', code: 'date_in_future', facts: { given: issuedOn as string }, level: 'error' }
    : undefined;

const notBeforeIssued: Check = ({ issuedOn, until }) =>
  until !== null && (until as string) < (issuedOn as string)
    ? { field: 'until', code: 'ends_before_it_begins', level: 'error' }
    : undefined;

/**
 * One supplier's declaration of one maker's part, as a file has it. It is made where the file is taken in: its content lies
 * beside it under `productSha256`, and the file itself is its paper.
 */
export const declaration = recordKind({
  kind: 'substances.declaration',
  version: 1,
  owner: 'group',
  calledBy: ['document'],
  fields: {
    makerPart: ref('substances.maker-part'),
    document: text({ max: 200, prose: true }),
    issuedOn: date(),
    until: optional(date()),
    format: code(declarationFormats, 'substances.format'),
    fullMaterial: code(disclosures, 'substances.disclosure'),
    fileSha256: text({ max: 64, pattern: /^[0-9a-f]{64}$/ }),
    productSha256: text({ max: 64, pattern: /^[0-9a-f]{64}$/ }),
  },
  check: [notToCome, notBeforeIssued],
  sameWhen: ['makerPart', 'document'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['makerPart', 'document', 'issuedOn', 'until', 'format', 'fullMaterial'],
});
