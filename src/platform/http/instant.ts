// An instant as a request names it.
import { z } from 'zod';
import { reckonable } from '#period/period.ts';

const [earliest, latest] = [Date.parse(reckonable.from), Date.parse(reckonable.before)];

/** ISO 8601 with an offset, within the calendar (1950 to 2199); handed on as universal time, which every database reads. */
export const instantShape = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= earliest && Date.parse(text) < latest)
  .transform((text) => new Date(text).toISOString());
