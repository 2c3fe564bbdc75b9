// An instant as a request names it.
import { z } from 'zod';

const [earliest, latest] = [Date.UTC(1950, 0), Date.UTC(2200, 0)];

/** ISO 8601 with an offset, within the calendar (1950 to 2199); handed on as universal time, which every database reads. */
export const instantShape = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= earliest && Date.parse(text) < latest)
  .transform((text) => new Date(text).toISOString());
