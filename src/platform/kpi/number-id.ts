// Under which id is a number printed that belongs to a figure: the figure's own id, and a code of the number's name?
import { shortId } from './ledger.ts';

const codeLength = 6;

/** The code that stands for a number within its figure. */
export const codeOf = (name: string): string => shortId(name).slice(0, codeLength);

/** The id of a number within its figure; ids of the ledger have no U, so that both halves can be told apart. */
export const numberId = (figure: string, name: string): string => `${figure}U${codeOf(name)}`;
