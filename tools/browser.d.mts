// What a story in TypeScript may ask of browser.mjs.

/** How the browser is started: in silence, and as root without its sandbox. */
export const browserFlags: readonly string[];

/** The browser's executable: GREENFAB_BROWSER if set (`npm test` sets it), else the system's, else Playwright's own. */
export function findBrowser(): Promise<string | undefined>;
