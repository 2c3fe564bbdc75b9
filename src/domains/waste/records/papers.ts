// The papers of waste: transfer manifests with lines, vendors' monthly statements, and the yearly totals of a past without records.
import {
  code,
  date,
  flag,
  integer,
  localText,
  month,
  optional,
  quantity,
  recordKind,
  ref,
  text,
  year,
} from '#platform/records/declare/kind.ts';
import { massUnits } from '../model/entry.ts';
import { manifestOutcomes } from '../model/papers.ts';
import { treatments } from '../model/treatment.ts';

const fourteenDigits = /^\d{14}$/;

export const manifest = recordKind({
  kind: 'waste.manifest',
  version: 1,
  owner: 'site',
  effective: 'handedOverOn',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    number: text({ max: 14, pattern: fourteenDigits }),
    vendor: ref('suppliers.supplier'),
    carrier: optional(localText()),
    handedOverOn: date(),
    receivedOn: optional(date()),
  },
  lines: {
    name: 'line',
    fields: {
      stream: ref('waste.stream'),
      wasteCode: text({ max: 20 }),
      packages: optional(integer({ min: 1 })),
      shippedMassTonnes: quantity('t', { enteredIn: [], above: '0' }),
      receivedMassTonnes: optional(quantity('t', { enteredIn: [], above: '0' })),
      outcome: optional(code(manifestOutcomes, 'waste.outcome')),
    },
  },
  sameWhen: ['number'],
  foundByNumber: 'number',
  review: 'one-step',
  evidence: 'every-record',
  list: ['site', 'number', 'vendor', 'handedOverOn', 'receivedOn'],
});

export const carriedTotal = recordKind({
  kind: 'waste.carried-total',
  version: 1,
  owner: 'site',
  effective: 'year',
  calledBy: ['sourceDocument'],
  fields: {
    site: ref('factories.site'),
    year: year(),
    treatment: code(treatments, 'waste.treatment'),
    hazardous: flag(),
    massTonnes: quantity('t', { enteredIn: massUnits, above: '0' }),
    sourceDocument: text({ max: 200, prose: true }),
  },
  sameWhen: ['site', 'year', 'treatment', 'hazardous'],
  review: 'one-step',
  evidence: 'every-record',
  notTogetherWith: 'waste.load',
  list: ['site', 'year', 'treatment', 'hazardous', 'massTonnes', 'sourceDocument'],
});

/** A vendor's stamped statement of a month: one paper covers many loads, matched by total. */
export const statement = recordKind({
  kind: 'waste.statement',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    vendor: ref('suppliers.supplier'),
    month: month(),
    number: text({ max: 60 }),
    totalMassTonnes: optional(quantity('t', { enteredIn: massUnits, above: '0' })),
    note: optional(text({ max: 500, prose: true })),
  },
  lines: {
    name: 'line',
    fields: {
      stream: ref('waste.stream'),
      massTonnes: quantity('t', { enteredIn: [], above: '0' }),
      loads: optional(integer({ min: 1, max: 999 })),
    },
  },
  sameWhen: ['site', 'vendor', 'number'],
  review: 'none',
  evidence: 'every-record',
  list: ['site', 'vendor', 'month', 'number', 'totalMassTonnes'],
});
