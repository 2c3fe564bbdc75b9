// Why is a file not read any further.

import type { FileProblem } from '../../model/declaration.ts';

/** Ends the reading of a file; caught by its reader, which hands the problem over. */
export class XmlStop extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.code);
    this.problem = problem;
  }
}
