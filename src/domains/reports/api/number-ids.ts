// Under which id is a number printed, and what does an id of the living report mean?
import { likeForLikeName } from '#domains/waste/model/like-for-like.ts';
import { shortId } from '#platform/kpi/ledger.ts';
import { numberId } from '#platform/kpi/number-id.ts';
import type { NumberOrigin } from '../model/report-number.ts';
import type { NumberIds } from '../rules/numbers.ts';

/*
 * Ids are capital letters and digits (`render/figure-register.ts` finds them at the end of a link). Those of the ledger have
 * ten characters of Crockford's alphabet, which has no I, L, O and U. So:
 *   F7K2QABCDE          a figure of the ledger
 *   F7K2QABCDEU3M9T2X   a number that belongs to it: the code behind the U names which (a hash of the part's own name)
 *   L9Q3V7ABCDE         a step that a target record states
 * An edition gives each of its numbers an id of its own, of ten characters: what it printed is kept under it for ever.
 */

/** The name of a number within its figure. */
export function partName(origin: Exclude<NumberOrigin, { of: 'figure' } | { of: 'step' }>): string {
  switch (origin.of) {
    case 'part':
      return `part ${origin.path}`;
    case 'change':
      return `change ${origin.comparison}`;
    case 'like-for-like':
      return likeForLikeName(origin.number);
    case 'forecast':
      return `forecast ${origin.target}`;
    case 'on-base':
      return `on-base ${origin.number} ${origin.target}`;
    case 'boundary':
      return `boundary ${origin.count}`;
  }
}

/** The id of a target's step. */
export const stepId = (target: string, year: number): string => `L${shortId(`targets.target ${target} ${year}`)}`;

/** The id of a number in the living report. */
export function liveId(origin: NumberOrigin): string {
  if (origin.of === 'figure') return origin.figure;
  if (origin.of === 'step') return stepId(origin.target, origin.year);
  return numberId(origin.figure, partName(origin));
}

/** Ids and addresses of the living report. */
export const liveIds = (url: string): NumberIds => ({ idOf: liveId, hrefOf: (id) => `${url}/f/${id}` });

/** Ids and addresses of one edition. */
export const editionIds = (url: string, editionId: string): NumberIds => ({
  idOf: (origin) => editionFigureId(editionId, liveId(origin)),
  hrefOf: (id) => `${url}/f/${id}`,
});

/** The id that an edition gives to a number of the living report. */
export const editionFigureId = (editionId: string, live: string): string => shortId(`edition ${editionId} ${live}`);

/** What an id of the living report is made of. */
export type ReadId = { figure: string; code: string | null } | { step: string };

/** Reads an id of the living report; anything else is undefined. */
export function readId(id: string): ReadId | undefined {
  if (/^L[0-9A-HJKMNP-TV-Z]{10}$/.test(id)) return { step: id };
  const [, figure, code] = /^([0-9A-HJKMNP-TV-Z]{10})(?:U([0-9A-HJKMNP-TV-Z]{6}))?$/.exec(id) ?? [];
  return figure === undefined ? undefined : { figure, code: code ?? null };
}
