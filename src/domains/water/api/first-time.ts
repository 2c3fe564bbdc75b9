/** A device whose clock was never set tells a time before there were such devices; milliseconds since 1970. */
export const FIRST_TIME = Date.parse('2000-01-01T00:00:00Z');
