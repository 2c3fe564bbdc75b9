// Commitments, policies and procedures of the group: each edition is a record, approved in two steps and then fixed.
import type { Check, LocalText, RecordKind } from '#platform/records/declare/kind.ts';
import { code, codes, date, integer, localText, optional, recordKind, text } from '#platform/records/declare/kind.ts';
import { audiences, documentKinds } from './model/document.ts';
import { isSdg } from './model/sdg.ts';

/** Where one language stands for the other, the document is not published in two. */
const inBothLanguages: Check = (values) => {
  const alike = (['text', 'changes'] as const).find((field) => {
    const given = values[field] as LocalText | null;
    return given !== null && given.en === given.zh;
  });
  return alike ? { field: alike, code: 'document_in_one_language', level: 'error' } : undefined;
};

/** A reader of a further edition is told what changed. */
const saysWhatChanged: Check = ({ edition, changes }) =>
  (edition as number) > 1 && changes === null ? { field: 'changes', code: 'missing', level: 'error' } : undefined;

const knownGoals: Check = ({ sdgs }) => {
  const unknown = ((sdgs ?? []) as string[]).find((number) => !isSdg(number));
  return unknown === undefined
    ? undefined
    : { field: 'sdgs', code: 'unknown_sdg', facts: { given: unknown }, level: 'error' };
};

const saysNow = ['documentKind', 'title', 'text', 'changes', 'effectiveOn', 'owner', 'sdgs'] as const;

/**
 * What people acknowledged is not altered under them: of an approved edition only whom it asks may change. And each
 * edition follows the one before, by number and by day.
 */
const followsThoseBefore: Check = (values, _, { consulted }) => {
  const own = (consulted['policies.document'] ?? []).filter(({ values: other }) => other.code === values.code);
  const same = own.find(({ values: other }) => other.edition === values.edition);
  if (same) {
    const changed = saysNow.find((field) => JSON.stringify(same.values[field]) !== JSON.stringify(values[field]));
    return changed ? { field: changed, code: 'edition_is_fixed', level: 'error' } : undefined;
  }
  const earlier = own.filter(({ values: other }) => (other.edition as number) < (values.edition as number));
  const late = earlier.find(({ values: other }) => (other.effectiveOn as string) >= (values.effectiveOn as string));
  return late
    ? {
        ...{ field: 'effectiveOn', code: 'edition_not_later', level: 'error' },
        facts: { given: late.values.effectiveOn as string },
      }
    : undefined;
};

/** One edition of a document. */
export const policyDocument = recordKind({
  kind: 'policies.document',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'title'],
  fields: {
    code: text({ max: 40, pattern: /^[\w-]+$/ }),
    edition: integer({ min: 1, max: 999 }),
    documentKind: code(documentKinds, 'policies.document-kind'),
    title: localText(),
    text: localText({ max: 20_000 }),
    changes: optional(localText({ max: 2_000 })),
    effectiveOn: date(),
    owner: localText(),
    audience: optional(codes(audiences, 'policies.audience')),
    acknowledgeDays: optional(integer({ min: 1, max: 365 })),
    sdgs: optional(codes(null, 'policies.sdg')),
  },
  check: [inBothLanguages, saysWhatChanged, knownGoals, followsThoseBefore],
  consults: ['policies.document'],
  sameWhen: ['code', 'edition'],
  review: 'two-step',
  evidence: 'none',
  list: ['code', 'edition', 'documentKind', 'title', 'effectiveOn', 'owner'],
});

export const policiesKinds: readonly RecordKind[] = [policyDocument];
