// What every declared KPI of waste does with its rule: reads the packs once, and hands its answer over as exact text.
import type { Decimal } from 'decimal.js';
import type { Computed, ComputeInput } from '#platform/kpi/declare.ts';
import type { Pack } from '#standards/pack.ts';
import { exactText } from '#units/quantity.ts';
import { readTreatmentTable, type TreatmentTable } from '../model/treatment.ts';
import { readUl2799Levels, type Ul2799Levels } from '../model/ul2799-levels.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';

export const wastePacks = ['waste-treatments', 'ul2799-levels'] as const;
const tables = new WeakMap<Pack, TreatmentTable>();
const levelsRead = new WeakMap<Pack, Ul2799Levels>();
function remembered<T>(memory: WeakMap<Pack, T>, pack: Pack | undefined, read: (pack: Pack) => T): T {
  if (!pack) throw new Error('a waste pack is not loaded');
  const found = memory.get(pack) ?? read(pack);
  memory.set(pack, found);
  return found;
}
export const tableOf = (input: ComputeInput) => remembered(tables, input.packs['waste-treatments'], readTreatmentTable);
export const levelsOf = (input: ComputeInput) => remembered(levelsRead, input.packs['ul2799-levels'], readUl2799Levels);
export const definitionOf = (input: ComputeInput) => input.parameters as unknown as ConversionDefinition;

/** Decimals become exact text wherever they stand, so that a figure can be kept and sent. */
function plain(value: unknown): unknown {
  if (value && typeof value === 'object' && 'toFixed' in value) return exactText(value as Decimal);
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return value;
}
type RuleAnswer =
  | { value: Decimal; inputs: Readonly<Record<string, Decimal>>; entities?: unknown }
  | { noData: string };

/** A rule's answer as a figure; `more` are inputs that are told beside those of the rule. */
export function computed(answer: RuleAnswer, more: Readonly<Record<string, Decimal>> = {}): Computed {
  if ('noData' in answer) return { noData: answer.noData };
  // Whoever may see the group's figure sees all of it; what single subsidiaries come to are figures of their own, by grant.
  const { value, inputs, entities: _, ...extra } = answer;
  return {
    value: exactText(value),
    inputs: plain({ ...inputs, ...more }) as Record<string, string>,
    extra: plain(extra) as Record<string, unknown>,
  };
}

/** Without a storage ledger, what a site treats itself is unknown, and no zero. */
export function offSiteOnly(answer: Computed): Computed {
  if ('noData' in answer) return answer;
  const { onSiteMassTonnes: _, ...inputs } = answer.inputs;
  const lines = (answer.extra?.lines ?? []) as readonly { onSite: boolean }[];
  return { ...answer, inputs, extra: { ...answer.extra, lines: lines.filter(({ onSite }) => !onSite) } };
}
