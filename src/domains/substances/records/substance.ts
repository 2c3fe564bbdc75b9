// The record kind of substances of one's own, and of further names of those that come with the program.
import { type Check, localText, optional, recordKind, text } from '#platform/records/declare/kind.ts';
import { isEcNumber } from '../rules/cas-number.ts';
import { readFormula } from '../rules/formula.ts';
import { ownNumberProblem } from '../rules/own-number.ts';

const numberIsRight: Check = ({ number }) => {
  const problem = ownNumberProblem(number as string);
  return problem && { field: 'number', level: 'error', ...problem };
};

const ecNumberIsRight: Check = ({ ecNumber }) =>
  typeof ecNumber === 'string' && !isEcNumber(ecNumber)
    ? { field: 'ecNumber', code: 'substance_ec_check_digit', facts: { given: ecNumber }, level: 'error' }
    : undefined;

/** A composition that varies (`C18H36O2.xPb`) is a formula; one that cannot be read would count as not known, in silence. */
const formulaIsRead: Check = ({ formula }) => {
  if (typeof formula !== 'string') return undefined;
  const read = readFormula(formula);
  return 'problem' in read && read.problem !== 'formula_of_varying_composition'
    ? { field: 'formula', code: 'substance_formula', facts: { given: formula }, level: 'error' }
    : undefined;
};

/** A substance of one's own; where its number is one that is held, its names and synonyms are further names of that. */
export const substance = recordKind({
  kind: 'substances.substance',
  version: 1,
  owner: 'group',
  calledBy: ['number', 'name'],
  fields: {
    number: text({ max: 60 }),
    ecNumber: optional(text({ max: 20 })),
    name: localText({ max: 400 }),
    formula: optional(text({ max: 200 })),
    smiles: optional(text({ max: 2_000 })),
    note: optional(text({ max: 500, prose: true })),
  },
  lines: { name: 'synonym', fields: { name: text({ max: 400 }) } },
  check: [numberIsRight, ecNumberIsRight, formulaIsRead],
  sameWhen: ['number'],
  review: 'none',
  evidence: 'none',
  list: ['number', 'name', 'ecNumber', 'formula'],
});
