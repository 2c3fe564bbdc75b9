// What is wrong with a file, in the order of its lines, and no more of it than anybody reads.

import type { FileProblem } from '../../model/declaration.ts';
import type { FileProblemCode } from '../../model/file-problem.ts';

/** A file of a million wrong lines is told by the first of them. */
const mostProblems = 1000;

/** Where in a file something stands. */
export interface Place {
  line: number;
  column: number;
  /** path of element names, or a cell */
  at: string;
}

export type Facts = Record<string, string | number>;

export class ProblemList {
  private readonly problems: FileProblem[] = [];
  private left = 0;
  private failed = false;

  get hasErrors(): boolean {
    return this.failed;
  }

  error(code: FileProblemCode, place: Place, facts?: Facts): void {
    this.failed = true;
    this.add('error', code, place, facts);
  }

  warning(code: FileProblemCode, place: Place, facts?: Facts): void {
    this.add('warning', code, place, facts);
  }

  add(level: FileProblem['level'], code: FileProblemCode, { line, column, at }: Place, facts?: Facts): void {
    if (level === 'error') this.failed = true;
    if (this.problems.length >= mostProblems) this.left += 1;
    else this.problems.push({ level, code, line, column, at, ...(facts && { facts }) });
  }

  /** By line. Where more were found than are kept, the last one says how many. */
  list(): FileProblem[] {
    const sorted = this.problems.toSorted((one, other) => one.line - other.line || one.column - other.column);
    const last = sorted.at(-1);
    if (this.left === 0 || !last) return sorted;
    const level = this.failed ? 'error' : 'warning';
    return [...sorted, { ...last, level, code: 'more_problems', facts: { count: this.left } }];
  }
}
