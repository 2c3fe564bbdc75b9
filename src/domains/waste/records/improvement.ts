// What is done about it: improvement plans with actions, and the cases of others from which to learn.
import {
  code,
  date,
  flag,
  localText,
  optional,
  quantity,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { compositions } from '../model/composition.ts';
import { massUnits } from '../model/entry.ts';
import { caseSources } from '../model/improvement.ts';
import { treatments } from '../model/treatment.ts';

/** A plan to send a stream to a better treatment; what it achieved is measured from the loads. */
export const improvement = recordKind({
  kind: 'waste.improvement',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'title'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 40 }),
    title: localText(),
    stream: ref('waste.stream'),
    fromTreatment: code(treatments, 'waste.treatment'),
    toTreatment: code(treatments, 'waste.treatment'),
    startsOn: date(),
    effectiveFrom: optional(date()),
    expectedMassTonnes: optional(quantity('t', { enteredIn: massUnits, above: '0' })),
    case: optional(ref('waste.case')),
  },
  lines: {
    name: 'action',
    fields: {
      what: text({ max: 300, prose: true }),
      owner: text({ max: 100, prose: true }),
      due: date(),
      done: optional(date()),
    },
  },
  sameWhen: ['site', 'code'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'code', 'title', 'stream', 'fromTreatment', 'toTreatment', 'effectiveFrom'],
});

/** What somebody did with a like stream, own or a peer's: told where the same stream and treatment occur. */
export const improvementCase = recordKind({
  kind: 'waste.case',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'title'],
  fields: {
    code: text({ max: 40 }),
    title: localText(),
    source: code(caseSources, 'waste.case-source'),
    place: optional(localText()),
    composition: code(compositions, 'waste.composition'),
    hazardous: flag(),
    fromTreatment: code(treatments, 'waste.treatment'),
    toTreatment: code(treatments, 'waste.treatment'),
    whatWasDone: localText({ max: 2_000 }),
    result: localText({ max: 1_000 }),
    divertedMassTonnes: optional(quantity('t', { enteredIn: massUnits, above: '0' })),
    reference: optional(text({ max: 300, prose: true })),
  },
  sameWhen: ['code'],
  review: 'one-step',
  evidence: 'none',
  list: ['code', 'title', 'source', 'composition', 'fromTreatment', 'toTreatment'],
});
