// What this browser remembers for its reader; a browser that forbids it forgets, and nothing breaks.

/** What is kept under a name, or the fallback when nothing readable is. */
export function remembered<T>(name: string, fallback: T): T {
  try {
    const text = window.localStorage.getItem(`greenfab.${name}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Keeps a value under a name, where the browser allows it. */
export function remember(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(`greenfab.${name}`, JSON.stringify(value));
  } catch {
    // Private windows and full storage: the choice holds until the page is left.
  }
}
