// Keeps a cell's text without the chunk it was cut from.

/** From this length on V8 keeps a slice as a view, which would hold the whole chunk in memory as long as the cell lives. */
const shortestView = 13;

/** The same text, holding nothing else in memory. */
export const detached = (text: string): string => (text.length < shortestView ? text : ` ${text}`.slice(1));
