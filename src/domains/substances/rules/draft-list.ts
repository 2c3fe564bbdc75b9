// A draft list as it is asked about: of each row a restriction, and rows out of the sheet in which somebody sent it.
import type { DraftRow } from '../model/impact-answer.ts';
import type { Duty, Restriction } from '../model/restriction.ts';
import type { RulePack } from './engine/packs-at.ts';

/** Rows of the restrictions that a sheet was read as. */
export const draftRowsOf = (restrictions: readonly Restriction[]): DraftRow[] =>
  restrictions.map(({ label, members, per, limitPpm }) => ({
    ...{ name: label.en, substance: members?.[0] ?? '', per, limitPpm },
  }));

/** A draft as a pack of its own: each substance by itself, as lists of candidates are; without a limit on purpose only. */
export function draftPack(rows: readonly DraftRow[], duty: Duty): RulePack {
  const restriction = ({ name, substance, per, limitPpm }: DraftRow, row: number): Restriction => ({
    ...{
      id: `row-${row + 1}`,
      label: { en: name, zh: name },
      clause: 'draft',
      members: [substance],
      per,
      limitPpm,
      duty,
    },
    ...{ measure: { of: 'each' }, comparator: 'at_most', from: null, before: null, source: 'draft', verified: false },
    ...(limitPpm === null ? { intentional: true } : {}),
  });
  return { pack: 'draft', edition: 'draft', restrictions: rows.map(restriction), exemptions: [] };
}
