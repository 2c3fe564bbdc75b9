// What lies on the site: bins with their labels, and every movement into, out of and within the store.
import type { Check } from '#platform/records/declare/kind.ts';
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
import { notAheadOfToday } from '#platform/records/declare/usual-checks.ts';
import { instant, massUnits } from '../model/entry.ts';
import { storageMovements } from '../model/storage.ts';
import { treatments } from '../model/treatment.ts';
import { takenOnADay } from './taken-at.ts';

/** On-site treatment says which; a mass below zero is a stock-take's alone. */
const movementIsWhole: Check = (values) => {
  const mass = values.massTonnes as { value: string };
  const onSite = values.movement === 'on_site';
  if (onSite && !values.treatment) return { field: 'treatment', code: 'missing', level: 'error' };
  if (!onSite && values.treatment) return { field: 'treatment', code: 'only_for_treatment_on_site', level: 'error' };
  const sign = mass.value.startsWith('-') ? -1 : Number(mass.value) === 0 ? 0 : 1;
  if (sign < 0 && values.movement !== 'stock_take')
    return { field: 'massTonnes', code: 'mass_not_positive', level: 'error' };
  if (sign === 0 && values.movement !== 'opening' && values.movement !== 'stock_take')
    return { field: 'massTonnes', code: 'mass_not_positive', level: 'error' };
  return undefined;
};

/** A bin or a place in the store, with the label that a phone reads. */
export const bin = recordKind({
  kind: 'waste.bin',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'name'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 30, pattern: /^[\w.-]+$/ }),
    name: localText(),
    stream: ref('waste.stream'),
    vendor: optional(ref('suppliers.supplier')),
    treatment: optional(code(treatments, 'waste.treatment')),
    inStore: flag(),
    place: optional(localText()),
  },
  sameWhen: ['site', 'code'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'code', 'name', 'stream', 'inStore', 'place'],
});

/**
 * One movement of the storage ledger. What leaves the site is a load and counted there; `out` only says which container
 * left the store, so that nothing is weighed twice.
 */
export const storageMovement = recordKind({
  kind: 'waste.storage-movement',
  version: 1,
  owner: 'site',
  effective: 'movedOn',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    movedOn: date(),
    stream: ref('waste.stream'),
    movement: code(storageMovements, 'waste.storage-movement-kind'),
    massTonnes: quantity('t', { enteredIn: massUnits, basis: true }),
    treatment: optional(code(treatments, 'waste.treatment')),
    container: optional(text({ max: 40 })),
    number: text({ max: 40 }),
    bin: optional(ref('waste.bin')),
    takenAt: optional(text({ max: 40, pattern: instant })),
    note: optional(text({ max: 300, prose: true })),
  },
  check: [movementIsWhole, notAheadOfToday('movedOn'), takenOnADay],
  sameWhen: ['site', 'number'],
  foundByNumber: 'number',
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'movedOn', 'stream', 'movement', 'massTonnes', 'container', 'number'],
});
