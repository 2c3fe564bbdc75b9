// What a waste stream is: its codes, what it is made of, and from when each standard counts it.
import type { Check } from '#platform/records/declare/kind.ts';
import {
  code,
  codes,
  date,
  flag,
  integer,
  localText,
  optional,
  recordKind,
  text,
} from '#platform/records/declare/kind.ts';
import { compositions } from '../model/composition.ts';
import { hazardTraits, physicalForms } from '../model/hazard.ts';
import { inclusionGrounds, inclusionStandards } from '../model/inclusion.ts';

/** Two lines for one standard that both hold on a day would say two things. */
const inclusionsDoNotOverlap: Check = (_, lines) => {
  const problems = lines.flatMap((line, index) =>
    lines.slice(0, index).some((earlier) => {
      const ends = (one: typeof line) => (one.before as string | null) ?? '9999';
      return (
        earlier.standard === line.standard &&
        (earlier.from as string) < ends(line) &&
        (line.from as string) < ends(earlier)
      );
    })
      ? [{ field: 'from', code: 'inclusions_overlap', level: 'error' as const, line: index + 1 }]
      : [],
  );
  const backwards = lines.flatMap((line, index) =>
    line.before && (line.before as string) <= (line.from as string)
      ? [{ field: 'before', code: 'ends_before_it_begins', level: 'error' as const, line: index + 1 }]
      : [],
  );
  return [...backwards, ...problems];
};

export const stream = recordKind({
  kind: 'waste.stream',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'name'],
  fields: {
    code: text({ max: 40 }),
    name: localText(),
    hazardous: flag(),
    nationalCode: optional(text({ max: 20 })),
    ewcCode: optional(text({ max: 9, pattern: /^\d{2} ?\d{2} ?\d{2}\*?$/ })),
    composition: code(compositions, 'waste.composition'),
    hazardTraits: optional(codes(hazardTraits, 'waste.hazard-trait')),
    physicalForm: optional(code(physicalForms, 'waste.physical-form')),
    mainComponents: optional(localText({ max: 200 })),
    generatingProcess: optional(localText({ max: 200 })),
    storageDays: optional(integer({ min: 1, max: 3_650 })),
    inUlScope: flag(),
    outOfScopeReason: optional(localText({ max: 500 })),
  },
  lines: {
    name: 'inclusion',
    addedLater: true,
    fields: {
      standard: code(inclusionStandards, 'waste.inclusion-standard'),
      included: flag(),
      from: date(),
      before: optional(date()),
      ground: code(inclusionGrounds, 'waste.inclusion-ground'),
      reason: text({ max: 500, prose: true }),
    },
  },
  check: [inclusionsDoNotOverlap],
  sameWhen: ['code'],
  review: 'one-step',
  evidence: 'none',
  list: ['code', 'name', 'hazardous', 'nationalCode', 'composition', 'inUlScope'],
});
