// A month as a request names it.
import { z } from 'zod';

/** `2024-06`, of a year from which reckoning a few years back and forth stays within the calendar (1950 to 2199). */
export const monthShape = z.string().regex(/^(19[5-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/);
