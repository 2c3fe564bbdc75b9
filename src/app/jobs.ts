// Every job of the program: what a schedule starts, and what somebody may ask for.
import type { Job } from '#platform/jobs/declare.ts';

export const jobs: readonly Job[] = [];
