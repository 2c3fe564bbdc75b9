// Which of the packs that are held an edition of a list covers, so that words against that list are words on these packs.
import type { ListEdition } from '../model/declaration.ts';
import type { ListCover } from './declared-facts.ts';
import { dayNumber } from './engine/packs-at.ts';

/** Packs by name with their editions, as far as lists of declarations name them. */
export type HeldEditions = readonly { pack: string; edition: string; effectiveFrom: string | null }[];

/** What an edition of a list covers: IEC's own where that edition is held. What tools call their lists covers laws in ways that are not published. */
export const coverOf = (held: HeldEditions, { authority, identity, version }: ListEdition): ListCover[] =>
  held.flatMap(({ pack, edition, effectiveFrom }) =>
    pack === 'iec-62474-dsl' &&
    effectiveFrom !== null &&
    /^iec ?62474$/i.test(authority) &&
    /^dsl$/i.test(identity) &&
    version.toLowerCase().split('.')[0] === edition
      ? [{ pack, listDay: dayNumber(effectiveFrom) }]
      : [],
  );
