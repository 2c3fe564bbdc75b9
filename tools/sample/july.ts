// July 2024 at Wuxi: the month that the exercises complete, ledger and vendors' statements alike. None of it is in the ledger.

import type { Day } from './day.ts';
import { documented } from './documents.ts';
import { EXERCISE_SITE } from './exercise.ts';
import { departures, type Load } from './loads.ts';
import { siteOf } from './sites.ts';

const FROM: Day = '2024-07-01';
const BEFORE: Day = '2024-08-01';

/** Streams that come every month, and of which nothing left in July: the recorder signs them as none. */
export const withoutWaste: readonly string[] = ['N10', 'N17'];

/** Every load that left Wuxi in July, with its paper: what the ledger and the statements of July are written from. */
export const julyLoads = (from: Day): Load[] =>
  documented(departures(siteOf(EXERCISE_SITE), from, BEFORE)).filter(
    (load) => load.departedOn >= FROM && !withoutWaste.includes(load.stream.code),
  );
