// What is done to use less water: projects whose effect meters verify, and how far each factory's intelligent system is.
import type { Check, Values } from '#platform/records/declare/kind.ts';
import {
  code,
  codes,
  date,
  decimal,
  localText,
  month,
  optional,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { currencies, savingDrivers, savingSides, savingStages } from '../model/saving.ts';
import { rollOutStates } from '../model/standing.ts';

/** The state of a factory's intelligent water system (automatic readings, kept and watched) from a day on. */
export const rollOut = recordKind({
  kind: 'water.roll-out',
  version: 1,
  owner: 'site',
  calledBy: ['reachedOn'],
  fields: {
    site: ref('factories.site'),
    reachedOn: date(),
    status: code(rollOutStates, 'water.roll-out-state'),
    note: optional(text({ max: 500, prose: true })),
  },
  check: [
    ({ reachedOn, status }, _, { today }) =>
      status !== 'not_planned' && status !== 'planned' && (reachedOn as string) > today
        ? { field: 'reachedOn', code: 'date_in_future', facts: { given: reachedOn as string }, level: 'error' }
        : undefined,
  ],
  sameWhen: ['site', 'reachedOn'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'reachedOn', 'status', 'note'],
});

const inOrder = ['beforeFrom', 'beforeThrough', 'afterFrom', 'afterThrough'] as const;

/** A month in both spans would be compared with itself. */
const monthsInOrder: Check = (values) => {
  const given = inOrder.filter((name) => values[name] !== null);
  const wrong = given.find((name, at) => {
    const before = given[at - 1];
    if (!before) return false;
    const [one, other] = [values[before] as string, values[name] as string];
    // A span may be one month long; the spans themselves do not touch.
    return name.endsWith('Through') && before.slice(0, 5) === name.slice(0, 5) ? one > other : one >= other;
  });
  return wrong ? { field: wrong, code: 'months_out_of_order', level: 'error' } : undefined;
};

const money = ['cost', 'pricePerM3', 'yearlyRunningCost'] as const;

/** An amount without its currency says nothing, and water with another cause needs the cause. */
const saysWhatItCounts: Check = (values: Values) => {
  if (values.currency === null && money.some((name) => values[name] !== null))
    return { field: 'currency', code: 'missing', level: 'error' };
  if (values.otherCausesM3 !== null && values.otherCauses === null)
    return { field: 'otherCauses', code: 'missing', level: 'error' };
  return undefined;
};

/** What runs has months after it; what is verified was measured. */
const stageIsMeant: Check = ({ stage, afterFrom, beforeThrough }, lines) => {
  if (stage !== 'running' && stage !== 'verified') return undefined;
  if (beforeThrough === null || afterFrom === null)
    return { field: beforeThrough === null ? 'beforeThrough' : 'afterFrom', code: 'missing', level: 'error' };
  return stage === 'verified' && lines.length === 0
    ? { field: 'meter', code: 'saving_without_meter', level: 'error' }
    : undefined;
};

/** What a meter of another factory shows is no effect of this measure. */
const metersOfTheSite: Check = ({ site }, _, { lineRefs }) =>
  lineRefs.flatMap(({ meter }, index) =>
    meter && meter.values.site !== site
      ? [{ field: 'meter', code: 'meter_of_another_factory', level: 'error', line: index + 1 }]
      : [],
  );

/** A measure with its cost; what it saved is worked out from its meters, and approved in two steps like any claim. */
export const savingProject = recordKind({
  kind: 'water.saving-project',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'title'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 40 }),
    title: localText(),
    stage: code(savingStages, 'water.saving-stage'),
    measure: optional(localText({ max: 2_000 })),
    beforeFrom: optional(month()),
    beforeThrough: optional(month()),
    afterFrom: optional(month()),
    afterThrough: optional(month()),
    drivers: optional(codes(savingDrivers, 'water.saving-driver')),
    claimedYearlyM3: optional(decimal({ above: '0' })),
    otherCausesM3: optional(decimal({ min: '0' })),
    otherCauses: optional(text({ max: 500, prose: true })),
    currency: optional(code(currencies, 'water.currency')),
    cost: optional(decimal({ min: '0' })),
    yearlyRunningCost: optional(decimal({ min: '0' })),
    pricePerM3: optional(decimal({ above: '0' })),
  },
  lines: {
    name: 'meter',
    fields: { meter: ref('water.meter'), side: code(savingSides, 'water.saving-side') },
  },
  check: [monthsInOrder, saysWhatItCounts, stageIsMeant, metersOfTheSite],
  looksUp: { 'meter/meter': ['site'] },
  sameWhen: ['site', 'code'],
  review: 'two-step',
  evidence: 'none',
  list: ['site', 'code', 'title', 'stage', 'claimedYearlyM3', 'afterFrom'],
});
