// How the settings of a what-if stand in an address, so that it can be sent on.
import { share } from '#units/quantity.ts';
import { isTreatment, type Treatment } from '../model/treatment.ts';
import type { TreatmentMove } from '../rules/what-if.ts';

/** One slider as it is set: whole percent, and a target that may not be chosen yet. */
export interface SetMove {
  streamId: string;
  from: string;
  to: string;
  percent: number;
}

/** One move as text: stream, from, to, percent. */
export const moveInAddress = ({ streamId, from, to, percent }: SetMove): string =>
  [streamId, from, to, percent].join('.');

/** The moves of an address; what cannot be read is left out. */
export function movesInAddress(text: string | undefined): SetMove[] {
  return (text ?? '').split(',').flatMap((one) => {
    const [streamId, from = '', to = '', percentText] = one.split('.');
    const percent = Number(percentText);
    const isWhole = Number.isInteger(percent) && percent >= 0 && percent <= 100;
    return streamId && isTreatment(from) && (to === '' || isTreatment(to)) && isWhole
      ? [{ streamId, from, to, percent }]
      : [];
  });
}

/** The moves that change something, as the rule takes them. */
export const movesOf = (set: readonly SetMove[]): TreatmentMove[] =>
  set.flatMap(({ streamId, from, to, percent }) =>
    percent > 0 && to !== '' && to !== from
      ? [{ streamId, from: from as Treatment, to: to as Treatment, movedShare: share((percent / 100).toFixed(2)) }]
      : [],
  );
