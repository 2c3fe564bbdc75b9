// What proves a treatment: the receiving plant's document, dated, expiring, with the yield it reaches.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Check } from '#platform/records/declare/kind.ts';
import { code, date, decimal, localText, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { treatments } from '../model/treatment.ts';
import { longestProofDays, proofDays } from '../rules/proof-validity.ts';

/** What is left over is spoken of only where a yield says that something is. */
const residueOfAYield: Check = (values) =>
  values.residueTreatment && !values.yieldShare ? { field: 'yieldShare', code: 'missing', level: 'error' } : undefined;

/** A proof ends after it begins, and is asked for again every year. */
const lastsAYear: Check = (values) => {
  const days = proofDays(values.from as CalendarDate, values.before as CalendarDate);
  if (days <= 0) return { field: 'before', code: 'ends_before_it_begins', level: 'error' };
  return days > longestProofDays
    ? { field: 'before', code: 'proof_longer_than_a_year', facts: { limit: longestProofDays }, level: 'error' }
    : undefined;
};

export const vendorProof = recordKind({
  kind: 'waste.vendor-proof',
  version: 1,
  owner: 'group',
  calledBy: ['document'],
  fields: {
    vendor: ref('suppliers.supplier'),
    treatment: code(treatments, 'waste.treatment'),
    plant: localText(),
    yieldShare: optional(decimal({ above: '0', max: '1' })),
    from: date(),
    before: date(),
    document: text({ max: 200, prose: true }),
    residueTreatment: optional(code(treatments, 'waste.treatment')),
  },
  check: [lastsAYear, residueOfAYield],
  sameWhen: ['vendor', 'treatment', 'from'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['vendor', 'treatment', 'plant', 'yieldShare', 'from', 'before', 'document'],
});
