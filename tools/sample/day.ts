// A day of the sample.

/** A calendar date, `YYYY-MM-DD`. */
export type Day = string;
